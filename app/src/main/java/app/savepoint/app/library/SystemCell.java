package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// The system in a few letters; its name on hover.
final class SystemCell extends TableCell<SaveItem, SaveItem> {
    private final Wording wording;
    private final Label chip = new Label();
    private final Tooltip name = Icons.tooltip("");

    SystemCell(Wording wording) {
        this.wording = wording;
        chip.getStyleClass().add("chip");
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
        chip.setText(wording.chip(item.id().system()));
        name.setText(item.systemName());
        setTooltip(name);
        setAccessibleText(item.systemName());
        setGraphic(chip);
    }
}
