package app.savepoint.app.ui.controls;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Stands where there is nothing to show, says why, and offers the next step.
public final class Placeholder extends VBox {
    public Placeholder(Feather icon, String title, String detail) {
        super(8);
        getStyleClass().add("placeholder-pane");
        setAlignment(Pos.CENTER);
        getChildren().addAll(Icons.of(icon, 36), Texts.title(title));
        if (!detail.isEmpty()) getChildren().add(Texts.wrapped(Texts.muted(detail)));
    }

    /// Adds a sentence.
    public Placeholder also(String text) {
        getChildren().add(Texts.wrapped(Texts.muted(text)));
        return this;
    }

    /// Adds the next step.
    public Placeholder with(String text, Runnable step) {
        Button button = new Button(text);
        button.setOnAction(event -> step.run());
        getChildren().add(button);
        return this;
    }
}
