package app.savepoint.core.storage.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A game of this device, and what it is at the server.
///
/// @param key the game here
/// @param how how that is known, or why it is not
/// @param game the server's game; null if there is none, or none for certain
/// @param candidates the server's games that could be meant, where none is certain
/// @param slots which of the server's slots for it is played here
public record MatchedGame(
        GameKey key,
        How how,
        @Nullable ServerGame game,
        List<Candidate> candidates,
        GameSlots slots) {
    public MatchedGame {
        candidates = List.copyOf(candidates);
    }

    /// A game of which no slots are known.
    public MatchedGame(
            GameKey key, How how, @Nullable ServerGame game, List<Candidate> candidates) {
        this(key, how, game, candidates, GameSlots.NONE);
    }

    /// How a match is known.
    public enum How {
        /// It is called the same.
        NAME,
        /// The game that lies here has the very bytes that the server's has.
        HASH,
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
            case NAME, HASH, PERSON, LEFT_OUT -> true;
            case OPEN, NONE -> false;
        };
    }

    /// Whether a person has to say something: which game it is, or which of its slots.
    public boolean isOpen() {
        return !isSettled() || slots.isOpen();
    }

    /// The only game of the server's that could be meant.
    public Optional<Candidate> proposal() {
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    /// The open ones that may be accepted together: one candidate each, which differs in these and
    /// nothing else, and which no other game here could be as well.
    public static List<MatchedGame> alike(List<MatchedGame> all, Set<Differing> kinds) {
        Map<Long, Integer> wanted = new HashMap<>();
        for (MatchedGame one : all)
            for (Candidate candidate : one.candidates())
                wanted.merge(candidate.game().id(), 1, Integer::sum);
        return all.stream()
                .filter(one ->
                        one.how() == How.OPEN
                                && one.proposal()
                                        .filter(only ->
                                                only.owner() == null
                                                        && !only.differs().kinds().isEmpty()
                                                        && kinds.containsAll(only.differs().kinds())
                                                        && wanted.getOrDefault(only.game().id(), 0)
                                                                == 1)
                                        .isPresent())
                .toList();
    }

    /// Those that a person's word stands for, where the names differ in these and nothing else.
    public static List<MatchedGame> accepted(List<MatchedGame> all, Set<Differing> kinds) {
        return all.stream()
                .filter(one -> {
                    ServerGame there = one.game();
                    if (one.how() != How.PERSON || there == null) return false;
                    Set<Differing> differs = Candidate.of(one.key(), there).differs().kinds();
                    return !differs.isEmpty() && kinds.containsAll(differs);
                })
                .toList();
    }
}
