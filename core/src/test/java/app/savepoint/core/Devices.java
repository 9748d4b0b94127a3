package app.savepoint.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.CountingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.ReadableObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Devices of one person with the real engine, journal and disk, around one folder.
final class Devices implements AutoCloseable {
    private final Path dir;
    private final MemoryObjectStore memory = new MemoryObjectStore(() -> this.now);
    private final Supplier<ObjectStore> shared;
    private final Random random = new Random(5);
    private final List<Machine> machines = new ArrayList<>();
    private final Set<String> everPlayed = new HashSet<>();
    Instant now = Instant.parse("2026-05-01T10:00:00Z");

    Devices(Path dir) throws StorageException {
        this.dir = dir;
        FolderObjectStore.make(storage());
        this.shared = () -> new FolderObjectStore(storage(), () -> now);
    }

    /// Around a storage in memory, whose times are those of the devices.
    private Devices(Path dir, Instant begin) {
        this.dir = dir;
        this.now = begin;
        this.shared = () -> memory;
    }

    static Devices aroundMemory(Path dir, Instant begin) {
        return new Devices(dir, begin);
    }

    /// What is in the storage in memory.
    Set<String> keys() {
        return memory.snapshot().keySet();
    }

    Path storage() {
        return dir.resolve("srv");
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    Machine add(String name) {
        return add(name, dir.resolve("home-" + name), dir.resolve("saves-" + name));
    }

    /// A machine on a home that may be there already.
    Machine add(String name, Path home, Path saves) {
        Machine machine = new Machine(name, home, saves);
        machines.add(machine);
        return machine;
    }

    /// Promise 1.
    Set<String> everPlayed() {
        return everPlayed;
    }

    /// The hashes of all that can be had: on a disk, in backups, as a revision of the storage.
    Set<String> reachable() {
        Set<String> found = new HashSet<>();
        for (Machine machine : machines) {
            found.addAll(hashes(machine.saves));
            found.addAll(hashes(machine.home.backups()));
            machine.engine
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

    private static Set<String> hashes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> hashes = new HashSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList())
                hashes.add(ContentHash.of(Files.readAllBytes(file)).hex());
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copyTree(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(target);
                else
                    Files.copy(
                            path,
                            target,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @Override
    public void close() {
        machines.forEach(Machine::close);
    }

    /// One device with what lies on its disk.
    final class Machine {
        final Home home;
        final Path saves;
        private final String name;
        SyncEngine engine;
        SyncEngine.Parts parts;
        private boolean open;
        private @Nullable ReadableObjectStore readable;
        private @Nullable CountingObjectStore counted;

        private Machine(String name, Path homeDir, Path saves) {
            this.name = name;
            this.home = new Home(homeDir);
            this.saves = saves;
            try {
                home.create();
                Files.createDirectories(saves);
                engine = open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (engine.roots().stream().noneMatch(row -> row.root().path().equals(saves)))
                engine.addRoot(new NewRoot(saves, null, null, List.of(), List.of(), true));
        }

        private SyncEngine open() throws StorageException {
            Journal journal = Journal.open(home.database(), () -> now);
            if (journal.identity().device().isEmpty())
                journal.identity().save(new Device(new DeviceId(uuid()), name, DeviceType.LINUX));
            var store = new ReadableObjectStore(shared.get());
            store.allowWrites(readable == null || readable.takesWrites());
            store.allowReads(readable == null || readable.rights().contains(Right.READ));
            readable = store;
            var counting = new CountingObjectStore(store);
            counted = counting;
            boolean first = journal.storages().all().isEmpty();
            var joined = Repository.init(store, () -> now, Devices.this::uuid).repository();
            long number =
                    journal.storages().add("folder:srv", "folder", joined.id().toString()).id();
            var memory = journal.repositoryMemory(number);
            if (first) memory.remember(joined);
            open = true;
            parts =
                    new SyncEngine.Parts(
                            home,
                            journal,
                            new RepositoryStorage(
                                    "folder:srv",
                                    "folder",
                                    counting,
                                    counting::requests,
                                    memory,
                                    new Settings(home.work(), 2, () -> now, Devices.this::uuid),
                                    joined.id()),
                            number,
                            () -> now,
                            () -> new RevisionId(uuid()),
                            (save, place) -> true,
                            Steps.none(),
                            new Workers(Workers.WIDTH),
                            "test",
                            Trial.NONE,
                            () -> {});
            return new SyncEngine(parts);
        }

        void close() {
            if (open) engine.close();
            open = false;
        }

        /// Starts again, on whatever lies in the home now.
        void restart() {
            close();
            try {
                engine = open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// From now on it may write to the storage, or only read.
        void mayWrite(boolean allowed) {
            Objects.requireNonNull(readable).allowWrites(allowed);
        }

        /// From now on it gets contents from the storage, or none.
        void mayRead(boolean allowed) {
            Objects.requireNonNull(readable).allowReads(allowed);
        }

        /// From now on that happens each time before it stores a content.
        void whileItStores(Runnable happens) {
            Objects.requireNonNull(readable).meanwhile(happens);
        }

        /// From now on the storage has no room for its contents, or some again.
        void storageIsFull(boolean now) {
            Objects.requireNonNull(readable).isFull(now);
        }

        /// What it tried to write while it could only read.
        List<String> refused() {
            return Objects.requireNonNull(readable).refused();
        }

        /// What it asked the storage for since it started.
        Requests requests() {
            return Objects.requireNonNull(counted).requests();
        }

        Path file(String game) {
            return saves.resolve(game + ".srm");
        }

        /// Plays; the game's save then holds that text.
        void play(String game, String text) {
            try {
                Files.createDirectories(file(game).resolveSibling(""));
                Files.writeString(file(game), text);
                Files.setLastModifiedTime(file(game), FileTime.from(now));
                everPlayed.add(ContentHash.of(text.getBytes(UTF_8)).hex());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String read(String game) {
            try {
                return Files.readString(file(game));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        SyncReport sync() {
            later(Duration.ofMinutes(10));
            try {
                return engine.sync(SyncRequest.ALL, () -> false);
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<SaveRow> status() {
            try {
                return engine.status(Selection.ALL, false).saves();
            } catch (StorageException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The save of a game that is named by folder and file.
    static SaveId save(String game) {
        return SaveId.parse(game + "/save/main");
    }
}
