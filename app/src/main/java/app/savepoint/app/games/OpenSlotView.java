package app.savepoint.app.games;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerSlot;
import java.time.Instant;
import java.util.StringJoiner;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A game of which a person has to say in which of the server's slots it is played here: each with
/// its latest save, and a button.
final class OpenSlotView extends VBox {
    private final MatchedGame game;
    private final GamesViewModel model;
    private final Wording wording;

    OpenSlotView(MatchedGame game, GamesViewModel model) {
        super(8);
        this.game = game;
        this.model = model;
        wording = model.wording();
        getStyleClass().add("match-row");
        GameTile tile = new GameTile(32);
        tile.show(game.key().game(), game.key().system());
        VBox names =
                new VBox(
                        2,
                        Texts.wrapped(Texts.body(game.key().game())),
                        Texts.wrapped(Texts.muted(wording.system(game.key().system()))));
        getChildren().add(line(tile, names));
        for (ServerSlot slot : game.slots().all()) getChildren().add(slot(slot));
    }

    private HBox slot(ServerSlot slot) {
        VBox says =
                new VBox(
                        2,
                        Texts.wrapped(Texts.body(slot.name())),
                        Texts.wrapped(Texts.muted(facts(slot))));
        says.getStyleClass().add("match-beside");
        Button choose = new Button(wording.text("games.slot.this"));
        choose.getStyleClass().add("this-slot");
        choose.setMinWidth(USE_PREF_SIZE);
        String help = wording.text("games.slot.this.help", game.key().game(), slot.name());
        choose.setAccessibleText(help);
        choose.setTooltip(Icons.tooltip(help));
        choose.setOnAction(event -> model.slot(game, slot));
        HBox line = line(says);
        line.getChildren().add(choose);
        return line;
    }

    private String facts(ServerSlot slot) {
        Instant newest = slot.newest();
        if (newest == null) return wording.text("games.slot.gone");
        var facts = new StringJoiner(" · ");
        facts.add(wording.ago(newest));
        facts.add(wording.size(slot.size()));
        if (!slot.device().isEmpty()) facts.add(slot.device());
        return facts.toString();
    }

    private static HBox line(Node... parts) {
        HBox line = new HBox(12, parts);
        Node last = parts[parts.length - 1];
        HBox.setHgrow(last, Priority.ALWAYS);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
