package app.savepoint.app.setup;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.BucketViewModel.Field;
import app.savepoint.app.ui.controls.FindingLine;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The questions about a bucket, of which only those are to be seen that its holder needs, and what
/// a test of the connection found.
final class BucketView extends VBox {
    private final BucketViewModel bucket;
    private final Wording wording;
    private final VBox found = new VBox(6);

    BucketView(SetupViewModel setup) {
        super(16);
        bucket = setup.bucket();
        wording = bucket.wording();
        bucket.found().addListener((ListChangeListener<Finding>) change -> show());
        getChildren()
                .addAll(
                        presets(),
                        FormField.inRow(field(Field.BUCKET), field(Field.PREFIX)),
                        field(Field.SERVER),
                        listeners(),
                        FormField.inRow(field(Field.REGION), field(Field.ACCOUNT)),
                        FormField.inRow(field(Field.ACCESS_KEY), field(Field.SECRET_KEY)),
                        Texts.wrapped(Texts.muted(wording.text("setup.bucket.keys.help"))),
                        keep(),
                        test(setup),
                        found,
                        make(),
                        Texts.wrapped(Texts.muted(wording.text("setup.bucket.price"))));
        found.visibleProperty().bind(bucket.found().emptyProperty().not());
        found.managedProperty().bind(found.visibleProperty());
    }

    private FormChoice<BucketPreset> presets() {
        return new FormChoice<>(
                "setup-preset",
                wording.text("setup.bucket.preset"),
                bucket.preset(),
                bucket::name,
                BucketPreset.values());
    }

    private FormChoice<KeyPlace> keep() {
        return FormChoice.ofPlaces("setup-keep", "setup.keep", bucket);
    }

    private FormField field(Field field) {
        String word = field.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String key = "setup.bucket." + word;
        TextField input = field == Field.SECRET_KEY ? new PasswordField() : new TextField();
        input.setId("setup-" + word);
        var words = new FormField.Words(wording.text(key), wording.text(key + ".prompt"), "");
        FormField shown = new FormField(words, input, bucket.input(field));
        FormField.onlyIf(shown, bucket.asks(field));
        return shown;
    }

    private CheckBox listeners() {
        CheckBox yes = new CheckBox(wording.text("setup.bucket.listeners"));
        yes.setId("setup-listeners");
        yes.setWrapText(true);
        yes.selectedProperty().bindBidirectional(bucket.knowsListeners());
        FormField.onlyIf(yes, bucket.isOpenToListeners());
        return yes;
    }

    private CheckBox make() {
        CheckBox make = new CheckBox(wording.text("setup.bucket.make"));
        make.setId("setup-make");
        make.setWrapText(true);
        make.selectedProperty().bindBidirectional(bucket.make());
        FormField.onlyIf(make, bucket.bucketIsMissing());
        return make;
    }

    private HBox test(SetupViewModel setup) {
        Button test = new Button(wording.text("setup.bucket.test"), Icons.of(Feather.ZAP, 16));
        test.setId("setup-test");
        test.disableProperty().bind(setup.working());
        test.setOnAction(event -> setup.test());
        return new HBox(test);
    }

    private void show() {
        found.getChildren()
                .setAll(bucket.found().stream().map(one -> new FindingLine(one, wording)).toList());
    }
}
