package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.Player;
import app.savepoint.testkit.StorageContract;
import app.savepoint.testkit.StrictObjectStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
        var strict = new StrictObjectStore(store);
        var memory = new InMemoryRepositoryMemory(device);
        memory.remember(Repository.init(strict, CLOCK, this::uuid).repository());
        var storage =
                new RepositoryStorage(
                        address.text(),
                        "s3",
                        strict,
                        store::requests,
                        memory,
                        new Settings(work, 32, CLOCK, this::uuid));
        return new Player(storage, memory::self, random.nextLong());
    }

    /// A bucket shows everything at once, so contents are not asked for before they are fetched: a
    /// library of ten thousand saves would be ten thousand requests.
    @Test
    void a_save_from_elsewhere_costs_a_request_for_each_object_and_no_other() throws Exception {
        Player writer = open(device(7, "Writer"));
        Player reader = open(device(8, "Reader"));
        reader.look();
        writer.look();
        writer.publish(EMERALD, new byte[] {1, 2, 3});
        Requests before = reader.storage().requests();

        reader.look();
        assertThat(reader.content(EMERALD)).containsExactly(1, 2, 3);

        Requests asked = reader.storage().requests().since(before);
        assertThat(asked.list()).isEqualTo(1);
        assertThat(asked.get()).as("head, segment, content").isEqualTo(3);
        assertThat(asked.total()).isEqualTo(4);
        writer.storage().close();
        reader.storage().close();
    }

    @Test
    void one_changed_save_costs_four_requests() throws Exception {
        Player player = open(device(7, "Player"));
        player.look();
        player.publish(EMERALD, new byte[] {1});
        Requests before = player.storage().requests();

        player.look();
        player.publish(EMERALD, new byte[] {2});

        Requests asked = player.storage().requests().since(before);
        assertThat(asked.list()).isEqualTo(1);
        assertThat(asked.put()).as("content, segment, head").isEqualTo(3);
        assertThat(asked.total()).isEqualTo(4);
        player.storage().close();
    }

    private synchronized UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
