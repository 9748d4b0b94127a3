package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.ServerGame;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a person said about games, after a server gave its numbers out anew.
class NamingTest {
    private static final GameKey MINE = new GameKey("gba", "My Foo");
    private static final GameKey OTHER = new GameKey("gba", "My Other Foo");
    private static final String USA = "aa";
    private static final String EUROPE = "ee";
    private static final Slots NONE = new Slots(List.of(), List.of(), Map.of(), List.of());

    private static ServerGame game(long id, String name, String... hashes) {
        return new ServerGame(id, "gba", name, name + ".gba", Set.of(hashes));
    }

    private static GameMatch said(GameKey key, long id, String name, String... hashes) {
        return new GameMatch(key, id, name + ".gba", Set.of(hashes));
    }

    private static Naming naming(List<ServerGame> games, Collection<GameMatch> said) {
        return new Naming(games, said, Map.of(), Set.of(MINE, OTHER), NONE);
    }

    @Test
    void a_match_goes_with_the_name_and_not_to_the_sibling_that_has_its_number_now() {
        Naming now =
                naming(
                        List.of(game(6, "Foo (Europe)"), game(7, "Foo (USA)")),
                        List.of(said(MINE, 6, "Foo (USA)")));
        assertThat(now.game(MINE)).map(ServerGame::id).contains(7L);
    }

    @Test
    void one_that_holds_something_else_is_not_it_however_alike_its_name_is() {
        Naming now =
                naming(
                        List.of(game(6, "Foo (Europe)", EUROPE)),
                        List.of(said(MINE, 6, "Foo (USA)", USA)));
        assertThat(now.game(MINE)).isEmpty();
    }

    @Test
    void one_that_was_renamed_there_stays_matched() {
        Naming now =
                naming(List.of(game(6, "Foo (USA, Europe)")), List.of(said(MINE, 6, "Foo (USA)")));
        assertThat(now.game(MINE)).map(ServerGame::id).contains(6L);
    }

    @Test
    void two_games_here_never_become_one_there() {
        Naming now =
                naming(
                        List.of(game(6, "Foo (USA, Europe)")),
                        List.of(said(MINE, 6, "Foo (USA)"), said(OTHER, 6, "Foo (Europe)")));
        assertThat(now.game(MINE)).isEmpty();
        assertThat(now.game(OTHER)).isEmpty();
        assertThat(now.key(6)).isEmpty();
    }

    @Test
    void what_is_known_by_its_hash_stays_so_when_its_save_is_gone_from_here() {
        Naming now =
                new Naming(
                        List.of(game(6, "Foo", USA)),
                        List.of(),
                        Map.of(MINE, Set.of(USA)),
                        Set.of(),
                        NONE);
        assertThat(now.game(MINE)).map(ServerGame::id).contains(6L);
        assertThat(now.key(6)).contains(MINE);
    }
}
