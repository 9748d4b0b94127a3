package app.savepoint.app.library;

import app.savepoint.app.session.Moving;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What moves now: the save in hand, how many are done, what was done last.
final class MovingView extends VBox {
    private final Wording wording;
    private final Label current = Texts.body("");
    private final Label figures = Texts.muted("");
    private final ProgressBar bar = new ProgressBar(-1);
    private final VBox last = new VBox(2);

    MovingView(LibraryViewModel library) {
        super(8);
        this.wording = library.session().wording();
        getStyleClass().add("moving");
        current.getStyleClass().add("game-title");
        current.setMinWidth(0);
        HBox.setHgrow(current, Priority.ALWAYS);
        current.setMaxWidth(Double.MAX_VALUE);
        figures.setMinWidth(USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(wording.text("moving.title"));
        Button cancel = new Button(wording.text("sync.cancel"), Icons.of(Feather.X, 16));
        cancel.setId("cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setTooltip(Icons.tooltip(wording.text("sync.cancel.help")));
        cancel.setOnAction(event -> library.cancel());
        HBox head = new HBox(12, current, figures, cancel);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox body = new VBox(8, head, bar, last);
        body.getStyleClass().addAll("surface", "moving-body");
        getChildren().addAll(Texts.title(wording.text("moving.title")), body);
        managedProperty().bind(visibleProperty());
        library.session().moving().addListener((property, before, now) -> show(now));
        show(library.session().moving().get());
    }

    private void show(@Nullable Moving moving) {
        setVisible(moving != null);
        if (moving == null) return;
        current.setText(
                moving.current() != null
                        ? wording.name(moving.current())
                        : wording.text(moving.planned() ? "moving.between" : "moving.looking"));
        figures.setText(moving.planned() ? figures(moving) : "");
        bar.setProgress(moving.fraction());
        last.getChildren().clear();
        for (Moving.Done done : moving.last()) last.getChildren().add(line(done));
    }

    private String figures(Moving moving) {
        String saves = wording.text("moving.saves", moving.savesDone(), moving.saves());
        return moving.bytesDone() == 0 ? saves : saves + " · " + wording.size(moving.bytesDone());
    }

    private HBox line(Moving.Done done) {
        Feather icon =
                switch (done.way()) {
                    case PUSHED -> Feather.ARROW_UP;
                    case PULLED -> Feather.ARROW_DOWN;
                    case DELETED_HERE, DELETED_THERE -> Feather.TRASH_2;
                    case FAILED -> Feather.ALERT_TRIANGLE;
                };
        Label text =
                Texts.muted(wording.text("moving." + done.way().name(), wording.name(done.save())));
        text.setMinWidth(0);
        HBox line = new HBox(8, Icons.of(icon, 14), text);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
