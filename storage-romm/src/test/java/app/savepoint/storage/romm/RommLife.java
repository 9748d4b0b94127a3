package app.savepoint.storage.romm;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.storage.romm.RommLifeDevice.Crash;
import app.savepoint.storage.romm.RommWitness.Breach;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Devices of one person at one RomM server that others use as well, from one seed: what happens,
/// one thing after the other or in the middle of another, and what was written down of it.
final class RommLife implements AutoCloseable {
    private static final List<Level> LEVELS = List.of(Level.V4_9, Level.V5_2, Level.V5_3);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long seed;
    private final Level level;
    private final SplittableRandom random;
    private final RommWorld world;
    private final List<RommLifeDevice> devices = new ArrayList<>();
    private final List<Game> games = new ArrayList<>();
    private final RommContents contents;
    private final RommWitness witness;
    private final List<RommWitness> witnesses = new ArrayList<>();
    private final List<Game> states = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private final Map<RommLifeDevice, List<SaveId>> conflicts = new HashMap<>();
    private Map<Integer, Game> roms = new LinkedHashMap<>();
    private @Nullable RommLifeDevice atIt;
    private @Nullable Interloper interloper;
    private @Nullable Throwable breach;

    /// A game, of which each device has one save.
    record Game(SaveId save, String extension) {
        @Override
        public String toString() {
            return save.game();
        }
    }

    /// What someone else does when a job comes to a certain request.
    private static final class Interloper {
        private final Predicate<Request> when;
        private final Runnable what;
        private int left;

        Interloper(Predicate<Request> when, int left, Runnable what) {
            this.when = when;
            this.left = left;
            this.what = what;
        }
    }

    /// A job of the engine.
    interface Job {
        SyncReport run() throws StorageException;
    }

    RommLife(long seed, Path dir) throws IOException {
        this.seed = seed;
        random = new SplittableRandom(seed);
        level = LEVELS.get((int) (seed % LEVELS.size()));
        contents = new RommContents(random.split());
        world = new RommWorld(dir, level);
        witness = new RommWitness(this, new RommTables.Saves(this));
        witnesses.add(witness);
        List<Game> all =
                List.of(
                        new Game(SaveId.main("gba", "Pokemon Emerald"), "gba"),
                        new Game(SaveId.main("snes", "Zelda (USA)"), "sfc"),
                        new Game(SaveId.main("gb", "Tetris"), "gb"));
        for (Game game : all.subList(0, random.nextInt(2, 4))) {
            games.add(game);
            roms.put(world.game(game.save(), game.extension()).id(), game);
        }
        int many = random.nextInt(2, 4);
        for (int i = 0; i < many; i++)
            devices.add(
                    new RommLifeDevice(
                            world,
                            dir,
                            List.of("Deck", "Desk", "Phone").get(i),
                            random.nextLong()));
        if (level.from(Level.V5_0) && seed / LEVELS.size() % 2 == 0) playStates();
        watch();
    }

    /// From now on each game has a state as well, and all devices want them.
    private void playStates() throws IOException {
        for (Game game : games) states.add(stateOf(game));
        witnesses.add(new RommWitness(this, new RommTables.States(this)));
        for (RommLifeDevice device : devices) device.wantStates();
    }

    /// The state of a game that each device has.
    static Game stateOf(Game game) {
        SaveId save = game.save();
        return new Game(
                new SaveId(save.system(), save.game(), SaveKind.STATE, "unknown.1"),
                game.extension());
    }

    RommServer server() {
        return world.server();
    }

    RommWorld world() {
        return world;
    }

    List<RommLifeDevice> devices() {
        return devices;
    }

    List<Game> games() {
        return games;
    }

    RommContents contents() {
        return contents;
    }

    /// The states that are played; none where they are off.
    List<Game> states() {
        return states;
    }

    /// Who watches that.
    RommWitness witness(Game game) {
        return witnesses.stream().filter(one -> one.watches(game)).findFirst().orElseThrow();
    }

    List<RommWitness> witnesses() {
        return witnesses;
    }

    Optional<Game> game(int rom) {
        return Optional.ofNullable(roms.get(rom));
    }

    int rom(Game game) {
        for (Map.Entry<Integer, Game> one : roms.entrySet())
            if (one.getValue().equals(game)) return one.getKey();
        throw new IllegalStateException("no " + game);
    }

    /// The number of the game of which that is the state.
    int romOf(Game state) {
        for (Map.Entry<Integer, Game> one : roms.entrySet())
            if (stateOf(one.getValue()).equals(state)) return one.getKey();
        throw new IllegalStateException("no " + state);
    }

    Map<Integer, Game> roms() {
        return roms;
    }

    void roms(Map<Integer, Game> now) {
        roms = new LinkedHashMap<>(now);
    }

    /// What happened how often.
    Map<String, Integer> happened() {
        return happened;
    }

    void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    List<SaveId> conflicts(RommLifeDevice device) {
        return conflicts.getOrDefault(device, List.of());
    }

    // What was written down.

    void say(String who, String what) {
        script.add("%s | %-5s | %s".formatted(TIME.format(server().clock().instant()), who, what));
    }

    String story() {
        return "life "
                + seed
                + " at RomM "
                + level.version()
                + "\n  "
                + String.join("\n  ", script);
    }

    // What happens in the middle of a job.

    /// From now on each request is looked at before it is answered.
    private void watch() {
        server().add(Fault.instead(this::arrives, Troubles.broken()));
    }

    /// Always false: nothing goes wrong by this.
    private synchronized boolean arrives(Request request) {
        RommLifeDevice device = atIt;
        if (device == null || breach != null) return false;
        try {
            witness.sawOurs(device);
            looks(device, request);
            Interloper other = interloper;
            if (other != null && other.when.test(request) && --other.left == 0) {
                interloper = null;
                between(other.what);
            }
        } catch (IOException | RuntimeException | Breach e) {
            breach = e;
        }
        return false;
    }

    private void looks(RommLifeDevice device, Request request) {
        if (!request.method().equals("GET")) return;
        if (request.path().equals("/api/saves"))
            witness.looksAtRows(
                    device,
                    request.parameters().stream().noneMatch(one -> one.name().equals("slot")));
        if (!states.isEmpty() && request.path().equals("/api/states"))
            witness(states.getFirst())
                    .looksAtRows(
                            device,
                            request.parameters().stream()
                                    .noneMatch(one -> one.name().equals("rom_id")));
    }

    /// Once, after such a request was carried out and before it is answered.
    void comesAfter(Predicate<Request> when, Runnable what) {
        server().add(
                        Fault.changed(
                                        when,
                                        answer -> {
                                            between(what);
                                            return answer;
                                        })
                                .times(1));
    }

    private synchronized void between(Runnable what) {
        RommLifeDevice device = atIt;
        if (device == null || breach != null) return;
        try {
            for (RommWitness one : witnesses) one.sawOurs(device);
            what.run();
            count("came between");
        } catch (IOException | RuntimeException | Breach e) {
            breach = e;
        }
    }

    void comesBetween(Predicate<Request> when, int nth, Runnable what) {
        interloper = new Interloper(when, nth, what);
    }

    // Jobs.

    void job(RommLifeDevice device, String what, boolean whole, Job job) throws IOException {
        List<RommWitness.Before> before = new ArrayList<>();
        for (RommWitness one : witnesses) before.add(one.before(device, whole));
        boolean completed = false;
        String outcome = "";
        int line = script.size();
        say(device.name(), what);
        try {
            atIt = device;
            SyncReport report = job.run();
            completed = true;
            conflicts.put(device, report.conflicts());
            outcome = words(report);
        } catch (Crash e) {
            outcome = "CRASHES at " + e.getMessage();
            count("crashed");
            device.restart();
        } catch (StorageException e) {
            outcome = "gives up: " + e.getMessage();
            count("gave up");
        } catch (RequestException e) {
            outcome = "is refused: " + e.code();
        } finally {
            atIt = null;
            interloper = null;
            device.crashAfter(0);
            script.set(line, script.get(line) + ": " + outcome);
        }
        server().clearFaults();
        watch();
        switch (breach) {
            case null -> {}
            case Breach e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        for (int i = 0; i < witnesses.size(); i++) witnesses.get(i).after(before.get(i), completed);
    }

    private String words(SyncReport report) {
        Map<String, List<?>> parts = new LinkedHashMap<>();
        parts.put("pushed", report.pushed());
        parts.put("pulled", report.pulled());
        parts.put("conflict", report.conflicts());
        parts.put("failed", report.failed());
        StringBuilder words = new StringBuilder();
        parts.forEach((word, which) -> {
            if (which.isEmpty()) return;
            count(word);
            boolean state = which.stream().anyMatch(one -> one.toString().contains("/state/"));
            if (state) count("state " + word);
            words.append(word).append(' ').append(which).append(' ');
        });
        return words.isEmpty() ? "nothing" : words.toString();
    }

    void sync(RommLifeDevice device, String what) throws IOException {
        job(device, what, true, () -> device.engine().sync(SyncRequest.ALL, () -> false));
    }

    // The whole of it.

    void liveThrough(int steps) throws IOException {
        try {
            RommSteps possible = new RommSteps(this, random);
            for (int i = 0; i < steps; i++) {
                possible.one();
                server().advance(Duration.ofMillis(random.nextLong(1_000, 4_000)));
            }
            new RommRest(this).settle();
        } catch (AssertionError | RuntimeException e) {
            AssertionError told = new AssertionError(e.getMessage() + "\n" + story(), e);
            if (e instanceof UncheckedIOException || e instanceof RuntimeException)
                told = new AssertionError(e + "\n" + story(), e);
            throw told;
        } finally {
            if (witness.withinOneSecond() > 0) count("within one second");
            if (witnesses.getLast().passedOver() > 0) count("passed over");
        }
    }

    @Override
    public void close() {
        for (RommLifeDevice device : devices) device.close();
        world.close();
    }
}
