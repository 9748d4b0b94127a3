package app.savepoint.storage.s3;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.Player;
import app.savepoint.testkit.StorageContract;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A repository in a bucket keeps what every storage promises.
class S3StorageTest extends StorageContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T08:00:00Z"));

    private static LocalS3 server;
    private static int buckets;

    @TempDir Path work;
    private final SplittableRandom random = new SplittableRandom(1);
    private @Nullable String bucket;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Player open(Device device) throws Exception {
        if (bucket == null) {
            bucket = "storage-" + ++buckets;
            server.with(bucket);
        }
        S3Address address = server.address(bucket + "/saves");
        S3ObjectStore store =
                S3ObjectStore.open(
                        address,
                        server.credentials(),
                        Capabilities.assumed(address),
                        CLOCK,
                        this::uuid);
        var memory = new InMemoryRepositoryMemory(device);
        memory.remember(Repository.init(store, CLOCK, this::uuid).repository());
        var storage =
                new RepositoryStorage(
                        address.text(),
                        "s3",
                        store,
                        store::requests,
                        memory,
                        new Settings(work, 32, CLOCK, this::uuid));
        return new Player(storage, memory::self, random.nextLong());
    }

    private synchronized UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
