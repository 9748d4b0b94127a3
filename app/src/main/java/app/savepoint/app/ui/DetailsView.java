package app.savepoint.app.ui;

import app.savepoint.app.history.HistoryView;
import app.savepoint.app.history.HistoryViewModel;
import app.savepoint.app.library.LibraryViewModel;
import app.savepoint.app.library.SaveItem;
import app.savepoint.app.library.WhyView;
import app.savepoint.app.session.Known;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What can be known of one save, at the side of the window: why it stands as it stands, and its
/// history.
final class DetailsView extends VBox implements AutoCloseable {
    /// Which part of it.
    enum Part {
        WHY,
        HISTORY
    }

    private static final double WIDTH = 380;

    private final LibraryViewModel library;
    private final SyncSession session;
    private final Wording wording;
    private final ScrollPane scroll = new ScrollPane();
    private final ToggleButton why;
    private final ToggleButton history;
    private final ChangeListener<Known> onKnown = (property, before, now) -> again();
    private SaveItem item;
    private @Nullable HistoryViewModel timeline;

    DetailsView(LibraryViewModel library, SaveItem item, Part part, Runnable close) {
        this.library = library;
        this.session = library.session();
        this.wording = session.wording();
        this.item = item;
        getStyleClass().add("details");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        why = new ToggleButton(wording.text("details.why"));
        history = new ToggleButton(wording.text("details.history"));
        why.getStyleClass().add("left-pill");
        history.getStyleClass().add("right-pill");
        ToggleGroup parts = new ToggleGroup();
        parts.getToggles().addAll(why, history);
        parts.selectToggle(part == Part.WHY ? why : history);
        parts.selectedToggleProperty()
                .addListener((property, before, now) -> {
                    if (now == null) parts.selectToggle(before);
                    else show();
                });
        HBox tabs = new HBox(why, history);
        tabs.getStyleClass().add("details-tabs");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head(close), tabs, scroll);
        session.known().addListener(onKnown);
        show();
    }

    private HBox head(Runnable close) {
        GameTile tile = new GameTile(40);
        tile.show(item.game(), item.id().system());
        Label game = Texts.title(item.game());
        game.setMinWidth(0);
        game.setTooltip(Icons.tooltip(item.game()));
        String variant = item.variant();
        VBox names =
                new VBox(
                        2,
                        game,
                        Texts.muted(
                                variant.isEmpty()
                                        ? item.systemName()
                                        : item.systemName() + " · " + variant));
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        Button gone = Icons.button(Feather.X, wording.text("details.close"));
        gone.setOnAction(event -> close.run());
        HBox head = new HBox(12, tile, names, gone);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("details-head");
        return head;
    }

    private void show() {
        if (why.isSelected()) {
            scroll.setContent(new WhyView(item, session.device(), wording));
        } else {
            closeTimeline();
            HistoryViewModel opened = new HistoryViewModel(session, item.id());
            timeline = opened;
            scroll.setContent(new HistoryView(opened));
        }
    }

    private void again() {
        library.item(item.id())
                .ifPresent(now -> {
                    boolean changed = !now.equals(item);
                    item = now;
                    if (changed && why.isSelected()) show();
                });
    }

    private void closeTimeline() {
        if (timeline != null) timeline.close();
        timeline = null;
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
        closeTimeline();
    }
}
