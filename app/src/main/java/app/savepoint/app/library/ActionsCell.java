package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Push, pull, restore, and all the rest in a menu.
final class ActionsCell extends TableCell<SaveItem, SaveItem> {
    private final LibraryViewModel library;
    private final Wording wording;
    private final SaveMenu menu;
    private final Button push = Icons.button(Feather.ARROW_UP, "");
    private final Button pull = Icons.button(Feather.ARROW_DOWN, "");
    private final Button more = Icons.button(Feather.MORE_HORIZONTAL, "");
    private final HBox all = new HBox(2, push, pull, more);
    private final InvalidationListener onBusy = change -> enable();

    ActionsCell(LibraryViewModel library, RowActions actions) {
        this.library = library;
        this.wording = library.session().wording();
        this.menu = new SaveMenu(library, actions);
        all.setAlignment(Pos.CENTER_RIGHT);
        push.setOnAction(event -> library.push(getItem()));
        pull.setOnAction(event -> library.pull(getItem()));
        more.setOnAction(event -> open());
        // Cells come and go with the table; the session stays.
        library.session().busy().addListener(new WeakInvalidationListener(onBusy));
    }

    @Override
    protected void updateItem(@Nullable SaveItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        String name = wording.name(item.id());
        Icons.describe(push, wording.text("row.push.help", name));
        Icons.describe(pull, wording.text("row.pull.help", name));
        Icons.describe(more, wording.text("row.more", name));
        enable();
        setGraphic(all);
    }

    private void enable() {
        SaveItem item = getItem();
        if (item == null) return;
        boolean busy = library.session().busy().get();
        push.setDisable(busy || !item.canPush());
        pull.setDisable(busy || !item.canPull());
    }

    private void open() {
        SaveItem item = getItem();
        if (item == null) return;
        ContextMenu shown = new ContextMenu();
        shown.getItems().setAll(menu.of(item));
        shown.show(more, Side.BOTTOM, 0, 0);
    }
}
