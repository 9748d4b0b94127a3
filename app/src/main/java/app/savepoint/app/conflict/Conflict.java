package app.savepoint.app.conflict;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A conflict as the person sees it.
///
/// @param row what the engine said of it
/// @param headline what happened, in a sentence
/// @param continues what the contents continue from
/// @param difference which of several files are the same and which are not; empty where the save is
///   one file
/// @param cards one per distinct content, this device's first
/// @param both whether several contents can each get a slot
public record Conflict(
        SaveRow row,
        String headline,
        String continues,
        String difference,
        List<Card> cards,
        boolean both) {
    public Conflict {
        cards = List.copyOf(cards);
    }

    public SaveId save() {
        return row.id();
    }

    /// What the person decides on. If it is another one at the click, the person has not seen it.
    Ground ground() {
        return Ground.of(row);
    }

    /// The contents that a decision is made on.
    ///
    /// @param local what lies here; null if nothing does
    /// @param heads what stands in the storage
    record Ground(@Nullable ContentId local, Set<RevisionId> heads) {
        static Ground of(SaveRow row) {
            Version local = row.local();
            return new Ground(
                    local == null ? null : local.contentId(),
                    row.remote().stream()
                            .map(Version::revision)
                            .filter(head -> head != null)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }
}
