package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The game, and which of its saves it is; the system and where it can be had too where there are
/// no columns for them.
final class GameCell extends TableCell<SaveItem, SaveItem> {
    private final Wording wording;
    private final ObservableBooleanValue narrow;
    private final GameTile tile = new GameTile(32);
    private final Label title = Texts.body("");
    private final Label detail = Texts.muted("");
    private final VBox texts = new VBox(2, title, detail);
    private final HBox all = new HBox(12, tile, texts);
    private final Tooltip full = Icons.tooltip("");

    GameCell(Wording wording, ObservableBooleanValue narrow) {
        this.wording = wording;
        this.narrow = narrow;
        all.setAlignment(Pos.CENTER_LEFT);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        title.getStyleClass().add("game-title");
        title.setMinWidth(0);
        detail.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(@Nullable SaveItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        tile.show(item.game(), item.id().system());
        title.setText(item.game());
        String second = second(item);
        detail.setText(second);
        if (second.isEmpty()) texts.getChildren().setAll(title);
        else texts.getChildren().setAll(title, detail);
        full.setText(wording.name(item.id()) + "\n" + item.systemName());
        setTooltip(full);
        setAccessibleText(wording.name(item.id()));
        setGraphic(all);
    }

    private String second(SaveItem item) {
        if (!narrow.get()) return item.variant();
        String chip = wording.chip(item.id().system());
        String where = chip + " · " + item.availabilityWord();
        return item.variant().isEmpty() ? where : where + " · " + item.variant();
    }
}
