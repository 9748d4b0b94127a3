package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The same at a server that lists two objects at a time, sorts keys by their UTF-8, and takes
/// nothing that a strict one would refuse.
class PretendS3StorageTest extends StorageContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T08:00:00Z"));

    @TempDir Path work;
    private PretendS3 server;

    @BeforeEach
    @Override
    protected void connect() throws Exception {
        server = new PretendS3();
        super.connect();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.flaws()).isEmpty();
    }

    @Override
    protected Player open(Device device) throws Exception {
        S3Address address = server.address();
        S3ObjectStore store =
                S3ObjectStore.open(
                        address,
                        new S3Credentials.Keys("AKPRETEND", "secret", null),
                        Capabilities.assumed(address),
                        CLOCK,
                        UUID::randomUUID);
        var memory = new InMemoryRepositoryMemory(device);
        memory.remember(Repository.init(store, CLOCK, UUID::randomUUID).repository());
        var storage =
                new RepositoryStorage(
                        address.text(),
                        "s3",
                        store,
                        store::requests,
                        memory,
                        new Settings(work, 8, CLOCK, UUID::randomUUID));
        return new Player(storage, memory::self, device.id().hashCode());
    }
}
