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
        assertAsked(two, EMERALD, "TIMESTAMP_CONFLICT");
    }

    private static void assertAsked(TwoComputers two, String save, String attention) {
        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.status()).as("%s", synced).isEqualTo(3);
        assertThat(synced.list("conflicts")).containsExactly(save);
        assertThat(synced.list("pulled")).doesNotContain(save);
        assertThat(synced.list("pushed")).isEmpty();
        JsonNode row = two.cli.on("A", "status", save).json().get("saves").get(0);
        assertThat(row.get("attention").asString()).isEqualTo(attention);
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
        Rows.Save head = importedAgain(Duration.ofDays(-1), theirs);

        assertAsked(two);

        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(server.look().slot(head.romId(), "autosave")).containsExactly(head);
        assertThat(server.look().bytes(head)).isEqualTo(theirs);
    }

    @Test
    void what_another_program_stored_later_for_a_game_imported_again_is_pulled() throws Exception {
        TwoComputers two = two();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        byte[] theirs = bytes(3);
        Rows.Save head = importedAgain(Duration.ofHours(1), theirs);

        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);

        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(server.look().slot(head.romId(), "autosave")).containsExactly(head);
        JsonNode kept = two.cli.on("A", "backups").json().get("backups");
        assertThat(kept).as("the server has it no more").hasSize(1);
        assertThat(two.cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);

        two.sync("A");
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        two.play(two.emeraldOnB(), 5);
        assertThat(two.sync("B").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
    }

    /// The server's clock may have been set meanwhile; two of its seconds tell nothing.
    @Test
    void what_is_later_by_two_seconds_only_is_asked_about() throws Exception {
        TwoComputers two = two();
        Instant agreed = server.look().slot(emerald.id(), "autosave").getFirst().updatedAt();
        Duration since = Duration.between(agreed, server.clock().instant());
        importedAgain(Duration.ofSeconds(2).minus(since), bytes(3));
        assertAsked(two);
    }

    @Test
    void a_time_that_the_servers_clock_has_not_reached_yet_decides_nothing() throws Exception {
        TwoComputers two = two();
        importedAgain(Duration.ofDays(1), bytes(3));
        assertAsked(two);
    }

    /// Where what was agreed on came into the slot first, that tells, and no clock is asked.
    @Test
    void what_continues_for_a_game_imported_again_what_was_agreed_on_is_pulled() throws Exception {
        TwoComputers two = two();
        byte[] agreed = Files.readAllBytes(two.emeraldOnA());
        Rows.Save first = importedAgain(Duration.ofDays(-1), agreed);
        Instant now = server.clock().instant();
        server.clock().set(now.minus(Duration.ofHours(23)));
        byte[] theirs = bytes(3);
        server.others(ann).upload(first.romId(), "autosave", "Pokemon Emerald.srm", theirs);
        server.clock().set(now);

        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
    }

    /// Two games that the server both has are two playthroughs, whatever their times.
    @Test
    void a_game_that_a_person_says_is_another_one_than_before_brings_a_conflict() throws Exception {
        Rows.Rom usa = game("gba", "Golden Sun (USA).gba");
        Rows.Rom europe = game("gba", "Golden Sun (Europe).gba");
        TwoComputers two = two();
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 1);
        two.cli.on("A", "sync");
        two.cli.on("A", "match", "gba/Golden Sun", "--to", "" + usa.id());
        two.sync("A");
        server.advance(Duration.ofHours(1));
        server.others(ann).upload(europe.id(), "autosave", "Golden Sun (Europe).srm", bytes(8));
        server.advance(Duration.ofHours(1));

        two.cli.on("A", "match", "gba/Golden Sun", "--to", "" + europe.id());
        assertAsked(two, "gba/Golden Sun/save/main", "CONFLICT");
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(mine);

        server.library().remove(usa.id());
        server.advance(Duration.ofMinutes(16));
        assertAsked(two, "gba/Golden Sun/save/main", "TIMESTAMP_CONFLICT");
        assertThat(two.onA("gba/Golden Sun.srm"))
                .as("which of them is meant was a person's word, not a name's")
                .hasBinaryContent(mine);
    }

    /// One second is all that RomM's times tell apart: what this device put there, or what a
    /// program wrote over it within that second, could be the later.
    @Test
    void what_was_written_over_a_row_within_its_second_is_asked_about() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        Instant now = server.clock().instant();
        server.clock().set(head.updatedAt());
        byte[] theirs = bytes(3);
        server.others(ann).putInPlace(head.id(), theirs);
        server.clock().set(now.plus(Duration.ofMinutes(16)));

        assertAsked(two);
        assertThat(server.look().bytes(server.look().slot(emerald.id(), "autosave").getFirst()))
                .isEqualTo(theirs);
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "remote").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(two.cli.on("A", "status").status()).isZero();
    }

    /// An upload is answered with a fraction of a second that the server does not keep. Seen so,
    /// what came after it in the same second would be the earlier, and be put aside.
    @Test
    void what_another_program_stored_in_the_same_second_is_pulled() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        Instant now = server.clock().instant();
        server.clock().set(head.updatedAt().plusMillis(999));
        byte[] theirs = bytes(3);
        server.others(ann).upload(emerald.id(), "autosave", "From elsewhere.srm", theirs);
        server.clock().set(now.plus(Duration.ofMinutes(16)));

        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
    }

    /// The same where the copy that this device sent was tidied away at once.
    @Test
    void what_took_the_place_of_an_upload_in_the_same_second_is_pulled() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        Instant now = server.clock().instant();
        server.clock().set(head.updatedAt().plusMillis(999));
        byte[] theirs = bytes(3);
        server.others(ann).upload(emerald.id(), "autosave", "From elsewhere.srm", theirs);
        server.others(ann).delete(head.id());
        server.clock().set(now.plus(Duration.ofMinutes(16)));

        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
    }

    /// Another program's save for the game as it is known after that, stored so much later or
    /// earlier than now by the server's clock, which is looked at again after a quarter of an hour
    /// or, where its clock did not lie, as much later.
    private Rows.Save importedAgain(Duration later, byte[] bytes) {
        Rows.Rom again = server.library().importAgain(emerald.id());
        Instant now = server.clock().instant();
        server.clock().set(now.plus(later));
        Rows.Save row =
                server.others(ann).upload(again.id(), "autosave", "Pokemon Emerald.srm", bytes);
        boolean lied = later.isNegative() || later.compareTo(Duration.ofHours(2)) > 0;
        server.clock().set((lied ? now : now.plus(later)).plus(Duration.ofMinutes(16)));
        return row;
    }
}
