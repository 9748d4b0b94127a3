package app.savepoint.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.SlotAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalOpeningTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOON);

    @TempDir Path home;
    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("collection.db");
    }

    @Test
    void a_new_home_gets_an_empty_memory() {
        try (Journal journal = open()) {
            assertThat(journal.fresh()).isTrue();
            assertThat(journal.damage()).isEmpty();
            assertThat(journal.identity().device()).isEmpty();
            assertThat(journal.check()).isEmpty();
        }
    }

    @Test
    void what_was_remembered_is_there_after_the_next_start() {
        try (Journal journal = open()) {
            journal.settings().put("paused-until", "never");
        }
        try (Journal journal = open()) {
            assertThat(journal.fresh()).isFalse();
            assertThat(journal.settings().get("paused-until")).contains("never");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"what? #1 %41", "Spielstände 🎮", "e\u0301 é", "mode=memory"})
    void a_home_may_have_any_name(String name) throws IOException {
        Path folder;
        try {
            folder = Files.createDirectory(home.resolve(name));
        } catch (InvalidPathException | IOException e) {
            assumeThat(e).as("this system takes a folder called " + name).isNull();
            return;
        }
        try (Journal journal = Journal.open(folder.resolve("collection.db"), CLOCK)) {
            journal.settings().put("a", "b");
        }
        assertThat(folder.resolve("collection.db")).isRegularFile();
        try (Journal journal = Journal.open(folder.resolve("collection.db"), CLOCK)) {
            assertThat(journal.settings().get("a")).contains("b");
        }
    }

    @Test
    void a_file_of_a_newer_savepoint_is_refused_and_left_alone() throws Exception {
        open().close();
        run("PRAGMA user_version = 4711");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        JournalException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(Reason.NEWER);
                            assertThat(e.code()).isEqualTo("journal.newer");
                        })
                .hasMessageContaining("newer Savepoint")
                .hasMessageContaining("4711");

        assertThat(file).hasBinaryContent(before);
        assertThat(home).isDirectoryNotContaining("glob:**/*damaged*");
    }

    @Test
    void garbage_is_set_aside_and_a_fresh_file_begun() throws IOException {
        Files.writeString(
                file, "This is a text that somebody saved under the wrong name.".repeat(200));

        try (Journal journal = open()) {
            Damage damage = journal.damage().orElseThrow();
            assertThat(damage.setAside()).hasFileName("collection.damaged-20261101T120000.db");
            assertThat(damage.setAside()).content().startsWith("This is a text");
            assertThat(damage.rescued()).isEmpty();
            assertThat(damage.lost()).contains("device", "root", "backup");
            assertThat(journal.fresh()).isTrue();
            assertThat(journal.check()).isEmpty();
        }
    }

    @Test
    void a_short_rest_of_a_file_is_damage_and_not_an_empty_file() throws IOException {
        Files.write(file, new byte[100]);
        try (Journal journal = open()) {
            assertThat(journal.damage()).isPresent();
        }
    }

    @Test
    void another_programs_database_is_set_aside_and_not_written_to() throws Exception {
        run("CREATE TABLE recipe (name TEXT)");
        try (Journal journal = open()) {
            assertThat(journal.damage().orElseThrow().why()).contains("another program");
        }
    }

    @Test
    void two_damaged_files_within_one_second_are_both_kept() throws IOException {
        for (String text : List.of("first", "second")) {
            Files.writeString(file, text.repeat(1000));
            Files.deleteIfExists(home.resolve("collection.db-wal"));
            open().close();
        }
        assertThat(home.resolve("collection.damaged-20261101T120000.db"))
                .content()
                .startsWith("first");
        assertThat(home.resolve("collection.damaged-20261101T120000-2.db"))
                .content()
                .startsWith("second");
    }

    @Test
    void damage_that_a_query_meets_is_said_and_mended_at_the_next_start() throws Exception {
        try (Journal journal = open()) {
            journal.identity().save(Samples.device(1));
            journal.roots().add(Samples.root(home.resolve("saves")));
            journal.settings().put("a", "b");
            journal.choices()
                    .put(
                            new StoredChoice(
                                    Samples.EMERALD,
                                    "keep-local",
                                    "",
                                    null,
                                    Set.of(),
                                    Samples.NOON));
        }
        spoil("choice");

        try (Journal journal = open()) {
            assertThatThrownBy(() -> journal.choices().all())
                    .isInstanceOfSatisfying(
                            JournalException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
            assertThat(journal.settings().get("a")).as("the rest can still be read").contains("b");
        }
        try (Journal journal = open()) {
            Damage damage = journal.damage().orElseThrow();
            assertThat(damage.lost()).containsExactly("choice");
            assertThat(damage.rescued())
                    .contains("device", "storage", "root", "setting", "policy", "backup");
            assertThat(journal.identity().device()).contains(Samples.device(1));
            assertThat(journal.roots().all()).hasSize(1);
            assertThat(journal.choices().all()).isEmpty();
        }
        try (Journal journal = open()) {
            assertThat(journal.damage()).as("mended once").isEmpty();
        }
    }

    @Test
    void a_value_that_was_never_written_is_damage() throws Exception {
        try (Journal journal = open()) {
            journal.identity().save(Samples.device(1));
            journal.settings().put("a", "b");
        }
        run("UPDATE device SET type = 'toaster'");
        try (Journal journal = open()) {
            assertThatThrownBy(() -> journal.identity().device())
                    .isInstanceOfSatisfying(
                            JournalException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
        try (Journal journal = open()) {
            assertThat(journal.damage().orElseThrow().lost()).containsExactly("device");
            assertThat(journal.identity().device()).isEmpty();
            assertThat(journal.settings().get("a")).contains("b");
        }
    }

    @Test
    void after_a_damage_no_roots_number_is_used_again() throws Exception {
        long gone;
        try (Journal journal = open()) {
            journal.roots().add(Samples.root(home.resolve("one")));
            gone = journal.roots().add(Samples.root(home.resolve("two"))).id();
            journal.roots().remove(gone);
        }
        Files.write(Damage.note(file), new byte[0]);
        try (Journal journal = open()) {
            assertThat(journal.roots().add(Samples.root(home.resolve("three"))).id())
                    .isGreaterThan(gone);
        }
    }

    @Test
    void what_a_person_said_of_a_servers_games_is_known_after_a_damage() {
        GameMatch match =
                new GameMatch(new GameKey("gba", "Golden Sun"), 17L, "G (USA).gba", Set.of());
        SlotAnswer slot = new SlotAnswer(17, "G (USA).gba", "hard mode", false, true);
        long storage;
        try (Journal journal = open()) {
            storage = journal.storages().add("romm:https://roms.example", "romm", "r").id();
            journal.serverMemory(storage).match(match);
            journal.serverMemory(storage).answer(slot);
        }
        mark();
        try (Journal journal = open()) {
            assertThat(journal.damage().orElseThrow().lost()).isEmpty();
            assertThat(journal.serverMemory(storage).matches()).containsExactly(match);
            assertThat(journal.serverMemory(storage).slotAnswers()).containsExactly(slot);
        }
    }

    /// Whoever adds a table says here that it is filled again by looking, or lets it be rescued.
    @Test
    void every_table_is_taken_over_after_a_damage_or_filled_again_by_looking() throws Exception {
        Set<String> filledAgain =
                Set.of(
                        // the trees, by scanning and by observing
                        "local_file",
                        "local_save",
                        "rom",
                        "repository",
                        "stream",
                        "event",
                        "pending_event",
                        "quarantine",
                        "revision",
                        "revision_parent",
                        "server_game",
                        "server_version",
                        "server_state",
                        "server_note",
                        // A wrong base could cost a save, and a missing one costs a question
                        "base_save",
                        "publishing",
                        "sending",
                        // what the collection's events say
                        "system",
                        "game",
                        "release",
                        "file_set",
                        "file_info",
                        // who reads them looks back over days, and nothing follows from them
                        "file_sync_log",
                        "database_sync_log");
        open().close();
        mark();
        List<String> takenOver;
        try (Journal journal = open()) {
            takenOver = journal.damage().orElseThrow().rescued();
        }
        assertThat(filledAgain).doesNotContainAnyElementsOf(takenOver);
        Set<String> known = new TreeSet<>(filledAgain);
        known.addAll(takenOver);
        assertThat(tables()).containsExactlyInAnyOrderElementsOf(known);
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }

    /// A damage was met while it was open the last time.
    private void mark() {
        try {
            Files.write(Damage.note(file), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_file_in_which_damage_was_met_is_checked_after_a_crash() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 500; i++) journal.settings().put("key " + i, "value ".repeat(50));
        }
        spoil("setting");
        Files.write(home.resolve("collection.db-wal"), new byte[0]);

        try (Journal journal = open()) {
            assertThat(journal.damage()).isPresent();
        }
    }

    @Test
    void a_missing_home_is_said_to_be_out_of_reach() {
        assertThatThrownBy(() -> Journal.open(home.resolve("gone/collection.db"), CLOCK))
                .isInstanceOfSatisfying(
                        JournalException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
        assertThat(home.resolve("gone")).doesNotExist();
    }

    @Test
    void a_home_that_takes_no_writes_is_said_to_be_read_only() throws IOException {
        open().close();
        assumeThat(file.toFile().setWritable(false) && home.toFile().setWritable(false))
                .as("permissions can be taken away here")
                .isTrue();
        try {
            assumeThat(Files.isWritable(file)).as("permissions bind this user").isFalse();
            assertThatThrownBy(
                            () -> {
                                try (Journal journal = open()) {
                                    journal.settings().put("a", "b");
                                }
                            })
                    .isInstanceOfSatisfying(
                            JournalException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
        } finally {
            assertThat(home.toFile().setWritable(true) && file.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void old_activity_is_dropped_by_age_and_by_number() {
        try (Journal journal = open()) {
            journal.activity()
                    .append(
                            List.of(
                                    Samples.line(
                                            Samples.NOON
                                                    .minus(Activity.KEPT_FOR)
                                                    .minus(Duration.ofSeconds(1)),
                                            "too old"),
                                    Samples.line(
                                            Samples.NOON
                                                    .minus(Activity.KEPT_FOR)
                                                    .plus(Duration.ofSeconds(1)),
                                            "old")));
        }
        try (Journal journal = open()) {
            assertThat(journal.activity().latest(10))
                    .extracting(entry -> entry.line().message())
                    .containsExactly("old");
            journal.activity()
                    .append(
                            java.util.stream.IntStream.range(0, Activity.KEPT_LINES)
                                    .mapToObj(i -> Samples.line(Samples.NOON, "line " + i))
                                    .toList());
        }
        try (Journal journal = open()) {
            assertThat(journal.activity().latest(Integer.MAX_VALUE))
                    .hasSize(Activity.KEPT_LINES)
                    .extracting(entry -> entry.line().message())
                    .doesNotContain("old");
        }
    }

    private Journal open() {
        return Journal.open(file, CLOCK);
    }

    /// Changes the file behind the journal's back.
    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// Overwrites the first page of a table.
    private void spoil(String table) throws Exception {
        long page;
        long size;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("PRAGMA page_size")) {
                size = rows.getLong(1);
            }
            try (var rows =
                    statement.executeQuery(
                            "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
                page = rows.getLong(1);
            }
        }
        byte[] garbage = new byte[(int) size];
        java.util.Arrays.fill(garbage, (byte) 0x5a);
        try (var channel =
                java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(garbage), (page - 1) * size);
        }
    }
}
