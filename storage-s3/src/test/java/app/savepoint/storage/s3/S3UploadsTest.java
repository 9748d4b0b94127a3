package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

class S3UploadsTest {
    private static final String KEY = "saves/psx/A Game/state.1/big.zst";
    private static final int PART = 5 * 1024 * 1024;
    private static final int SIZE = 3 * PART + 100;
    private static final S3Uploads.Sizes SMALL = new S3Uploads.Sizes(PART, PART, 2);

    private static LocalS3 server;
    private static int buckets;
    private String bucket;
    private S3ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        bucket = "large-" + ++buckets;
        server.with(bucket);
        store = open(false);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private S3ObjectStore open(boolean checksums) throws Exception {
        S3Address address = server.address(bucket + "/pre");
        return open(
                address,
                S3Connection.open(address, server.credentials(), checksums, new Patience()),
                checksums);
    }

    private static S3ObjectStore open(
            S3Address address, S3Connection connection, boolean checksums) {
        Capabilities usual = Capabilities.assumed(address);
        return new S3ObjectStore(
                address,
                connection,
                new Capabilities(
                        usual.allowed(),
                        usual.ifAbsent(),
                        usual.ifMatch(),
                        usual.race(),
                        checksums,
                        usual.versioning(),
                        usual.clockOffset(),
                        "",
                        null),
                InstantSource.system(),
                UUID::randomUUID,
                SMALL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_large_content_comes_back_as_it_was(boolean checksums) throws Exception {
        try (S3ObjectStore one = open(checksums)) {
            for (int size : new int[] {PART, PART + 1, 2 * PART}) {
                byte[] bytes = bytes(size);
                ETag etag = one.put("k" + size, Content.of(bytes), Precondition.ABSENT);
                assertThat(one.head("k" + size).orElseThrow().etag()).isEqualTo(etag);
                assertThat(read("k" + size)).isEqualTo(bytes);
            }
            assertThat(server.openUploads(bucket)).isZero();
        }
    }

    @Test
    void an_upload_that_broke_off_is_gone_on_with() throws Exception {
        byte[] bytes = bytes(SIZE);
        assertThatThrownBy(() -> store.put(KEY, brokenAt(bytes, 2 * PART), Precondition.ABSENT))
                .isInstanceOf(Unavailable.class);
        assertThat(server.openUploads(bucket)).isEqualTo(1);
        assertThat(store.head(KEY)).isEmpty();

        try (S3ObjectStore next = open(false)) {
            next.put(KEY, Content.of(bytes), Precondition.ABSENT);
            // The two parts that were missing, and the end: not the two that were there.
            assertThat(next.requests().put()).isEqualTo(3);
        }
        assertThat(read(KEY)).isEqualTo(bytes);
        assertThat(server.openUploads(bucket)).isZero();
    }

    @Test
    void parts_of_something_else_are_not_taken() throws Exception {
        byte[] before = bytes(SIZE);
        assertThatThrownBy(() -> store.put(KEY, brokenAt(before, 2 * PART), Precondition.ABSENT))
                .isInstanceOf(Unavailable.class);
        byte[] now = before.clone();
        now[PART + 5]++;
        store.put(KEY, Content.of(now), Precondition.ABSENT);
        assertThat(read(KEY)).isEqualTo(now);
    }

    @Test
    void a_condition_holds_for_a_large_content_too() throws Exception {
        byte[] bytes = bytes(SIZE);
        ETag first = store.put(KEY, Content.of(bytes), Precondition.ABSENT);
        assertThatThrownBy(() -> store.put(KEY, Content.of(bytes(SIZE + 1)), Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(read(KEY)).isEqualTo(bytes);
        assertThat(server.openUploads(bucket)).isZero();
        ETag second = store.put(KEY, Content.of(bytes(SIZE + 2)), new Precondition.Match(first));
        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() ->
                        store.put(KEY, Content.of(bytes(SIZE + 3)), new Precondition.Match(first)))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void an_end_that_took_effect_unheard_is_a_success() throws Exception {
        S3Address address = server.address(bucket + "/pre");
        S3Connection real = S3Connection.open(address, server.credentials(), false, new Patience());
        S3Connection deaf = new S3Connection(deaf(real.client()), real.wire());
        byte[] bytes = bytes(SIZE);
        try (S3ObjectStore one = open(address, deaf, false)) {
            ETag etag = one.put(KEY, Content.of(bytes), Precondition.ABSENT);
            assertThat(one.head(KEY).orElseThrow().etag()).isEqualTo(etag);
        }
        assertThat(read(KEY)).isEqualTo(bytes);
    }

    /// Ends each upload twice, as after an answer that was lost.
    private static S3Client deaf(S3Client client) {
        return (S3Client)
                Proxy.newProxyInstance(
                        S3Client.class.getClassLoader(),
                        new Class<?>[] {S3Client.class},
                        (proxy, method, arguments) -> {
                            try {
                                Object answer = method.invoke(client, arguments);
                                if (method.getName().equals("completeMultipartUpload"))
                                    throw gone();
                                return answer;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static NoSuchUploadException gone() {
        return NoSuchUploadException.builder()
                .statusCode(404)
                .awsErrorDetails(
                        software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                                .errorCode("NoSuchUpload")
                                .build())
                .build();
    }

    @Test
    void what_nobody_has_worked_on_for_a_day_is_given_up() throws Exception {
        String date = "Date: Sun, 01 Mar 2026 12:00:00 GMT";
        String uploads =
                "<ListMultipartUploadsResult>"
                        + upload("pre/young", "1", "2026-02-28T13:00:00.000Z")
                        + upload("pre/old", "2", "2026-02-28T11:00:00.000Z")
                        + upload("pre/slow", "3", "2026-02-20T11:00:00.000Z")
                        + upload("another program's", "4", "2026-02-20T11:00:00.000Z")
                        + "</ListMultipartUploadsResult>";
        String fresh =
                "<ListPartsResult><Part><PartNumber>1</PartNumber><Size>5</Size>"
                        + "<LastModified>2026-03-01T11:00:00.000Z</LastModified></Part>"
                        + "</ListPartsResult>";
        try (var other =
                new CannedAnswers(
                        CannedAnswers.ok(uploads, date),
                        CannedAnswers.ok("<ListPartsResult/>", date),
                        CannedAnswers.ok("", date),
                        CannedAnswers.ok(fresh, date),
                        CannedAnswers.ok("", date))) {
            S3Address address =
                    S3Address.parse(
                            other.address().text().replace("pretend?", "pretend/pre?"),
                            java.nio.file.Path.of(""));
            try (var connection =
                    S3Connection.open(address, server.credentials(), false, new Patience())) {
                InstantSource clock = InstantSource.system();
                new LeftUploads(
                                Bucket.of(connection.client(), address),
                                new S3Errors(address, clock),
                                clock)
                        .giveUp("");
            }
            assertThat(other.asked())
                    .filteredOn(head -> head.startsWith("DELETE"))
                    .singleElement()
                    .asString()
                    .startsWith("DELETE /pretend/pre/old?uploadId=2 ");
            assertThat(other.asked()).hasSize(4);
        }
    }

    private static String upload(String key, String id, String begun) {
        return "<Upload><Key>"
                + key
                + "</Key><UploadId>"
                + id
                + "</UploadId><Initiated>"
                + begun
                + "</Initiated></Upload>";
    }

    @Test
    void no_content_is_too_large_for_ten_thousand_parts() {
        long mib = 1024 * 1024;
        var sizes = S3Uploads.Sizes.STANDARD;
        assertThat(sizes.partOf(17 * mib)).isEqualTo(16 * mib);
        assertThat(sizes.partOf(160_000 * mib)).isEqualTo(16 * mib);
        assertThat(sizes.partOf(160_001 * mib)).isEqualTo(17 * mib);
    }

    /// Can be read up to there.
    private static Content brokenAt(byte[] bytes, int end) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    private int at;

                    @Override
                    public long skip(long n) throws IOException {
                        long skipped = super.skip(n);
                        at += (int) skipped;
                        return skipped;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        if (at >= end) throw new IOException("gone");
                        int n = super.read(into, offset, Math.min(length, end - at));
                        at += n;
                        return n;
                    }
                };
            }
        };
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private byte[] read(String key) throws IOException {
        try (StoredObject object = store.get(key).orElseThrow()) {
            return object.body().readAllBytes();
        }
    }
}
