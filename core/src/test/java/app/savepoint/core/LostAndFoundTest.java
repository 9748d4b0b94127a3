package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Savepoint relies on is not what it was: a home was copied, the storage went back, the
/// journal is damaged. Nothing is lost, and nothing is asked that needs no answer.
class LostAndFoundTest {
    private static final String EMERALD = "gba/Emerald";
    private static final String ZELDA = "snes/Zelda";

    @TempDir Path dir;

    private Devices devices;
    private Machine desktop;
    private Machine deck;

    @BeforeEach
    void two_devices_agree() throws IOException {
        devices = new Devices(dir);
        desktop = devices.add("desktop");
        deck = devices.add("deck");
        desktop.play(EMERALD, "emerald 1");
        desktop.play(ZELDA, "zelda 1");
        desktop.sync();
        deck.sync();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 1");
    }

    @AfterEach
    void nothing_was_lost() {
        assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        devices.close();
    }

    @Test
    void a_copied_home_becomes_a_device_of_its_own_and_play_on_both_goes_on() throws IOException {
        Machine copy = cloneOf(desktop);

        desktop.play(EMERALD, "emerald on the desktop");
        desktop.sync();
        on(
                copy,
                () -> {
                    copy.play(ZELDA, "zelda on the copy");
                    copy.sync();
                    assertThat(copy.read(EMERALD)).isEqualTo("emerald on the desktop");
                });
        desktop.sync();
        deck.sync();

        assertThat(copy.engine.device().id()).isNotEqualTo(desktop.engine.device().id());
        for (Machine machine : List.of(desktop, deck)) {
            assertThat(machine.read(ZELDA)).isEqualTo("zelda on the copy");
            assertThat(machine.read(EMERALD)).isEqualTo("emerald on the desktop");
        }
        settled(desktop, deck);
        on(copy, () -> settled(copy));
    }

    @Test
    void play_on_a_home_and_on_its_copy_is_a_conflict_and_has_no_winner() throws IOException {
        Machine copy = cloneOf(desktop);

        desktop.play(EMERALD, "emerald on the desktop");
        desktop.sync();
        on(
                copy,
                () -> {
                    copy.play(EMERALD, "emerald on the copy");
                    copy.sync();
                    assertThat(copy.read(EMERALD)).isEqualTo("emerald on the copy");
                    assertThat(row(copy, EMERALD).attention()).isEqualTo(Attention.CONFLICT);
                });
        desktop.sync();

        assertThat(desktop.read(EMERALD)).isEqualTo("emerald on the desktop");
        assertThat(row(desktop, EMERALD).attention()).isEqualTo(Attention.CONFLICT);
        assertThat(row(desktop, EMERALD).firstMeeting()).isFalse();
    }

    @Test
    void a_home_that_was_put_back_to_an_older_copy_takes_a_new_identity_and_goes_on()
            throws IOException {
        DeviceId former = desktop.engine.device().id();
        desktop.close();
        Path older = dir.resolve("older");
        Devices.copyTree(desktop.home.dir(), older);
        desktop.restart();
        desktop.play(EMERALD, "emerald 2");
        desktop.sync();
        desktop.close();
        Devices.deleteTree(desktop.home.dir());
        Devices.copyTree(older, desktop.home.dir());
        desktop.restart();

        SyncReport report = desktop.sync();
        desktop.play(ZELDA, "zelda 2");
        desktop.sync();
        deck.sync();

        assertThat(report.conflicts()).isEmpty();
        assertThat(desktop.engine.device().id()).isNotEqualTo(former);
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 2");
        assertThat(deck.read(ZELDA)).isEqualTo("zelda 2");
        settled(desktop, deck);
    }

    /// Another computer that got the whole disk of this one.
    private Machine cloneOf(Machine machine) {
        machine.close();
        Devices.copyTree(machine.home.dir(), dir.resolve("home-copy"));
        Devices.copyTree(machine.saves, dir.resolve("away"));
        machine.restart();
        return devices.add("copy", dir.resolve("home-copy"), machine.saves);
    }

    /// Work on the copy: its saves lie under the same path, on its own disk.
    private void on(Machine copy, Runnable work) throws IOException {
        swap(copy.saves, dir.resolve("away"));
        work.run();
        swap(copy.saves, dir.resolve("away"));
    }

    private void swap(Path one, Path other) throws IOException {
        Path third = dir.resolve("third");
        Files.move(one, third);
        Files.move(other, one);
        Files.move(third, other);
    }

    @Test
    void a_storage_that_was_put_back_is_said_and_gets_again_what_it_lost() throws IOException {
        Path older = dir.resolve("older");
        Devices.copyTree(devices.storage(), older);
        desktop.play(EMERALD, "emerald 2");
        desktop.sync();
        deck.sync();
        deck.play(ZELDA, "zelda 2");
        deck.sync();
        desktop.sync();
        Devices.deleteTree(devices.storage());
        Files.move(older, devices.storage());

        SyncReport first = desktop.sync();
        deck.sync();
        desktop.sync();
        deck.sync();

        assertThat(first.notices()).extracting(Notice::code).contains("storage.rolled-back");
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 2");
        assertThat(desktop.read(ZELDA)).isEqualTo("zelda 2");
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 2");
        assertThat(deck.read(ZELDA)).isEqualTo("zelda 2");
        settled(desktop, deck);
        Machine fresh = devices.add("fresh");
        fresh.sync();
        assertThat(fresh.read(EMERALD)).as("the storage has it again").isEqualTo("emerald 2");
        assertThat(fresh.read(ZELDA)).isEqualTo("zelda 2");
    }

    @Test
    void what_was_played_on_a_storage_that_was_put_back_meets_what_it_lost_as_a_conflict()
            throws IOException {
        Path older = dir.resolve("older");
        Devices.copyTree(devices.storage(), older);
        desktop.play(EMERALD, "emerald, lost by the storage");
        desktop.sync();
        Devices.deleteTree(devices.storage());
        Files.move(older, devices.storage());
        deck.play(EMERALD, "emerald, played on the older one");
        deck.sync();

        desktop.sync();
        deck.sync();

        assertThat(desktop.read(EMERALD)).isEqualTo("emerald, lost by the storage");
        assertThat(deck.read(EMERALD)).isEqualTo("emerald, played on the older one");
        assertThat(row(desktop, EMERALD).attention()).isEqualTo(Attention.CONFLICT);
        assertThat(row(deck, EMERALD).attention()).isEqualTo(Attention.CONFLICT);
    }

    @Test
    void a_damaged_journal_is_rebuilt_and_asks_nothing_where_contents_are_equal_or_behind()
            throws Exception {
        desktop.play(EMERALD, "emerald 2");
        desktop.sync();
        damage(deck);

        SyncReport report = deck.sync();

        assertThat(report.conflicts()).isEmpty();
        assertThat(report.pulled()).as("it was merely behind").containsExactly(save(EMERALD));
        assertThat(report.pushed()).isEmpty();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 2");
        assertThat(row(deck, ZELDA).action()).as("it was equal").isEqualTo(Action.IN_SYNC);
        settled(desktop, deck);
        deck.play(ZELDA, "zelda 2");
        assertThat(deck.sync().pushed()).as("its base is known again").containsExactly(save(ZELDA));
    }

    @Test
    void what_was_played_since_a_damaged_journals_last_sync_is_a_first_meeting() throws Exception {
        deck.play(EMERALD, "emerald, played and not synced");
        damage(deck);

        SyncReport report = deck.sync();

        assertThat(report.conflicts()).containsExactly(save(EMERALD));
        assertThat(row(deck, EMERALD).firstMeeting()).isTrue();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald, played and not synced");
        deck.engine.resolve(Selection.ALL, Keep.LOCAL, null);
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald, played and not synced");
        settled(desktop, deck);
    }

    @Test
    void a_lost_list_of_backups_is_made_again_with_its_pins() throws Exception {
        desktop.play(EMERALD, "emerald 2");
        desktop.sync();
        deck.sync();
        BackupRow before = deck.engine.backups(Selection.ALL).getFirst();
        deck.engine.pinBackup(before.id(), true);
        spoil(deck, "backup");
        damage(deck);

        List<BackupRow> found = deck.engine.backups(Selection.ALL);

        assertThat(found)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.manifest()).isEqualTo(before.manifest());
                    assertThat(row.pinned()).isTrue();
                });
        assertThat(deck.engine.verifyBackups(Selection.ALL).damaged()).isEmpty();
        deck.engine.restoreBackup(save(EMERALD), found.getFirst().id());
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 1");
    }

    @Test
    void a_home_that_is_set_up_again_finds_its_old_backups() throws IOException {
        desktop.play(EMERALD, "emerald 2");
        desktop.sync();
        deck.sync();
        deck.close();
        for (String suffix : List.of("", "-wal", "-shm"))
            Files.deleteIfExists(deck.home.dir().resolve("collection.db" + suffix));
        deck.restart();
        deck.restart();

        assertThat(deck.engine.backups(Selection.ALL)).hasSize(1);
    }

    private static SaveRow row(Machine machine, String game) {
        return machine.status().stream()
                .filter(row -> row.id().equals(save(game)))
                .findFirst()
                .orElseThrow();
    }

    private static void settled(Machine... machines) {
        for (Machine machine : machines) {
            Map<String, Action> actions =
                    machine.status().stream()
                            .collect(Collectors.toMap(row -> row.id().toString(), SaveRow::action));
            assertThat(actions.values()).as(actions.toString()).containsOnly(Action.IN_SYNC);
        }
    }

    /// The journal gives wrong answers and is set aside at the next start.
    private void damage(Machine machine) throws Exception {
        machine.close();
        spoil(machine, "base_save");
        Files.write(machine.home.dir().resolve("collection.db-suspect"), new byte[0]);
        devices.later(Duration.ofMinutes(1));
        machine.restart();
        assertThat(machine.home.dir()).isDirectoryContaining("glob:**/collection.damaged-*");
    }

    /// Overwrites the first page of a table.
    private static void spoil(Machine machine, String table) throws IOException, SQLException {
        machine.close();
        Path file = machine.home.database();
        long page;
        int size;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("PRAGMA page_size")) {
                size = rows.getInt(1);
            }
            try (var rows =
                    statement.executeQuery(
                            "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
                page = rows.getLong(1);
            }
        }
        byte[] garbage = new byte[size];
        Arrays.fill(garbage, (byte) 0x5a);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(garbage), (page - 1) * size);
        }
    }
}
