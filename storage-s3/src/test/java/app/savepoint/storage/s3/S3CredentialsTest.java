package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device proves itself with, wherever it comes from, reaches the server.
class S3CredentialsTest {
    @TempDir Path home;
    private PretendS3 server;

    @BeforeEach
    void start() throws Exception {
        server = new PretendS3();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.flaws()).isEmpty();
    }

    private S3ObjectStore open(S3Address address, S3Credentials credentials) throws Exception {
        return S3ObjectStore.open(
                address,
                credentials,
                Capabilities.assumed(address),
                InstantSource.system(),
                UUID::randomUUID);
    }

    private PretendS3.Call asked() {
        return server.calls().getLast();
    }

    @Test
    void a_session_token_goes_with_each_request() throws Exception {
        Map<String, String> environment =
                Map.of(
                        S3Credentials.ACCESS_KEY, "AKSESSION",
                        S3Credentials.SECRET_KEY, "secret",
                        S3Credentials.SESSION_TOKEN, " a-token ");
        S3Credentials given = S3Credentials.of(server.address(), environment);
        try (S3ObjectStore store = open(server.address(), given)) {
            store.list("");
        }
        assertThat(asked().header("X-Amz-Security-Token")).isEqualTo("a-token");
        assertThat(asked().header("Authorization"))
                .contains("Credential=AKSESSION/")
                .contains("x-amz-security-token");
    }

    @Test
    void so_does_one_that_was_kept() throws Exception {
        var kept = new S3Credentials.Kept(() -> new S3Credentials.Keys("AKKEPT", "s", "a-token"));
        try (S3ObjectStore store = open(server.address(), kept)) {
            store.list("");
        }
        assertThat(asked().header("X-Amz-Security-Token")).isEqualTo("a-token");
        assertThat(asked().header("Authorization")).contains("Credential=AKKEPT/");
    }

    @Test
    void without_one_none_is_sent() throws Exception {
        try (S3ObjectStore store =
                open(server.address(), new S3Credentials.Keys("AKPLAIN", "s", null))) {
            store.list("");
        }
        assertThat(asked().has("X-Amz-Security-Token")).isFalse();
    }

    @Test
    void where_all_may_read_nothing_is_signed_and_what_is_there_comes() throws Exception {
        try (S3ObjectStore owner =
                open(server.address(), new S3Credentials.Keys("AKOWNER", "s", null))) {
            owner.put("a/key", Content.of("value".getBytes(UTF_8)), Precondition.ABSENT);
        }
        server.letAllRead();
        S3Address address = S3Address.parse(server.address().text() + "&anonymous=true", home);
        S3Credentials none = S3Credentials.of(address, Map.of(S3Credentials.ACCESS_KEY, "AK"));
        try (S3ObjectStore reader = open(address, none)) {
            assertThat(reader.list("a/")).hasSize(1);
            assertThat(reader.head("a/key")).isPresent();
            try (StoredObject object = reader.get("a/key").orElseThrow()) {
                assertThat(object.body().readAllBytes()).asString(UTF_8).isEqualTo("value");
            }
            assertThatThrownBy(() ->
                            reader.put("b", Content.of("x".getBytes(UTF_8)), Precondition.ANY))
                    .isInstanceOf(NeedsPerson.class);
        }
        assertThat(asked().has("Authorization")).isFalse();
    }

    // What AWS's own tools would use on this machine.

    private static final Map<String, String> VARIABLES =
            Map.of("AWS_ACCESS_KEY_ID", "AKVARIABLE", "AWS_SECRET_ACCESS_KEY", "secret");

    private static final S3Address AWS = S3Address.parse("s3://a-bucket", Path.of(""));

    private Map<String, String> profile(String id, Map<String, String> more) throws Exception {
        Path file =
                Files.writeString(
                        home.resolve("credentials of mine"),
                        "[default]\naws_access_key_id = other\naws_secret_access_key = s\n"
                                + "[games]\naws_access_key_id = "
                                + id
                                + "\naws_secret_access_key = s\naws_session_token = a-token\n");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
        environment.put("AWS_PROFILE", "games");
        return environment;
    }

    @Test
    void awss_variables_are_used_at_aws_and_elsewhere() throws Exception {
        assertThat(OfThisMachine.keyFor(AWS, home, VARIABLES)).isEqualTo("AKVARIABLE");
        assertThat(OfThisMachine.listing(server.address(), home, VARIABLES)).isEmpty();
        assertThat(asked().header("Authorization")).contains("Credential=AKVARIABLE/");
    }

    @Test
    void so_is_a_profile_from_a_file_that_they_name() throws Exception {
        Map<String, String> environment = profile("AKPROFILE", Map.of());
        assertThat(OfThisMachine.keyFor(AWS, home, environment)).isEqualTo("AKPROFILE");
        assertThat(OfThisMachine.listing(server.address(), home, environment)).isEmpty();
        assertThat(asked().header("Authorization")).contains("Credential=AKPROFILE/");
        assertThat(asked().header("X-Amz-Security-Token")).isEqualTo("a-token");
    }

    @Test
    void where_there_are_no_keys_at_all_that_is_said_and_nobody_is_asked() throws Exception {
        assertThat(OfThisMachine.listing(server.address(), home, Map.of())).isEqualTo("s3.no-keys");
        assertThat(server.calls()).isEmpty();
    }
}
