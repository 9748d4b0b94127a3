package app.savepoint.app.history;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A content of a save that can be had back, or an end that was put to it.
///
/// @param source where it is kept
/// @param time when it was published or set aside
/// @param title what happened then, in words
/// @param detail how old the content itself is, and how large
/// @param content what it is; null for a deletion
/// @param here whether this very content lies on this device now
/// @param head whether the storage holds it as the latest
/// @param pinned whether it is kept for ever
public record HistoryEntry(
        Source source,
        Instant time,
        String title,
        String detail,
        @Nullable ContentId content,
        boolean here,
        boolean head,
        boolean pinned) {
    /// Where a content is kept.
    public sealed interface Source {
        /// In the storage.
        record Revision(RevisionId id) implements Source {}

        /// On this device.
        record Backup(long id) implements Source {}
    }

    /// Whether putting it back would change anything.
    public boolean restorable() {
        return content != null && !here;
    }
}
