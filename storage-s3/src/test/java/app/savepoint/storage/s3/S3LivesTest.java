package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.MemoryJournals;
import app.savepoint.testkit.lives.World;
import app.savepoint.testkit.lives.World.Housekept;
import app.savepoint.testkit.lives.World.Machines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Some of the lives of `core`, with a bucket on a real server for a storage; see
/// `core/docs/lives.md`.
///
/// More of them: `-Dlives.s3=200`; others: `-Dlives.s3.from=13 -Dlives.s3=40`.
class S3LivesTest {
    private static final int STEPS = 60;
    private static final int FIRST = Integer.getInteger("lives.s3.from", 1);
    private static final int LAST = Integer.getInteger("lives.s3", 12);

    private static LocalS3 server;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void no_life_over_a_bucket_breaks_a_promise() {
        var total = new AtomicReference<>(new Housekept(0, 0, 0, 0));
        List<Long> seeds = LongStream.rangeClosed(FIRST, LAST).boxed().toList();
        try (MemoryJournals journals = new MemoryJournals()) {
            Machines machines = Machines.inMemory(journals);
            new Workers(Runtime.getRuntime().availableProcessors())
                    .each(
                            seeds,
                            seed -> total.accumulateAndGet(live(seed, machines), Housekept::plus));
        }
        Housekept housekept = total.get();
        int lives = seeds.size();
        // Else these lives would say nothing about it
        assertThat(housekept.unions()).isGreaterThan(lives / 2);
        assertThat(housekept.cleared()).isGreaterThan(lives / 10);
        assertThat(housekept.checkpoints()).isGreaterThan(lives / 4);
        assertThat(housekept.dropped()).isGreaterThan(lives / 4);
    }

    private static Housekept live(long seed, Machines machines) {
        String bucket = "life-" + seed;
        S3Address address = server.with(bucket).address(bucket + "/saves");
        try (S3ObjectStore store =
                        S3ObjectStore.open(
                                address,
                                server.credentials(),
                                Capabilities.assumed(address),
                                InstantSource.system(),
                                UUID::randomUUID);
                World world = new World(seed, machines, store)) {
            world.liveThrough(STEPS);
            return world.housekept();
        } catch (IOException e) {
            throw new UncheckedIOException("life " + seed, e);
        }
    }
}
