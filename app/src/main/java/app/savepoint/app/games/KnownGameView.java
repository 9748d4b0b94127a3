package app.savepoint.app.games;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerGame;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A game of which it is known which of the server's it is, or that it is none, and how. Where the
/// server has it in several slots, which one is played here can be seen and changed.
final class KnownGameView extends VBox {
    private final MatchedGame game;
    private final GamesViewModel model;
    private final Wording wording;
    private final HBox line = new HBox(12);

    KnownGameView(MatchedGame game, GamesViewModel model) {
        super(8);
        this.game = game;
        this.model = model;
        wording = model.wording();
        getStyleClass().add("match-row");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(line);
        GameTile tile = new GameTile(32);
        tile.show(game.key().game(), game.key().system());
        Label name = Texts.wrapped(Texts.body(game.key().game()));
        Label detail = Texts.wrapped(Texts.muted(detail()));
        VBox names = new VBox(2, name, detail);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        line.getChildren().addAll(tile, names, badge());
        switch (game.how()) {
            case NAME, HASH -> button("games.not", () -> model.none(game));
            case PERSON, LEFT_OUT -> button("games.takeBack", () -> model.takeBack(game));
            case OPEN, NONE -> {}
        }
        GameSlots slots = game.slots();
        if (slots.played() == null || (!slots.said() && slots.all().size() < 2)) return;
        boolean choosing = game.key().equals(model.choosing().get());
        names.getChildren().addAll(slot(slots.played(), choosing));
        if (choosing) choices();
    }

    private List<Node> slot(String played, boolean choosing) {
        String says = game.slots().said() ? "games.slot.played.said" : "games.slot.played";
        Label slot = Texts.wrapped(Texts.muted(wording.text(says, played)));
        String key = choosing ? "games.slot.leave" : "games.slot.other";
        Hyperlink other = new Hyperlink(wording.text(key));
        other.getStyleClass().add("other-slot");
        other.setAccessibleText(wording.text(key + ".help", game.key().game()));
        other.setOnAction(event -> model.choose(choosing ? null : game));
        return List.of(slot, other);
    }

    private void choices() {
        Label detail = Texts.wrapped(Texts.muted(wording.text("games.slot.other.detail")));
        detail.getStyleClass().add("match-beside");
        getChildren().addAll(detail, new SlotChoices(game, model));
        if (!game.slots().said()) return;
        Hyperlink takeBack = new Hyperlink(wording.text("games.slot.takeBack"));
        takeBack.getStyleClass().add("match-beside");
        takeBack.setOnAction(event -> model.takeBackSlot(game));
        getChildren().add(takeBack);
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
        line.getChildren().add(button);
    }
}
