package app.savepoint.app.history;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the activity, under the day it happened on.
final class ActivityCell extends ListCell<ActivityEntry> {
    private final Wording wording;
    private final Label day = Texts.caption("");
    private final FontIcon icon = Icons.of(Feather.CIRCLE, 16);
    private final StackPane sign = new StackPane(icon);
    private final Label sentence = Texts.body("");
    private final Label detail = Texts.muted("");
    private final VBox texts = new VBox(2);
    private final Label device = Texts.muted("");
    private final Label when = Texts.muted("");
    private final HBox line = new HBox(12, sign, texts, device, when);
    private final VBox all = new VBox(8);

    ActivityCell(Wording wording) {
        this.wording = wording;
        sign.getStyleClass().add("row-sign");
        sign.setMinSize(32, 32);
        sign.setMaxSize(32, 32);
        line.setAlignment(Pos.CENTER_LEFT);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        sentence.setMinWidth(0);
        detail.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        device.setPrefWidth(140);
        device.setMinWidth(60);
        when.setPrefWidth(130);
        when.setMinWidth(130);
        day.getStyleClass().add("activity-day");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ActivityEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        setText(null);
        if (empty || entry == null) {
            setGraphic(null);
            return;
        }
        day.setText(entry.day());
        icon.setIconCode(icon(entry));
        sign.getStyleClass().removeIf(style -> style.startsWith("tone-"));
        sign.getStyleClass().add((entry.failed() ? Tone.BAD : Tone.QUIET).styleClass());
        sentence.setText(entry.sentence());
        sentence.setTooltip(Icons.tooltip(entry.sentence()));
        detail.setText(entry.detail());
        if (entry.detail().isEmpty()) texts.getChildren().setAll(sentence);
        else texts.getChildren().setAll(sentence, detail);
        device.setText(entry.device());
        when.setText(wording.ago(entry.time()));
        when.setTooltip(Icons.tooltip(wording.exact(entry.time())));
        if (entry.day().isEmpty()) all.getChildren().setAll(line);
        else all.getChildren().setAll(day, line);
        setAccessibleText(
                entry.sentence() + ", " + entry.device() + ", " + wording.ago(entry.time()));
        setGraphic(all);
    }

    private static Feather icon(ActivityEntry entry) {
        return switch (entry.action()) {
            case "pushed" -> Feather.ARROW_UP;
            case "pulled" -> Feather.ARROW_DOWN;
            case "deleted-here", "deleted-in-storage" -> Feather.TRASH_2;
            case "kept" -> Feather.SHIELD;
            case "settled" -> Feather.GIT_MERGE;
            case "set-aside" -> Feather.COPY;
            case "restored" -> Feather.ROTATE_CCW;
            case "failed" -> Feather.ALERT_TRIANGLE;
            default -> Feather.CIRCLE;
        };
    }
}
