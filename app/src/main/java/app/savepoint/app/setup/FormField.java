package app.savepoint.app.setup;

import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A question with its answer: name, field, what is wrong with it, and what it means.
final class FormField extends VBox {
    /// Of two fields side by side. From their preferred width they take the height of their words.
    private static final double HALF = 260;

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    /// What a field says.
    ///
    /// @param prompt stands in it while it is empty
    /// @param help what it means; empty for what needs no words
    record Words(String name, String prompt, String help) {}

    /// @param more what stands beside the field
    FormField(Words words, TextField field, Input input, Node... more) {
        super(6);
        field.setPromptText(words.prompt());
        field.setAccessibleText(words.name());
        field.setAccessibleHelp(words.help());
        field.textProperty().bindBidirectional(input.text());
        input.error()
                .addListener((property, before, now) ->
                        field.pseudoClassStateChanged(DANGER, !now.isEmpty()));
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox line = new HBox(8, field);
        line.getChildren().addAll(more);
        Label label = Texts.body(words.name());
        label.getStyleClass().add("game-title");
        label.setLabelFor(field);
        getChildren().addAll(label, line, error(input.error()));
        if (!words.help().isEmpty()) getChildren().add(Texts.wrapped(Texts.muted(words.help())));
    }

    /// A line that is there only while something is wrong.
    static Label error(ObservableStringValue text) {
        Label error = Texts.wrapped(Texts.body(""));
        error.getStyleClass().add("field-error");
        error.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 16));
        error.textProperty().bind(text);
        onlyIf(error, Bindings.isNotEmpty(text));
        return error;
    }

    /// Side by side, without a gap where none of them is to be seen.
    static HBox inRow(Region... fields) {
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

    /// Takes no room while it is not to be seen.
    static void onlyIf(Node node, ObservableBooleanValue shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(node.visibleProperty());
    }
}
