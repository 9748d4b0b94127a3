package app.savepoint.app.setup;

import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.SetupViewModel.Field;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.io.File;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;

/// The first page: three questions, of which one has to be answered.
final class SetupView extends VBox {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final SetupViewModel model;
    private final Wording wording;

    SetupView(SetupViewModel model) {
        super(16);
        this.model = model;
        this.wording = model.wording();
        getStyleClass().addAll("surface", "setup");
        setMaxWidth(600);
        setMaxHeight(USE_PREF_SIZE);
        Button go = new Button(wording.text("setup.go"));
        go.setId("setup-go");
        go.getStyleClass().addAll("accent", "primary");
        go.setDefaultButton(true);
        go.disableProperty().bind(model.working());
        go.setOnAction(event -> model.create());
        Label working = Texts.muted(wording.text("setup.working"));
        working.visibleProperty().bind(model.working());
        HBox foot = new HBox(12, go, working);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        new VBox(
                                6,
                                Texts.headline(wording.text("setup.title")),
                                Texts.wrapped(Texts.muted(wording.text("setup.intro")))),
                        field(Field.STORAGE, true),
                        field(Field.DEVICE, false),
                        field(Field.SAVES, true),
                        error(model.problem()),
                        foot,
                        Texts.wrapped(Texts.muted(wording.text("setup.home", model.home()))));
    }

    private VBox field(Field field, boolean folder) {
        String key = "setup." + field.name().toLowerCase(Locale.ROOT);
        String name = wording.text(key);
        TextField input = new TextField();
        input.setId("setup-" + field.name().toLowerCase(Locale.ROOT));
        input.setPromptText(wording.text(key + ".prompt"));
        input.setAccessibleText(name);
        input.setAccessibleHelp(wording.text(key + ".help"));
        input.textProperty().bindBidirectional(model.text(field));
        model.error(field)
                .addListener((property, before, now) ->
                        input.pseudoClassStateChanged(DANGER, !now.isEmpty()));
        HBox.setHgrow(input, Priority.ALWAYS);
        HBox line = new HBox(8, input);
        if (folder) line.getChildren().add(choose(field, name));
        Label label = Texts.body(name);
        label.getStyleClass().add("game-title");
        label.setLabelFor(input);
        return new VBox(
                6,
                label,
                line,
                error(model.error(field)),
                Texts.wrapped(Texts.muted(wording.text(key + ".help"))));
    }

    private Button choose(Field field, String name) {
        Button choose = new Button(wording.text("setup.choose"), Icons.of(Feather.FOLDER, 16));
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setAccessibleText(wording.text("setup.choose") + " " + name);
        choose.setOnAction(event -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(name);
            File chosen = chooser.showDialog(getScene().getWindow());
            if (chosen != null) model.text(field).set(chosen.toString());
        });
        return choose;
    }

    private static Label error(ObservableStringValue text) {
        Label error = Texts.wrapped(Texts.body(""));
        error.getStyleClass().add("field-error");
        error.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 16));
        error.textProperty().bind(text);
        error.visibleProperty().bind(Bindings.isNotEmpty(text));
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }
}
