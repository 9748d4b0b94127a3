package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Rows;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One home that keeps in step with a RomM server by itself.
@Timeout(180)
class RommWatchTest extends AtRomm {
    /// More than there is between two looks while nobody looks.
    private static final Duration A_WHILE = Duration.ofMinutes(6);

    @Test
    void what_another_program_stores_is_pulled_and_what_is_played_is_pushed_without_a_word()
            throws Exception {
        TwoComputers two = two();
        byte[] theirs = bytes(3);
        try (Running watch = new Running(two.cli, "A")) {
            watch.await("synced");
            server.advance(Duration.ofMinutes(1));
            server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", theirs);
            server.advance(A_WHILE);
            assertThat(watch.await("pulled").get("save").stringValue()).isEqualTo(EMERALD);
            watch.await("synced");
            assertThat(two.emeraldOnA()).hasBinaryContent(theirs);

            byte[] mine = two.play(two.emeraldOnA(), 500_000);
            assertThat(watch.await("pushed").get("save").stringValue()).isEqualTo(EMERALD);
            Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
            assertThat(server.look().bytes(head)).isEqualTo(mine);
        }
    }
}
