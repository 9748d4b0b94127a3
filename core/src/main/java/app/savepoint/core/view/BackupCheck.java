package app.savepoint.core.view;

import app.savepoint.core.save.Saying;
import java.util.List;

/// What reading backups to their end has shown.
///
/// @param checked how many were read
/// @param damaged those that are no longer what was set aside; they are never put back
public record BackupCheck(int checked, List<Damaged> damaged) {
    public BackupCheck {
        damaged = List.copyOf(damaged);
    }

    /// A backup that is not whole.
    ///
    /// @param backup which
    /// @param what what is wrong with it, in words
    public record Damaged(BackupRow backup, Saying what) {}
}
