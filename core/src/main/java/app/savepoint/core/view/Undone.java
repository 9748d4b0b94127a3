package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;

/// What was taken back.
///
/// @param save which save it was about
/// @param activity the number of the entry of the activity that was undone
/// @param report what was published of it
public record Undone(SaveId save, long activity, SyncReport report) {}
