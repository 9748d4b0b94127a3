package app.savepoint.app.session;

import java.util.Locale;

/// What colour something is said in. Always beside a word and an icon, never instead of them.
public enum Tone {
    /// It is as it should be.
    GOOD,
    /// It moves, or is going to.
    MOVING,
    /// It goes on by itself, later.
    WAITING,
    /// It waits for the person.
    BAD,
    /// Nothing to be said about it.
    QUIET;

    /// The style class that gives the colour.
    public String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
