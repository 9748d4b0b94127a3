package app.savepoint.core.transfer;

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
    record TargetMoved() implements Replaced {}

    /// An emulator that owns the file runs. Nothing was changed.
    record GateClosed() implements Replaced {}

    /// Something wrote while the new content was moved in; its bytes are in the backups.
    record Overtaken(@Nullable Manifest manifest) implements Replaced {}

    /// It could not be done, for that reason. The target is as it was.
    record Failed(IOException cause) implements Replaced {}
}
