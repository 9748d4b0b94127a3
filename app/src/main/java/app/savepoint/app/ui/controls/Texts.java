package app.savepoint.app.ui.controls;

import app.savepoint.app.Plain;
import javafx.scene.control.Label;

/// Labels of the few sizes that the window has.
public final class Texts {
    private Texts() {}

    /// The largest: how things stand.
    public static Label headline(String text) {
        return styled(text, "text-headline");
    }

    /// Over a part of the window.
    public static Label title(String text) {
        return styled(text, "text-title");
    }

    /// What is to be read.
    public static Label body(String text) {
        return styled(text, "text-body");
    }

    /// What stands beside it and is read second.
    public static Label muted(String text) {
        return styled(text, "text-quiet");
    }

    /// A small word over or before a fact.
    public static Label caption(String text) {
        return styled(text, "text-label");
    }

    /// Breaks into as many lines as it needs.
    public static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    private static Label styled(String text, String styleClass) {
        Label label = new Label(Plain.lines(text));
        label.getStyleClass().add(styleClass);
        return label;
    }
}
