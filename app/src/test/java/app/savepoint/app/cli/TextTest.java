package app.savepoint.app.cli;

import static app.savepoint.app.Samples.EMERALD;
import static app.savepoint.app.Samples.KIRBY;
import static app.savepoint.app.Samples.METROID;
import static app.savepoint.app.Samples.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.Samples;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Skipped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What a person reads.
class TextTest {
    private final TestTerminal terminal = new TestTerminal();

    @Test
    void init_says_what_comes_next() {
        String out = terminal.type("init", "--storage", "folder:s", "--device", "Deck").out();
        assertThat(out).contains("This device is now \"Deck\"", "savepoint roots add PATH");
        assertThat(terminal.type("init", "--storage", "folder:s", "--home", "b").out())
                .contains("Other devices use this storage already");
        assertThat(terminal.type("init", "--storage", "folder:t", "--home", "c", "--check").out())
                .contains("The storage answers", "not in use yet");
    }

    @Test
    void status_is_a_table_with_a_last_word() {
        terminal.service()
                .with(Samples.inSync(ZELDA))
                .with(Samples.toPush(EMERALD))
                .with(Samples.toPull(METROID))
                .with(Samples.conflict(KIRBY));
        assertThat(terminal.type("status").out())
                .isEqualTo(
                        """
                        Save                           State     Size  Changed        Device   Why
                        gb/Zelda/save/main             in sync    4 B  2 hours ago    Desktop
                        gba/Pokemon Emerald/save/main  to push    3 B  5 minutes ago  Desktop  Only this device has it.
                        nes/Kirby/save/main            conflict   4 B  3 minutes ago  Desktop  This device and the storage have both moved on.
                        snes/Super Metroid/save/main   to pull   13 B  1 day ago      Deck     It is new in the storage.

                        1 save waits for you: run savepoint conflicts
                        1 save to push: run savepoint sync
                        1 save to pull: run savepoint sync
                        1 save in sync.
                        """);
    }

    @Test
    void all_safe_is_said_only_if_it_is_so() {
        terminal.service().with(Samples.inSync(EMERALD)).with(Samples.inSync(METROID));
        assertThat(terminal.type("status").out()).contains("All safe: 2 saves in sync.");
        assertThat(terminal.type("status", "--offline").out())
                .doesNotContain("All safe")
                .contains("The storage was not asked");
        assertThat(terminal.type("status", EMERALD).out()).doesNotContain("All safe");
        terminal.service().stillArriving(1);
        assertThat(terminal.type("status").out())
                .doesNotContain("All safe")
                .contains("1 thing is still arriving");
    }

    @Test
    void a_changed_root_is_never_all_safe() {
        terminal.service()
                .with(Samples.inSync(EMERALD))
                .with(Samples.root(TestTerminal.DIRECTORY, RootHealth.MANY_GONE));
        assertThat(terminal.type("status").out())
                .doesNotContain("All safe")
                .contains("many saves gone", "savepoint roots accept");
    }

    @Test
    void among_many_saves_only_those_that_need_something_are_listed() {
        for (int i = 0; i < 60; i++)
            terminal.service().with(Samples.inSync("gba/G" + i + "/save/main"));
        terminal.service().with(Samples.toPush(METROID));
        String out = terminal.type("status").out();
        assertThat(out).contains(METROID, "60 saves that need nothing are not listed");
        assertThat(out).doesNotContain("gba/G7/");
        assertThat(terminal.type("status", "--verbose").out()).contains("gba/G7/");
        assertThat(terminal.type("status", "gba/G*").out()).contains("gba/G7/");
    }

    @Test
    void what_holds_a_save_back_is_a_sentence() {
        terminal.service()
                .with(Samples.guarded(EMERALD, Guard.EMULATOR_RUNS))
                .with(Samples.held(KIRBY, Attention.ERROR, "UNREADABLE: Kirby.srm"))
                .with(Samples.held(METROID, Attention.NONE, "SYSTEM_UNKNOWN"))
                .with(Samples.held(ZELDA, Attention.NONE, "Zelda.srm"));
        assertThat(terminal.type("status").out())
                .contains("The emulator that owns it is running.")
                .contains("It could not be read. (Kirby.srm)")
                .contains("Nothing says which system it belongs to.")
                .contains("It is left as it is for now. (Zelda.srm)");
    }

    @Test
    void explain_shows_rule_and_contents() {
        terminal.service().with(Samples.conflict(EMERALD));
        assertThat(terminal.type("explain", EMERALD).out())
                .contains("A sync would see it as: conflict\n")
                .contains("Rule 16: This device and the storage have both moved on.")
                .contains("this device  Desktop")
                .contains("storage      Deck")
                .contains("agreed on    Deck")
                .contains("3 minutes ago, Nov 21, 2026, 11:57 AM");
    }

    @Test
    void conflicts_show_both_sides_a_suggestion_and_the_next_step() {
        terminal.service()
                .with(
                        Samples.suggesting(
                                Samples.conflict(EMERALD),
                                new Suggestion(Keep.LOCAL, Suggestion.Because.OTHER_IS_EARLIER)));
        assertThat(terminal.type("conflicts").out())
                .contains("this device  Desktop", "storage      Deck", "00abc003")
                .contains("Suggested: --keep local. The other one is an earlier version of it.")
                .contains("1 save waits for you.")
                .contains("savepoint resolve \"" + EMERALD + "\" --keep local");
        terminal.type("resolve", EMERALD, "--keep", "local");
        assertThat(terminal.type("conflicts").out()).isEqualTo("No save waits for you.\n");
    }

    @Test
    void conflicts_show_each_content_once() {
        terminal.service()
                .with(
                        Samples.row(
                                EMERALD,
                                Rule.HEADS_DIFFER,
                                Attention.CONFLICT,
                                Samples.here("mine", Duration.ofMinutes(3)),
                                List.of(
                                        Samples.there(2, "mine", Duration.ofMinutes(3)),
                                        Samples.there(3, "theirs", Duration.ofHours(5))),
                                null));
        assertThat(terminal.type("conflicts").out())
                .contains("00abc003")
                .doesNotContain("00abc002");
        assertThat(terminal.type("explain", EMERALD).out()).contains("00abc003", "00abc002");
        assertThat(terminal.type("conflicts", "--json").json().at("/conflicts/0/remote"))
                .hasSize(2);
    }

    @Test
    void sync_says_what_moved_and_what_waits() {
        terminal.service()
                .with(Samples.toPush(EMERALD))
                .with(Samples.toPull(METROID))
                .with(Samples.conflict(KIRBY))
                .with(new Skipped(SaveId.parse(ZELDA), Attention.NONE, "STATES_OFF"));
        assertThat(terminal.type("sync").out())
                .isEqualTo(
                        """
                        What  Save
                        push  gba/Pokemon Emerald/save/main
                        pull  snes/Super Metroid/save/main

                        1 save pushed, 1 save pulled (3 KiB).
                        1 save left as it is (--verbose names it).
                        1 save waits for you: run savepoint conflicts
                        """);
        assertThat(terminal.type("sync", "--verbose").out())
                .contains(
                        "Nothing to move.",
                        "Left alone: " + ZELDA,
                        "States are left out here (savepoint policy set states on takes them along).");
    }

    @Test
    void many_saves_that_wait_for_the_same_are_counted() {
        for (int i = 0; i < 6; i++)
            terminal.service()
                    .with(
                            new Skipped(
                                    SaveId.main("gba", "Game " + i),
                                    Attention.WAITING,
                                    "guard.PAUSED"));
        assertThat(terminal.type("sync").out())
                .contains("6 saves left alone:\n  You paused Savepoint")
                .doesNotContain("Game 3");
        assertThat(terminal.type("sync", "--verbose").out()).contains("Left alone: gba/Game 3");
    }

    @Test
    void a_dry_run_says_what_would_be_done() {
        terminal.service().with(Samples.toPush(EMERALD));
        assertThat(terminal.type("sync", "--dry-run").out())
                .contains("Would be done: 1 save pushed.");
        assertThat(terminal.service().row(EMERALD).action().name()).isEqualTo("PUSH");
    }

    @Test
    void each_failure_is_named() {
        terminal.service().with(new Failure(SaveId.parse(KIRBY), "io", "The file is locked."));
        assertThat(terminal.type("sync").out())
                .contains("Failed: " + KIRBY + "\n  The file is locked.\n");
    }

    @Test
    void quiet_says_only_what_went_wrong_or_waits() {
        terminal.service().with(Samples.toPush(EMERALD));
        assertThat(terminal.type("sync", "--quiet").out()).isEmpty();
        terminal.service().with(Samples.conflict(KIRBY));
        assertThat(terminal.type("--quiet", "sync").out())
                .isEqualTo("1 save waits for you: run savepoint conflicts\n");
        assertThat(terminal.type("init", "--storage", "folder:s", "--home", "q", "--quiet").out())
                .isEmpty();
    }

    @Test
    void roots_tell_what_is_watched_and_how_it_is() {
        terminal.service();
        assertThat(terminal.type("roots", "list").out()).contains("savepoint roots add PATH");
        Path folder = TestTerminal.DIRECTORY.resolve("saves");
        assertThat(terminal.type("roots", "add", "saves", "--system", "gba").out())
                .contains("Now watching " + folder, "gba", "fine", "named by you");
        assertThat(terminal.type("roots", "accept", "saves").out()).contains("Believed");
        assertThat(terminal.type("roots", "remove", "saves").out())
                .contains("No longer watching " + folder);
        assertThat(terminal.type("roots", "remove", "saves").status()).isEqualTo(2);
    }

    @Test
    void history_and_backups_show_when_and_how_large() {
        terminal.service()
                .with(Samples.revision(2, EMERALD, null))
                .with(Samples.revision(1, EMERALD, "first"))
                .with(Samples.backup(7, EMERALD));
        assertThat(terminal.type("history", EMERALD).out())
                .contains("00abc002 (current)", "deleted", "00abc001", "1 hour ago, Nov 21, 2026");
        assertThat(terminal.type("backups").out())
                .contains("7  " + EMERALD, "2 days ago", "replaced, pinned", "5 B");
        assertThat(terminal.type("history", METROID).out()).contains("keeps no revision");
        assertThat(terminal.type("backups", METROID).out()).contains("Nothing was set aside.");
    }

    @Test
    void restore_says_where_the_replaced_content_is() {
        terminal.service().with(Samples.inSync(EMERALD)).with(Samples.backup(7, EMERALD));
        assertThat(terminal.type("restore", "gba/Pokemon Emerald", "--backup", "7").out())
                .isEqualTo("Restored: " + EMERALD + "\n  What it replaced is backup 8.\n");
    }

    @Test
    void activity_and_devices_are_tables() {
        terminal.service()
                .with(
                        new ActivityRow(
                                4,
                                Samples.NOW,
                                "Deck",
                                "pushed",
                                SaveId.parse(EMERALD),
                                "failed",
                                "No room."))
                .with(
                        new StoredDevice(
                                new Device(FakeHomes.DEVICE, "Desktop", DeviceType.LINUX),
                                null,
                                null,
                                2));
        assertThat(terminal.type("activity").out())
                .contains("just now", "pushed (failed)", "No room.");
        assertThat(terminal.type("devices").out())
                .contains("Desktop (this device)", "never", "linux", "2");
    }

    @Test
    void german_is_spoken_where_it_is_wanted_and_english_everywhere_else() {
        terminal.service().with(Samples.toPush(EMERALD)).with(Samples.conflict(KIRBY));
        assertThat(terminal.speaking(Locale.GERMANY).type("status").out())
                .contains("Spielstand", "vor 5 Minuten", "1 Spielstand wartet auf dich");
        assertThat(terminal.speaking(Locale.JAPAN).type("status").out()).contains("1 save waits");
    }

    @Test
    void colour_needs_a_terminal_and_no_objection() {
        terminal.service().with(Samples.inSync(EMERALD));
        assertThat(terminal.type("status").out()).doesNotContain("\u001b");
        terminal.interactive(80);
        assertThat(terminal.type("status").out()).contains("\u001b[32min sync\u001b[0m");
        assertThat(terminal.type("--help").out()).contains("\u001b");
        terminal.variable("NO_COLOR", "1");
        assertThat(terminal.type("status").out()).doesNotContain("\u001b");
        assertThat(terminal.type("--help").out()).doesNotContain("\u001b");
        assertThat(terminal.type("bogus").err()).doesNotContain("\u001b");
    }

    @Test
    void progress_needs_a_terminal_and_is_gone_in_the_end() {
        terminal.service().with(Samples.toPush(EMERALD));
        assertThat(terminal.type("sync").err()).isEmpty();
        terminal.service().with(Samples.toPush(EMERALD));
        terminal.interactive(80);
        String err = terminal.type("sync").err();
        assertThat(err).contains("Looking at files", "0 of 1 saves").endsWith("\r\u001b[K");
        assertThat(terminal.type("sync", "--quiet").err()).isEmpty();
        assertThat(terminal.type("sync", "--json").err()).isEmpty();
    }

    @Test
    void tables_are_cut_on_a_screen_and_nowhere_else() {
        String id = "psx/" + "A very long name of a game ".repeat(5).strip() + "/save/main";
        terminal.service().with(Samples.toPush(id));
        assertThat(terminal.type("status").out()).contains(id);
        String screen = terminal.variable("NO_COLOR", "1").interactive(80).type("status").out();
        assertThat(screen.lines().limit(2)).allMatch(line -> line.length() <= 80);
        assertThat(screen).contains("…");
    }
}
