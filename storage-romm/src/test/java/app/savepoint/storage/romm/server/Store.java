package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The database behind the server, which shows in two ways: how fine times are, and whether texts
/// that differ in case are the same to a search.
public enum Store {
    /// RomM's own choice: whole seconds, and `Autosave` finds `autosave`.
    MARIADB,
    /// Microseconds, and texts are what they are.
    POSTGRES;

    /// A moment as it is kept.
    Instant kept(Instant instant) {
        return switch (this) {
            case MARIADB -> Times.stored(instant);
            case POSTGRES -> instant.truncatedTo(ChronoUnit.MICROS);
        };
    }

    /// Whether a search for one text finds the other; nothing is found by nothing.
    boolean same(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return switch (this) {
            case MARIADB -> folded(one).equals(folded(other));
            case POSTGRES -> one.equals(other);
        };
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).stripTrailing();
    }
}
