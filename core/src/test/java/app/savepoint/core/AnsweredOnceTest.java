package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An answer to a conflict holds for what it was given for, and is over once that is done.
class AnsweredOnceTest {
    private static final String EMERALD = "gba/Emerald";

    @TempDir Path dir;

    @Test
    void who_plays_on_from_what_they_gave_up_is_not_overruled_by_their_old_answer()
            throws Exception {
        try (Devices devices = new Devices(dir)) {
            Devices.Machine deck = devices.add("deck");
            deck.play(EMERALD, "the deck's");
            deck.sync();
            Devices.Machine desktop = devices.add("desktop");
            desktop.play(EMERALD, "the desktop's");
            assertThat(desktop.sync().conflicts()).containsExactly(Devices.save(EMERALD));
            desktop.engine.resolve(
                    new Selection(List.of(EMERALD + "/save/main")), Keep.REMOTE, null);
            assertThat(desktop.read(EMERALD)).isEqualTo("the deck's");

            desktop.play(EMERALD, "the desktop's");
            SyncReport report = desktop.sync();
            assertThat(desktop.read(EMERALD)).isEqualTo("the desktop's");
            assertThat(report.pulled()).isEmpty();
            assertThat(report.pushed()).containsExactly(Devices.save(EMERALD));
        }
    }
}
