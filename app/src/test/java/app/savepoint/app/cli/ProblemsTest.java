package app.savepoint.app.cli;

import static app.savepoint.app.Samples.EMERALD;
import static app.savepoint.app.Samples.METROID;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.Samples;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.SyncReport.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private final TestTerminal terminal = new TestTerminal();

    @Test
    void a_home_that_was_never_set_up_says_how_to_set_it_up() {
        var result = terminal.type("status");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Error: Savepoint is not set up in ");
        assertThat(result.err()).contains("savepoint init --storage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "status --bogus",
                "sync --wait soon",
                "push",
                "history",
                "resolve x",
                "resolve x --keep neither",
                "resolve --keep local",
                "init",
                "init --storage folder:x --type toaster",
                "roots add",
                "restore x",
                "restore x --backup 1 --revision 2",
                "restore x --backup one"
            })
    void wrong_usage_is_2_and_says_where_help_is(String words) {
        terminal.service();
        var result = terminal.type(words.split(" ", -1));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Error: ").contains("--help");
    }

    @Test
    void wrong_usage_is_answered_in_json_wherever_it_was_asked_for() {
        for (String[] words :
                List.of(
                        new String[] {"status", "--bogus", "--json"},
                        new String[] {"--json", "status", "--bogus"})) {
            var result = terminal.type(words);
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.json().at("/error/code").stringValue()).isEqualTo("usage");
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void what_is_wrong_with_a_request_is_said_with_its_next_step() {
        terminal.service().with(Samples.toPush(EMERALD));
        var result = terminal.type("sync", "gba/Nothing");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        """
                        Error: There is no save called “gba/Nothing”.
                          `savepoint status --verbose` lists every save by its name.
                        """);
    }

    @Test
    void what_is_wrong_is_said_in_the_persons_language() {
        terminal.service().with(Samples.toPush(EMERALD));
        var result = terminal.speaking(Locale.GERMAN).type("sync", "gba/Nothing");
        assertThat(result.err())
                .isEqualTo(
                        """
                        Fehler: Einen Spielstand „gba/Nothing“ gibt es nicht.
                          `savepoint status --verbose` nennt jeden Spielstand.
                        """);
        assertThat(terminal.type("doctor").out()).contains("x, 1 MiB frei", "Alles ist gut.");
    }

    @Test
    void a_storage_that_is_away_says_that_nothing_is_lost() {
        terminal.service()
                .storageFails(new StorageException.Unavailable("The share is not mounted.", null));
        var result = terminal.type("sync");
        assertThat(result.err())
                .contains("Error: The share is not mounted.", "Nothing is lost", "--offline");
    }

    @Test
    void what_a_storage_says_is_said_in_the_persons_language() {
        terminal.service()
                .storageFails(
                        new StorageException.NeedsPerson(
                                StorageException.Reason.DENIED,
                                Saying.of("storage.folder.read-only", "/srv/saves")
                                        .inEnglish("the folder can only be read"),
                                null));
        var result = terminal.speaking(Locale.GERMAN).type("sync");
        assertThat(result.err())
                .isEqualTo(
                        """
                        Fehler: Der Ordner des Speichers /srv/saves lässt sich nur lesen.
                          Prüfe, ob die Freigabe oder der Datenträger zum Schreiben eingebunden ist.
                        """);
        terminal.service()
                .storageFails(new StorageException.Unavailable("Connection refused.", null));
        assertThat(terminal.type("sync").err())
                .as("words of a library")
                .contains("Der Speicher ist nicht erreichbar: Connection refused.", "Nichts ist");
    }

    @Test
    void what_is_known_of_a_failure_a_notice_and_the_activity_is_said_in_the_persons_language() {
        terminal.service()
                .with(
                        new Failure(
                                SaveId.parse(EMERALD),
                                "disk.failed",
                                Saying.of("disk.denied", "/a").inEnglish("No permission for /a.")))
                .with(new Notice("x", Saying.of("device.renewed.shared", "Deck")));
        terminal.speaking(Locale.GERMAN);
        assertThat(terminal.type("sync").out())
                .contains("Für /a fehlt die Berechtigung.", "Deck macht als neues Gerät weiter");
        assertThat(terminal.type("sync", "--json").json().at("/failed/0/message").stringValue())
                .isEqualTo("Für /a fehlt die Berechtigung.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bogus                                | „bogus“ ist ein Wort zu viel oder kein Befehl.
                    status --bogus                       | Eine Option --bogus gibt es hier nicht.
                    push                                 | Es fehlt etwas: SAVE
                    init                                 | Es fehlt etwas: --storage URI
                    sync --wait                          | Es fehlt etwas: --wait SECONDS
                    activity --limit many                | --limit N kann nicht „many“ sein, sondern eine ganze Zahl.
                    resolve x --keep neither             | --keep WHICH kann nicht „neither“ sein, sondern: local, remote, both, newest, suggested
                    restore x --backup 1 --revision 2    | Nur eines davon ist möglich: --backup, --revision
                    """)
    void what_was_typed_wrong_is_said_in_the_persons_language(String words, String said) {
        terminal.service();
        var result = terminal.speaking(Locale.GERMAN).type(words.split(" +"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList()).first().isEqualTo("Fehler: " + said);
        assertThat(result.err()).contains("Hilfe: savepoint").contains("--help");
    }

    @Test
    void a_stack_trace_is_shown_only_on_request() {
        terminal.service().breaks(new IllegalStateException("the flux capacitor is empty"));
        var result = terminal.type("sync");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("the flux capacitor is empty", "--verbose")
                .doesNotContain("\tat ");
        assertThat(terminal.type("sync", "--verbose").err()).contains("\tat app.savepoint");
        var json = terminal.type("sync", "--verbose", "--json");
        assertThat(json.json().at("/error/code").stringValue()).isEqualTo("internal");
        assertThat(json.err()).contains("\tat app.savepoint");
    }

    @Test
    void too_little_memory_says_how_to_allow_more() {
        terminal.service().runsOutOfMemory();
        var result = terminal.type("status");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("more memory", "SAVEPOINT_JAVA_OPTS")
                .doesNotContain("\tat ");
        var json = terminal.type("status", "--json").json();
        assertThat(json.at("/error/code").stringValue()).isEqualTo("memory");
    }

    @Test
    void a_refused_root_says_why() {
        terminal.service()
                .answersNextRoot(
                        new RootAdded.Refused("root.storage", Saying.of("root.storage", "x")));
        var result = terminal.type("roots", "add", "x", "--json");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.json().at("/error/code").stringValue()).isEqualTo("root.storage");
        assertThat(terminal.type("roots", "add", "x").err()).contains("x is the storage.");
    }

    @Test
    void a_doubtful_root_shows_what_it_would_take_and_wants_a_yes() {
        terminal.service()
                .answersNextRoot(new RootAdded.NeedsYes(2, 4711, List.of("gba/a.srm", "b.sav")));
        var result = terminal.type("roots", "add", "x");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("4711", "--yes", "gba/a.srm", "b.sav");
        assertThat(terminal.type("roots", "add", "x", "--yes").status()).isZero();
    }

    @Test
    void explain_wants_exactly_one_save() {
        terminal.service().with(Samples.toPush(EMERALD)).with(Samples.toPush(METROID));
        var result = terminal.type("explain", "*", "--json");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.json().at("/error/code").stringValue()).isEqualTo("save.several");
        assertThat(terminal.type("explain", "*").err()).contains(EMERALD, METROID);
    }

    @Test
    void a_backup_or_revision_that_is_not_there_is_named() {
        terminal.service()
                .with(Samples.inSync(EMERALD))
                .with(Samples.revision(1, EMERALD, "a"))
                .with(Samples.revision(1, EMERALD, "b"));
        assertThat(code("restore", EMERALD, "--backup", "9")).isEqualTo("backup.unknown");
        assertThat(code("restore", EMERALD, "--revision", "123456")).isEqualTo("revision.unknown");
        assertThat(code("restore", EMERALD, "--revision", "abc001")).isEqualTo("revision.several");
        // Too short an end could mean anything.
        assertThat(code("restore", EMERALD, "--revision", "c001")).isEqualTo("revision.unknown");
        assertThat(code("resolve", EMERALD, "--keep", "local", "--revision", "abc001"))
                .isEqualTo("usage");
    }

    @Test
    void a_restore_that_failed_is_an_error() {
        terminal.service()
                .with(Samples.backup(7, EMERALD))
                .with(new Failure(SaveId.parse(EMERALD), "io", "The disk is full."));
        var result = terminal.type("restore", EMERALD, "--backup", "7", "--json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().at("/error/message").stringValue()).isEqualTo("The disk is full.");
        assertThat(terminal.type("restore", EMERALD, "--backup", "7").out())
                .contains("Failed: " + EMERALD, "The disk is full.");
    }

    @Test
    void a_path_that_this_system_can_not_have_is_wrong_usage() {
        assertThat(code("init", "--storage", "folder:a\0b")).isEqualTo("usage");
        terminal.variable("SAVEPOINT_HOME", "a\0b");
        assertThat(code("status")).isEqualTo("usage");
    }

    @Test
    void a_device_name_that_nobody_could_read_is_refused() {
        assertThat(code("init", "--storage", "folder:x", "--device", " ")).isEqualTo("device.name");
    }

    @Test
    void another_storage_for_the_same_home_is_refused() {
        terminal.type("init", "--storage", "folder:one");
        assertThat(code("init", "--storage", "folder:two")).isEqualTo("home.other-storage");
        assertThat(terminal.type("init", "--storage", "folder:one").out())
                .contains("already set up");
    }

    @Test
    void a_name_from_elsewhere_can_not_move_the_cursor() {
        terminal.service().with(new Failure(SaveId.parse(EMERALD), "io", "bad\u001b[2J\u202Ename"));
        assertThat(terminal.type("sync").out())
                .contains("bad\uFFFD[2J\uFFFDname")
                .doesNotContain("\u001b");
    }

    private String code(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        var result = terminal.type(all.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(2);
        return result.json().at("/error/code").stringValue();
    }
}
