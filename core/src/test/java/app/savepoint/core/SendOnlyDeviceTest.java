package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.view.Keep;
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

/// A device that may send to the storage and get no content from it sends what is played on it, and
/// never tries what would be refused.
class SendOnlyDeviceTest {
    private static final String EMERALD = "gba/Emerald";
    private static final String ZELDA = "snes/Zelda";

    @TempDir Path dir;

    private Devices devices;
    private Machine desktop;
    private Machine arcade;

    @BeforeEach
    void an_arcade_sends_to_a_desktop() throws IOException {
        devices = new Devices(dir);
        desktop = devices.add("desktop");
        arcade = devices.add("arcade");
        arcade.mayWrite(true);
        arcade.mayRead(false);
        arcade.play(EMERALD, "emerald 0");
        assertThat(arcade.sync().pushed()).containsExactly(save(EMERALD));
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 0");
    }

    @AfterEach
    void nothing_was_lost_or_refused() {
        assertThat(arcade.refused()).as("what it tried all the same").isEmpty();
        assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        devices.close();
    }

    private Attention attention(String game) {
        return arcade.status().stream()
                .filter(row -> row.id().equals(save(game)))
                .findFirst()
                .orElseThrow()
                .attention();
    }

    @Test
    void saves_of_others_stay_where_they_are_without_a_word() throws IOException {
        desktop.play(ZELDA, "zelda 0");
        desktop.sync();
        SyncReport report = arcade.sync();
        assertThat(report.failed()).isEmpty();
        assertThat(report.pulled()).isEmpty();
        assertThat(attention(ZELDA)).isEqualTo(Attention.NONE);
        assertThat(Files.exists(arcade.file(ZELDA))).isFalse();
    }

    @Test
    void what_was_played_on_elsewhere_waits_with_its_reason() throws IOException {
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        SyncReport report = arcade.sync();
        assertThat(report.failed()).isEmpty();
        assertThat(report.skipped())
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.attention()).isEqualTo(Attention.WAITING);
                    assertThat(skipped.reason().toString()).contains(Guard.SEND_ONLY.name());
                });
        assertThat(arcade.read(EMERALD)).isEqualTo("emerald 0");

        arcade.mayRead(true);
        assertThat(arcade.sync().pulled()).containsExactly(save(EMERALD));
        assertThat(arcade.read(EMERALD)).isEqualTo("emerald 1");
    }

    @Test
    void play_on_both_sides_is_a_conflict_that_each_of_them_can_end() throws IOException {
        arcade.play(EMERALD, "emerald of the arcade");
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        assertThat(arcade.sync().conflicts()).containsExactly(save(EMERALD));
        assertThat(arcade.read(EMERALD)).as("promise 2").isEqualTo("emerald of the arcade");
        assertThat(desktop.sync().conflicts())
                .as("its side lies in the storage")
                .containsExactly(save(EMERALD));

        var emerald = new Selection(List.of(EMERALD + "/save/main"));
        arcade.engine.resolve(emerald, Keep.LOCAL, null);
        arcade.sync();
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald of the arcade");
    }

    @Test
    void to_take_the_other_side_waits_until_it_may() throws IOException {
        arcade.play(EMERALD, "emerald of the arcade");
        desktop.play(EMERALD, "emerald 1");
        desktop.sync();
        arcade.sync();
        arcade.engine.resolve(new Selection(List.of(EMERALD + "/save/main")), Keep.REMOTE, null);
        assertThat(arcade.read(EMERALD)).isEqualTo("emerald of the arcade");

        arcade.mayRead(true);
        arcade.sync();
        assertThat(arcade.read(EMERALD)).isEqualTo("emerald 1");
    }

    @Test
    void a_deletion_elsewhere_comes_here() throws IOException {
        desktop.engine.forget(new Selection(List.of(EMERALD + "/save/main")), true);
        arcade.sync();
        assertThat(Files.exists(arcade.file(EMERALD))).isFalse();
    }
}
