package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
import java.nio.file.Path;

/// A copy that was written for a person.
///
/// @param save of which save
/// @param file where
/// @param zip whether it is an archive
/// @param report as of a sync: what was fetched for it
public record Exported(SaveId save, Path file, boolean zip, SyncReport report) {}
