package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommPairing;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.Troubles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a device is let in at a RomM server, and what it may do there.
class RommLoginSessionTest extends AtRomm {
    @Test
    void a_person_lets_this_device_in_with_a_code() throws Exception {
        List<RommPairing.Code> shown = new ArrayList<>();
        InitResult made =
                assembly()
                        .init(
                                wish(
                                        "A",
                                        code -> {
                                            shown.add(code);
                                            server.people().approve(ann, code.code());
                                        }));
        assertThat(shown).hasSize(1);
        assertThat(shown.getFirst().complete().toString())
                .isEqualTo(server.address() + "/pair/device?user_code=" + shown.getFirst().code());
        assertThat(made.kept()).isEqualTo(KeyPlace.KEYCHAIN);
        assertThat(server.look().devices()).hasSize(1);
        Files.createDirectories(dir.resolve("saves"));
        Cli later = cli(Map.of());
        assertThat(later.on("A", "roots", "add", "saves").status()).isZero();
        assertThat(later.on("A", "sync").status()).isZero();
        assertThat(server.look().devices()).as("the one that was let in").hasSize(1);
    }

    @Test
    void a_no_in_the_browser_or_a_right_left_out_is_said() {
        assertThatThrownBy(
                        () -> assembly().init(wish("A", code -> server.people().deny(code.code()))))
                .hasMessageContaining("romm.pairing.denied");
        assertThatThrownBy(() ->
                        assembly()
                                .init(
                                        wish(
                                                "A",
                                                code ->
                                                        server.people()
                                                                .approve(
                                                                        ann,
                                                                        code.code(),
                                                                        List.of("me.read"),
                                                                        null))))
                .hasMessageContaining("romm.pairing.rights")
                .hasMessageContaining("assets.read");
        assertThat(cli.on("A", "status").status()).as("nothing is set up").isEqualTo(2);
    }

    @Test
    void a_device_that_may_only_read_takes_what_others_store_until_it_is_given_more()
            throws Exception {
        List<String> reading =
                List.of("me.read", "platforms.read", "roms.read", "assets.read", "devices.read");
        byte[] theirs = bytes(3);
        server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", theirs);
        InitResult made =
                assembly()
                        .init(
                                wish(
                                        "A",
                                        code ->
                                                server.people()
                                                        .approve(ann, code.code(), reading, null)));
        assertThat(made.storage().can(Capability.WRITE)).isFalse();
        assertThat(made.found()).extracting(Check::name).contains("access");
        Files.createDirectories(dir.resolve("saves/gba"));
        Cli later = cli(Map.of());
        assertThat(later.on("A", "roots", "add", "saves").status()).isZero();
        Cli.Answer first = later.on("A", "sync");
        assertThat(first.list("pulled")).containsExactly(EMERALD);
        Path file = dir.resolve("saves/gba/Pokemon Emerald.srm");
        byte[] mine = bytes(4);
        Files.write(file, mine);
        server.advance(Duration.ofMinutes(1));
        assertThat(later.on("A", "sync").list("pushed")).isEmpty();
        assertThat(later.on("A", "status").out()).contains("read the storage and not write to it");
        assertThat(server.look().saves()).hasSize(1);
        assertThat(server.log().all())
                .as("nothing that it may not do was tried")
                .noneMatch(one -> one.status() == 403);

        // What the environment brings may store, whatever is kept
        Cli brought =
                cli(Map.of("SAVEPOINT_ROMM_TOKEN", server.people().token(ann, Scopes.ALL_WE_NEED)));
        assertThat(brought.on("A", "sync").list("pushed")).containsExactly(EMERALD);
        Files.write(file, bytes(5));
        server.advance(Duration.ofMinutes(1));
        assertThat(later.on("A", "sync").list("pushed")).as("what is kept may not").isEmpty();

        assembly().init(wish("A", code -> server.people().approve(ann, code.code())));
        assertThat(later.on("A", "sync").list("pushed")).containsExactly(EMERALD);
        assertThat(server.look().devices()).as("it is the same device").hasSize(1);
    }

    /// The server says the token once: whatever goes wrong right after it, nobody has to say yes
    /// again, and it stays one device.
    @Test
    void a_token_that_is_said_once_is_kept_before_anything_else() {
        server.add(Fault.instead(_ -> tokenWasSaid(), Troubles.badGateway()));
        assertThatThrownBy(() ->
                        assembly()
                                .init(wish("A", code -> server.people().approve(ann, code.code()))))
                .hasMessageContaining("romm.down");
        assertThat(keychain.kept()).hasSize(1);
        assertThat(cli.on("A", "status").status()).as("nothing is set up").isEqualTo(2);

        server.clearFaults();
        Cli nothingSaid = cli(Map.of());
        Cli.Answer again =
                nothingSaid.atTerminal(
                        "A", _ -> {}, "init", "--storage", uri(), "--device", "Deck");
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(again.err()).as("no code is shown").doesNotContain("/pair/device");
        assertThat(nothingSaid.on("A", "sync").status()).isZero();
        assertThat(keychain.kept()).hasSize(1);
        assertThat(server.look().devices()).as("the one that was let in").hasSize(1);
    }

    private boolean tokenWasSaid() {
        return server.log().of("POST", "/api/auth/device/token").stream()
                .anyMatch(one -> one.status() == 200);
    }

    /// A keychain that is locked is no reason to lose it.
    @Test
    void a_token_that_is_said_once_goes_into_a_file_where_there_is_no_keychain() throws Exception {
        keychain.lock(true);
        InitResult made =
                assembly().init(wish("A", code -> server.people().approve(ann, code.code())));
        assertThat(made.kept()).isEqualTo(KeyPlace.FILE);
        assertThat(cli(Map.of()).on("A", "sync").status()).isZero();
    }

    /// A yes in the browser where nothing else was given, else the token, else name and password.
    @Test
    void of_several_ways_to_sign_in_the_one_that_gives_least_away_is_used() {
        String token = server.people().token(ann, Scopes.ALL_WE_NEED);
        Map<String, String> password =
                Map.of(
                        "SAVEPOINT_ROMM_USERNAME", "ann",
                        "SAVEPOINT_ROMM_PASSWORD", "secret words");
        Map<String, String> both = new HashMap<>(password);
        both.put("SAVEPOINT_ROMM_TOKEN", token);

        assertThat(ways("A", Map.of())).containsExactly("code");
        assertThat(ways("B", Map.of("SAVEPOINT_ROMM_TOKEN", token))).isEmpty();
        assertThat(ways("C", both)).as("the password is not sent").isEmpty();
        assertThat(ways("D", password)).containsExactly("password");

        // What is given with a command goes before what was kept
        assertThat(cli(password).on("A", "sync").status()).isZero();
        assertThat(server.log().of("POST", "/api/token.*")).isNotEmpty();
        server.people().revokeTokens(ann);
        assertThat(cli(password).on("A", "sync").status()).isZero();
        Cli.Answer dead = cli(Map.of()).read("A", "sync");
        assertThat(dead.status()).isEqualTo(1);
        assertThat(dead.err()).contains("does not know this device");
    }

    /// How a home is let in by somebody who would say yes to anything.
    private List<String> ways(String home, Map<String, String> given) {
        server.log().clear();
        Cli.Answer made =
                cli(given)
                        .atTerminal(
                                home,
                                line -> server.people().waitingCodes().forEach(this::sayYes),
                                "init",
                                "--storage",
                                uri(),
                                "--device",
                                home);
        assertThat(made.status()).as("%s", made).isZero();
        List<String> ways = new ArrayList<>();
        if (!server.log().of("POST", "/api/auth/device/init").isEmpty()) ways.add("code");
        if (!server.log().of("POST", "/api/token.*").isEmpty()) ways.add("password");
        return ways;
    }

    private void sayYes(String code) {
        server.people().approve(ann, code);
    }

    private InitWish wish(String home, Approval.Asking show) {
        return new InitWish(
                dir.resolve(home),
                StorageUri.parse(uri(), dir),
                "Deck",
                null,
                false,
                null,
                new OpenOptions(Duration.ZERO, Map.of(), Errand.NONE),
                new Approval(show, () -> false));
    }

    @Test
    void without_a_sign_in_or_with_a_wrong_one_the_next_step_is_said() {
        Cli.Answer nobody = cli(Map.of()).read("A", "init", "--storage", uri());
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("Nobody is signed in").contains("SAVEPOINT_ROMM_TOKEN");
        Cli.Answer wrong =
                cli(Map.of("SAVEPOINT_ROMM_TOKEN", "rmm_" + "0".repeat(64)))
                        .read("A", "--verbose", "init", "--storage", uri());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("does not know this device").doesNotContain("rmm_0");
        Cli.Answer password =
                cli(Map.of(
                                "SAVEPOINT_ROMM_USERNAME", "ann",
                                "SAVEPOINT_ROMM_PASSWORD", "guessed"))
                        .read("A", "init", "--storage", uri());
        assertThat(password.err()).contains("Name or password are wrong").doesNotContain("guessed");
        assertThat(cli.on("A", "status").status()).as("nothing is set up").isEqualTo(2);
    }

    @Test
    void a_token_that_is_kept_need_not_be_said_again() {
        Cli.Answer made =
                cli.on("A", "init", "--storage", uri(), "--keep-keys", "file", "--device", "Deck");
        assertThat(made.status()).as("%s", made).isZero();
        Cli without = cli(Map.of());
        assertThat(without.on("A", "sync").status()).isZero();
        assertThat(without.read("A", "doctor").out()).contains("signed in as ann");
    }

    @Test
    void a_name_and_a_password_do_as_well() throws Exception {
        cli =
                cli(
                        Map.of(
                                "SAVEPOINT_ROMM_USERNAME", "ann",
                                "SAVEPOINT_ROMM_PASSWORD", "secret words"));
        TwoComputers two = two();
        server.advance(Duration.ofHours(2));
        two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }
}
