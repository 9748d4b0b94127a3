package app.savepoint.core.view;

import app.savepoint.core.save.Revision;

/// A revision of a save, as a person is shown it.
///
/// @param revision what was published
/// @param deviceName the name of the device that published it
/// @param head whether nothing continues it
/// @param available whether it holds a content that can still be had
public record HistoryRow(Revision revision, String deviceName, boolean head, boolean available) {
    /// A revision whose content, if it has one, was not removed.
    public HistoryRow(Revision revision, String deviceName, boolean head) {
        this(revision, deviceName, head, !revision.isTombstone());
    }
}
