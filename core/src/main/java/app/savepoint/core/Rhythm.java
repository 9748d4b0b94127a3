package app.savepoint.core;

import java.time.Duration;

/// How often the storage is asked for news while saves are kept in step.
public enum Rhythm {
    /// Somebody looks: they should see soon what others did.
    ATTENTIVE(Duration.ofSeconds(30)),
    /// Nobody looks. While saves are written here it is [#ATTENTIVE] all the same, since whoever
    /// plays wants to play on elsewhere.
    QUIET(Duration.ofMinutes(5));

    private final Duration every;

    Rhythm(Duration every) {
        this.every = every;
    }

    /// The time from one request to the next, where nothing else is a reason to ask.
    public Duration every() {
        return every;
    }
}
