package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device that may read the storage and not write to it takes what others send, keeps what is
/// played on it, and never tries what would be refused.
class ReadOnlyDeviceTest {
    private static final String EMERALD = "gba/Emerald";
    private static final String ZELDA = "snes/Zelda";

    @TempDir Path dir;

    private Devices devices;
    private Machine desktop;
    private Machine guest;

    @BeforeEach
    void a_guest_reads_what_a_desktop_sends() throws IOException {
        devices = new Devices(dir);
        desktop = devices.add("desktop");
        guest = devices.add("guest");
        guest.mayWrite(false);
        desktop.play(EMERALD, "emerald 0");
        desktop.sync();
        guest.sync();
        assertThat(guest.read(EMERALD)).isEqualTo("emerald 0");
    }

    @AfterEach
    void nothing_was_lost_or_refused() {
        assertThat(guest.refused()).as("what it tried all the same").isEmpty();
        assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        devices.close();
    }

    private static SaveRow row(Machine machine, String game) {
        return machine.status().stream()
                .filter(row -> row.id().equals(save(game)))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> backups() throws IOException {
        try (var files = Files.walk(guest.home.backups())) {
            return files.filter(file -> file.toString().endsWith(".srm")).toList();
        }
    }

    @Test
    void it_takes_each_new_content() throws IOException {
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        assertThat(guest.sync().pulled()).containsExactly(save(EMERALD));
        assertThat(guest.read(EMERALD)).isEqualTo("emerald 1");
        assertThat(guest.sync().skipped()).isEmpty();
    }

    @Test
    void what_is_played_on_it_waits_with_its_reason_and_lies_in_the_backups() throws IOException {
        guest.play(EMERALD, "emerald of the guest");
        guest.play(ZELDA, "zelda of the guest");
        SyncReport report = guest.sync();
        assertThat(report.pushed()).isEmpty();
        assertThat(report.failed()).isEmpty();
        assertThat(report.skipped())
                .allSatisfy(skipped -> {
                    assertThat(skipped.attention()).isEqualTo(Attention.WAITING);
                    assertThat(skipped.reason().toString()).contains(Guard.READ_ONLY.name());
                })
                .hasSize(2);
        assertThat(backups()).as("once each, at the first sync").hasSize(2);
        guest.sync();
        assertThat(backups()).hasSize(2);
        assertThat(row(guest, EMERALD).attention()).isEqualTo(Attention.WAITING);
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 0");
    }

    @Test
    void play_on_both_sides_is_a_conflict_of_its_own_that_it_can_end_by_taking_theirs()
            throws IOException {
        guest.play(EMERALD, "emerald of the guest");
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        assertThat(guest.sync().conflicts()).containsExactly(save(EMERALD));
        assertThat(guest.read(EMERALD)).as("promise 2").isEqualTo("emerald of the guest");
        assertThat(backups()).hasSize(1);

        guest.engine.resolve(new Selection(List.of(EMERALD + "/save/main")), Keep.REMOTE, null);
        assertThat(guest.read(EMERALD)).isEqualTo("emerald 1");
        assertThat(guest.sync().conflicts()).isEmpty();
        assertThat(desktop.sync().conflicts()).isEmpty();
    }

    @Test
    void to_keep_its_own_side_waits_until_it_may_write() throws IOException {
        guest.play(EMERALD, "emerald of the guest");
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        guest.sync();
        guest.engine.resolve(new Selection(List.of(EMERALD + "/save/main")), Keep.LOCAL, null);
        assertThat(row(guest, EMERALD).attention()).isEqualTo(Attention.WAITING);

        guest.mayWrite(true);
        assertThat(guest.sync().pushed()).containsExactly(save(EMERALD));
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald of the guest");
    }

    @Test
    void a_deletion_on_it_stays_its_own() throws IOException {
        Files.delete(guest.file(EMERALD));
        guest.sync();
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 0");
    }

    @Test
    void once_it_may_write_it_sends_what_waited() throws IOException {
        guest.play(ZELDA, "zelda of the guest");
        guest.sync();
        guest.mayWrite(true);
        assertThat(guest.sync().pushed()).containsExactly(save(ZELDA));
        desktop.sync();
        assertThat(desktop.read(ZELDA)).isEqualTo("zelda of the guest");
    }

    @Test
    void with_nothing_new_it_looks_again_once_it_may_write_and_once_it_may_not()
            throws IOException {
        guest.sync();
        desktop.sync();
        guest.mayWrite(true);
        guest.sync();
        assertThat(desktop.engine.devices())
                .as("it tells the others that it is there")
                .extracting(found -> found.device().name())
                .contains("guest");
        guest.mayWrite(false);
        assertThat(guest.sync().failed()).isEmpty();
    }

    @Test
    void what_only_a_device_that_writes_can_do_is_refused_in_words() {
        assertThatThrownBy(() ->
                        guest.engine.forget(new Selection(List.of(EMERALD + "/save/main")), true))
                .isInstanceOf(StorageException.NeedsPerson.class)
                .hasMessage("this device may read the storage and not write to it");
    }
}
