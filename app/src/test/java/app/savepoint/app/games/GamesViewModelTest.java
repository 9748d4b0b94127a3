package app.savepoint.app.games;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Matchings;
import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GamesViewModelTest {
    private final FakeEngine engine = new FakeEngine(Libraries.demo()).withGames(Matchings.demo());

    private void page(Consumer<GamesViewModel> test) {
        try (Desk desk = new Desk(engine)) {
            GamesViewModel model = new GamesViewModel(desk.session());
            model.load();
            test.accept(model);
        }
    }

    private static Games games(GamesViewModel model) {
        return Objects.requireNonNull(model.games().get());
    }

    private static List<String> names(List<MatchedGame> games) {
        return games.stream().map(one -> one.key().game()).toList();
    }

    private static MatchedGame game(GamesViewModel model, String name) {
        Games games = games(model);
        return java.util.stream.Stream.of(
                        games.open(), games.slots(), games.absent(), games.matched())
                .flatMap(List::stream)
                .filter(one -> one.key().game().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_game_is_in_one_group() {
        page(model -> {
            assertThat(games(model).open()).hasSize(7);
            assertThat(names(games(model).absent()))
                    .containsExactly("Tetris Clone", "My Own Homebrew");
            assertThat(names(games(model).matched()))
                    .containsExactly("Wario Land 4", "Mario 64", "Chrono Trigger");
        });
    }

    @Test
    void all_that_differ_only_so_can_be_accepted_but_no_disc_no_hack_and_nothing_unknown() {
        page(model -> {
            assertThat(games(model).alike())
                    .containsOnlyKeys(Differing.CASE, Differing.REGION, Differing.REVISION);
            assertThat(names(games(model).alike().get(Differing.CASE)))
                    .containsExactly("Pokemon Emerald", "super metroid");
            model.acceptAll(Differing.CASE);
            assertThat(game(model, "super metroid").how()).isEqualTo(How.PERSON);
            assertThat(game(model, "Golden Sun (Europe)").how()).isEqualTo(How.OPEN);
            assertThat(games(model).alike()).doesNotContainKey(Differing.CASE);
        });
    }

    @Test
    void one_undo_takes_back_all_that_was_accepted_together_and_nothing_else() {
        page(model -> {
            MatchedGame golden = game(model, "Golden Sun (Europe)");
            model.same(golden, golden.candidates().getFirst().game());
            model.acceptAll(Differing.CASE);
            assertThat(Objects.requireNonNull(model.said().get()).text()).contains("2 games");
            model.undo();
            assertThat(game(model, "super metroid").how()).isEqualTo(How.OPEN);
            assertThat(game(model, "Pokemon Emerald").how()).isEqualTo(How.OPEN);
            assertThat(game(model, "Golden Sun (Europe)").how()).isEqualTo(How.PERSON);
            assertThat(model.said().get()).isNull();
        });
    }

    @Test
    void an_answer_can_be_changed_and_its_undo_brings_back_the_one_before() {
        page(model -> {
            MatchedGame seven = game(model, "Final Fantasy VII");
            Candidate first = seven.candidates().getFirst();
            Candidate second = seven.candidates().getLast();
            model.same(seven, second.game());
            assertThat(game(model, "Final Fantasy VII").game()).isEqualTo(second.game());
            model.none(game(model, "Final Fantasy VII"));
            assertThat(names(games(model).absent())).contains("Final Fantasy VII");
            model.undo();
            assertThat(game(model, "Final Fantasy VII").game()).isEqualTo(second.game());
            model.takeBack(game(model, "Final Fantasy VII"));
            assertThat(game(model, "Final Fantasy VII").candidates()).contains(first, second);
        });
    }

    @Test
    void the_search_knows_both_names_and_no_accents() {
        page(model -> {
            model.search().set("pokemon");
            assertThat(names(games(model).open())).containsExactly("Pokemon Emerald");
            model.search().set("super MARIO");
            assertThat(names(games(model).matched())).containsExactly("Mario 64");
            assertThat(games(model).open()).isEmpty();
            assertThat(games(model).alike())
                    .as("a button that accepts all says so whatever is searched for")
                    .hasSize(3);
        });
    }

    @Test
    void while_the_server_is_away_what_was_last_known_is_shown_and_why() {
        engine.offline = true;
        page(model -> {
            assertThat(model.trouble().get()).isNotEmpty();
            assertThat(games(model).open()).hasSize(7);
            assertThat(model.asking().get()).isFalse();
        });
    }

    @Test
    void an_answer_has_the_saves_looked_at_again() {
        page(model -> {
            int before = engine.looks;
            model.none(game(model, "Metroid Fusion"));
            assertThat(engine.looks).isGreaterThan(before);
        });
    }

    @Test
    void a_game_in_several_slots_waits_for_a_word_and_that_can_be_undone() {
        engine.withGames(List.of(Matchings.slots("gba", "Riviera", "Default", "Speedrun")));
        page(model -> {
            MatchedGame open = games(model).slots().getFirst();
            assertThat(names(games(model).slots())).containsExactly("Riviera");
            assertThat(names(games(model).matched())).doesNotContain("Riviera");

            model.slot(open, open.slots().all().getLast());
            assertThat(games(model).slots()).isEmpty();
            assertThat(game(model, "Riviera").slots().played()).isEqualTo("Speedrun");
            assertThat(Objects.requireNonNull(model.said().get()).text())
                    .contains("Riviera", "Speedrun");

            model.undo();
            assertThat(names(games(model).slots())).containsExactly("Riviera");
        });
    }

    @Test
    void the_undo_of_a_match_that_was_taken_back_brings_back_the_slot_that_was_said() {
        engine.withGames(List.of(Matchings.slots("gba", "Riviera", "Default", "Speedrun")));
        page(model -> {
            MatchedGame open = games(model).slots().getFirst();
            model.slot(open, open.slots().all().getLast());
            model.takeBack(game(model, "Riviera"));
            assertThat(names(games(model).slots())).containsExactly("Riviera");

            model.undo();
            assertThat(game(model, "Riviera").slots().played()).isEqualTo("Speedrun");
            assertThat(game(model, "Riviera").slots().said()).isTrue();
        });
    }

    @Test
    void another_slot_can_be_chosen_later_and_that_can_be_undone() {
        engine.withGames(List.of(Matchings.slots("gba", "Riviera", "Default", "Speedrun")));
        page(model -> {
            model.slot(game(model, "Riviera"), game(model, "Riviera").slots().all().getLast());
            MatchedGame known = game(model, "Riviera");
            model.choose(known);
            assertThat(model.choosing().get()).isEqualTo(known.key());
            model.slot(known, known.slots().all().getFirst());
            assertThat(model.choosing().get()).as("it is done").isNull();
            assertThat(game(model, "Riviera").slots().played()).isEqualTo("Default");

            model.undo();
            assertThat(game(model, "Riviera").slots().played()).isEqualTo("Speedrun");
        });
    }

    @Test
    void what_was_said_of_a_slot_can_be_taken_back_by_itself() {
        engine.withGames(List.of(Matchings.slots("gba", "Riviera", "Default", "Speedrun")));
        page(model -> {
            MatchedGame open = games(model).slots().getFirst();
            model.slot(open, open.slots().all().getLast());
            model.takeBackSlot(game(model, "Riviera"));
            assertThat(names(games(model).slots())).containsExactly("Riviera");

            model.undo();
            assertThat(game(model, "Riviera").slots().played()).isEqualTo("Speedrun");
        });
    }
}
