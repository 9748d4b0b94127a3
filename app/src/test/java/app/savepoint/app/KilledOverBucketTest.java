package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.s3.LocalS3;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Promises 1, 2 and 5 over a bucket: killed once at each step that [KilledSavepointTest] tries
/// over a folder, and in the middle of a large upload.
class KilledOverBucketTest extends KilledHomes {
    private static LocalS3 server;
    private static final int LARGE = 100 << 20;

    /// Of 16 MiB.
    private static final long PARTS = 7;

    private static int buckets;
    private String bucket = "";

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String storage() {
        if (bucket.isEmpty()) bucket = "killed-" + ++buckets;
        return server.uri(bucket) + "&create=true";
    }

    @Override
    Map<String, String> environment() {
        return server.environment();
    }

    @Test
    void a_push_that_is_killed_is_seen_whole_or_not_at_all_and_the_next_one_finishes() {
        for (String step : PUSH_STEPS) pushKilledAt(step, 2);
    }

    @Test
    void a_pull_that_is_killed_leaves_whole_files_and_the_next_one_finishes() {
        for (String step : PULL_STEPS) pullKilledAt(step, 2);
    }

    @Test
    void what_an_emulator_writes_at_a_step_is_neither_lost_nor_replaced() {
        for (String step : EMULATOR_STEPS) writtenMeanwhile(step, true);
    }

    @Test
    void an_upload_that_is_killed_between_its_parts_is_not_seen_and_the_next_one_sends_the_rest()
            throws Exception {
        long before = server.partsArrived();
        byte[] large = new byte[LARGE];
        random.nextBytes(large);
        Files.write(saves("A").resolve(FILES.getFirst()), large);
        try (KillableSavepoint process =
                KillableSavepoint.goingOn(dir, environment(), command("A", "sync"))) {
            process.hasBegun();
            while (server.partsArrived() < before + 2)
                assertThat(process.worksFor(1)).as("over already").isFalse();
            assertThat(process.kill()).isTrue();
        }
        assertThat(server.openUploads(bucket)).isEqualTo(1);
        Map<String, String> there = contents("B");
        done("B", "sync");
        assertThat(contents("B")).isEqualTo(there);
        assertThat(server.partsArrived() - before).isBetween(2L, PARTS - 1);

        done("A", "sync");
        done("B", "sync");

        assertThat(server.partsArrived() - before).as("each part once").isEqualTo(PARTS);
        assertThat(server.openUploads(bucket)).isZero();

        assertThat(saves("B").resolve(FILES.getFirst())).hasBinaryContent(large);
        nothingIsLostAndNothingLeft("killed between parts");
    }
}
