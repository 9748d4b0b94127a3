package app.savepoint.app.setup;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.RommViewModel.Field;
import app.savepoint.app.setup.RommViewModel.SignIn;
import app.savepoint.app.ui.controls.FindingLine;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The questions about a RomM server, of which only those are to be seen that the chosen sign-in
/// needs, and what a try found.
final class RommView extends VBox {
    private final RommViewModel romm;
    private final Wording wording;
    private final VBox found = new VBox(6);

    RommView(SetupViewModel setup) {
        super(16);
        romm = setup.romm();
        wording = romm.wording();
        BooleanBinding byCode = romm.signIn().isEqualTo(SignIn.CODE);
        Label help = Texts.wrapped(Texts.muted(wording.text("setup.romm.code.help")));
        FormField.onlyIf(help, byCode);
        FormChoice<KeyPlace> keep = FormChoice.ofPlaces("setup-romm-keep", "setup.romm.keep", romm);
        FormField.onlyIf(keep, byCode.not());
        HBox test = test(setup);
        FormField.onlyIf(test, byCode.not());
        romm.found().addListener((ListChangeListener<Finding>) change -> show());
        getChildren()
                .addAll(
                        field(Field.SERVER, true),
                        listeners(),
                        new FormPills<>(
                                wording.text("setup.romm.sign-in"),
                                romm.signIn(),
                                this::signIn,
                                List.of(SignIn.values())),
                        help,
                        field(Field.TOKEN, true),
                        FormField.inRow(field(Field.USER, false), field(Field.PASSWORD, false)),
                        keep,
                        test,
                        found);
        found.visibleProperty().bind(romm.found().emptyProperty().not());
        found.managedProperty().bind(found.visibleProperty());
    }

    private ToggleButton signIn(SignIn one) {
        String word = one.name().toLowerCase(Locale.ROOT);
        ToggleButton toggle = new ToggleButton(wording.text("setup.romm.sign-in." + word));
        toggle.setId("setup-romm-by-" + word);
        return toggle;
    }

    private FormField field(Field field, boolean help) {
        String word = field.name().toLowerCase(Locale.ROOT);
        String key = "setup.romm." + word;
        TextField input =
                switch (field) {
                    case SERVER, USER -> new TextField();
                    case TOKEN, PASSWORD -> new PasswordField();
                };
        input.setId("setup-romm-" + word);
        var words =
                new FormField.Words(
                        wording.text(key),
                        wording.text(key + ".prompt"),
                        help ? wording.text(key + ".help") : "");
        FormField shown = new FormField(words, input, romm.input(field));
        FormField.onlyIf(shown, romm.asks(field));
        return shown;
    }

    private CheckBox listeners() {
        CheckBox yes = new CheckBox(wording.text("setup.bucket.listeners"));
        yes.setId("setup-romm-listeners");
        yes.setWrapText(true);
        yes.selectedProperty().bindBidirectional(romm.knowsListeners());
        FormField.onlyIf(yes, romm.isOpenToListeners());
        return yes;
    }

    private HBox test(SetupViewModel setup) {
        Button test = new Button(wording.text("setup.bucket.test"), Icons.of(Feather.ZAP, 16));
        test.setId("setup-romm-test");
        test.disableProperty().bind(setup.working());
        test.setOnAction(event -> setup.test());
        return new HBox(test);
    }

    private void show() {
        found.getChildren()
                .setAll(romm.found().stream().map(one -> new FindingLine(one, wording)).toList());
    }
}
