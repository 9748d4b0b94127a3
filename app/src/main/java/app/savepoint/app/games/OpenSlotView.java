package app.savepoint.app.games;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.MatchedGame;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A game of which a person has to say in which of the server's slots it is played here.
final class OpenSlotView extends VBox {
    OpenSlotView(MatchedGame game, GamesViewModel model) {
        super(8);
        Wording wording = model.wording();
        getStyleClass().add("match-row");
        GameTile tile = new GameTile(32);
        tile.show(game.key().game(), game.key().system());
        VBox names =
                new VBox(
                        2,
                        Texts.wrapped(Texts.body(game.key().game())),
                        Texts.wrapped(Texts.muted(wording.system(game.key().system()))));
        HBox.setHgrow(names, Priority.ALWAYS);
        HBox head = new HBox(12, tile, names);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, new SlotChoices(game, model));
    }
}
