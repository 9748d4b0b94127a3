package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What only times could decide, at a RomM server: it is decided where they are clear, and else a
/// person is asked. Nothing is written over before that.
class RommTimesSessionTest extends AtRomm {
    private static void assertAsked(TwoComputers two) {
        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.status()).as("%s", synced).isEqualTo(3);
        assertThat(synced.list("conflicts")).containsExactly(EMERALD);
        assertThat(synced.list("pulled")).isEmpty();
        assertThat(synced.list("pushed")).isEmpty();
        JsonNode row = two.cli.on("A", "status", EMERALD).json().get("saves").get(0);
        assertThat(row.get("attention").asString()).isEqualTo("TIMESTAMP_CONFLICT");
    }

    @Test
    void an_older_file_that_was_put_in_place_by_hand_is_asked_about() throws Exception {
        TwoComputers two = two();
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        byte[] agreed = server.look().bytes(head);
        byte[] older = two.play(two.emeraldOnA(), -60);

        assertAsked(two);

        assertThat(two.emeraldOnA()).hasBinaryContent(older);
        assertThat(server.look().slot(emerald.id(), "autosave")).containsExactly(head);
        assertThat(server.look().bytes(head)).isEqualTo(agreed);
        assertThat(two.cli.on("A", "backups").json().get("backups"))
                .as("this side lies nowhere else")
                .hasSize(1);
    }

    /// RomM tells times by the second.
    @Test
    void a_file_that_is_a_second_older_is_not_called_older() throws Exception {
        TwoComputers two = two();
        two.write(two.emeraldOnA(), bytes(5), TwoComputers.PLAYED.minusSeconds(1));
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }

    /// A game that was imported again has another number, so that nothing tells whether what is in
    /// its slot continues what was agreed on.
    @Test
    void what_lies_there_for_a_game_imported_again_is_asked_about_where_it_is_no_later()
            throws Exception {
        TwoComputers two = two();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        byte[] theirs = bytes(3);
        Rows.Save head = importedAgainTheDayBefore(theirs);

        assertAsked(two);

        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(server.look().slot(head.romId(), "autosave")).containsExactly(head);
        assertThat(server.look().bytes(head)).isEqualTo(theirs);
    }

    /// Another program's save for the game as it is known after that, from a clock that is a day
    /// behind.
    private Rows.Save importedAgainTheDayBefore(byte[] bytes) {
        Rows.Rom again = server.library().importAgain(emerald.id());
        Instant now = server.clock().instant();
        server.clock().set(now.minus(Duration.ofDays(1)));
        Rows.Save row =
                server.others(ann).upload(again.id(), "autosave", "Pokemon Emerald.srm", bytes);
        server.clock().set(now.plus(Duration.ofMinutes(16)));
        return row;
    }
}
