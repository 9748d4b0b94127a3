package app.savepoint.testkit;

import app.savepoint.core.Home;
import app.savepoint.core.SyncEngine;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// Several devices that share one storage, living through days of play, deletion, decisions and
/// crashes, all of it from one seed. The engine, the journal, the repository and the disk are the
/// real ones; only the object store lies in memory.
public final class World implements AutoCloseable {
    private static final int DEVICES = 3;
    private static final List<String> GAMES =
            List.of("gba/Emerald", "gba/Golden Sun", "snes/Zelda");
    private static final List<Keep> ANSWERS = List.of(Keep.LOCAL, Keep.REMOTE, Keep.BOTH);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final Path dir;
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final List<Actor> actors = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private final Map<String, String> everSynced = new TreeMap<>();
    private Instant now = BEGIN;

    /// What a crash in the middle of a sync looks like from outside.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String step) {
            super(step);
        }
    }

    public World(long seed, Path dir) {
        this.random = new Random(seed);
        this.dir = dir;
        for (int i = 0; i < DEVICES; i++) actors.add(new Actor(i));
    }

    /// Lives through that many events, then lets everyone sync twice.
    public void liveThrough(int events) {
        for (int i = 0; i < events; i++) step();
        for (int round = 0; round < 2; round++) for (Actor actor : actors) actor.sync("at last");
    }

    private void step() {
        now = now.plusSeconds(60 + random.nextInt(3600));
        Actor actor = actors.get(random.nextInt(actors.size()));
        String game = GAMES.get(random.nextInt(GAMES.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> actor.play(game);
            case 7 -> actor.delete(game);
            case 8 -> actor.blank(game);
            case 9, 10 -> actor.resolve(ANSWERS.get(random.nextInt(ANSWERS.size())));
            case 11 -> actor.restart();
            case 12, 13 -> actor.crash();
            default -> actor.sync("");
        }
    }

    /// What led here, one line per event.
    public String script() {
        return String.join("\n", script);
    }

    /// The hashes of all files that lay on a device when it synced, with where that was.
    public Map<String, String> contentsEverSynced() {
        return everSynced;
    }

    /// The hashes of all files that can still be had: on a disk, in backups, or as a revision.
    public Set<String> contentsFoundAnywhere() {
        Set<String> found = new HashSet<>();
        for (Actor actor : actors) {
            found.addAll(hashes(actor.saves));
            found.addAll(hashes(actor.home.backups()));
            actor.engine
                    .history(Selection.ALL)
                    .forEach(row -> {
                        if (row.revision().manifest() != null)
                            row.revision()
                                    .manifest()
                                    .files()
                                    .forEach(file -> found.add(file.hash().hex()));
                    });
        }
        return found;
    }

    /// For each device, which content each save has and whether it is in a conflict that all should
    /// see.
    public List<Map<String, String>> views() {
        return actors.stream().map(Actor::view).toList();
    }

    private static Set<String> hashes(Path folder) {
        if (!Files.exists(folder)) return Set.of();
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> hashes = new HashSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList())
                // What a crash left half-written is nobody's save
                if (!file.getFileName().toString().startsWith(".savepoint-"))
                    hashes.add(ContentHash.of(Files.readAllBytes(file)).hex());
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        actors.forEach(actor -> actor.engine.close());
    }

    /// One device with what lies on its disk.
    private final class Actor {
        private final int number;
        private final Home home;
        private final Path saves;
        private int stepsToCrash = Integer.MAX_VALUE;
        private SyncEngine engine;

        Actor(int number) {
            this.number = number;
            this.home = new Home(dir.resolve("home" + number));
            this.saves = dir.resolve("saves" + number);
            try {
                home.create();
                Files.createDirectories(saves);
                engine = open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            engine.addRoot(new NewRoot(saves, null, null, List.of(), List.of(), true));
        }

        private SyncEngine open() throws IOException {
            Journal journal = Journal.open(home.database(), () -> now);
            boolean fresh = journal.identity().device().isEmpty();
            if (fresh)
                journal.identity()
                        .save(
                                new Device(
                                        new DeviceId(uuid()),
                                        "Device " + number,
                                        DeviceType.LINUX));
            var joined = Repository.init(store, () -> now, World.this::uuid).repository();
            long storage = journal.storages().add("memory:", "folder", joined.id().toString()).id();
            var memory = journal.repositoryMemory(storage);
            if (fresh) memory.remember(joined);
            var repository =
                    new RepositoryStorage(
                            "memory:",
                            "memory",
                            store,
                            () -> Requests.NONE,
                            memory,
                            new Settings(home.work(), 2, () -> now, World.this::uuid));
            Steps steps =
                    step -> {
                        if (--stepsToCrash == 0) throw new Crash(step);
                    };
            return new SyncEngine(
                    new SyncEngine.Parts(
                            home,
                            journal,
                            repository,
                            storage,
                            () -> now,
                            () -> new RevisionId(uuid()),
                            (save, place) -> true,
                            steps,
                            () -> {}));
        }

        void play(String game) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            write(game, bytes, "plays");
        }

        void blank(String game) {
            write(game, new byte[64], "blanks");
        }

        private void write(String game, byte[] bytes, String what) {
            try {
                Path file = saves.resolve(game + ".srm");
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
                Files.setLastModifiedTime(file, FileTime.from(now));
                note(what + " " + game + " " + ContentHash.of(bytes).hex().substring(0, 6));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void delete(String game) {
            try {
                if (Files.deleteIfExists(saves.resolve(game + ".srm"))) note("deletes " + game);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void sync(String why) {
            Set<String> before = hashes(saves);
            try {
                SyncReport report = engine.sync(SyncRequest.ALL, () -> false);
                note("syncs " + why + ": " + told(report));
                for (String hash : before)
                    everSynced.putIfAbsent(hash, "device " + number + " at step " + script.size());
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String told(SyncReport report) {
            return "pushed "
                    + report.pushed()
                    + " pulled "
                    + report.pulled()
                    + " conflicts "
                    + report.conflicts()
                    + " failed "
                    + report.failed();
        }

        void resolve(Keep keep) {
            try {
                SyncReport report = engine.resolve(Selection.ALL, keep, null);
                note("keeps " + keep + ": " + told(report));
            } catch (app.savepoint.core.RequestException e) {
                note("has nothing to resolve");
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            }
        }

        void restart() {
            note("starts again");
            reopen();
        }

        private void reopen() {
            engine.close();
            try {
                engine = open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void crash() {
            stepsToCrash = 1 + random.nextInt(12);
            try {
                engine.sync(SyncRequest.ALL, () -> false);
                note("syncs, and would have crashed later");
            } catch (Crash e) {
                note("crashes at " + e.getMessage());
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            } finally {
                stepsToCrash = Integer.MAX_VALUE;
            }
            reopen();
        }

        Map<String, String> view() {
            try {
                StatusReport status = engine.status(Selection.ALL, false);
                Map<String, String> view = new TreeMap<>();
                for (SaveRow row : status.saves()) {
                    if (row.remote().isEmpty()) continue;
                    String heads =
                            row.remote().stream()
                                    .map(version -> String.valueOf(version.contentId()))
                                    .distinct()
                                    .sorted()
                                    .toList()
                                    .toString();
                    boolean common =
                            row.attention() == Attention.CONFLICT
                                    && !row.firstMeeting()
                                    && row.remote().size() > 1;
                    view.put(row.id().toString(), heads + (common ? " in conflict" : ""));
                }
                return view;
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void note(String what) {
            script.add("%3d | device %d | %s".formatted(script.size() + 1, number, what));
        }
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
