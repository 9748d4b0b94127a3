package app.savepoint.app;

import app.savepoint.storage.s3.LocalS3;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Promises 1, 2 and 5 over a bucket: killed after each step that leaves the storage otherwise than
/// the one before, and at some of replacing files. All steps are tried over a folder, in
/// [KilledSavepointTest].
class KilledOverBucketTest extends KilledHomes {
    private static LocalS3 server;
    private static int buckets;
    private String uri;

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
        if (uri == null) uri = server.uri("killed-" + ++buckets) + "&create=true";
        return uri;
    }

    @Override
    Map<String, String> environment() {
        return server.environment();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-content", "content-put", "segment-put", "head-put", "recorded"})
    void a_push_that_is_killed_is_seen_whole_or_not_at_all_and_the_next_one_finishes(String step) {
        pushKilledAt(step, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "moved-in", "recording"})
    void a_pull_that_is_killed_leaves_whole_files_and_the_next_one_finishes(String step) {
        pullKilledAt(step, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checked"})
    void what_an_emulator_writes_at_a_step_is_neither_lost_nor_replaced(String step) {
        writtenMeanwhile(step, true);
    }
}
