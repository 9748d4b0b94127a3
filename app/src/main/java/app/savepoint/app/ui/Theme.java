package app.savepoint.app.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/// Light or dark: like the system, until the person says otherwise.
public final class Theme implements AutoCloseable {
    /// What the person can choose.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final Scene scene;
    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);
    private final ChangeListener<ColorScheme> onSystem = (property, before, now) -> apply();

    public Theme(Scene scene) {
        this.scene = scene;
        choice.addListener(change -> apply());
        Platform.getPreferences().colorSchemeProperty().addListener(onSystem);
        apply();
    }

    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /// What is drawn now.
    public boolean dark() {
        return switch (choice.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    private void apply() {
        boolean dark = dark();
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets()
                .setAll(sheet(dark ? "window-dark.css" : "window-light.css"), sheet("window.css"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }

    @Override
    public void close() {
        Platform.getPreferences().colorSchemeProperty().removeListener(onSystem);
    }
}
