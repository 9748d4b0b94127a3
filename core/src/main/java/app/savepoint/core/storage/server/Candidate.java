package app.savepoint.core.storage.server;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of a server's games that a game here could be: a proposal, on which nothing moves.
///
/// @param game the server's game
/// @param differs in what it is called otherwise; in nothing where several are called the same
/// @param owner another game here that it is by its name, as long as nobody says otherwise; null if
///   none
public record Candidate(ServerGame game, NameDifference differs, @Nullable GameKey owner) {
    /// A game that no other game here is.
    public static Candidate of(GameKey key, ServerGame game) {
        return new Candidate(game, NameDifference.of(key.game(), game.name()), null);
    }

    /// Why it is proposed and not taken.
    public enum Why {
        /// Several of the server's games are called just so.
        SAME_NAME,
        /// It is the same words, written otherwise.
        SPELLING,
        /// It is the same name with other tags.
        TAGS
    }

    /// Why it is proposed and not taken.
    public Why why() {
        if (differs.kinds().isEmpty()) return Why.SAME_NAME;
        return differs.kinds().equals(Set.of(Differing.CASE)) ? Why.SPELLING : Why.TAGS;
    }
}
