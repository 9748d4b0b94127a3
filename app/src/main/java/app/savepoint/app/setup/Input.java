package app.savepoint.app.setup;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What was typed into a field, and what is wrong with it.
public final class Input {
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

    Input() {
        // What is being mended is not complained about.
        text.addListener(change -> error.set(""));
    }

    public StringProperty text() {
        return text;
    }

    /// Empty if nothing is wrong.
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    String typed() {
        return text.get() == null ? "" : text.get().strip();
    }

    void blame(String why) {
        error.set(why);
    }
}
