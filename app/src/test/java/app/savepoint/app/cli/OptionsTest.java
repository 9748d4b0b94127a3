package app.savepoint.app.cli;

import static app.savepoint.app.Samples.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.InitWish;
import app.savepoint.app.Samples;
import app.savepoint.core.save.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path HOME = TestTerminal.DIRECTORY.resolve("A");

    private final TestTerminal terminal = new TestTerminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--home A --json --wait 3 roots list",
                "roots --home A --json --wait 3 list",
                "roots list --json --home=A --wait=3",
                "--json roots --home A list --wait 3"
            })
    void global_options_stand_before_or_after_the_command(String words) {
        terminal.homes().in(HOME);
        var result = terminal.type(words.split(" ", -1));
        assertThat(result.out()).isEqualTo("{\"roots\":[]}\n");
        assertThat(terminal.homes().lastOpened()).isEqualTo(HOME);
        assertThat(Objects.requireNonNull(terminal.homes().lastOptions()).patience())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_home_is_named_or_in_the_environment_or_the_usual_one() {
        terminal.type("status");
        assertThat(terminal.homes().lastOpened()).isEqualTo(TestTerminal.STANDARD_HOME);
        terminal.variable("SAVEPOINT_HOME", "B").type("status");
        assertThat(terminal.homes().lastOpened()).isEqualTo(TestTerminal.DIRECTORY.resolve("B"));
        terminal.type("status", "--home", "A");
        assertThat(terminal.homes().lastOpened()).isEqualTo(HOME);
    }

    @Test
    void a_home_may_be_called_like_a_command() {
        terminal.type("--home", "sync", "status");
        assertThat(terminal.homes().lastOpened()).isEqualTo(TestTerminal.DIRECTORY.resolve("sync"));
    }

    @Test
    void without_a_word_another_command_is_waited_for_ten_seconds() {
        terminal.type("status");
        assertThat(Objects.requireNonNull(terminal.homes().lastOptions()).patience())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void the_engine_sees_the_callers_environment_and_is_closed_after_use() {
        terminal.service();
        terminal.variable("SAVEPOINT_ROMM_TOKEN", "rmm_x").type("status");
        var options = Objects.requireNonNull(terminal.homes().lastOptions());
        assertThat(options.environment()).containsEntry("SAVEPOINT_ROMM_TOKEN", "rmm_x");
        assertThat(options.toString()).doesNotContain("rmm_x");
        assertThat(terminal.service().isClosed()).isTrue();
    }

    @Test
    void init_passes_on_what_was_said() {
        terminal.type(
                "init",
                "--storage",
                "folder:../s",
                "--device",
                "Deck",
                "--type",
                "MIYOO_MINI",
                "--check",
                "--home",
                "A");
        InitWish wish = Objects.requireNonNull(terminal.homes().lastWish());
        assertThat(wish.home()).isEqualTo(HOME);
        assertThat(wish.storage().folder()).isEqualTo(TestTerminal.DIRECTORY.resolveSibling("s"));
        assertThat(wish.deviceName()).isEqualTo("Deck");
        assertThat(wish.type()).isEqualTo(DeviceType.MIYOO_MINI);
        assertThat(wish.checkOnly()).isTrue();
    }

    @Test
    void a_root_is_added_with_all_that_was_said() {
        Path folder = TestTerminal.DIRECTORY.resolve("saves");
        terminal.service();
        terminal.type(
                "roots",
                "add",
                "saves",
                "--system",
                "gba",
                "--emulator",
                "mgba",
                "--ignore",
                "*.bak",
                "--ignore",
                "old/",
                "--only",
                "*.srm",
                "--yes");
        assertThat(terminal.service().calls())
                .containsExactly(
                        "addRoot NewRoot[path=%s, system=gba, emulator=mgba, ignore=[*.bak, old/], only=[*.srm], confirmed=true]"
                                .formatted(folder));
    }

    @Test
    void a_save_is_passed_on_as_it_was_typed() {
        terminal.service().with(Samples.toPush(EMERALD));
        terminal.type("status", "gba/Pokemon*", "gba/Pokemon Emerald", "--offline");
        assertThat(terminal.service().calls())
                .containsExactly("status [gba/Pokemon*, gba/Pokemon Emerald] offline");
    }

    @Test
    void a_save_may_be_called_like_a_command() {
        terminal.service();
        terminal.type("status", "sync");
        assertThat(terminal.service().calls()).containsExactly("status [sync]");
    }

    @Test
    void directions_and_force_reach_the_engine() {
        terminal.service().with(Samples.toPush(EMERALD));
        terminal.type("push", EMERALD, "--force");
        terminal.type("pull", EMERALD);
        terminal.type("sync", "--dry-run");
        assertThat(terminal.service().calls())
                .containsExactly(
                        "sync SyncRequest[selection=Selection[names=[%s]], direction=PUSH, force=true, dryRun=false]"
                                .formatted(EMERALD),
                        "sync SyncRequest[selection=Selection[names=[%s]], direction=PULL, force=false, dryRun=false]"
                                .formatted(EMERALD),
                        "sync SyncRequest[selection=Selection[names=[]], direction=BOTH, force=false, dryRun=true]");
    }

    @Test
    void resolve_takes_a_head_by_the_end_of_its_id() {
        terminal.service()
                .with(Samples.conflict(EMERALD))
                .with(Samples.revision(2, EMERALD, "b"))
                .with(Samples.revision(1, EMERALD, "a"));
        terminal.type("resolve", EMERALD, "--keep", "remote", "--revision", "00ABC002");
        assertThat(terminal.service().calls())
                .containsExactly(
                        "resolve [%s] REMOTE %s".formatted(EMERALD, Samples.revisionId(2)));
    }

    @Test
    void activity_is_limited() {
        terminal.service();
        assertThat(terminal.type("activity", "--limit", "0").status()).isEqualTo(2);
        assertThat(terminal.type("activity", "--limit", "3").status()).isZero();
    }
}
