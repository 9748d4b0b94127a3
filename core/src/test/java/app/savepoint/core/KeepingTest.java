package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Retention;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Disk;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.Scanner;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Outcome;
import app.savepoint.core.view.SyncRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the engine keeps and lets go, gives back, and leaves for the next sync.
class KeepingTest {
    private static final String EMERALD = "gba/Emerald";

    @TempDir Path dir;

    private Devices devices;
    private Machine desktop;
    private Machine deck;

    @BeforeEach
    void two_devices_agree() throws IOException {
        devices = new Devices(dir);
        desktop = devices.add("desktop");
        deck = devices.add("deck");
        desktop.play(EMERALD, "emerald 0");
        desktop.sync();
        deck.sync();
    }

    @AfterEach
    void nothing_was_lost() {
        assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        devices.close();
    }

    private void playAndPull(int number, Duration after) {
        desktop.play(EMERALD, "emerald " + number);
        desktop.sync();
        deck.sync();
        devices.later(after);
    }

    @Test
    void a_save_that_others_keep_overtaking_is_kept_here_until_it_can_be_sent() {
        AtomicInteger others = new AtomicInteger();
        desktop.play(EMERALD, "emerald of the desktop");
        desktop.whileItStores(() -> {
            deck.play(EMERALD, "emerald of the deck " + others.incrementAndGet());
            deck.sync();
        });
        SyncReport overtaken = desktop.sync();
        assertThat(overtaken.failed()).isEmpty();
        assertThat(others).as("overtaken at each try").hasValueGreaterThan(2);
        assertThat(overtaken.conflicts())
                .as("promise 11")
                .extracting(SaveId::toString)
                .containsExactly(EMERALD + "/save/main");
        assertThat(desktop.engine.history(new Selection(List.of(EMERALD + "/save/main"))))
                .filteredOn(row -> row.deviceName().equals("desktop"))
                .as("it never got through")
                .hasSize(1);

        desktop.whileItStores(() -> {});
        desktop.play(EMERALD, "emerald of the desktop, played on");
        desktop.sync();
    }

    @Test
    void a_save_that_is_overtaken_once_names_its_conflict_in_the_same_sync() {
        AtomicInteger others = new AtomicInteger();
        desktop.play(EMERALD, "emerald of the desktop");
        desktop.whileItStores(() -> {
            if (others.incrementAndGet() > 1) return;
            deck.play(EMERALD, "emerald of the deck");
            deck.sync();
        });
        assertThat(desktop.sync().conflicts())
                .as("promise 11")
                .extracting(SaveId::toString)
                .containsExactly(EMERALD + "/save/main");
        assertThat(desktop.sync().conflicts()).as("and once more").hasSize(1);
    }

    @Test
    void a_save_that_is_overtaken_at_the_last_try_names_its_conflict_in_the_same_sync() {
        AtomicInteger tries = new AtomicInteger();
        desktop.play(EMERALD, "emerald of the desktop");
        desktop.whileItStores(() -> {
            deck.play(EMERALD, "emerald of the deck " + tries.incrementAndGet());
            deck.sync();
            if (tries.get() == 3) return;
            // A detour that comes back is no change, so there is nothing yet to ask about
            deck.play(EMERALD, "emerald 0");
            deck.sync();
        });
        assertThat(desktop.sync().conflicts())
                .as("promise 11")
                .extracting(SaveId::toString)
                .containsExactly(EMERALD + "/save/main");
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_save_that_the_storage_has_no_room_for_is_kept_here_until_it_can_be_sent() {
        desktop.storageIsFull(true);
        desktop.play(EMERALD, "emerald 1");
        assertThat(desktop.sync().failed()).hasSize(1);
        desktop.play(EMERALD, "emerald 2");
        assertThat(desktop.sync().failed()).hasSize(1);
        desktop.storageIsFull(false);
        desktop.play(EMERALD, "emerald 3");
        assertThat(desktop.sync().pushed()).hasSize(1);
    }

    @Test
    void backups_go_by_the_rules_after_something_new_was_set_aside() {
        playAndPull(1, Duration.ofDays(4));
        BackupRow first = deck.engine.backups(Selection.ALL).getFirst();
        deck.engine.pinBackup(first.id(), true);
        for (int i = 2; i <= 14; i++) playAndPull(i, Duration.ofDays(4));

        List<BackupRow> left = deck.engine.backups(Selection.ALL);

        assertThat(left).as("ten, and the pinned one").hasSize(11).contains(pinned(first));
        assertThat(deck.engine.activity(500))
                .extracting(ActivityRow::action)
                .contains("backups-dropped");
        assertThat(deck.engine.verifyBackups(Selection.ALL))
                .isEqualTo(new BackupCheck(11, List.of()));
    }

    private static BackupRow pinned(BackupRow row) {
        return new BackupRow(row.id(), row.save(), row.time(), row.reason(), row.manifest(), true);
    }

    @Test
    void a_limit_that_is_reached_is_said() {
        for (int i = 1; i <= 5; i++) playAndPull(i, Duration.ofHours(1));
        BackupStore store =
                new BackupStore(
                        deck.home.backups(), deck.parts.journal().backups(), deck.parts.clock());
        BackupBook book = new BackupBook(deck.parts, store, () -> deck.engine.device().id());

        Optional<Notice> notice = book.prune(new Retention(10, Duration.ofDays(30), 20));

        assertThat(notice).isPresent();
        assertThat(notice.get().code()).isEqualTo("backups.budget");
        assertThat(notice.get().message()).contains("3 of them went before their time");
        assertThat(deck.engine.backups(Selection.ALL)).hasSize(2);
        assertThat(book.prune()).as("nothing new was set aside").isEmpty();
    }

    @Test
    void an_unknown_backup_can_not_be_pinned() {
        assertThatThrownBy(() -> deck.engine.pinBackup(4711, true))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("4711");
    }

    @Test
    void a_backup_with_a_flipped_bit_is_named_and_never_put_back() throws IOException {
        playAndPull(1, Duration.ofHours(1));
        BackupRow backup = deck.engine.backups(Selection.ALL).getFirst();
        Path stored = only(deck.home.backups(), "Emerald.srm");
        byte[] bytes = Files.readAllBytes(stored);
        bytes[3] ^= 1;
        Files.write(stored, bytes);

        SyncReport report = deck.engine.restoreBackup(save(EMERALD), backup.id());

        assertThat(report.failed())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("backup.damaged");
                    assertThat(failure.message()).contains("Emerald.srm");
                });
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 1");
        assertThat(deck.engine.verifyBackups(Selection.ALL).damaged())
                .extracting(damaged -> damaged.backup().id())
                .containsExactly(backup.id());
    }

    @Test
    void a_restore_that_the_disk_refuses_fails_with_the_cause_and_changes_nothing()
            throws IOException {
        playAndPull(1, Duration.ofHours(1));
        BackupRow backup = deck.engine.backups(Selection.ALL).getFirst();
        Files.delete(deck.home.swaps());
        Files.writeString(deck.home.swaps(), "no folder");

        SyncReport report = deck.engine.restoreBackup(save(EMERALD), backup.id());

        assertThat(report.failed())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("restore.failed");
                    assertThat(failure.message()).contains("swaps");
                });
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 1");
        Files.delete(deck.home.swaps());
        assertThat(deck.engine.restoreBackup(save(EMERALD), backup.id()).failed()).isEmpty();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 0");
    }

    @Test
    void a_sync_that_is_stopped_says_so_and_the_next_one_does_the_rest() throws StorageException {
        Set<Outcome> seen = new HashSet<>();
        for (int calls = 0; !seen.contains(Outcome.DONE); calls++) {
            for (int game = 0; game < 4; game++)
                desktop.play("gba/Game " + game, "round " + calls + " of game " + game);
            desktop.sync();
            AtomicInteger left = new AtomicInteger(calls);

            SyncReport report =
                    deck.engine.sync(SyncRequest.ALL, () -> left.getAndDecrement() <= 0);

            seen.add(report.outcome());
            assertThat(report.stopped())
                    .as("stopped at question " + calls + ", pulled " + report.pulled())
                    .isEqualTo(report.pulled().size() < 4);
            SyncReport rest = deck.sync();
            assertThat(rest.outcome()).isEqualTo(Outcome.DONE);
            assertThat(report.pulled().size() + rest.pulled().size()).isEqualTo(4);
        }
        assertThat(seen).contains(Outcome.STOPPED);
    }

    @Test
    void a_push_that_is_stopped_says_so() throws StorageException {
        desktop.play(EMERALD, "emerald 1");

        SyncReport report = desktop.engine.sync(SyncRequest.ALL, () -> true);

        assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(report.nothingToDo()).isTrue();
        assertThat(desktop.sync().pushed()).containsExactly(save(EMERALD));
    }

    @Test
    void a_stop_with_nothing_to_do_is_no_stop() throws StorageException {
        assertThat(desktop.engine.sync(SyncRequest.ALL, () -> true).outcome())
                .isEqualTo(Outcome.DONE);
    }

    /// Promise 7, after a pull.
    @Test
    void the_scan_after_a_pull_reads_no_content() throws Exception {
        playAndPull(1, Duration.ofHours(1));
        desktop.play("psp/Other", "another");
        desktop.sync();
        deck.sync();
        deck.close();
        List<Path> read = new ArrayList<>();
        Disk counting =
                new Disk() {
                    @Override
                    public InputStream open(Path file) throws IOException {
                        read.add(file);
                        return Disk.real().open(file);
                    }

                    @Override
                    public void walk(Path folder, FileVisitor<Path> visitor) throws IOException {
                        Disk.real().walk(folder, visitor);
                    }
                };
        try (Journal journal = Journal.open(deck.home.database(), () -> devices.now)) {
            Scanner scanner =
                    new Scanner(
                            SaveNames.bundled(),
                            journal.scanCache(),
                            () -> devices.now,
                            counting,
                            1);

            LocalTree tree =
                    scanner.scan(journal.roots().all(), (save, size) -> Optional.empty(), Map.of());

            assertThat(tree.saves()).hasSize(2);
            assertThat(read).isEmpty();
        }
        deck.restart();
    }

    private static Path only(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(path -> path.endsWith(name)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
