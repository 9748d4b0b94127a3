package app.savepoint.app.ui.controls;

import app.savepoint.app.Plain;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes icons, and controls that show nothing else.
public final class Icons {
    private static final Duration SOON = Duration.millis(400);

    private Icons() {}

    public static FontIcon of(Feather icon, int size) {
        FontIcon drawn = new FontIcon(icon);
        // By a style class, because the theme's own size wins over one that is set.
        drawn.getStyleClass().add("icon-" + size);
        return drawn;
    }

    /// A button without words; what it does is said on hover and to screen readers.
    public static Button button(Feather icon, String says) {
        Button button = new Button("", of(icon, 16));
        button.getStyleClass().addAll("flat", "icon-button");
        describe(button, says);
        return button;
    }

    /// Says what a button without words does.
    public static void describe(Button button, String says) {
        button.setTooltip(tooltip(says));
        button.setAccessibleText(Plain.lines(says));
    }

    /// What is said on hover. It is often a name that others gave, whole.
    public static Tooltip tooltip(String says) {
        Tooltip tooltip = new Tooltip(Plain.lines(says));
        tooltip.setShowDelay(SOON);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }
}
