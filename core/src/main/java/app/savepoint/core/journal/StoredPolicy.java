package app.savepoint.core.journal;

import org.jspecify.annotations.Nullable;

/// A rule the person set, and for what.
///
/// @param key which rule, such as `conflict`
/// @param value what it says
/// @param system the system it is for; null: the whole library
/// @param game the game of that system it is for; null: all of them
public record StoredPolicy(
        String key, String value, @Nullable String system, @Nullable String game) {
    public StoredPolicy {
        if (game != null && system == null)
            throw new IllegalArgumentException("a rule for a game names its system: " + game);
    }
}
