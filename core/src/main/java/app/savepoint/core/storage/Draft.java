package app.savepoint.core.storage;

import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import java.util.Set;

/// A revision that is to be published.
///
/// @param revision what will be said
/// @param expectedHeads the heads the plan saw; if these are no longer the heads, nothing is
///   published
/// @param source where its files' bytes come from; not asked for a tombstone
public record Draft(Revision revision, Set<RevisionId> expectedHeads, ContentSource source) {
    public Draft {
        expectedHeads = Set.copyOf(expectedHeads);
    }
}
