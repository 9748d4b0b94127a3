package app.savepoint.app.games;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerGame;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A game of which it is known which of the server's it is, or that it is none, and how.
final class KnownGameView extends HBox {
    private final MatchedGame game;
    private final Wording wording;

    KnownGameView(MatchedGame game, GamesViewModel model) {
        super(12);
        this.game = game;
        wording = model.wording();
        getStyleClass().add("match-row");
        setAlignment(Pos.CENTER_LEFT);
        GameTile tile = new GameTile(32);
        tile.show(game.key().game(), game.key().system());
        Label name = Texts.wrapped(Texts.body(game.key().game()));
        Label detail = Texts.wrapped(Texts.muted(detail()));
        VBox names = new VBox(2, name, detail);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        getChildren().addAll(tile, names, badge());
        switch (game.how()) {
            case NAME, HASH -> button("games.not", () -> model.none(game));
            case PERSON, LEFT_OUT -> button("games.takeBack", () -> model.takeBack(game));
            case OPEN, NONE -> {}
        }
    }

    private String detail() {
        String system = wording.system(game.key().system());
        ServerGame there = game.game();
        return there == null ? system : system + " · " + there.fileName();
    }

    private Badge badge() {
        String word = wording.text("games.how." + game.how().name());
        Badge badge =
                switch (game.how()) {
                    case NAME, HASH, PERSON -> new Badge(Feather.CHECK, word, Tone.GOOD);
                    case LEFT_OUT -> new Badge(Feather.SLASH, word, Tone.QUIET);
                    case OPEN, NONE -> new Badge(Feather.HARD_DRIVE, word, Tone.QUIET);
                };
        badge.setMinWidth(USE_PREF_SIZE);
        return badge;
    }

    private void button(String key, Runnable what) {
        Button button = new Button(wording.text(key));
        button.setMinWidth(USE_PREF_SIZE);
        String says = wording.text(key + ".help", game.key().game());
        button.setAccessibleText(says);
        button.setTooltip(Icons.tooltip(says));
        button.setOnAction(event -> what.run());
        getChildren().add(button);
    }
}
