package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
import java.nio.file.Path;

/// What became of a copy for a person.
///
/// @param save of which save
/// @param file where; nothing is there if the report names a failure
/// @param zip whether it is an archive
/// @param report as of a sync: what was fetched for it, or why there is no copy
public record Exported(SaveId save, Path file, boolean zip, SyncReport report) {}
