package app.savepoint.app.cli;

import static app.savepoint.app.Samples.EMERALD;
import static app.savepoint.app.Samples.KIRBY;
import static app.savepoint.app.Samples.METROID;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.HomeException;
import app.savepoint.app.Samples;
import app.savepoint.core.journal.JournalException;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Skipped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitStatusTest {
    private final TestTerminal terminal = new TestTerminal();

    @Test
    void what_is_done_is_0() {
        terminal.service().with(Samples.toPush(EMERALD));
        assertThat(terminal.type("sync").status()).isZero();
        assertThat(terminal.type("status").status()).isZero();
    }

    @Test
    void what_waits_for_a_person_is_3() {
        terminal.service().with(Samples.conflict(EMERALD)).with(Samples.toPush(METROID));
        assertThat(terminal.type("sync").status()).isEqualTo(3);
        assertThat(terminal.type("sync", "--dry-run").status()).isEqualTo(3);
        assertThat(terminal.type("status").status()).isEqualTo(3);
        assertThat(terminal.type("conflicts").status()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"explain", "history", "backups"})
    void other_commands_that_only_show_are_0_even_then(String command) {
        terminal.service().with(Samples.conflict(EMERALD));
        assertThat(terminal.type(command, EMERALD).status()).isZero();
        assertThat(terminal.type("activity").status()).isZero();
        assertThat(terminal.type("devices").status()).isZero();
        assertThat(terminal.type("roots", "list").status()).isZero();
    }

    @Test
    void a_conflict_is_not_pushed_and_not_pulled_without_force() {
        terminal.service().with(Samples.conflict(EMERALD));
        assertThat(terminal.type("push", EMERALD).status()).isEqualTo(3);
        assertThat(terminal.type("pull", EMERALD).status()).isEqualTo(3);
        assertThat(terminal.type("push", EMERALD, "--force").status()).isZero();
    }

    @Test
    void resolving_what_is_no_conflict_does_nothing_and_is_0() {
        terminal.service().with(Samples.inSync(EMERALD));
        assertThat(terminal.type("resolve", EMERALD, "--keep", "remote").status()).isZero();
    }

    @Test
    void keeping_a_local_content_that_is_not_there_is_3() {
        terminal.service()
                .with(
                        Samples.row(
                                EMERALD,
                                Rule.HEADS_DIFFER,
                                Attention.CONFLICT,
                                null,
                                List.of(Samples.there(1, "a", Duration.ZERO)),
                                null));
        assertThat(terminal.type("resolve", EMERALD, "--keep", "local").status()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(value = RootHealth.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void a_changed_root_waits_for_a_person(RootHealth health) {
        terminal.service().with(Samples.root(TestTerminal.DIRECTORY, health));
        assertThat(terminal.type("status").status()).isEqualTo(3);
        terminal.service().with(new Notice("root.missing", "A folder is not there."));
        assertThat(terminal.type("sync").status()).isEqualTo(3);
    }

    @Test
    void a_save_that_can_not_be_read_is_a_failure_of_sync() {
        terminal.service()
                .with(Samples.conflict(EMERALD))
                .with(new Skipped(SaveId.parse(KIRBY), Attention.ERROR, "UNREADABLE"));
        assertThat(terminal.type("sync").status()).isEqualTo(1);
    }

    @Test
    void a_save_that_waits_by_itself_is_no_failure() {
        terminal.service()
                .with(new Skipped(SaveId.parse(KIRBY), Attention.WAITING, "EMULATOR_RUNS"));
        assertThat(terminal.type("sync").status()).isZero();
    }

    @Test
    void one_that_waits_for_a_word_is_named_as_such() {
        terminal.service()
                .with(
                        new Skipped(
                                SaveId.parse(KIRBY),
                                Attention.WAITING,
                                Saying.words("guard.SLOT_UNCLEAR"),
                                true));
        assertThat(terminal.type("sync").status()).isEqualTo(3);
    }

    @Test
    void a_failure_counts_more_than_what_waits_and_an_unreachable_storage_more_than_both() {
        terminal.service().with(Samples.conflict(EMERALD));
        terminal.service().with(new Failure(SaveId.parse(KIRBY), "storage.full", "No room."));
        assertThat(terminal.type("sync").status()).isEqualTo(1);
        terminal.service().with(new Failure(SaveId.parse(METROID), "storage.unavailable", "Away."));
        assertThat(terminal.type("sync").status()).isEqualTo(4);
    }

    @Test
    void a_storage_that_is_out_of_reach_is_4() {
        terminal.service().with(Samples.conflict(EMERALD));
        terminal.service().storageFails(new StorageException.Unavailable("No network.", null));
        for (String command : List.of("sync", "status", "conflicts", "devices"))
            assertThat(terminal.type(command).status()).as(command).isEqualTo(4);
        assertThat(terminal.type("resolve", EMERALD, "--keep", "local").status()).isEqualTo(4);
        assertThat(terminal.type("status", "--offline").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED, 1, storage.denied",
        "FULL, 1, storage.full",
        "NOT_FOUND, 1, storage.not-found",
        "CORRUPT, 1, storage.corrupt",
        "UNSUPPORTED, 2, storage.unsupported"
    })
    void a_storage_that_needs_a_person_says_for_what(Reason reason, int status, String code) {
        terminal.service().storageFails(new NeedsPerson(reason, "What happened.", null));
        var result = terminal.type("sync", "--json");
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.json().at("/error/code").stringValue()).isEqualTo(code);
        assertThat(result.json().at("/error/message").stringValue()).isEqualTo("What happened.");
        assertThat(result.json().at("/error/hint").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 1, journal.full",
        "READ_ONLY, 1, journal.read-only",
        "BUSY, 5, journal.busy"
    })
    void a_memory_that_fails_says_why(JournalException.Reason reason, int status, String code) {
        terminal.service()
                .breaks(new JournalException(reason, Saying.words("What happened."), null));
        var result = terminal.type("status", "--json");
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.json().at("/error/code").stringValue()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SET_UP, 2, home.not-set-up",
        "OTHER_STORAGE, 2, home.other-storage",
        "SETTINGS, 2, home.settings",
        "BUSY, 5, home.busy",
        "UNUSABLE, 1, home.unusable"
    })
    void a_home_that_can_not_be_used_says_why(HomeException.Kind kind, int status, String code) {
        terminal.homes()
                .refuse(() -> new HomeException(kind, Saying.of(kind.code(), "HERE", "why"), null));
        var result = terminal.type("status", "--json");
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.json().at("/error/code").stringValue()).isEqualTo(code);
        assertThat(result.json().at("/error/message").stringValue()).contains("HERE");
        assertThat(result.json().at("/error/hint").stringValue()).isNotEmpty();
    }
}
