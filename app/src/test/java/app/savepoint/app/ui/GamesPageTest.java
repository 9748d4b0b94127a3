package app.savepoint.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Matchings;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/// The page of the server's games, clicked through.
class GamesPageTest {
    private static final GameKey GOLDEN = new GameKey("gba", "Golden Sun (Europe)");

    private static Shown shown(FakeEngine engine) throws Exception {
        return Shown.open(
                engine, Locale.ENGLISH, MainWindow.WIDTH, MainWindow.HEIGHT, Runnable::run);
    }

    private static FakeEngine engine() {
        return new FakeEngine(Libraries.unclearGames()).withGames(Matchings.demo());
    }

    private static void fire(Scene scene, String selector) {
        Shown.onFx(() -> {
            // What scrolls has no content before it was laid out
            scene.snapshot(null);
            ((ButtonBase) scene.lookup(selector)).fire();
            scene.snapshot(null);
            return true;
        });
    }

    private static List<Node> buttons(Shown shown, String says) {
        return Shown.all(
                shown.scene(),
                node -> node instanceof Button button && button.getText().equals(says));
    }

    private static How how(FakeEngine engine, GameKey key) throws Exception {
        return engine.matches(true).stream()
                .filter(one -> one.key().equals(key))
                .map(MatchedGame::how)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_waits_leads_to_the_page_and_a_click_decides() throws Exception {
        FakeEngine engine = engine();
        try (Shown shown = shown(engine)) {
            assertThat(
                            Shown.all(
                                    shown.scene(),
                                    node ->
                                            node instanceof Labeled label
                                                    && label.getText().startsWith("2 games")))
                    .as("two games, not three saves")
                    .hasSize(1);
            fire(shown.scene(), "#needs-games");
            List<Node> same = buttons(shown, "Same game");
            assertThat(same).hasSize(6);
            Node golden =
                    same.stream()
                            .filter(node -> node.getAccessibleText().contains("Golden Sun"))
                            .findFirst()
                            .orElseThrow();
            Shown.onFx(() -> {
                golden.requestFocus();
                ((Button) golden).fire();
                shown.scene().snapshot(null);
                return true;
            });
            assertThat(how(engine, GOLDEN)).isEqualTo(How.PERSON);
            assertThat(buttons(shown, "Same game")).hasSize(5);
            Node focused = Shown.onFx(() -> shown.scene().getFocusOwner());
            assertThat(focused)
                    .as("the keyboard goes on with the game below")
                    .isInstanceOf(Button.class)
                    .extracting(Node::getAccessibleText)
                    .asString()
                    .doesNotContain("Golden Sun")
                    .isNotEmpty();
            fire(shown.scene(), "#games-undo");
            assertThat(how(engine, GOLDEN)).isEqualTo(How.OPEN);
        }
    }

    @Test
    void all_of_a_kind_is_one_button_and_says_how_many() throws Exception {
        FakeEngine engine = engine();
        try (Shown shown = shown(engine)) {
            fire(shown.scene(), "#needs-games");
            ButtonBase all = Shown.onFx(() -> (ButtonBase) shown.scene().lookup("#games-all-case"));
            assertThat(all.getText()).contains("(2)");
            fire(shown.scene(), "#games-all-case");
            assertThat(how(engine, new GameKey("snes", "super metroid"))).isEqualTo(How.PERSON);
            assertThat(how(engine, new GameKey("gba", "Metroid Fusion"))).isEqualTo(How.OPEN);
            Node gone = Shown.onFx(() -> shown.scene().lookup("#games-all-case"));
            assertThat(gone).isNull();
        }
    }

    @Test
    void the_search_is_where_the_keyboard_looks_for_it() throws Exception {
        try (Shown shown = shown(engine())) {
            fire(shown.scene(), "#needs-games");
            Shown.onFx(() -> {
                boolean mac = System.getProperty("os.name").startsWith("Mac");
                shown.scene()
                        .getRoot()
                        .fireEvent(
                                new KeyEvent(
                                        KeyEvent.KEY_PRESSED,
                                        "",
                                        "",
                                        KeyCode.F,
                                        false,
                                        !mac,
                                        false,
                                        mac));
                ((TextInputControl) shown.scene().lookup("#games-search")).setText("metroid");
                return true;
            });
            Node focused = Shown.onFx(() -> shown.scene().getFocusOwner());
            assertThat(focused.getId()).isEqualTo("games-search");
            assertThat(buttons(shown, "Same game")).hasSize(2);
        }
    }

    @Test
    void where_saves_go_by_their_own_names_there_is_no_such_page() throws Exception {
        try (Shown shown = shown(new FakeEngine(Libraries.demo()))) {
            assertThat(
                            Shown.all(
                                    shown.scene(),
                                    node ->
                                            node instanceof ToggleButton tab
                                                    && tab.getText().equals("Games")))
                    .isEmpty();
        }
    }
}
