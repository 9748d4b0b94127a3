package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/// How large a save is.
final class SizeCell extends TableCell<SaveItem, SaveItem> {
    private final Wording wording;

    SizeCell(Wording wording) {
        this.wording = wording;
    }

    @Override
    protected void updateItem(@Nullable SaveItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(empty || item == null ? null : item.size() == 0 ? "–" : wording.size(item.size()));
    }
}
