package app.savepoint.app.ui.controls;

import app.savepoint.app.session.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A state in one word, with an icon and a colour that say the same.
public final class Badge extends HBox {
    private final FontIcon icon = Icons.of(Feather.CIRCLE, 14);
    private final Label word = new Label();
    private String toned = "";

    public Badge() {
        super(6);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("badge");
        getChildren().addAll(icon, word);
        word.setMinWidth(0);
        HBox.setHgrow(word, Priority.SOMETIMES);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    public Badge(Feather symbol, String text, Tone tone) {
        this();
        show(symbol, text, tone);
    }

    public void show(Feather symbol, String text, Tone tone) {
        icon.setIconCode(symbol);
        word.setText(text);
        getStyleClass().remove(toned);
        toned = tone.styleClass();
        getStyleClass().add(toned);
        setAccessibleText(text);
    }
}
