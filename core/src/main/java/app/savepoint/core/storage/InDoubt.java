package app.savepoint.core.storage;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.util.Set;

/// What this device sent to a storage without hearing whether it was taken: the line went, or the
/// process.
///
/// @param revision under which id it was sent
/// @param expectedHeads the heads that were seen before
public record InDoubt(
        SaveId save, RevisionId revision, ContentId content, Set<RevisionId> expectedHeads) {
    public InDoubt {
        expectedHeads = Set.copyOf(expectedHeads);
    }
}
