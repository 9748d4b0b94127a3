package app.savepoint.testkit.lives;

import app.savepoint.core.journal.MemoryJournals;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.Housework;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.InOrderObjectStore;
import app.savepoint.testkit.LooseObjectStore.Conditions;
import app.savepoint.testkit.MemoryObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A life: several devices that share one storage, and what befalls them, all of it from one seed.
/// The engine, the planner, the journal's tables and the repository's format are the real ones; a
/// [Machine] says what the disk is.
///
/// After each step the [Witness] holds it against the promises; an [AssertionError] comes with the
/// script as a table.
public final class World implements AutoCloseable {
    private static final int DEVICES = 3;
    private static final int MOST_DEVICES = 5;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Keep> ANSWERS =
            List.of(Keep.LOCAL, Keep.REMOTE, Keep.BOTH, Keep.NEWEST, Keep.SUGGESTED);
    private static final List<String> CONFLICT_POLICIES =
            List.of("newest", "local", "remote", "keep-both");

    /// So often and so soon that a life of days has some of it.
    static final Housework HOUSEWORK =
            new Housework(2, Duration.ofHours(2), 12, Duration.ofHours(4));

    private final long seed;
    private final Machines machines;
    private final SplittableRandom random;
    private final SplittableRandom ids;
    private final Depot store;
    private final Storehouse storehouse;
    private final Past past = new Past();
    private final Witness witness;
    private final List<LifeDevice> devices = new ArrayList<>();
    private final List<Game.State> saved = new ArrayList<>();
    private final Script script = new Script();
    private final boolean policyDecides;
    private final boolean deletionsSpread;
    private final boolean forgetful;
    private final Conditions conditions;
    private Instant now = BEGIN;
    private @Nullable Map<String, byte[]> oldStorage;
    private int blanks;

    /// Where machines come from.
    public interface Machines {
        Machine machine(String name) throws IOException;

        /// Everything in memory.
        static Machines inMemory(MemoryJournals journals) {
            return name -> new MemoryMachine(journals);
        }

        /// Each in a folder of the real disk.
        static Machines onDisk(java.nio.file.Path dir) {
            return name -> new DiskMachine(dir.resolve(name));
        }
    }

    /// One over a storage in memory, which in every second pair of seeds shows what was put to
    /// everyone at once, as a bucket does, and else may be a folder that something fills bit by
    /// bit.
    public World(long seed, Machines machines) throws IOException {
        this(seed, machines, inMemory(seed));
    }

    private static ObjectStore inMemory(long seed) {
        var store = new MemoryObjectStore();
        return seed % 4 < 2 ? store : new InOrderObjectStore(store);
    }

    /// @param store empty; whoever gave it closes it
    public World(long seed, Machines machines, ObjectStore store) throws IOException {
        this(seed, machines, store, true);
        for (int i = 0; i < DEVICES; i++) add();
    }

    private World(long seed, Machines machines, ObjectStore store, boolean colourful)
            throws StorageException {
        this.seed = seed;
        this.machines = machines;
        this.store = new Depot(store, this::now);
        this.storehouse = new Storehouse(this.store);
        this.witness = new Witness(this, past, storehouse);
        random = new SplittableRandom(seed);
        ids = random.split();
        policyDecides = colourful && random.nextInt(8) == 0;
        deletionsSpread = colourful && random.nextInt(3) == 0;
        forgetful = colourful && seed % 2 == 0;
        conditions = colourful ? conditions(seed) : Conditions.KEPT;
    }

    /// What the storage's conditions are worth: little in two lives of eight.
    private static Conditions conditions(long seed) {
        return switch ((int) (seed % 8)) {
            case 5 -> Conditions.RACED;
            case 6 -> Conditions.PASSED_OVER;
            default -> Conditions.KEPT;
        };
    }

    /// One where nothing happens by itself, and nobody is there yet.
    static World plain(Machines machines) throws StorageException {
        return new World(0, machines, new MemoryObjectStore(), false);
    }

    /// A device with a right clock that decides nothing by itself.
    LifeDevice join(String name) throws IOException {
        return join(name, machines.machine(name));
    }

    LifeDevice join(String name, Machine machine) throws IOException {
        LifeDevice device = new LifeDevice(this, name, DeviceType.LINUX, machine, List.of("saves"));
        devices.add(device);
        return device;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    private void add() throws IOException {
        String name = String.valueOf((char) ('A' + devices.size()));
        DeviceType type = random.nextInt(4) == 0 ? DeviceType.MIYOO_MINI : DeviceType.LINUX;
        LifeDevice device =
                new LifeDevice(
                        this,
                        name,
                        type,
                        machines.machine(name),
                        random.nextInt(3) == 0 ? List.of("saves", "more") : List.of("saves"));
        devices.add(device);
        if (random.nextInt(5) == 0) breakClock(device);
        if (forgetful) {
            device.setPolicy("retention.saves.count", "1");
            device.setPolicy("retention.saves.days", "0");
        }
        if (policyDecides && random.nextInt(3) > 0) {
            String policy = CONFLICT_POLICIES.get(random.nextInt(CONFLICT_POLICIES.size()));
            device.setPolicy("conflict", policy);
            script.add(now, name, "decides conflicts by " + policy);
        }
        if (deletionsSpread && random.nextInt(3) > 0) {
            device.setPolicy("deletion", "delete-remote");
            script.add(now, name, "spreads deletions");
        }
    }

    // What the parts of a world need to know.

    Depot store() {
        return store;
    }

    Instant now() {
        return now;
    }

    UUID uuid() {
        return new UUID(
                (ids.nextLong() & ~0xf000L) | 0x4000L,
                (ids.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    List<LifeDevice> devices() {
        return devices;
    }

    boolean policyDecides() {
        return policyDecides;
    }

    boolean forgetful() {
        return forgetful;
    }

    Conditions conditions() {
        return conditions;
    }

    Past past() {
        return past;
    }

    /// A device that was never there before and has no saves of its own.
    LifeDevice newcomer() throws IOException {
        return new LifeDevice(this, "new", DeviceType.LINUX, machines.machine("new"), List.of());
    }

    Witness witness() {
        return witness;
    }

    Script script() {
        return script;
    }

    /// Lives through that many steps and comes to rest.
    public void liveThrough(int steps) throws IOException {
        try {
            for (int i = 0; i < steps; i++) step();
            new Rest(this).come();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("life " + seed + ": " + e.getMessage() + "\n" + script, e);
        }
    }

    /// How much of the housekeeping came about.
    ///
    /// @param unions segments that stand for others
    /// @param cleared segments that were joined and are gone
    /// @param checkpoints whether there is one
    /// @param dropped contents that a rule dropped
    public record Housekept(int unions, int cleared, int checkpoints, int dropped) {
        /// Both together.
        public Housekept plus(Housekept more) {
            return new Housekept(
                    unions + more.unions,
                    cleared + more.cleared,
                    checkpoints + more.checkpoints,
                    dropped + more.dropped);
        }
    }

    /// How much of the housekeeping came about so far.
    public Housekept housekept() throws IOException {
        long cleared = store.removed().stream().filter(key -> key.contains("/events/")).count();
        int checkpoints = store.head("metadata/collection.db").isPresent() ? 1 : 0;
        return new Housekept(
                storehouse.unions().size(), (int) cleared, checkpoints, witness.dropped());
    }

    /// What happened so far, as a table.
    public String story() {
        return script.toString();
    }

    private void step() throws IOException {
        now = now.plusSeconds(60 + random.nextInt(3600));
        LifeDevice device = pick(devices);
        Game game = game(device);
        int roll = random.nextInt(100);
        if (roll < 28) play(device, game);
        else if (roll < 32) delete(device, game);
        else if (roll < 34) blank(device, game);
        else if (roll < 36) putBackByHand(device, game);
        else if (roll < 62) sync(device, "syncs");
        else if (roll < 70) answer(device);
        else if (roll < 73) restore(device, game);
        else if (roll < 75) force(device, game);
        else if (roll < 77) restart(device);
        else if (roll < 85) crash(device);
        else if (roll < 91) stalePlan(device);
        else if (roll < 95) faults(device);
        else if (roll < 96) cancel(device);
        else if (roll < 97) rollBack();
        else if (roll < 98) copyHome(device);
        else if (roll < 99) oldHome(device);
        else breakClock(device);
    }

    private Game game(LifeDevice device) {
        return pick(Stream.of(Game.values()).filter(device::has).toList());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    // Players.

    private void play(LifeDevice device, Game game) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < game.parts(); i++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            parts.add(bytes);
        }
        Game.State state = game.state(parts, false);
        saved.add(state);
        write(device, game, state, "plays", device.now());
    }

    private void blank(LifeDevice device, Game game) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        blanks++;
        for (int i = 0; i < game.parts(); i++) parts.add(new byte[64 * (blanks + 1)]);
        write(device, game, game.state(parts, true), "starts all over in", device.now());
    }

    /// A copy that someone had made, with its old time.
    private void putBackByHand(LifeDevice device, Game game) throws IOException {
        List<Game.State> old =
                saved.stream().filter(state -> state.parts().size() == game.parts()).toList();
        if (old.isEmpty()) return;
        Duration age = Duration.ofHours(random.nextInt(72));
        write(device, game, pick(old), "copies into", device.now().minus(age));
    }

    void write(LifeDevice device, Game game, Game.State state, String what, Instant time)
            throws IOException {
        ContentId was = device.live().get(game);
        past.played(game, state, device.goesOnFrom(game));
        device.write(game, state, time);
        witness.overwritten(was);
        witness.played(device);
        script.add(now, device.name(), what + " " + game + " " + Script.brief(state.id()));
    }

    private void delete(LifeDevice device, Game game) throws IOException {
        ContentId was = device.live().get(game);
        if (was == null) return;
        past.deleted(game.save(), was);
        device.delete(game);
        witness.overwritten(was);
        witness.played(device);
        script.add(now, device.name(), "deletes " + game + " " + Script.brief(was));
    }

    // Jobs.

    SyncReport sync(LifeDevice device, String how) throws IOException {
        return job(
                device, how, false, true, () -> device.engine().sync(SyncRequest.ALL, () -> false));
    }

    private void answer(LifeDevice device) throws IOException {
        Keep keep = pick(ANSWERS);
        job(
                device,
                "settles all with " + keep,
                true,
                false,
                () -> device.engine().resolve(Selection.ALL, keep, null));
    }

    private void restore(LifeDevice device, Game game) throws IOException {
        List<BackupRow> backups =
                device.engine().backups(Selection.ALL).stream()
                        .filter(row -> row.save().equals(game.save()))
                        .toList();
        List<HistoryRow> revisions =
                device.engine().history(Selection.ALL).stream()
                        .filter(row -> row.revision().save().equals(game.save()))
                        .filter(row -> !row.revision().isTombstone())
                        .toList();
        if (!backups.isEmpty() && random.nextBoolean()) {
            BackupRow row = pick(backups);
            job(
                    device,
                    "restores backup " + Script.brief(row.manifest().contentId()) + " of " + game,
                    true,
                    false,
                    () -> device.engine().restoreBackup(game.save(), row.id()));
        } else if (!revisions.isEmpty()) {
            HistoryRow row = pick(revisions);
            ContentId content = row.revision().contentId().orElseThrow();
            job(
                    device,
                    "restores revision " + Script.brief(content) + " of " + game,
                    true,
                    false,
                    () -> device.engine().restoreRevision(game.save(), row.revision().id()));
        }
    }

    private void force(LifeDevice device, Game game) throws IOException {
        Direction direction = random.nextBoolean() ? Direction.PUSH : Direction.PULL;
        boolean force = random.nextBoolean();
        Selection only = new Selection(List.of(game.save().toString()));
        job(
                device,
                (force ? "forces " : "asks for ") + direction + " of " + game,
                true,
                false,
                () ->
                        device.engine()
                                .sync(new SyncRequest(only, direction, force, false), () -> false));
    }

    private void restart(LifeDevice device) throws IOException {
        device.restart();
        script.add(now, device.name(), "starts again");
    }

    private void crash(LifeDevice device) throws IOException {
        if (random.nextInt(4) == 0) {
            device.interrupt(1 + random.nextInt(30), device::die);
            answer(device);
        } else {
            device.interrupt(1 + random.nextInt(30), device::die);
            sync(device, "syncs");
        }
    }

    /// Something happens between looking and doing.
    private void stalePlan(LifeDevice device) throws IOException {
        LifeDevice other = pick(devices);
        Game game = game(device);
        int what = random.nextInt(4);
        device.interrupt(
                1 + random.nextInt(20),
                step -> {
                    script.add(now, device.name(), "… is at " + step + " when");
                    if (!other.equals(device) && what > 0) sync(other, "syncs meanwhile");
                    else if (what == 1) delete(device, game);
                    else play(device, game);
                });
        sync(device, "syncs");
    }

    private void faults(LifeDevice device) throws IOException {
        double rate = random.nextInt(3) == 0 ? 1 : 0.05 + 0.25 * random.nextDouble();
        device.reach(new FaultyObjectStore(store, random.nextLong(), rate));
        sync(device, rate == 1 ? "syncs offline" : "syncs over a bad line");
        device.reach(store);
    }

    private void cancel(LifeDevice device) throws IOException {
        int[] left = {random.nextInt(3)};
        job(
                device,
                "syncs and is stopped",
                false,
                false,
                () -> device.engine().sync(SyncRequest.ALL, () -> left[0]-- <= 0));
    }

    private @Nullable SyncReport job(
            LifeDevice device, String what, boolean byPerson, boolean keepsAll, LifeDevice.Job job)
            throws IOException {
        int line = script.add(now, device.name(), what);
        Witness.Before before = witness.before(device, byPerson);
        LifeDevice.Outcome outcome = device.carryOut(job, before.live());
        script.say(line, outcome.words());
        SyncReport report = outcome.report();
        boolean whole = keepsAll && report != null && report.failed().isEmpty();
        witness.after(before, report != null, whole);
        return report;
    }

    // Fate.

    private void rollBack() throws IOException {
        if (oldStorage == null || random.nextBoolean()) {
            oldStorage = store.snapshot();
            script.add(now, "", "someone copies the storage");
            return;
        }
        store.restore(oldStorage);
        oldStorage = null;
        witness.actOfGod();
        script.add(now, "", "someone puts the storage back to the copy");
    }

    private void copyHome(LifeDevice device) throws IOException {
        if (!device.machine().canBeCloned() || devices.size() >= MOST_DEVICES) return;
        String name = String.valueOf((char) ('A' + devices.size()));
        LifeDevice clone = new LifeDevice(this, name, device, machines.machine(name));
        devices.add(clone);
        witness.changed(clone);
        script.add(now, name, "is a copy of " + device.name() + ", home and all");
    }

    private final Map<LifeDevice, Machine.Image> images = new java.util.HashMap<>();

    private void oldHome(LifeDevice device) throws IOException {
        Machine.Image image = images.remove(device);
        if (image == null) {
            images.put(device, device.machine().image());
            script.add(now, device.name(), "is copied");
            return;
        }
        boolean homeOnly = random.nextBoolean();
        giveBack(device, image, homeOnly);
        script.add(now, device.name(), "gets its old " + (homeOnly ? "home" : "disk") + " back");
    }

    void giveBack(LifeDevice device, Machine.Image image, boolean homeOnly) throws IOException {
        device.become(homeOnly ? device.machine().image().withHomeOf(image) : image);
        device.disownLeftovers();
        witness.changed(device);
        witness.actOfGod();
    }

    private void breakClock(LifeDevice device) {
        Duration wrong =
                random.nextInt(3) == 0
                        ? Duration.ZERO
                        : Duration.ofMinutes(random.nextInt(-3 * 24 * 60, 3 * 24 * 60));
        device.setClockWrongBy(wrong);
        script.add(now, device.name(), "has a clock that is wrong by " + wrong);
    }

    @Override
    public void close() throws IOException {
        for (LifeDevice device : devices) device.close();
    }
}
