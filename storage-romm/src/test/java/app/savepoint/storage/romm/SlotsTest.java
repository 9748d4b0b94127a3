package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.SlotAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which of a server's slots is played here, and when nobody but a person can tell.
class SlotsTest {
    private static final long GAME = 6;

    /// Slots in which saves were stored one after the other.
    private static List<ServerVersion> rows(@Nullable String... slots) {
        List<ServerVersion> rows = new ArrayList<>();
        for (String slot : slots) {
            int number = rows.size() + 1;
            Instant time = Instant.ofEpochSecond(number * 60L);
            rows.add(
                    new ServerVersion(
                            new RevisionId(new UUID(1, number)),
                            number,
                            GAME,
                            slot,
                            "G.srm",
                            1,
                            null,
                            time,
                            time,
                            null,
                            null,
                            false,
                            true));
        }
        return rows;
    }

    private static Slots fresh(@Nullable String... slots) {
        return slots(rows(slots), Map.of(), List.of());
    }

    private static Slots having(String agreed, String... slots) {
        return slots(rows(slots), Map.of(GAME, agreed), List.of());
    }

    private static Slots slots(
            List<ServerVersion> rows, Map<Long, String> agreed, List<SlotAnswer> said) {
        ServerGame game = new ServerGame(GAME, "gba", "G", "G.gba");
        return new Slots(List.of(game), rows, agreed, said);
    }

    private static SlotAnswer said(String slot, boolean empty) {
        return new SlotAnswer(GAME, "G.gba", slot, empty, true);
    }

    @Test
    void the_usual_one_is_it_whatever_else_there_is_and_however_it_is_spelled() {
        assertThat(fresh("AutoSave", "Speedrun", null).decided(GAME)).contains("AutoSave");
        assertThat(fresh().decided(GAME)).contains("autosave");
        assertThat(fresh((String) null).decided(GAME)).contains("autosave");
    }

    @Test
    void the_only_one_is_it() {
        assertThat(fresh("Default", "Default").decided(GAME)).contains("Default");
        assertThat(fresh("Default", "Default-kept-0123abcd").decided(GAME)).contains("Default");
    }

    @Test
    void of_several_none_is_it_before_a_person_says_so() {
        for (Slots open :
                List.of(
                        fresh("Default", "Speedrun"),
                        fresh("default", "Default"),
                        fresh("autosave", "Autosave"))) {
            assertThat(open.isOpen(GAME)).isTrue();
            assertThat(open.decided(GAME)).isEmpty();
            assertThat(open.here(GAME, "Speedrun")).isEqualTo("Speedrun");
            assertThat(open.here(GAME, "autosave")).isEqualTo("autosave");
        }
        Slots said = slots(rows("Default", "Speedrun"), Map.of(), List.of(said("Default", false)));
        assertThat(said.decided(GAME)).contains("Default");
        assertThat(said.there(GAME, "main")).isEqualTo("Default");
        assertThat(said.here(GAME, "Default")).isEqualTo("main");
    }

    @Test
    void what_was_agreed_on_goes_on_whatever_comes_beside_it() {
        assertThat(having("Default", "Default", "Speedrun", "autosave").decided(GAME))
                .contains("Default");
        assertThat(having("Default").decided(GAME)).as("begun again").contains("Default");
    }

    @Test
    void if_it_is_gone_and_others_are_there_a_person_is_asked() {
        Slots gone = having("Default", "autosave");
        assertThat(gone.isOpen(GAME)).isTrue();
        assertThat(gone.names(GAME)).containsExactly("Default", "autosave");
        assertThat(gone.perhaps(GAME)).map(ServerVersion::slot).contains("autosave");
    }

    @Test
    void so_they_are_if_another_program_went_on_under_another_spelling() {
        assertThat(having("autosave", "autosave", "Autosave").isOpen(GAME)).isTrue();
        assertThat(having("Autosave", "autosave", "Autosave").decided(GAME)).contains("Autosave");
    }

    @Test
    void an_answer_holds_until_it_is_taken_back() {
        List<SlotAnswer> said = List.of(said("Default", false));
        assertThat(slots(rows("Default", "autosave"), Map.of(), said).decided(GAME))
                .contains("Default");
        assertThat(slots(rows(), Map.of(), said).decided(GAME))
                .as("nothing else is there")
                .contains("Default");
        List<SlotAnswer> back = List.of(said.getFirst().takenBack());
        Map<Long, String> agreed = Map.of(GAME, "Default");
        assertThat(slots(rows("Default", "Speedrun"), agreed, back).isOpen(GAME)).isTrue();
        assertThat(slots(rows("Default"), agreed, back).decided(GAME)).contains("Default");
    }

    @Test
    void if_the_slot_that_was_said_is_gone_since_a_person_is_asked_again() {
        Slots gone = slots(rows("autosave"), Map.of(), List.of(said("Default", false)));
        assertThat(gone.isOpen(GAME)).isTrue();
        assertThat(gone.said()).isEmpty();
        assertThat(gone.names(GAME)).containsExactly("Default", "autosave");
        Slots left =
                slots(rows("autosave"), Map.of(GAME, "autosave"), List.of(said("Default", false)));
        assertThat(left.perhaps(GAME)).map(ServerVersion::slot).contains("autosave");
        Slots begun = slots(rows("autosave"), Map.of(), List.of(said("Default", true)));
        assertThat(begun.decided(GAME)).as("it was known to be empty").contains("Default");
    }

    @Test
    void an_answer_about_another_game_of_that_number_is_none() {
        List<ServerGame> another = List.of(new ServerGame(GAME, "gba", "H", "H.gba"));
        List<SlotAnswer> said = List.of(said("Speedrun", true));
        Slots anew = new Slots(another, rows("Default", "Speedrun"), Map.of(), said);
        assertThat(anew.isOpen(GAME)).isTrue();
        assertThat(anew.said()).isEmpty();
        assertThat(new Slots(another, rows("Default"), Map.of(), said).decided(GAME))
                .contains("Default");
        List<SlotAnswer> back = List.of(said.getFirst().takenBack());
        Map<Long, String> agreed = Map.of(GAME, "Speedrun");
        assertThat(new Slots(another, rows("Default", "Speedrun"), agreed, back).decided(GAME))
                .contains("Speedrun");
    }
}
