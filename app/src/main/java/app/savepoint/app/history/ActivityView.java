package app.savepoint.app.history;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Placeholder;
import app.savepoint.app.ui.controls.Texts;
import javafx.beans.InvalidationListener;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The page of everything that Savepoint did.
public final class ActivityView extends VBox {
    private final ListView<ActivityEntry> list = new ListView<>();

    public ActivityView(ActivityViewModel model) {
        super(12);
        Wording wording = model.wording();
        getStyleClass().add("page");
        list.setItems(model.entries());
        list.setCellFactory(view -> new ActivityCell(wording));
        list.getStyleClass().add("activity-list");
        list.setAccessibleText(wording.text("activity.title"));
        VBox.setVgrow(list, Priority.ALWAYS);
        InvalidationListener read =
                change ->
                        list.setPlaceholder(
                                model.loaded().get()
                                        ? new Placeholder(
                                                Feather.ACTIVITY,
                                                wording.text("activity.none"),
                                                wording.text("activity.none.detail"))
                                        : null);
        model.loaded().addListener(read);
        read.invalidated(model.loaded());
        getChildren().addAll(Texts.headline(wording.text("activity.title")), list);
    }

    /// Draws times anew, which go on by themselves.
    public void tick() {
        list.refresh();
    }
}
