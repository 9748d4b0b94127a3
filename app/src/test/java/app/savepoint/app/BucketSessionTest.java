package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Home;
import app.savepoint.core.SyncService;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.StorageChecks;
import app.savepoint.storage.s3.LocalS3;
import app.savepoint.storage.s3.Policy;
import app.savepoint.storage.s3.PolicyGate;
import app.savepoint.storage.s3.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that works over a folder works over a bucket: two computers and a real server.
class BucketSessionTest {
    @TempDir Path dir;

    /// The bucket of the README's policies.
    private static final String DOCUMENTED = "my-saves";

    private static LocalS3 server;
    private static int buckets;
    private String bucket;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void take_another_bucket() {
        bucket = "my-saves-" + ++buckets;
    }

    private Cli cli() {
        return new Cli(dir, Assembly.standard(), server.environment());
    }

    private TwoComputers two() throws IOException {
        return new TwoComputers(dir, cli(), server.uri(bucket + "/of%20me") + "&create=true");
    }

    @Test
    void two_computers_play_meet_in_a_conflict_and_settle_it() throws Exception {
        TwoComputers two = two();
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(two.emeraldOnA());
        two.play(two.emeraldOnB(), 1);
        assertThat(two.sync("B").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);

        two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(EMERALD);
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "local").status()).isZero();
        two.sync("B");

        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        assertThat(two.cli.on("B", "status").status()).isZero();
        assertThat(two.cli.on("B", "history", EMERALD).json().get("revisions")).hasSize(5);
        assertThat(server.keys(bucket)).allMatch(key -> key.startsWith("of me/"));
        assertThat(server.keys(bucket)).anyMatch(key -> key.contains("/saves/gba/Pokemon E"));
    }

    @Test
    void a_sync_that_finds_nothing_new_is_one_request() throws Exception {
        TwoComputers two = two();
        for (String home : new String[] {"A", "B"})
            assertThat(requests(two.sync(home))).as("promise 7").isEqualTo(1);
    }

    @Test
    void a_sync_of_one_change_is_few_requests() throws Exception {
        TwoComputers two = two();
        two.play(two.onA("snes/Zelda.srm"), 1);
        Cli.Answer pushed = two.sync("A");
        assertThat(pushed.list("pushed")).containsExactly(ZELDA);
        // Four; and one more look where this machine takes seconds between two requests
        assertThat(requests(pushed)).isLessThanOrEqualTo(5);
        assertThat(requests(two.sync("B"))).isLessThanOrEqualTo(5);
    }

    private static int requests(Cli.Answer answer) {
        int requests = 0;
        for (var count : answer.json().get("requests")) requests += count.asInt();
        return requests;
    }

    @Test
    void keys_that_may_only_read_make_a_device_that_takes_and_keeps() throws Exception {
        TwoComputers two = two();
        var guest = new Cli(dir, Assembly.standard(), server.readersEnvironment());
        String uri = server.uri(bucket + "/of%20me");
        Cli.Answer joined = guest.read("G", "init", "--storage", uri);
        assertThat(joined.status()).isZero();
        assertThat(joined.out()).contains("these keys may read and not write");
        Path saves = Files.createDirectories(dir.resolve("guest/saves/gba"));
        guest.on("G", "roots", "add", saves.getParent().toString(), "--yes");
        assertThat(guest.on("G", "sync").list("pulled")).containsExactly(EMERALD, ZELDA);
        Path emerald = saves.resolve(two.emeraldOnA().getFileName());
        assertThat(emerald).hasSameBinaryContentAs(two.emeraldOnA());

        Set<String> before = Set.copyOf(server.keys(bucket));
        two.play(emerald, 7);
        Cli.Answer kept = guest.read("G", "sync");
        assertThat(kept.out()).contains("may read the storage and not write to it");
        assertThat(guest.on("G", "backups").json().get("backups")).hasSize(1);
        assertThat(Set.copyOf(server.keys(bucket))).isEqualTo(before);
        Cli.Answer refused = guest.on("G", "forget", EMERALD, "--yes");
        assertThat(refused.out() + refused.err()).contains("storage.denied");

        assertThat(two.cli.read("G", "doctor").out()).contains("list, read, write and delete");
        assertThat(two.cli.on("G", "sync").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void an_empty_place_can_not_be_begun_with_keys_that_may_only_read() {
        server.with(bucket);
        var guest = new Cli(dir, Assembly.standard(), server.readersEnvironment());
        Cli.Answer refused = guest.on("G", "init", "--storage", server.uri(bucket));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out() + refused.err()).contains("storage.denied");
    }

    @Test
    void what_was_found_of_the_server_is_known_to_the_home() throws Exception {
        // Set up only: a sync of a home that knows nothing would find it out by itself
        server.with(bucket);
        StorageUri uri = StorageUri.parse(server.uri(bucket), dir);
        assertThat(cli().on("A", "init", "--storage", uri.text()).status()).isZero();
        try (Journal journal =
                Journal.open(new Home(dir.resolve("A")).database(), InstantSource.system())) {
            var found = new ProbeBook(KeptTexts.in(journal.settings())).of(uri.bucket());
            assertThat(found.orElseThrow().probedAt()).isNotNull();
        }
    }

    @Test
    void it_is_shown_without_a_request_and_found_out_again_with_some() throws Exception {
        server.with(bucket);
        assertThat(cli().on("A", "init", "--storage", server.uri(bucket)).status()).isZero();
        var options = new OpenOptions(Duration.ZERO, server.environment());
        try (SyncService service = Assembly.standard().open(dir.resolve("A"), options)) {
            StorageChecks known = service.upkeep().storageAsKnown();
            assertThat(known.at()).isNotNull();
            assertThat(known.checks())
                    .extracting(Check::name)
                    .containsExactly("access", "conditions", "versions", "server-clock");
            assertThat(known.keys().key()).isEqualTo("check.keychain.environment");

            StorageChecks now = service.upkeep().tryStorage();
            assertThat(now.checks().getFirst().found().key()).startsWith("check.storage.");
            assertThat(now.checks()).containsAll(known.checks().subList(0, 3));
            assertThat(now.at()).isAfterOrEqualTo(known.at());
            assertThat(service.upkeep().storageAsKnown().at()).isAfter(known.at());
        }
    }

    @Test
    void doctor_names_the_bucket() throws Exception {
        TwoComputers two = two();
        Cli.Answer found = two.cli.read("A", "doctor");
        assertThat(found.out()).contains("s3://" + bucket + "/of%20me?endpoint=http://127.0.0.1:");
    }

    @Test
    void a_check_of_the_connection_says_what_the_server_can_do_and_leaves_nothing() {
        server.with(bucket);
        Cli.Answer found = cli().read("A", "init", "--check", "--storage", server.uri(bucket));
        assertThat(found.status()).isZero();
        assertThat(found.out())
                .contains("these keys may list, read, write and delete")
                .contains("the server lets one win")
                .contains("differ by");
        assertThat(server.keys(bucket)).isEmpty();
    }

    @Test
    void doctor_tries_the_bucket_and_clears_up() throws Exception {
        TwoComputers two = two();
        Set<String> before = Set.copyOf(server.keys(bucket));
        Cli.Answer found = two.cli.on("A", "doctor");
        Map<String, Boolean> checks = new HashMap<>();
        for (var check : found.json().get("checks"))
            checks.put(check.get("name").asString(), check.get("ok").asBoolean());
        assertThat(checks)
                .containsEntry("access", true)
                .containsEntry("conditions", true)
                .containsEntry("server-clock", true)
                .containsKey("versions");
        assertThat(Set.copyOf(server.keys(bucket))).isEqualTo(before);
    }

    @Test
    void while_the_server_is_away_nothing_is_lost_and_the_next_step_is_said() throws Exception {
        Cli cli = cli();
        String gone;
        try (LocalS3 another = LocalS3.start().with(bucket)) {
            gone = another.endpoint().getAuthority();
            assertThat(cli.on("A", "init", "--storage", another.uri(bucket)).status()).isZero();
        }
        Cli.Answer away = cli.read("A", "sync");
        assertThat(away.status()).isEqualTo(4);
        assertThat(away.err()).contains(gone + " can not be reached.").contains("Nothing is lost");
        assertThat(cli.read("A", "doctor").out()).contains(gone + " can not be reached.");
        assertThat(cli.on("A", "status", "--offline").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "somewhere, storage.not-found, 1",
        "somewhere?regoin=x, storage.uri, 2",
        "somewhere?endpoint=http://192.0.2.1:9000, storage.plain-http, 2"
    })
    void what_can_not_be_joined_is_said(String place, String code, int status) {
        String uri = place.contains("?") ? "s3://" + place : server.uri(place);
        Cli.Answer answer = cli().on("A", "init", "--storage", uri);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.out() + answer.err()).contains("\"" + code + "\"");
        assertThat(cli().on("A", "status").status()).as("nothing is set up").isEqualTo(2);
    }

    @Test
    void plain_http_across_a_network_is_warned_about_and_done_after_a_yes() throws Exception {
        server.with(bucket);
        try (Relay proxy = Relay.proxy(server.endpoint())) {
            String uri =
                    "s3://"
                            + bucket
                            + "?endpoint=http://saves.example:9000&proxy=http://"
                            + proxy.authority();
            Cli.Answer warned = cli().read("A", "init", "--storage", uri);
            assertThat(warned.status()).isEqualTo(2);
            assertThat(warned.err()).contains("saves.example:9000").contains("--yes");
            assertThat(proxy.asked()).as("nothing was sent").isEmpty();
            assertThat(server.keys(bucket)).isEmpty();

            assertThat(cli().on("A", "init", "--yes", "--storage", uri).status()).isZero();
            assertThat(cli().on("A", "sync").status()).isZero();
            assertThat(proxy.asked()).allMatch(line -> line.contains("http://saves.example:9000/"));
            assertThat(server.keys(bucket)).isNotEmpty();
        }
    }

    @Test
    void two_computers_need_no_more_of_a_bucket_than_the_readme_allows() throws Exception {
        server.with(DOCUMENTED);
        try (PolicyGate gate = new PolicyGate(server.endpoint(), Policy.documented("Full"))) {
            String uri = "s3://" + DOCUMENTED + "?endpoint=" + gate.endpoint();
            TwoComputers two = new TwoComputers(dir, cli(), uri);
            two.play(two.emeraldOnB(), 1);
            two.sync("B");
            assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
            assertThat(two.cli.read("A", "doctor").out()).contains("list, read, write and delete");
            assertThat(gate.denied())
                    .as("of versions that a bucket keeps is asked, and need not be answered")
                    .isSubsetOf(
                            "s3:GetBucketVersioning my-saves", "s3:ListBucketVersions my-saves");
        }
    }

    @Test
    void a_device_that_may_only_send_does_so_without_a_complaint() throws Exception {
        try (LocalS3 own = LocalS3.start().with(DOCUMENTED);
                PolicyGate gate =
                        new PolicyGate(own.endpoint(), Policy.documented("Upload only"))) {
            Cli cli = cli();
            String place = "s3://" + DOCUMENTED + "?endpoint=";
            var full = new TwoComputers(dir, cli, place + own.endpoint());
            String uri = place + gate.endpoint();
            Cli.Answer joined = cli.read("arcade", "init", "--storage", uri);
            assertThat(joined.out())
                    .as("%s", joined)
                    .contains("these keys may send and get no saves");
            Path saves = Files.createDirectories(dir.resolve("arcade-saves/snes"));
            Files.write(saves.resolve("Metroid.srm"), new byte[] {1, 2, 3, 4});
            cli.on("arcade", "roots", "add", saves.getParent().toString(), "--yes");
            Set<String> deniedBefore = gate.denied();
            for (int i = 0; i < 3; i++) {
                Files.write(saves.resolve("Metroid.srm"), new byte[] {1, 2, 3, 4, (byte) (5 + i)});
                Cli.Answer sent = cli.on("arcade", "sync");
                assertThat(sent.status()).as("%s", sent).isZero();
                assertThat(sent.list("pushed")).containsExactly("snes/Metroid/save/main");
            }
            assertThat(gate.denied()).isEqualTo(deniedBefore);
            full.sync("A");
            assertThat(full.onA("snes/Metroid.srm")).hasBinaryContent(new byte[] {1, 2, 3, 4, 7});
            assertThat(Files.exists(saves.resolve("Zelda.srm"))).isFalse();
        }
    }

    @Test
    void a_home_finds_its_repository_again_under_another_address() throws Exception {
        TwoComputers two = two();
        String now = server.uri(bucket + "/of%20me") + "&call-timeout=5m";
        assertThat(two.cli.on("A", "init", "--storage", now).status()).isZero();
        two.play(two.emeraldOnA(), 1);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
        try (Journal journal =
                Journal.open(new Home(dir.resolve("A")).database(), InstantSource.system())) {
            assertThat(journal.storages().all())
                    .singleElement()
                    .satisfies(known -> assertThat(known.uri()).contains("call-timeout=300000ms"));
        }
        server.with(bucket + "-other");
        for (String other :
                new String[] {server.uri(bucket + "-other"), "folder:" + dir.resolve("srv")}) {
            Cli.Answer refused = two.cli.on("A", "init", "--storage", other);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.out() + refused.err()).contains("home.other-storage");
        }
        assertThat(server.keys(bucket + "-other")).as("nothing is made there").isEmpty();
        assertThat(requests(two.sync("A"))).isEqualTo(1);
    }

    @Test
    void keys_that_are_wrong_are_said_and_never_shown() {
        server.with(bucket);
        var wrong =
                new Cli(
                        dir,
                        Assembly.standard(),
                        Map.of(
                                "SAVEPOINT_S3_ACCESS_KEY", "local-access",
                                "SAVEPOINT_S3_SECRET_KEY", "opensesame"));
        Cli.Answer answer = wrong.read("A", "--verbose", "init", "--storage", server.uri(bucket));
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("does not accept the secret key")
                .contains("Check SAVEPOINT_S3_SECRET_KEY")
                .doesNotContain("opensesame");
    }

    @Test
    void a_bucket_can_be_tried_out_without_changing_it() {
        server.with(bucket);
        Cli.Answer answer = cli().on("A", "init", "--check", "--storage", server.uri(bucket));
        assertThat(answer.status()).isZero();
        assertThat(server.keys(bucket)).isEmpty();
    }
}
