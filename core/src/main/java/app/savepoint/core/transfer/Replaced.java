package app.savepoint.core.transfer;

import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.Manifest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What became of a replacement.
public sealed interface Replaced {
    /// The new content lies in place; what it replaced is in the backups.
    ///
    /// @param manifest as it now lies on the disk; null if the save was removed
    record Done(@Nullable Manifest manifest) implements Replaced {}

    /// The target was no longer what the plan saw. Nothing was changed.
    ///
    /// @param what what was different, for a person
    record TargetMoved(String what) implements Replaced {}

    /// An emulator that owns the file runs. Nothing was changed.
    record GateClosed() implements Replaced {}

    /// Something wrote while the new content was moved in. What it wrote lies in place again, so
    /// that the next plan sees a conflict, and is in the backups as well.
    ///
    /// @param backup what it wrote
    record Overtaken(StoredBackup backup) implements Replaced {}

    /// It was not begun, because the sync was stopped. Nothing was changed.
    record Cancelled() implements Replaced {}

    /// It could not be done, for that reason. The target is as it was; where even that could not be
    /// seen to, the marker stays, and the save is held until recovery has.
    record Failed(IOException cause) implements Replaced {}
}
