package app.savepoint.testkit.lives;

import app.savepoint.core.Home;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncEngine;
import app.savepoint.core.Trial;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.StoredPolicy;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Root;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.SyncReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One device: its machine, the real engine on it, and what may happen in the middle of a job.
final class LifeDevice {
    private static final String URI = "memory:";

    private final World world;
    private final String name;
    private final DeviceType type;
    private final Machine machine;
    private final Wire wire;
    private Duration wrongBy = Duration.ZERO;
    private SyncEngine engine;
    private Journal journal;
    private RepositoryMemory memory;
    private RepositoryStorage storage;

    private int stepsLeft;
    private @Nullable Interruption interruption;
    private boolean dead;
    private Machine.@Nullable Image atDeath;

    /// Games that the player wrote while a job was under way.
    private final Set<Game> writtenMeanwhile = new HashSet<>();

    /// Games that the player wrote while they lay half replaced.
    private final Set<Game> torn = new HashSet<>();

    /// Files that a crash left where saves lie, and of which no home speaks any more.
    private final Set<String> disowned = new HashSet<>();

    /// The last whole save that was here, of each game.
    private final Map<Game, ContentId> lastWhole = new EnumMap<>(Game.class);

    /// What happens at some step in the middle of a job.
    interface Interruption {
        void at(String step) throws IOException;
    }

    /// A process that ends there and then.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String step) {
            super(step);
        }
    }

    /// A job of the engine.
    interface Job {
        SyncReport run() throws StorageException;
    }

    LifeDevice(World world, String name, DeviceType type, Machine machine, List<String> roots)
            throws IOException {
        this.world = world;
        this.name = name;
        this.type = type;
        this.machine = machine;
        this.wire = new Wire(world.store(), this::reached);
        home().create();
        start();
        for (String root : roots) {
            Path folder = Files.createDirectories(machine.dir().resolve(root));
            engine().addRoot(new NewRoot(folder, null, null, List.of(), List.of(), true));
        }
    }

    /// A copy of another device, home and all.
    LifeDevice(World world, String name, LifeDevice origin, Machine machine) throws IOException {
        this.world = world;
        this.name = name;
        this.type = origin.type;
        this.machine = machine;
        this.wire = new Wire(world.store(), this::reached);
        this.wrongBy = origin.wrongBy;
        this.lastWhole.putAll(origin.lastWhole);
        machine.become(origin.machine.image());
        start();
    }

    String name() {
        return name;
    }

    Machine machine() {
        return machine;
    }

    Home home() {
        return new Home(machine.dir().resolve("home"));
    }

    /// The folders where saves lie.
    List<Path> roots() {
        return journal.roots().all().stream().map(Root::path).toList();
    }

    /// Whether a game can be played here.
    boolean has(Game game) {
        return game != Game.EMERALD_ELSEWHERE || roots().size() > 1;
    }

    SyncEngine engine() {
        return engine;
    }

    Journal journal() {
        return journal;
    }

    Wire wire() {
        return wire;
    }

    Instant now() {
        return world.now().plus(wrongBy);
    }

    void setClockWrongBy(Duration wrong) {
        wrongBy = wrong;
    }

    private void start() throws IOException {
        journal = machine.journal(home().database(), this::now);
        boolean fresh = journal.identity().device().isEmpty();
        if (fresh) {
            DeviceId id = new DeviceId(world.uuid());
            journal.identity().save(new Device(id, name, type));
            var joined = Repository.init(wire, this::now, world::uuid).repository();
            long number = journal.storages().add(URI, "folder", joined.id().toString()).id();
            journal.repositoryMemory(number).remember(joined);
        }
        long number = journal.storages().all().getFirst().id();
        memory = journal.repositoryMemory(number);
        storage =
                new RepositoryStorage(
                        URI,
                        "memory",
                        world.conditions().over(wire),
                        () -> Requests.NONE,
                        memory,
                        new Settings(home().work(), 1, this::now, world::uuid, World.HOUSEWORK));
        engine =
                new SyncEngine(
                        new SyncEngine.Parts(
                                home(),
                                journal,
                                storage,
                                number,
                                this::now,
                                () -> new RevisionId(world.uuid()),
                                (save, place) -> true,
                                this::reached,
                                new Workers(1),
                                "test",
                                Trial.NONE,
                                () -> {}));
    }

    // What happens in the middle of a job.

    private void reached(String step) {
        if (dead) throw new Crash(step);
        if (interruption == null || --stepsLeft > 0) return;
        Interruption now = interruption;
        interruption = null;
        try {
            now.at(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void interrupt(int afterSteps, Interruption by) {
        stepsLeft = afterSteps;
        interruption = by;
    }

    /// Loses power: what is on the machine now is all there will be.
    void die(String step) throws IOException {
        atDeath = machine.image();
        dead = true;
        throw new Crash(step);
    }

    boolean isBusy() {
        return interruption != null || dead;
    }

    private void rise() throws IOException {
        engine.close();
        machine.become(java.util.Objects.requireNonNull(atDeath));
        atDeath = null;
        dead = false;
        start();
    }

    // What is done with it.

    /// How a job ended.
    ///
    /// @param report null if it did not end by itself
    record Outcome(@Nullable SyncReport report, String words) {}

    /// @param live what lies here just now
    Outcome carryOut(Job job, Map<Game, ContentId> live) throws IOException {
        writtenMeanwhile.clear();
        live.forEach(this::remember);
        try {
            SyncReport report = job.run();
            return new Outcome(report, words(report));
        } catch (Crash e) {
            rise();
            return new Outcome(null, "CRASHES at " + e.getMessage());
        } catch (StorageException e) {
            return new Outcome(null, "gives up: " + e.getMessage());
        } catch (RequestException e) {
            return new Outcome(null, "is refused: " + e.code());
        } finally {
            interruption = null;
        }
    }

    private static String words(SyncReport report) {
        StringBuilder words = new StringBuilder();
        say(words, "pushed", report.pushed());
        say(words, "pulled", report.pulled());
        say(words, "deleted here", report.deletedLocal());
        say(words, "deleted there", report.deletedRemote());
        say(words, "conflicts", report.conflicts());
        say(words, "failed", report.failed());
        return words.isEmpty() ? "nothing to do" : words.toString();
    }

    private static void say(StringBuilder words, String what, List<?> whom) {
        if (whom.isEmpty()) return;
        if (!words.isEmpty()) words.append("; ");
        words.append(what).append(' ');
        words.append(
                whom.stream()
                        .map(one -> one instanceof SaveId save ? save.game() : one.toString())
                        .collect(Collectors.joining(", ")));
    }

    void restart() throws IOException {
        engine.close();
        start();
    }

    void reach(ObjectStore storage) {
        wire.endAt(storage);
    }

    void setPolicy(String key, String value) {
        journal.policies().set(new StoredPolicy(key, value, null, null));
    }

    void become(Machine.Image image) throws IOException {
        engine.close();
        machine.become(image);
        start();
    }

    /// What a crash left where saves lie is nobody's any more once other hands took the markers of
    /// it away with the home: a file that nobody knows may be all that is left of a save.
    void disownLeftovers() throws IOException {
        if (Game.filesBelow(home().swaps()).isEmpty())
            for (Path file : leftovers()) disowned.add(file.toString());
    }

    /// Files where saves lie that a replacement made and did not take away, and should have.
    List<Path> leftovers() throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path root : roots())
            try (Stream<Path> saves = Files.walk(root)) {
                saves.filter(path -> path.getFileName().toString().startsWith("."))
                        .filter(path -> !disowned.contains(path.toString()))
                        .forEach(left::add);
            }
        return left;
    }

    void close() throws IOException {
        engine.close();
        machine.close();
    }

    // What a player does.

    void write(Game game, Game.State state, Instant time) throws IOException {
        noteTorn(game);
        game.write(machine.dir(), state, time);
        writtenMeanwhile.add(game);
    }

    void delete(Game game) throws IOException {
        lookAt(game);
        noteTorn(game);
        game.delete(machine.dir());
        writtenMeanwhile.add(game);
    }

    private void noteTorn(Game game) throws IOException {
        ContentId there = game.at(machine.dir());
        if (there != null && world.past().state(there) == null) torn.add(game);
    }

    /// What a player who plays now goes on from, or has left behind; null if there never was any.
    @Nullable ContentId goesOnFrom(Game game) throws IOException {
        lookAt(game);
        return lastWhole.get(game);
    }

    private void lookAt(Game game) throws IOException {
        ContentId there = game.at(machine.dir());
        if (there != null) remember(game, there);
    }

    private void remember(Game game, ContentId there) {
        if (world.past().state(there) != null) lastWhole.put(game, there);
    }

    /// Whether the player wrote while the save's files were being replaced, or lay half replaced
    /// after a crash.
    boolean toreApart(Game game) {
        return writtenMeanwhile.contains(game) || torn.contains(game);
    }

    void isWholeAgain() {
        torn.clear();
    }

    boolean wroteMeanwhile(Game game) {
        return writtenMeanwhile.contains(game);
    }

    // What is on it.

    Map<Game, ContentId> live() throws IOException {
        Map<Game, ContentId> live = new EnumMap<>(Game.class);
        for (Game game : Game.values()) {
            ContentId there = game.at(machine.dir());
            if (there != null) live.put(game, there);
        }
        return live;
    }

    /// The hashes of all files where saves lie, by file.
    Map<Path, String> inPlace() throws IOException {
        Map<Path, String> hashes = new LinkedHashMap<>();
        for (Path root : roots()) hashes.putAll(hashesBelow(root));
        return hashes;
    }

    /// The hashes of all files among its backups, by file.
    Map<Path, String> setAside() throws IOException {
        return hashesBelow(home().backups());
    }

    private static Map<Path, String> hashesBelow(Path folder) throws IOException {
        Map<Path, String> hashes = new LinkedHashMap<>();
        for (Path file : Game.filesBelow(folder))
            hashes.put(file, ContentHash.of(Files.readAllBytes(file)).hex());
        return hashes;
    }

    /// Saves about which a person decided something that is not done yet.
    Set<SaveId> undone() {
        return journal.choices().all().stream()
                .map(choice -> choice.save())
                .collect(Collectors.toSet());
    }

    /// Whether something was begun and its end is not remembered.
    boolean intends() {
        return memory.intent().isPresent()
                || journal.settings().get("playing").isPresent()
                || journal.settings().get("forgetting").isPresent();
    }

    /// Revisions whose contents were dropped from the storage, as far as this device has heard.
    List<Revision> dropped() {
        Set<RevisionId> dropped = storage.pruned();
        if (dropped.isEmpty()) return List.of();
        return memory.revisions(dropped).values().stream()
                .filter(revision -> !revision.isTombstone())
                .toList();
    }

    /// The revisions of a save as this device knows them.
    Known known(SaveId save) {
        return new Known(memory.history(save));
    }

    /// A save's revisions.
    record Known(List<Revision> revisions) {
        Set<Revision> heads() {
            Set<RevisionId> continued = new HashSet<>();
            for (Revision revision : revisions) continued.addAll(revision.parents());
            return revisions.stream()
                    .filter(revision -> !continued.contains(revision.id()))
                    .collect(Collectors.toSet());
        }

        Set<ContentId> contents() {
            return revisions.stream()
                    .flatMap(one -> one.contentId().stream())
                    .collect(Collectors.toSet());
        }

        /// What the revisions held that `revision` continues.
        Set<ContentId> continuedBy(Revision revision) {
            return revisions.stream()
                    .filter(one -> revision.parents().contains(one.id()))
                    .flatMap(one -> one.contentId().stream())
                    .collect(Collectors.toSet());
        }
    }
}
