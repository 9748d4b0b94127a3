package app.savepoint.app.setup;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.QrView;
import app.savepoint.app.ui.controls.Texts;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The page while a person's yes is waited for: the code, where it belongs, and a way back.
final class LetInView extends VBox {
    private final LetInViewModel model;
    private final LinkOpener opener;
    private final Wording wording;

    LetInView(LetInViewModel model, LinkOpener opener) {
        super(16);
        this.model = model;
        this.opener = opener;
        this.wording = model.wording();
        getChildren()
                .addAll(
                        Texts.headline(wording.text("setup.letin.title")),
                        Texts.wrapped(Texts.body(wording.text("setup.letin.what"))),
                        both(),
                        FormField.error(model.problem()),
                        new VBox(6, waiting(), said(model.lasts())),
                        foot());
    }

    /// The code to be compared or typed, and beside it the link for a camera.
    private HBox both() {
        VBox words = new VBox(16, code(), link(), said(model.elsewhere()));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        QrView camera = new QrView(model.link());
        camera.setId("setup-qr");
        camera.setAccessibleText(wording.text("setup.letin.qr"));
        return new HBox(24, words, camera);
    }

    /// A field, so that it can be chosen and copied by keyboard as well.
    private HBox code() {
        TextField code = new TextField();
        code.setId("setup-code");
        code.getStyleClass().add("setup-code");
        code.setEditable(false);
        code.setAccessibleText(wording.text("setup.letin.code"));
        code.textProperty().bind(model.code());
        HBox.setHgrow(code, Priority.ALWAYS);
        HBox row = new HBox(12, code, copy("setup.letin.copy", model.code()));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Hyperlink link() {
        Hyperlink link = new Hyperlink();
        link.setId("setup-link");
        link.setWrapText(true);
        link.textProperty().bind(model.link());
        link.setOnAction(event -> {
            model.open(opener);
            // It may be needed again
            link.setVisited(false);
        });
        return link;
    }

    private Button copy(String key, ReadOnlyStringProperty text) {
        Button copy = new Button(wording.text(key), Icons.of(Feather.COPY, 16));
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(event ->
                Clipboard.getSystemClipboard()
                        .setContent(Map.of(DataFormat.PLAIN_TEXT, text.get())));
        return copy;
    }

    private static Label said(ReadOnlyStringProperty words) {
        Label label = Texts.wrapped(Texts.muted(""));
        label.textProperty().bind(words);
        return label;
    }

    private HBox waiting() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(20, 20);
        Label words = Texts.body(wording.text("setup.letin.waiting"));
        turning.setAccessibleText(words.getText());
        // What is not to be seen need not turn
        FormField.onlyIf(turning, model.isWaiting());
        HBox row = new HBox(8, turning, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private HBox foot() {
        Button open =
                new Button(wording.text("setup.letin.open"), Icons.of(Feather.EXTERNAL_LINK, 16));
        open.setId("setup-open");
        open.getStyleClass().addAll("accent", "primary");
        open.setOnAction(event -> model.open(opener));
        Button cancel = new Button(wording.text("setup.letin.cancel"));
        cancel.setId("setup-cancel");
        cancel.setCancelButton(true);
        cancel.disableProperty().bind(model.isWaiting().not());
        cancel.setOnAction(event -> model.cancel());
        HBox foot = new HBox(12, open, copy("setup.letin.copy-link", model.link()), cancel);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }
}
