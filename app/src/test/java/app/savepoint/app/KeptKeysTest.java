package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.core.transfer.Steps;
import app.savepoint.storage.s3.LocalS3;
import app.savepoint.storage.s3.PretendS3;
import app.savepoint.storage.s3.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that a home keeps, so that the environment need not have them.
class KeptKeysTest {
    private static final String SECRET = "local-secret";

    @TempDir Path dir;

    private static LocalS3 server;
    private static int buckets;
    private final FakeKeychain keychain = new FakeKeychain();
    private final String bucket = "kept-" + ++buckets;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void make_a_bucket() {
        server.with(bucket);
    }

    private Assembly homes() {
        return new Assembly(
                InstantSource.system(),
                UUID::randomUUID,
                Steps.none(),
                store -> store,
                () -> keychain);
    }

    private Cli withKeys() {
        return new Cli(dir, homes(), server.environment());
    }

    private Cli withoutKeys() {
        return new Cli(dir, homes());
    }

    private Cli.Answer init(Cli cli, String... more) {
        String[] words =
                Stream.concat(Stream.of("init", "--storage", server.uri(bucket)), Stream.of(more))
                        .toArray(String[]::new);
        return cli.on("A", words);
    }

    private void play() throws IOException {
        Path save = dir.resolve("saves/gba/Pokemon Emerald.srm");
        Files.createDirectories(save.resolveSibling(""));
        Files.writeString(save, "emerald");
        withoutKeys().on("A", "roots", "add", dir.resolve("saves").toString());
    }

    @Test
    void from_the_keychain_a_home_syncs_without_an_environment() throws IOException {
        assertThat(init(withKeys(), "--keep-keys", "keychain").status()).isZero();
        assertThat(keychain.kept()).hasSize(1);
        play();
        assertThat(withoutKeys().on("A", "sync").list("pushed")).containsExactly(EMERALD);
        assertThat(withoutKeys().read("A", "doctor").out())
                .contains("the keys are in the system’s keychain");
        assertThat(withKeys().read("A", "doctor").out())
                .contains("the keys come from the environment");
    }

    @Test
    void from_a_file_too_and_no_secret_stands_anywhere_else() throws IOException {
        assertThat(init(withKeys(), "--keep-keys", "file").status()).isZero();
        assertThat(keychain.asked()).isZero();
        play();
        assertThat(withoutKeys().on("A", "sync").list("pushed")).containsExactly(EMERALD);
        assertThat(withoutKeys().read("A", "doctor").out()).contains("keys.json in the home");
        try (Stream<Path> files = Files.walk(dir.resolve("A"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                if (!file.endsWith("keys.json"))
                    assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keychain", "file"})
    void keys_that_hold_for_a_while_are_kept_with_their_token(String where) throws Exception {
        try (PretendS3 pretend = new PretendS3((call, obedient) -> obedient.answer())) {
            Map<String, String> environment =
                    Map.of(
                            S3Credentials.ACCESS_KEY, "AKSESSION",
                            S3Credentials.SECRET_KEY, "secret",
                            S3Credentials.SESSION_TOKEN, "a-token");
            var cli = new Cli(dir, homes(), environment);
            String uri = pretend.address().text();
            assertThat(cli.on("A", "init", "--storage", uri, "--keep-keys", where).status())
                    .isZero();
            int before = pretend.calls().size();

            assertThat(withoutKeys().on("A", "sync").status()).isZero();

            assertThat(pretend.calls().subList(before, pretend.calls().size()))
                    .isNotEmpty()
                    .allSatisfy(call -> {
                        assertThat(call.headers().getFirst("X-Amz-Security-Token"))
                                .isEqualTo("a-token");
                        assertThat(call.headers().getFirst("Authorization"))
                                .contains("Credential=AKSESSION/");
                    });
        }
    }

    @Test
    void a_locked_keychain_is_said_asked_only_when_needed_and_asked_again() throws IOException {
        init(withKeys(), "--keep-keys", "keychain");
        play();
        keychain.lock(true);
        int before = keychain.asked();
        assertThat(withoutKeys().on("A", "status", "--offline").status()).isZero();
        assertThat(keychain.asked()).isEqualTo(before);
        Cli.Answer locked = withoutKeys().read("A", "sync");
        assertThat(locked.status()).isEqualTo(1);
        assertThat(locked.err()).contains("The keychain is locked").contains("Unlock it");
        keychain.lock(false);
        assertThat(withoutKeys().on("A", "sync").status()).isZero();
    }

    @Test
    void a_keychain_that_keeps_nothing_sets_nothing_up() {
        keychain.lock(true);
        Cli.Answer refused = init(withKeys(), "--keep-keys", "keychain");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(withKeys().on("A", "status").status()).as("not set up").isEqualTo(2);
    }

    @Test
    void keys_that_are_gone_are_said_and_can_be_kept_again() throws IOException {
        init(withKeys(), "--keep-keys", "file");
        Files.delete(dir.resolve("A/keys.json"));
        Cli.Answer gone = withoutKeys().read("A", "sync");
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).contains("no longer in the home’s keys.json");
        assertThat(init(withKeys(), "--keep-keys", "keychain").status()).isZero();
        assertThat(withoutKeys().on("A", "sync").status()).isZero();
    }

    @Test
    void keeping_them_elsewhere_leaves_nothing_behind() throws IOException {
        init(withKeys(), "--keep-keys", "keychain");
        init(withKeys(), "--keep-keys", "file");
        assertThat(keychain.kept()).isEmpty();
        assertThat(dir.resolve("A/keys.json")).isRegularFile();
        init(withKeys(), "--keep-keys", "keychain");
        assertThat(dir.resolve("A/keys.json")).hasContent("{}");
    }

    @Test
    void where_there_is_nothing_to_keep_that_is_said() {
        Cli.Answer none = init(withoutKeys(), "--keep-keys", "file");
        assertThat(none.status()).isNotZero();
        Cli.Answer folder =
                withKeys()
                        .on(
                                "B",
                                "init",
                                "--storage",
                                "folder:" + dir.resolve("srv"),
                                "--keep-keys",
                                "keychain");
        assertThat(folder.status()).isEqualTo(2);
        assertThat(folder.out() + folder.err()).contains("keys.none");
        assertThat(withKeys().on("B", "status").status()).isEqualTo(2);
    }

    @Test
    void where_they_went_is_said() {
        Cli.Answer said =
                withKeys()
                        .read("A", "init", "--storage", server.uri(bucket), "--keep-keys", "file");
        assertThat(said.out()).contains("keys.json in the home from now on");
    }

    @Test
    void a_place_for_keys_that_is_none_is_refused() {
        assertThat(init(withKeys(), "--keep-keys", "drawer").status()).isEqualTo(2);
    }
}
