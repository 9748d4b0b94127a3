package app.savepoint.core.view;

import app.savepoint.core.save.RevisionId;

/// Where a copy is taken from.
public sealed interface ExportFrom {
    /// What lies on this device; where nothing does, the storage's only head.
    record Present() implements ExportFrom {}

    /// What was set aside under that number.
    record Backup(long id) implements ExportFrom {}

    /// What was published as that revision.
    record Published(RevisionId id) implements ExportFrom {}
}
