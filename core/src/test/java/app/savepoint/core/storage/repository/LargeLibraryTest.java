package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.testkit.InOrderObjectStore;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new device at a bucket with many saves. To measure: `./mvnw -pl core test
/// -Dtest=LargeLibraryTest -Dlarge=100000`.
class LargeLibraryTest {
    private static final int SAVES = Integer.getInteger("large", 6000);
    private static final int MOST_REQUESTS = 10;

    /// In how many pieces the stream lies, without a checkpoint as many requests.
    private static final int PIECES = 200;

    private static final int EACH = Math.ceilDiv(SAVES, PIECES);

    @TempDir Path work;

    @Test
    void a_new_device_opens_a_large_library_with_few_requests() throws Exception {
        var store = new MemoryObjectStore();
        var bucket = new InOrderObjectStore(store);
        var world = new RepositoryWorld(work, 1);
        var memory = world.join(bucket, RepositoryWorld.device(1, "Deck"));
        UUID owner = memory.repository().orElseThrow().owner();
        publishAll(store, world, memory.self(), owner);
        world.player(bucket, memory).look();
        new Checkpoints(bucket, memory, world.settings()).write(0);

        Device late = RepositoryWorld.device(2, "Late");
        try (Journal journal = Journal.open(work.resolve("collection.db"), RepositoryWorld.CLOCK)) {
            journal.identity().save(late);
            long number = journal.storages().add("s3://many", "s3", "x").id();
            RepositoryMemory its = journal.repositoryMemory(number);
            its.remember(Repository.join(bucket));
            Player reader = world.player(bucket, its);
            long begun = System.nanoTime();
            RemoteTree tree = reader.look();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            long requests = reader.storage().requests().total();
            Runtime runtime = Runtime.getRuntime();
            System.getLogger(LargeLibraryTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "{0} saves: {1} requests, {2}, checkpoint {3} KiB, heap at most {4} MiB",
                            SAVES,
                            requests,
                            took,
                            store.snapshot().get(Keys.CHECKPOINT).length >> 10,
                            runtime.maxMemory() >> 20);
            assertThat(requests).isLessThanOrEqualTo(MOST_REQUESTS);
            assertThat(tree.saves()).hasSize(SAVES);
            assertThat(tree.pending()).isZero();
            assertThat(tree.notices()).isEmpty();
        }
    }

    private static void publishAll(
            MemoryObjectStore store, RepositoryWorld world, Device device, UUID owner) {
        ContentHash previous = null;
        Segment last = null;
        long seq = 1;
        while (seq <= SAVES) {
            List<StoredEvent> events = new ArrayList<>();
            while (seq + events.size() <= SAVES && events.size() < EACH) {
                long number = seq + events.size();
                events.add(
                        Events.publishing(
                                revision(world, device, number), device.id(), number, 1, owner));
            }
            last = new Segment(device.id(), seq, previous, world.uuid(), events);
            byte[] object = last.encode();
            store.place(last.key(), object);
            previous = ContentHash.of(object);
            seq += events.size();
        }
        if (last == null || previous == null) throw new IllegalStateException("no saves");
        var head = new HeadFile(device, last.first(), last.last(), previous, last.writeId());
        store.place(Keys.head(device.id()), head.encode());
    }

    private static Revision revision(RepositoryWorld world, Device device, long number) {
        return new Revision(
                new RevisionId(world.uuid()),
                SaveId.main("gba", "A Game With a Usual Name " + number),
                Set.of(),
                device.id(),
                new Hlc(RepositoryWorld.NOW.toEpochMilli() + number, 0),
                Manifest.ofFiles(
                        new SaveFile(
                                Role.MAIN,
                                "A Game With a Usual Name " + number + ".srm",
                                32_768,
                                ContentHash.of(Long.toString(number).getBytes(UTF_8)),
                                RepositoryWorld.NOW)),
                false);
    }
}
