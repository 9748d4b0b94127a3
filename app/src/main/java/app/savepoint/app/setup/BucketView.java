package app.savepoint.app.setup;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.BucketViewModel.Field;
import app.savepoint.app.ui.controls.FindingLine;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.BooleanExpression;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/// The questions about a bucket, of which only those are to be seen that its holder needs, and what
/// a test of the connection found.
final class BucketView extends VBox {
    /// Of two fields side by side. From their preferred width they take the height of their words.
    private static final double HALF = 260;

    private final BucketViewModel bucket;
    private final Wording wording;
    private final VBox found = new VBox(6);

    BucketView(SetupViewModel setup) {
        super(16);
        bucket = setup.bucket();
        wording = bucket.wording();
        ComboBox<BucketPreset> presets = choice("preset", bucket::name, BucketPreset.values());
        presets.valueProperty().bindBidirectional(bucket.preset());
        ComboBox<KeyPlace> keep =
                choice(
                        "keep",
                        place -> wording.text("setup.keep." + place.word()),
                        KeyPlace.values());
        keep.valueProperty().bindBidirectional(bucket.keep());
        bucket.found().addListener((ListChangeListener<Finding>) change -> show());
        getChildren()
                .addAll(
                        named("setup.bucket.preset", presets),
                        inRow(field(Field.BUCKET), field(Field.PREFIX)),
                        field(Field.SERVER),
                        listeners(),
                        inRow(field(Field.REGION), field(Field.ACCOUNT)),
                        inRow(field(Field.ACCESS_KEY), field(Field.SECRET_KEY)),
                        Texts.wrapped(Texts.muted(wording.text("setup.bucket.keys.help"))),
                        named("setup.keep", keep),
                        test(setup),
                        found,
                        make(),
                        Texts.wrapped(Texts.muted(wording.text("setup.bucket.price"))));
        found.visibleProperty().bind(bucket.found().emptyProperty().not());
        found.managedProperty().bind(found.visibleProperty());
    }

    private <T> ComboBox<T> choice(String id, Function<T, String> words, T[] all) {
        ComboBox<T> choice = new ComboBox<>();
        choice.setId("setup-" + id);
        choice.getItems().setAll(all);
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(T one) {
                        return one == null ? "" : words.apply(one);
                    }

                    @Override
                    public T fromString(String text) {
                        throw new UnsupportedOperationException("nothing is typed here");
                    }
                });
        return choice;
    }

    private VBox named(String key, ComboBox<?> choice) {
        String name = wording.text(key);
        Label label = Texts.body(name);
        label.getStyleClass().add("game-title");
        label.setLabelFor(choice);
        choice.setAccessibleText(name);
        return new VBox(6, label, choice);
    }

    /// Side by side, without a gap where none of them is to be seen.
    private static HBox inRow(Region... fields) {
        HBox row = new HBox(12, fields);
        row.managedProperty()
                .bind(
                        Stream.of(fields)
                                .map(field -> (BooleanExpression) field.visibleProperty())
                                .reduce(BooleanExpression::or)
                                .orElseThrow());
        for (Region field : fields) {
            HBox.setHgrow(field, Priority.ALWAYS);
            field.setPrefWidth(HALF);
        }
        row.setAlignment(Pos.TOP_LEFT);
        return row;
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
