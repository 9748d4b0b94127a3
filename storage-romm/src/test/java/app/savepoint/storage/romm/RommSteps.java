package app.savepoint.storage.romm;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.RommWitness.Row;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Others;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What can happen in a life, one thing at a time.
final class RommSteps {
    private static final Predicate<Request> UPLOAD = Fault.on("POST", "/api/saves/?");

    /// Not by force: that RomM refuses nothing then, whatever came since the look that goes before
    /// it, is beyond what a client can do something about. What is passed over lies below, in the
    /// slot.
    private static final Predicate<Request> GUARDED =
            UPLOAD.and(request ->
                    request.parameters().stream()
                            .noneMatch(one ->
                                    one.name().equals("overwrite") && one.value().equals("true")));

    private static final Predicate<Request> STATE = Fault.on("POST", "/api/states/?");

    private static final String PLAYED = "autosave";

    private final RommLife life;
    private final SplittableRandom random;
    private final RommOtherStates otherStates;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Saved saved;

    private interface Step {
        void happen() throws IOException;
    }

    private record Saved(RommServer.Backup backup, List<Object> memory, Map<Integer, Game> roms) {}

    RommSteps(RommLife life, SplittableRandom random) {
        this.life = life;
        this.random = random;
        otherStates = new RommOtherStates(life, random);
        often(22, this::play);
        often(26, () -> life.sync(device(), "syncs"));
        often(9, this::cameBetween);
        often(16, this::resolve);
        often(6, this::goesWrong);
        often(3, this::crash);
        often(3, this::restart);
        often(3, this::deleteHere);
        often(5, () -> wait(Duration.ofSeconds(random.nextLong(10, 1200))));
        often(15, () -> another(game()));
        often(2, this::backUp);
        often(2, this::restore);
        often(1, this::importAgain);
        often(1, this::forgetDevice);
        if (life.states().isEmpty()) return;
        often(14, this::playState);
        often(9, () -> otherStates.another(state()));
        often(8, this::stateCameBetween);
        often(4, this::stateGoesWrong);
        often(1, () -> delete(device(), state()));
    }

    private void often(int times, Step step) {
        for (int i = 0; i < times; i++) steps.add(step);
    }

    void one() throws IOException {
        steps.get(random.nextInt(steps.size())).happen();
        for (RommWitness one : life.witnesses()) one.nothingIsLost();
    }

    private RommLifeDevice device() {
        return life.devices().get(random.nextInt(life.devices().size()));
    }

    private Game game() {
        return life.games().get(random.nextInt(life.games().size()));
    }

    private void wait(Duration time) {
        life.server().advance(time);
        life.say("", "time passes: " + time);
    }

    // Our devices.

    private void play() throws IOException {
        RommLifeDevice device = device();
        play(device, game());
        // As a rule someone who played syncs
        if (random.nextInt(3) > 0) {
            wait(Duration.ofSeconds(random.nextLong(3, 90)));
            life.sync(device, "syncs");
        }
    }

    /// A device, on which someone has just played as a rule.
    private RommLifeDevice perhapsPlayed(Game game) throws IOException {
        RommLifeDevice device = device();
        if (random.nextInt(4) > 0) {
            boolean back = random.nextInt(3) == 0;
            if (back) put(device, game, life.contents().earlier(game, "p"));
            else play(device, game);
            life.server().advance(Duration.ofSeconds(3));
        }
        return device;
    }

    private void play(RommLifeDevice device, Game game) throws IOException {
        byte[] bytes =
                switch (random.nextInt(10)) {
                    case 0, 1 -> life.contents().earlier(game, "p");
                    case 2 -> life.contents().blank(game);
                    default -> life.contents().fresh(game, "p");
                };
        put(device, game, bytes);
    }

    private void put(RommLifeDevice device, Game game, byte[] bytes) throws IOException {
        device.write(game, bytes, life.server().clock().instant());
        String content = RommContents.hash(bytes);
        life.witness(game).played(device, game, content);
        life.say(device.name(), "plays " + life.contents().name(content));
    }

    private void deleteHere() throws IOException {
        delete(device(), game());
    }

    private void delete(RommLifeDevice device, Game game) throws IOException {
        device.delete(game);
        life.say(device.name(), "deletes " + game.save());
    }

    // States.

    private Game state() {
        return life.states().get(random.nextInt(life.states().size()));
    }

    private void playState() throws IOException {
        RommLifeDevice device = device();
        playState(device, state());
        if (random.nextInt(3) == 0) return;
        wait(Duration.ofSeconds(random.nextLong(3, 90)));
        life.sync(device, "syncs");
    }

    private void playState(RommLifeDevice device, Game state) throws IOException {
        boolean back = random.nextInt(5) == 0;
        put(
                device,
                state,
                back ? life.contents().earlier(state, "s") : life.contents().fresh(state, "s"));
    }

    private void stateCameBetween() throws IOException {
        Game state = state();
        RommLifeDevice device = device();
        if (random.nextInt(4) > 0) {
            playState(device, state);
            life.server().advance(Duration.ofSeconds(3));
        }
        Runnable what =
                () -> {
                    life.server().advance(Duration.ofSeconds(2));
                    otherStates.another(state);
                    life.count("state came between");
                    life.server().advance(Duration.ofSeconds(2));
                };
        if (random.nextInt(2) == 0) life.comesAfter(STATE, what);
        else {
            Predicate<Request> when =
                    random.nextBoolean() ? STATE : Fault.on("GET", "/api/states.*");
            life.comesBetween(when, random.nextInt(1, 4), what);
        }
        life.sync(device, "syncs, and someone comes in between with a state");
    }

    private void stateGoesWrong() throws IOException {
        RommLifeDevice device = device();
        playState(device, state());
        life.server().advance(Duration.ofSeconds(3));
        int times = random.nextInt(1, 8);
        Predicate<Request> content = Fault.on("GET", "/api/states/\\d+/content");
        String what =
                switch (random.nextInt(5)) {
                    case 0 -> fault("states never come", Fault.droppedBefore(STATE), times);
                    case 1 -> fault("states get no answer", Fault.droppedAfter(STATE), times);
                    case 2 -> fault("downloads break off", Fault.cut(content, 20), times);
                    case 3 -> fault("states fail", Fault.instead(STATE, Troubles.broken()), times);
                    default -> {
                        Fault lost = Fault.droppedAfter(STATE).times(1);
                        life.server()
                                .add(
                                        Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway())
                                                .times(times));
                        life.server().add(lost);
                        yield "line goes after a state";
                    }
                };
        life.sync(device, "syncs while " + what);
    }

    private void resolve() throws IOException {
        RommLifeDevice device = device();
        for (RommLifeDevice other : life.devices())
            if (life.conflicts(device).isEmpty()) device = other;
        List<SaveId> open = life.conflicts(device);
        if (open.isEmpty()) {
            life.sync(device, "syncs");
            return;
        }
        SaveId save = open.get(random.nextInt(open.size()));
        Keep keep = List.of(Keep.LOCAL, Keep.REMOTE, Keep.BOTH).get(random.nextInt(3));
        List<Game> all = new ArrayList<>(life.games());
        all.addAll(life.states());
        for (Game game : all) if (game.save().equals(save)) life.witness(game).chose(device, game);
        life.count(save.kind() == SaveKind.STATE ? "state settled" : "settled");
        RommLifeDevice here = device;
        Selection one = new Selection(List.of(save.toString()));
        life.job(
                here,
                "settles " + save + ": " + keep,
                false,
                () -> here.engine().resolve(one, keep, null));
    }

    private void restart() throws IOException {
        RommLifeDevice device = device();
        device.restart();
        life.say(device.name(), "starts again");
    }

    private void crash() throws IOException {
        RommLifeDevice device = perhapsPlayed(game());
        device.crashAfter(random.nextInt(1, 10));
        life.sync(device, "syncs");
    }

    private void forgetDevice() {
        RommLifeDevice device = device();
        String id = device.serverId();
        boolean known =
                life.server().look().devices().stream().anyMatch(one -> one.id().equals(id));
        if (!known) return;
        try {
            device.storage().removeDevice(DeviceId.parse(id), new Hlc(0, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        life.say(device.name(), "is deleted on the server");
    }

    // What goes wrong on the way.

    private void goesWrong() throws IOException {
        RommLifeDevice device = perhapsPlayed(game());
        int times = random.nextInt(1, 8);
        Predicate<Request> content = Fault.on("GET", "/api/saves/\\d+/content");
        String what =
                switch (random.nextInt(6)) {
                    case 0 -> fault("uploads never come", Fault.droppedBefore(UPLOAD), times);
                    case 1 -> fault("uploads get no answer", Fault.droppedAfter(UPLOAD), times);
                    case 2 -> fault("downloads break off", Fault.cut(content, 20), times);
                    case 3 ->
                            fault(
                                    "502",
                                    Fault.instead(
                                            _ -> random.nextInt(3) == 0, Troubles.badGateway()),
                                    times);
                    case 4 ->
                            fault("uploads fail", Fault.instead(UPLOAD, Troubles.broken()), times);
                    default -> {
                        // It was taken, and then nothing can be asked for a while
                        Fault lost = Fault.droppedAfter(UPLOAD).times(1);
                        life.server()
                                .add(
                                        Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway())
                                                .times(times));
                        life.server().add(lost);
                        yield "line goes after an upload";
                    }
                };
        life.sync(device, "syncs while " + what);
    }

    private String fault(String what, Fault fault, int times) {
        life.server().add(fault.times(times));
        return what + " " + times + " times";
    }

    // Other programs.

    private void cameBetween() throws IOException {
        Game game = game();
        RommLifeDevice device = perhapsPlayed(game);
        Predicate<Request> when =
                switch (random.nextInt(4)) {
                    case 0 -> request -> request.method().equals("GET");
                    case 1 -> Fault.on("POST", "/api/saves/\\d+/downloaded");
                    default -> GUARDED;
                };
        boolean apart = random.nextInt(4) > 0;
        Runnable what =
                () -> {
                    if (apart) life.server().advance(Duration.ofSeconds(2));
                    another(game);
                    if (apart) life.server().advance(Duration.ofSeconds(2));
                };
        if (random.nextInt(3) == 0) life.comesAfter(GUARDED, what);
        else life.comesBetween(when, random.nextInt(1, 3), what);
        life.sync(device, "syncs, and someone comes in between");
    }

    private Others others() {
        return life.server().others(life.world().user());
    }

    private String file(Game game) {
        return game.save().game() + ".srm";
    }

    /// Someone does something to a game's saves, past all checks.
    private void another(Game game) {
        List<Row> rows = life.witness(game).rows(game).stream().filter(Row::isPlayed).toList();
        byte[] bytes =
                random.nextInt(5) == 0
                        ? life.contents().earlier(game, "f")
                        : random.nextInt(12) == 0
                                ? life.contents().blank(game)
                                : life.contents().fresh(game, "f");
        String content = life.contents().name(RommContents.hash(bytes));
        int what = random.nextInt(rows.isEmpty() ? 8 : 15);
        boolean inPlace = false;
        switch (what) {
            case 0, 1, 2 -> {
                life.say("", "other: uploads " + content);
                others().upload(life.rom(game), PLAYED, file(game), bytes);
            }
            case 3, 4 -> {
                life.say("", "other: uploads by force " + content);
                others().upload(life.rom(game), PLAYED, file(game), bytes, null, null, true);
            }
            case 5 -> {
                life.say("", "other: a save without slot " + content);
                others().webSave(life.rom(game), bytes);
            }
            case 6 -> {
                Instant now = life.server().clock().instant();
                life.server().clock().set(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
                life.say("", "other: two uploads within a second, the first " + content);
                others().upload(life.rom(game), PLAYED, file(game), bytes);
                saw(true);
                byte[] more = life.contents().fresh(game, "f");
                life.server().advance(Duration.ofMillis(400));
                others().upload(life.rom(game), PLAYED, file(game), more);
                inPlace = true;
            }
            case 7 -> {
                int limit = random.nextInt(1, 5);
                life.say("", "other: uploads with limit " + limit + " " + content);
                others().uploadAndCleanUp(life.rom(game), PLAYED, file(game), bytes, limit);
            }
            case 8, 9, 10 -> {
                Row row = random.nextInt(3) == 0 ? some(rows) : rows.getLast();
                life.say("", "other: puts " + content + " in place of " + told(row));
                others().putInPlace(row.id(), bytes);
                inPlace = true;
            }
            case 11, 12 -> {
                Row row = some(rows);
                life.say("", "other: shows " + told(row));
                others().show(row.id(), random.nextBoolean());
            }
            case 13 -> {
                Row row = some(rows);
                life.say("", "other: deletes " + told(row));
                others().delete(row.id());
            }
            default -> {
                life.say("", "other: deletes the head " + told(rows.getLast()));
                others().delete(rows.getLast().id());
            }
        }
        // Within a second an upload rewrites the row that is there
        saw(inPlace || what <= 4 || what == 7);
    }

    private Row some(List<Row> rows) {
        return rows.get(random.nextInt(rows.size()));
    }

    private String told(Row row) {
        return "row " + row.id() + " (" + life.contents().name(row.content()) + ")";
    }

    private void saw(boolean inPlace) {
        try {
            for (RommWitness one : life.witnesses()) one.sawOthers(inPlace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The server itself.

    private void backUp() {
        saved =
                new Saved(
                        life.server().backup(),
                        life.witnesses().stream().map(RommWitness::memory).toList(),
                        Map.copyOf(life.roms()));
        life.say("", "server: is backed up");
    }

    private void restore() throws IOException {
        Saved back = saved;
        if (back == null) {
            backUp();
            return;
        }
        life.server().restore(back.backup());
        life.roms(back.roms());
        for (int i = 0; i < life.witnesses().size(); i++)
            life.witnesses().get(i).wentBack(back.memory().get(i));
        life.say("", "server: is put back to its backup");
        life.count("put back");
    }

    private void importAgain() {
        Game game = game();
        int old = life.rom(game);
        int now = life.server().library().importAgain(old).id();
        life.roms().remove(old);
        life.roms().put(now, game);
        saw(true);
        life.say("", "server: imports " + game + " again");
        life.count("imported again");
    }
}
