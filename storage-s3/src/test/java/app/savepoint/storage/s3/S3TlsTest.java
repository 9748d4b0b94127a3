package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server at home with a certificate of its own, and ways through a proxy.
class S3TlsTest {
    private static final String BUCKET = "at-home";

    @TempDir static Path dir;
    private static LocalS3 server;
    private static Path mine;
    private static Path others;
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start().with(BUCKET);
        Certificates certificates = new Certificates(dir);
        mine = certificates.authority("mine");
        others = certificates.authority("others");
        certificates.server("mine", "good", "ip:127.0.0.1", "-1d");
        certificates.server("mine", "elsewhere", "dns:elsewhere.example", "-1d");
        certificates.server("mine", "expired", "ip:127.0.0.1", "-1y");
        certificates.server("mine", "to-come", "ip:127.0.0.1", "+1y");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Relay front(String keys) throws Exception {
        return Relay.tls(server.endpoint(), dir.resolve(keys + ".p12"), Certificates.PASSWORD);
    }

    private S3ObjectStore open(String endpoint, String options) throws Exception {
        S3Address address =
                S3Address.parse("s3://" + BUCKET + "?endpoint=" + endpoint + options, dir);
        var patience =
                new Patience(pause -> {
                    pauses.add(pause);
                    return Duration.ZERO;
                });
        return new S3ObjectStore(
                address,
                S3Connection.open(address, server.credentials(), false, patience),
                Capabilities.assumed(address),
                InstantSource.system(),
                UUID::randomUUID,
                S3Uploads.Sizes.STANDARD);
    }

    private static void works(S3ObjectStore store) throws Exception {
        String key = "saves/" + UUID.randomUUID();
        store.put(key, Content.of(new byte[] {1, 2, 3}), Precondition.ABSENT);
        try (var object = store.get(key).orElseThrow()) {
            assertThat(object.body().readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_certificate_of_ones_own_is_trusted_where_a_file_says_so() throws Exception {
        try (Relay front = front("good");
                S3ObjectStore store = open("https://" + front.authority(), "&ca-file=mine.pem")) {
            works(store);
        }
    }

    @Test
    void several_certificates_may_stand_in_the_file() throws Exception {
        Path both = dir.resolve("both.pem");
        Files.writeString(both, Files.readString(others) + Files.readString(mine));
        try (Relay front = front("good");
                S3ObjectStore store = open("https://" + front.authority(), "&ca-file=" + both)) {
            works(store);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "good, , s3.certificate",
        "good, others.pem, s3.certificate.other",
        "elsewhere, mine.pem, s3.certificate.name",
        "expired, mine.pem, s3.certificate.date",
        "to-come, mine.pem, s3.certificate.date"
    })
    void a_certificate_that_does_not_fit_is_said_with_why_and_not_tried_again(
            String keys, String caFile, String sentence) throws Exception {
        try (Relay front = front(keys);
                S3ObjectStore store =
                        open(
                                "https://" + front.authority(),
                                caFile == null ? "" : "&ca-file=" + caFile)) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOf(Unavailable.class)
                    .satisfies(saying(sentence));
            assertThat(pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.pem", "empty.pem", "mine-ca.p12"})
    void a_file_without_certificates_is_said_at_once(String file) throws Exception {
        Files.writeString(dir.resolve("empty.pem"), "");
        assertThatThrownBy(() -> open("https://127.0.0.1:1", "&ca-file=" + file))
                .isInstanceOf(NeedsPerson.class)
                .satisfies(saying("address.ca-file"));
    }

    @Test
    void a_proxy_is_gone_through_with_https_and_without() throws Exception {
        try (Relay front = front("good");
                Relay plain = Relay.proxy(server.endpoint());
                Relay tunnel = Relay.proxy(java.net.URI.create("https://" + front.authority()))) {
            try (S3ObjectStore store =
                    open(server.endpoint().toString(), "&proxy=http://" + plain.authority())) {
                works(store);
            }
            assertThat(plain.asked()).allMatch(line -> line.contains(" http://127.0.0.1:"));
            assertThat(plain.asked()).isNotEmpty();
            String https = "https://" + front.authority();
            try (S3ObjectStore store =
                    open(https, "&ca-file=mine.pem&proxy=http://" + tunnel.authority())) {
                works(store);
            }
            assertThat(tunnel.asked())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("CONNECT " + front.authority() + " "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void a_proxy_that_is_not_there_is_said_and_not_the_server(String scheme) throws Exception {
        String nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = "127.0.0.1:" + taken.getLocalPort();
        }
        try (S3ObjectStore store = open(scheme + "://saves.example", "&proxy=http://" + nobody)) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOf(Unavailable.class)
                    .satisfies(saying("s3.proxy"))
                    .satisfies(thrown ->
                            assertThat(((StorageException) thrown).saying().arguments())
                                    .containsExactly("saves.example", nobody));
        }
    }

    @Test
    void a_proxy_that_does_not_let_through_is_said() throws Exception {
        String no = CannedAnswers.page(407, "Log in to the proxy");
        try (var proxy = new CannedAnswers(no, no, no, no);
                S3ObjectStore store =
                        open("https://saves.example", "&proxy=" + proxy.address().endpoint())) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOf(Unavailable.class)
                    .satisfies(saying("s3.proxy.refuses"));
        }
    }

    private static java.util.function.Consumer<Throwable> saying(String sentence) {
        return thrown ->
                assertThat(((StorageException) thrown).saying().key())
                        .as("%s", thrown)
                        .isEqualTo(sentence);
    }
}
