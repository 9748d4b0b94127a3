package app.savepoint.core.storage.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A game of this device, and what it is at the server.
///
/// @param key the game here
/// @param how how that is known, or why it is not
/// @param game the server's game; null if there is none, or none for certain
/// @param candidates the server's games that could be meant, where none is certain
public record MatchedGame(
        GameKey key, How how, @Nullable ServerGame game, List<ServerGame> candidates) {
    public MatchedGame {
        candidates = List.copyOf(candidates);
    }

    /// How a match is known.
    public enum How {
        /// It is called the same.
        NAME,
        /// A person said so.
        PERSON,
        /// A person said that it is none of the server's.
        LEFT_OUT,
        /// Some could be meant; a person has to say which.
        OPEN,
        /// The server has none that could be meant.
        NONE
    }

    /// Whether there is nothing left to be said about it.
    public boolean isSettled() {
        return switch (how) {
            case NAME, PERSON, LEFT_OUT -> true;
            case OPEN, NONE -> false;
        };
    }
}
