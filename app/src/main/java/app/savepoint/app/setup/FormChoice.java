package app.savepoint.app.setup;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.ui.controls.Texts;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// A question with several answers to choose from.
final class FormChoice<T> extends VBox {
    /// @param words what an answer is called
    FormChoice(String id, String name, Property<T> chosen, Function<T, String> words, T[] all) {
        super(6);
        ComboBox<T> choice = new ComboBox<>();
        choice.setId(id);
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
        choice.valueProperty().bindBidirectional(chosen);
        choice.setAccessibleText(name);
        Label label = Texts.body(name);
        label.getStyleClass().add("game-title");
        label.setLabelFor(choice);
        getChildren().addAll(label, choice);
    }

    /// Where to keep what proves who this is.
    ///
    /// @param name the entry of the question
    static FormChoice<KeyPlace> ofPlaces(String id, String name, PlaceViewModel place) {
        return new FormChoice<>(
                id,
                place.wording().text(name),
                place.keep(),
                one -> place.wording().text("setup.keep." + one.word()),
                KeyPlace.values());
    }
}
