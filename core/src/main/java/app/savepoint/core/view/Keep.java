package app.savepoint.core.view;

import java.util.Locale;

/// What a person may answer to a conflict.
public enum Keep {
    /// This device's content.
    LOCAL,
    /// The storage's content that is not this device's.
    REMOTE,
    /// All of them, each in a slot of its own.
    BOTH,
    /// The one with the latest file time.
    NEWEST,
    /// What the facts speak for.
    SUGGESTED;

    /// The word used on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
