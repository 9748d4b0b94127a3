package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.CountingObjectStore;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;

/// Makes devices at a repository.
final class RepositoryWorld {
    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    /// Nothing is dropped.
    static final Keeping KEEP_ALL = keep(new Keeping.Rule(1_000_000, Duration.ofDays(1_000_000)));

    private final Path work;
    private final SplittableRandom random;

    RepositoryWorld(Path work, long seed) {
        this.work = work;
        this.random = new SplittableRandom(seed);
    }

    static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    /// The same for all saves, and nothing needed besides.
    static Keeping keep(Keeping.Rule rule) {
        return new Keeping() {
            @Override
            public Rule rule(SaveId save) {
                return rule;
            }

            @Override
            public Rule least() {
                return rule;
            }

            @Override
            public boolean needs(Revision revision) {
                return false;
            }
        };
    }

    UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    Settings settings() {
        return new Settings(work, 1, CLOCK, this::uuid);
    }

    /// A memory that has joined the repository, which is made if there is none.
    InMemoryRepositoryMemory join(ObjectStore store, Device device) throws StorageException {
        var memory = new InMemoryRepositoryMemory(device);
        memory.remember(Repository.init(store, CLOCK, this::uuid).repository());
        return memory;
    }

    Player player(ObjectStore store, RepositoryMemory memory) {
        return player(store, memory, settings());
    }

    Player player(ObjectStore store, RepositoryMemory memory, Settings settings) {
        return new Player(storage(store, memory, settings), memory::self, random.nextLong());
    }

    static RepositoryStorage storage(
            ObjectStore store, RepositoryMemory memory, Settings settings) {
        var counted = new CountingObjectStore(store);
        return new RepositoryStorage(
                "folder:/test", "folder", counted, counted::requests, memory, settings);
    }

    Player newcomer(ObjectStore store, int number, String name) throws StorageException {
        return player(store, join(store, device(number, name)));
    }
}
