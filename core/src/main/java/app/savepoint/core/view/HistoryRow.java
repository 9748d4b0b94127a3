package app.savepoint.core.view;

import app.savepoint.core.save.Revision;

/// A revision of a save, as a person is shown it.
///
/// @param revision what was published
/// @param deviceName the name of the device that published it
/// @param head whether nothing continues it
public record HistoryRow(Revision revision, String deviceName, boolean head) {}
