package app.savepoint.core;

import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.BackupRow;
import java.util.Comparator;
import java.util.List;

/// Backups as people are shown them.
final class BackupRows {
    private BackupRows() {}

    static List<BackupRow> of(List<StoredBackup> backups) {
        return backups.stream()
                .sorted(Comparator.comparing(StoredBackup::time).reversed())
                .map(BackupRows::of)
                .toList();
    }

    static BackupRow of(StoredBackup backup) {
        return new BackupRow(
                Long.parseLong(backup.id()),
                backup.save(),
                backup.time(),
                backup.reason(),
                backup.manifest(),
                backup.pinned());
    }

    static StoredBackup find(List<StoredBackup> backups, long id) {
        return backups.stream()
                .filter(backup -> backup.id().equals(Long.toString(id)))
                .findFirst()
                .orElseThrow(() -> new RequestException("backup.unknown", id));
    }

    static StoredBackup find(List<StoredBackup> backups, SaveId save, long id) {
        return backups.stream()
                .filter(backup ->
                        backup.id().equals(Long.toString(id)) && backup.save().equals(save))
                .findFirst()
                .orElseThrow(() ->
                        new RequestException(
                                "backup.unknown", Saying.of("backup.unknown.of", id, save)));
    }
}
