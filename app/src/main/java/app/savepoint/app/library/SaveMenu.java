package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import java.util.List;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.feather.Feather;

/// Everything that can be done with a save, in words.
final class SaveMenu {
    private final LibraryViewModel library;
    private final RowActions actions;
    private final Wording wording;

    SaveMenu(LibraryViewModel library, RowActions actions) {
        this.library = library;
        this.actions = actions;
        this.wording = library.session().wording();
    }

    List<MenuItem> of(SaveItem item) {
        boolean busy = library.session().busy().get();
        MenuItem decide = item("row.decide", Feather.GIT_BRANCH, () -> actions.decide(item));
        decide.setDisable(!item.canDecide());
        MenuItem push = item("row.push", Feather.ARROW_UP, () -> library.push(item));
        push.setDisable(busy || !item.canPush());
        MenuItem pull = item("row.pull", Feather.ARROW_DOWN, () -> library.pull(item));
        pull.setDisable(busy || !item.canPull());
        MenuItem folder = item("row.folder", Feather.FOLDER, () -> library.openFolder(item));
        folder.setDisable(!item.isHere());
        return List.of(
                decide,
                push,
                pull,
                new SeparatorMenuItem(),
                item("row.restore", Feather.ROTATE_CCW, () -> actions.history(item)),
                folder,
                item("row.why", Feather.HELP_CIRCLE, () -> actions.why(item)));
    }

    private MenuItem item(String key, Feather icon, Runnable step) {
        MenuItem item = new MenuItem(wording.text(key), Icons.of(icon, 16));
        item.setOnAction(event -> step.run());
        return item;
    }
}
