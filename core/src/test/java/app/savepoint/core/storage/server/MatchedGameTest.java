package app.savepoint.core.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.server.MatchedGame.How;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which proposals may be accepted together.
class MatchedGameTest {
    private static final Set<Differing> ANYTHING = EnumSet.allOf(Differing.class);

    @Test
    void what_another_game_here_is_by_its_name_is_not_taken_from_it() {
        MatchedGame open = open("golden sun", "Golden Sun");
        Candidate only = open.candidates().getFirst();
        Candidate owned =
                new Candidate(only.game(), only.differs(), new GameKey("gba", "Golden Sun"));
        MatchedGame taken = new MatchedGame(open.key(), How.OPEN, null, List.of(owned));
        assertThat(MatchedGame.alike(List.of(taken), ANYTHING)).isEmpty();
    }

    private static MatchedGame open(String game, String... there) {
        GameKey key = new GameKey("gba", game);
        List<Candidate> candidates =
                Arrays.stream(there)
                        .map(name ->
                                Candidate.of(
                                        key,
                                        new ServerGame(
                                                name.hashCode(), "gba", name, name + ".gba")))
                        .toList();
        return new MatchedGame(key, How.OPEN, null, candidates);
    }

    @Test
    void a_kind_takes_what_differs_in_nothing_else() {
        MatchedGame spelled = open("golden sun", "Golden Sun");
        MatchedGame region = open("Zelda", "Zelda (USA)");
        MatchedGame both = open("mario", "Mario (USA)");
        MatchedGame disc = open("FF7", "FF7 (Disc 1)");
        MatchedGame hack = open("Metroid", "Metroid [h1]");
        List<MatchedGame> all = List.of(spelled, region, both, disc, hack);
        assertThat(MatchedGame.alike(all, Set.of(Differing.CASE))).containsExactly(spelled);
        assertThat(MatchedGame.alike(all, Set.of(Differing.REGION))).containsExactly(region);
        assertThat(MatchedGame.alike(all, Set.of(Differing.CASE, Differing.REGION)))
                .containsExactly(spelled, region, both);
        assertThat(
                        MatchedGame.alike(
                                all,
                                EnumSet.complementOf(EnumSet.of(Differing.DISC, Differing.HACK))))
                .doesNotContain(disc, hack);
    }

    @Test
    void where_a_person_has_to_choose_nothing_is_accepted() {
        assertThat(
                        MatchedGame.alike(
                                List.of(
                                        open("Zelda", "Zelda (USA)", "Zelda (Europe)"),
                                        open("Mario", "Mario")),
                                ANYTHING))
                .as("several, or one of the very same name that something else speaks against")
                .isEmpty();
        assertThat(
                        MatchedGame.alike(
                                List.of(open("zelda", "Zelda"), open("ZELDA", "Zelda")), ANYTHING))
                .as("two games here can not be one there")
                .isEmpty();
    }
}
