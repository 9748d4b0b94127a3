package app.savepoint.app.history;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Placeholder;
import app.savepoint.app.ui.controls.Texts;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// One save's timeline, each content with a button that puts it back.
public final class HistoryView extends VBox {
    private final HistoryViewModel model;
    private final Wording wording;

    public HistoryView(HistoryViewModel model) {
        this.model = model;
        this.wording = model.wording();
        getStyleClass().add("history");
        InvalidationListener changed = change -> show();
        model.entries().addListener(changed);
        model.loaded().addListener(changed);
        show();
    }

    private void show() {
        getChildren().clear();
        if (model.entries().isEmpty() && model.loaded().get())
            getChildren()
                    .add(
                            new Placeholder(
                                    Feather.CLOCK,
                                    wording.text("history.none"),
                                    wording.text("history.none.detail")));
        for (HistoryEntry entry : model.entries()) getChildren().add(row(entry));
    }

    private HBox row(HistoryEntry entry) {
        StackPane dot = new StackPane(Icons.of(icon(entry), 14));
        dot.getStyleClass().add("timeline-dot");
        Region line = new Region();
        line.getStyleClass().add("timeline-line");
        VBox.setVgrow(line, Priority.ALWAYS);
        VBox rail = new VBox(dot, line);
        rail.setAlignment(Pos.TOP_CENTER);
        Label title = Texts.wrapped(Texts.body(entry.title()));
        title.getStyleClass().add("game-title");
        Label when = Texts.muted(wording.ago(entry.time()));
        when.setTooltip(Icons.tooltip(wording.exact(entry.time())));
        VBox texts = new VBox(2, title, when);
        if (!entry.detail().isEmpty())
            texts.getChildren().add(Texts.wrapped(Texts.muted(entry.detail())));
        FlowPane marks = marks(entry);
        if (!marks.getChildren().isEmpty()) texts.getChildren().add(marks);
        if (entry.restorable()) texts.getChildren().add(restore(entry));
        texts.getStyleClass().add("timeline-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        return new HBox(12, rail, texts);
    }

    private Button restore(HistoryEntry entry) {
        Button restore =
                new Button(wording.text("history.restore"), Icons.of(Feather.ROTATE_CCW, 14));
        restore.getStyleClass().addAll("small", "restore");
        restore.setTooltip(Icons.tooltip(wording.text("history.restore.help")));
        restore.setAccessibleText(
                wording.text("history.restore")
                        + ", "
                        + entry.title()
                        + ", "
                        + wording.exact(entry.time()));
        restore.disableProperty().bind(model.busy());
        restore.setOnAction(event -> model.restore(entry));
        return restore;
    }

    private FlowPane marks(HistoryEntry entry) {
        FlowPane marks = new FlowPane(12, 4);
        if (entry.here())
            marks.getChildren()
                    .add(new Badge(Feather.MONITOR, wording.text("history.here"), Tone.GOOD));
        if (entry.head())
            marks.getChildren()
                    .add(new Badge(Feather.CLOUD, wording.text("history.head"), Tone.QUIET));
        if (entry.pinned())
            marks.getChildren()
                    .add(new Badge(Feather.MAP_PIN, wording.text("history.pinned"), Tone.QUIET));
        return marks;
    }

    private static Feather icon(HistoryEntry entry) {
        if (entry.content() == null) return Feather.TRASH_2;
        return switch (entry.source()) {
            case HistoryEntry.Source.Revision _ -> Feather.UPLOAD_CLOUD;
            case HistoryEntry.Source.Backup _ -> Feather.ARCHIVE;
        };
    }
}
