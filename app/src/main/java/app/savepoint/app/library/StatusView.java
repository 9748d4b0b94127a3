package app.savepoint.app.library;

import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// How things stand, in one sentence, and the one button for it.
final class StatusView extends HBox {
    private final FontIcon icon = Icons.of(Feather.SHIELD, 22);
    private final StackPane sign = new StackPane(icon);
    private String toned = "";

    StatusView(StatusViewModel status, LibraryViewModel library) {
        super(16);
        SyncSession session = library.session();
        Wording wording = session.wording();
        getStyleClass().add("status");
        setAlignment(Pos.CENTER_LEFT);
        sign.getStyleClass().add("status-sign");
        sign.setMinSize(44, 44);
        sign.setMaxSize(44, 44);
        Label title = Texts.headline("");
        title.setId("headline");
        title.setMinWidth(0);
        title.textProperty().bind(status.title());
        Label detail = Texts.wrapped(Texts.muted(""));
        detail.setId("headline-detail");
        detail.textProperty().bind(status.detail());
        VBox texts = new VBox(2, title, detail);
        texts.setMinWidth(0);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(texts, Priority.ALWAYS);
        getChildren().addAll(sign, texts, sync(session, library, wording));
        status.headline().addListener((property, before, now) -> show(now));
        show(status.headline().get());
    }

    private static Button sync(SyncSession session, LibraryViewModel library, Wording wording) {
        Button sync = new Button(wording.text("sync.now"), Icons.of(Feather.REFRESH_CW, 16));
        sync.setId("sync");
        sync.getStyleClass().addAll("accent", "primary");
        sync.setMinWidth(USE_PREF_SIZE);
        sync.setTooltip(Icons.tooltip(wording.text("sync.help")));
        sync.setOnAction(event -> library.sync());
        sync.disableProperty()
                .bind(Bindings.createBooleanBinding(session.busy()::get, session.busy()));
        return sync;
    }

    private void show(Headline headline) {
        Tone tone = StatusViewModel.tone(headline);
        icon.setIconCode(StateIcons.of(headline));
        getStyleClass().remove(toned);
        toned = tone.styleClass();
        getStyleClass().add(toned);
    }
}
