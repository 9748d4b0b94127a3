package app.savepoint.app.setup;

import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.SetupViewModel.Field;
import app.savepoint.app.setup.SetupViewModel.Kind;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.io.File;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;

/// The first page: where saves are shared, and two questions that need no answer.
final class SetupView extends VBox {
    private final SetupViewModel model;
    private final Wording wording;

    SetupView(SetupViewModel model, LinkOpener opener) {
        this.model = model;
        this.wording = model.wording();
        getStyleClass().addAll("surface", "setup");
        setMaxWidth(600);
        setMaxHeight(USE_PREF_SIZE);
        FormField folder = field(Field.STORAGE, true);
        FormField.onlyIf(folder, model.kind().isEqualTo(Kind.FOLDER));
        BucketView bucket = new BucketView(model);
        FormField.onlyIf(bucket, model.kind().isEqualTo(Kind.BUCKET));
        RommView romm = new RommView(model);
        FormField.onlyIf(romm, model.kind().isEqualTo(Kind.ROMM));
        LetInView letIn = new LetInView(model.romm().letIn(), opener);
        VBox form =
                new VBox(
                        16,
                        new VBox(
                                6,
                                Texts.headline(wording.text("setup.title")),
                                Texts.wrapped(Texts.muted(wording.text("setup.intro")))),
                        kinds(),
                        folder,
                        bucket,
                        romm,
                        field(Field.DEVICE, false),
                        field(Field.SAVES, true),
                        FormField.error(model.problem()),
                        foot(),
                        Texts.wrapped(Texts.muted(wording.text("setup.home", model.home()))));
        FormField.onlyIf(letIn, model.romm().letIn().isWaiting());
        FormField.onlyIf(form, model.romm().letIn().isWaiting().not());
        getChildren().addAll(form, letIn);
    }

    private HBox foot() {
        Button go = new Button(wording.text("setup.go"));
        go.setId("setup-go");
        go.getStyleClass().addAll("accent", "primary");
        go.setDefaultButton(true);
        go.disableProperty().bind(model.working());
        go.setOnAction(event -> model.create());
        Label working = Texts.muted("");
        working.textProperty()
                .bind(
                        Bindings.when(model.romm().letIn().stopping())
                                .then(wording.text("setup.stopping"))
                                .otherwise(wording.text("setup.working")));
        working.visibleProperty().bind(model.working());
        HBox foot = new HBox(12, go, working);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private FormPills<Kind> kinds() {
        return new FormPills<>(
                wording.text("setup.kind"), model.kind(), this::kind, List.of(Kind.values()));
    }

    private ToggleButton kind(Kind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        Feather icon =
                switch (kind) {
                    case FOLDER -> Feather.FOLDER;
                    case BUCKET -> Feather.CLOUD;
                    case ROMM -> Feather.SERVER;
                };
        ToggleButton toggle =
                new ToggleButton(wording.text("setup.kind." + word), Icons.of(icon, 16));
        toggle.setId("setup-kind-" + word);
        return toggle;
    }

    private FormField field(Field field, boolean folder) {
        String word = field.name().toLowerCase(Locale.ROOT);
        String key = "setup." + word;
        String name = wording.text(key);
        TextField input = new TextField();
        input.setId("setup-" + word);
        var words =
                new FormField.Words(
                        name, wording.text(key + ".prompt"), wording.text(key + ".help"));
        return folder
                ? new FormField(words, input, model.input(field), choose(field, name))
                : new FormField(words, input, model.input(field));
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
}
