package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.Selection;
import org.jspecify.annotations.Nullable;

/// Tells which backup came after a moment: what a restored content replaced.
///
/// @param before the highest number at that moment
record NewestBackup(SyncService service, long before) {
    static NewestBackup of(SyncService service) {
        long newest =
                service.backups(Selection.ALL).stream()
                        .mapToLong(BackupRow::id)
                        .max()
                        .orElse(Long.MIN_VALUE);
        return new NewestBackup(service, newest);
    }

    /// The number of a backup of that save that was made since; null if there is none.
    @Nullable Long newer(SaveId save) {
        long newest =
                service.backups(Selection.ALL).stream()
                        .filter(row -> row.save().equals(save))
                        .mapToLong(BackupRow::id)
                        .max()
                        .orElse(Long.MIN_VALUE);
        // Backups are numbered as they are made, so a higher number is what was just replaced.
        return newest > before ? newest : null;
    }
}
