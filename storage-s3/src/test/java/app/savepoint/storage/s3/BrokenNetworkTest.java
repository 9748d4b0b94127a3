package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.storage.s3.BrokenWire.End;
import app.savepoint.storage.s3.BrokenWire.Fault;
import app.savepoint.storage.s3.BrokenWire.Way;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Over a line that breaks anywhere, what is asked of a bucket is done right or is said not to be,
/// and done when it is asked again.
class BrokenNetworkTest {
    private static final String BUCKET = "far-away";
    private static final int SIZE = 3000;
    private static final int PART = 5 * 1024 * 1024;

    /// For a line that is silent.
    private static final String QUICK = "read-timeout=60ms";

    private static final String USUAL = "region=us-east-1";

    private static LocalS3 server;
    private static int keys;
    private final SplittableRandom random = new SplittableRandom(3);
    private BrokenWire wire;
    private String key;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start().with(BUCKET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void lay() throws Exception {
        wire = new BrokenWire(server.endpoint());
        key = "saves/key-" + ++keys;
    }

    @AfterEach
    void takeUp() throws Exception {
        wire.close();
    }

    private S3ObjectStore open(String options) throws Exception {
        String uri = "s3://" + BUCKET + "?endpoint=" + wire.endpoint() + "&" + options;
        S3Address address = S3Address.parse(uri, java.nio.file.Path.of(""));
        return new S3ObjectStore(
                address,
                S3Connection.open(
                        address, server.credentials(), false, new Patience(pause -> Duration.ZERO)),
                Capabilities.assumed(address),
                InstantSource.system(),
                UUID::randomUUID,
                new S3Uploads.Sizes(PART, PART, 1));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(S3ObjectStore store, String key) throws IOException {
        try (StoredObject object = store.get(key).orElseThrow()) {
            return object.body().readAllBytes();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /// Breaks the line within some work, and looks what comes of it.
    private void breaking(Fault fault, Work work) throws Exception {
        wire.breaksAt(fault);
        try {
            work.run();
        } catch (Unavailable e) {
            assertThat(e.saying().key()).startsWith("s3.");
            // With so short a time-out a busy machine is as good as a broken line
            assertThat(wire.hasBroken() || fault.end() == End.SILENT)
                    .as("nothing was wrong: %s", e)
                    .isTrue();
        } finally {
            wire.mend();
        }
    }

    /// Every sort of breakage, at places all over what goes and what comes.
    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (boolean lasting : new boolean[] {false, true})
            for (Way way : Way.values())
                for (End end : End.values())
                    for (long after : places(end)) faults.add(new Fault(way, after, end, lasting));
        return faults;
    }

    private static long[] places(End end) {
        return end == End.SILENT ? new long[] {0, 90} : new long[] {0, 1, 300, 800, 2000};
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_is_put_is_there_whole_or_not_at_all(Fault fault) throws Exception {
        byte[] bytes = bytes(SIZE);
        try (S3ObjectStore store = open(fault.end() == End.SILENT ? QUICK : USUAL);
                S3ObjectStore next = open(USUAL)) {
            breaking(fault, () -> store.put(key, Content.of(bytes), Precondition.ABSENT));
            if (next.head(key).isEmpty()) next.put(key, Content.of(bytes), Precondition.ABSENT);
            else
                assertThatThrownBy(() -> next.put(key, Content.of(bytes), Precondition.ABSENT))
                        .isInstanceOf(ChangedMeanwhile.class);
            assertThat(read(next, key)).isEqualTo(bytes);
        }
    }

    /// Where something else comes amid a body and the line goes on, only the content's own hash
    /// tells: see [BrokenSyncTest].
    static List<Fault> faultsOfReading() {
        return faults().stream()
                .filter(one ->
                        one.end() != End.GARBAGE || one.way() == Way.REQUEST || one.lasting())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("faultsOfReading")
    void what_is_read_is_the_whole_or_an_error(Fault fault) throws Exception {
        byte[] bytes = bytes(SIZE);
        try (S3ObjectStore store = open(fault.end() == End.SILENT ? QUICK : USUAL);
                S3ObjectStore next = open(USUAL)) {
            next.put(key, Content.of(bytes), Precondition.ABSENT);
            breaking(fault, () -> assertThat(read(store, key)).isEqualTo(bytes));
            assertThat(read(fault.end() == End.SILENT ? next : store, key)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_listing_is_all_of_it_or_an_error(Fault fault) throws Exception {
        try (S3ObjectStore store = open(fault.end() == End.SILENT ? QUICK : USUAL);
                S3ObjectStore next = open(USUAL)) {
            List<String> there = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                there.add(key + "/" + i);
                next.put(there.getLast(), Content.of(bytes(1)), Precondition.ANY);
            }
            breaking(fault, () -> assertThat(keys(store)).isEqualTo(there));
            assertThat(keys(fault.end() == End.SILENT ? next : store)).isEqualTo(there);
        }
    }

    private List<String> keys(S3ObjectStore store) throws IOException {
        return store.list(key + "/").stream().map(ObjectInfo::key).toList();
    }

    static List<Fault> faultsOfLargeContents() {
        List<Fault> faults = new ArrayList<>();
        for (End end : List.of(End.CLOSED, End.SILENT)) {
            for (long after : new long[] {2000, PART + 5000, 2 * PART + 5000})
                faults.add(new Fault(Way.REQUEST, after, end, true));
            for (long after : new long[] {500, 900, 1200, 1500, 1800})
                faults.add(new Fault(Way.ANSWER, after, end, true));
        }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faultsOfLargeContents")
    void a_large_content_is_there_whole_or_not_at_all_and_gone_on_with(Fault fault)
            throws Exception {
        byte[] bytes = bytes(2 * PART + 100);
        try (S3ObjectStore store = open(fault.end() == End.SILENT ? QUICK : USUAL);
                S3ObjectStore next = open(USUAL)) {
            breaking(fault, () -> store.put(key, Content.of(bytes), Precondition.ANY));
            if (next.head(key).isPresent()) assertThat(read(next, key)).isEqualTo(bytes);
            next.put(key, Content.of(bytes), Precondition.ANY);
            assertThat(read(next, key)).isEqualTo(bytes);
            assertThat(server.openUploads(BUCKET)).as("none is left over").isZero();
        }
    }

    @Test
    void an_answer_that_comes_slowly_comes_whole() throws Exception {
        byte[] bytes = bytes(SIZE);
        try (S3ObjectStore store = open("read-timeout=900ms")) {
            store.put(key, Content.of(bytes), Precondition.ANY);
            wire.isSlow();
            assertThat(read(store, key)).isEqualTo(bytes);
            assertThat(store.list(key)).hasSize(1);
        }
    }

    @Test
    void a_line_that_is_refused_is_said_and_taken_as_soon_as_it_is_there() throws Exception {
        try (S3ObjectStore store = open(USUAL)) {
            store.put(key, Content.of(bytes(SIZE)), Precondition.ANY);
            wire.refuses();
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            e -> assertThat(e.saying().key()).isEqualTo("s3.offline"));
            wire.mend();
            assertThat(store.list(key)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void however_the_line_ends_it_is_said_so_and_not_blamed_on_the_bucket(End end)
            throws Exception {
        try (S3ObjectStore store = open(QUICK)) {
            wire.breaksAt(new Fault(Way.ANSWER, 0, end, true));
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            e -> assertThat(e.saying().key()).isEqualTo("s3.offline"));
        }
    }
}
