package app.savepoint.core.backup;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.SaveId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The list of what was set aside on this device; the bytes lie in files. Safe for use by several
/// threads. What it lost, [BackupStore#adopt] can tell it again.
public interface BackupIndex {
    /// Adds backups, all or none. One that is listed under its id already is replaced.
    void add(Collection<StoredBackup> backups);

    /// All backups, newest first.
    List<StoredBackup> all();

    /// The backups of a save, newest first.
    List<StoredBackup> of(SaveId save);

    /// The backup with that id.
    Optional<StoredBackup> find(String id);

    /// Whether that content of a save is among the backups.
    boolean holds(SaveId save, ContentId content);

    /// Keeps a backup for ever, or lets the rules apply to it again. False if there is no such
    /// backup.
    boolean pin(String id, boolean pinned);

    /// Takes backups off the list, all or none.
    void delete(Collection<String> ids);
}
