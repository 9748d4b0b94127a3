package app.savepoint.app.setup;

import app.savepoint.app.ui.controls.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A question with a few answers side by side, of which one is always chosen.
final class FormPills<T> extends VBox {
    /// @param toggle draws an answer
    FormPills(String name, Property<T> chosen, Function<T, ToggleButton> toggle, List<T> all) {
        super(6);
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        for (T one : all) {
            ToggleButton drawn = toggle.apply(one);
            drawn.getStyleClass()
                    .add(
                            one.equals(all.getFirst())
                                    ? Styles.LEFT_PILL
                                    : one.equals(all.getLast())
                                            ? Styles.RIGHT_PILL
                                            : Styles.CENTER_PILL);
            drawn.setMinWidth(USE_PREF_SIZE);
            drawn.setToggleGroup(group);
            drawn.setSelected(one.equals(chosen.getValue()));
            drawn.selectedProperty()
                    .addListener((property, before, now) -> {
                        if (now) chosen.setValue(one);
                    });
            row.getChildren().add(drawn);
        }
        group.selectedToggleProperty()
                .addListener((property, before, now) -> {
                    if (now == null) group.selectToggle(before);
                });
        Label label = Texts.body(name);
        label.getStyleClass().add("game-title");
        getChildren().addAll(label, row);
    }
}
