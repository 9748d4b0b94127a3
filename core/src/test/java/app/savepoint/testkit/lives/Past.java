package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.SaveId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the people of a life know: which states there ever were, and which state was played on from
/// which. Kept by looking over the players' shoulders, without asking the engine.
final class Past {
    /// A state of a save.
    record Point(SaveId save, ContentId content) {}

    private final Map<ContentId, Game.State> states = new HashMap<>();
    private final Set<SaveId> blanked = new HashSet<>();
    private final Set<String> files = new HashSet<>();

    /// What each was played on from, or chosen over.
    private final Map<Point, Set<ContentId>> before = new HashMap<>();

    private final Map<SaveId, Set<ContentId>> deleted = new HashMap<>();
    private final Map<SaveId, Set<Set<ContentId>>> undecided = new HashMap<>();
    private final Set<ContentId> mixtures = new HashSet<>();
    private final Set<Point> chosen = new HashSet<>();

    /// Someone plays on from `from` and saves.
    void played(Game game, Game.State state, @Nullable ContentId from) {
        states.put(state.id(), state);
        files.addAll(state.hashes());
        if (state.blank()) blanked.add(game.save());
        if (from == null) return;
        before(game.save(), state.id()).add(from);
    }

    private Set<ContentId> before(SaveId save, ContentId content) {
        return before.computeIfAbsent(new Point(save, content), _ -> new HashSet<>());
    }

    /// Someone decides that `winner` (null: nothing) is what to go on with, knowing the others.
    void chosen(SaveId save, @Nullable ContentId winner, Set<ContentId> others) {
        if (winner == null) {
            deleted.computeIfAbsent(save, _ -> new HashSet<>()).addAll(others);
        } else {
            before(save, winner).addAll(others);
            chosen.add(new Point(save, winner));
        }
    }

    /// Progress takes the place of a blank save, and of what was given up for that.
    void tookTheBlankPlace(SaveId save, ContentId progress, ContentId blank) {
        before(save, progress).add(blank);
    }

    /// Someone deletes a save.
    void deleted(SaveId save, ContentId content) {
        chosen(save, null, Set.of(content));
    }

    /// Someone decided between these contents, and nobody can say yet which of them won.
    void mayHaveBeenDecided(SaveId save, Set<ContentId> between) {
        undecided.computeIfAbsent(save, _ -> new HashSet<>()).add(Set.copyOf(between));
    }

    /// Whether in such a decision `later`, or what it continues, may have won over `earlier`, or
    /// over what continues that.
    boolean mayHaveWon(SaveId save, ContentId later, ContentId earlier) {
        return undecided.getOrDefault(save, Set.of()).stream()
                .anyMatch(between ->
                        between.stream().anyMatch(one -> continues(save, later, one))
                                && between.stream().anyMatch(one -> continues(save, one, earlier)));
    }

    /// A player wrote some files of a save while others were being replaced.
    void mixed(ContentId content) {
        mixtures.add(content);
    }

    boolean isDeletionOf(SaveId save, ContentId content) {
        return deleted.getOrDefault(save, Set.of()).stream()
                .anyMatch(last -> continues(save, last, content));
    }

    /// Whether who has `later` need not miss `earlier`: someone went on from it, step by step, or
    /// decided against it.
    boolean continues(SaveId save, ContentId later, ContentId earlier) {
        Set<ContentId> seen = new HashSet<>();
        Deque<ContentId> open = new ArrayDeque<>(List.of(later));
        while (!open.isEmpty()) {
            ContentId next = open.pop();
            if (next.equals(earlier)) return true;
            if (seen.add(next)) open.addAll(before(save, next));
        }
        return false;
    }

    boolean hasBlanks(SaveId save) {
        return blanked.contains(save);
    }

    boolean isBlank(ContentId content) {
        Game.State state = states.get(content);
        return state != null && state.blank();
    }

    boolean wasChosen(SaveId save, ContentId content) {
        return chosen.contains(new Point(save, content));
    }

    boolean knows(ContentId content) {
        return states.containsKey(content) || mixtures.contains(content);
    }

    /// Whether a player saved a file with that hash.
    boolean knowsFile(String hash) {
        return files.contains(hash);
    }

    Game.@Nullable State state(ContentId content) {
        return states.get(content);
    }

    /// The contents whose every file is among these hashes.
    Set<ContentId> wholeIn(Set<String> hashes) {
        Set<ContentId> whole = new HashSet<>();
        states.forEach((id, state) -> {
            if (hashes.containsAll(state.hashes())) whole.add(id);
        });
        return whole;
    }
}
