package app.savepoint.core.journal;

import app.savepoint.core.save.SaveId;
import java.time.Instant;

/// A step of sending a save, or of deleting one from a storage.
///
/// @param time when, to the millisecond
/// @param storage the storage's number in this home
/// @param save which save
/// @param status how far it got
/// @param detail what exactly, for a person; empty if there is nothing to add
public record FileSyncLine(
        Instant time, long storage, SaveId save, FileSyncStatus status, String detail) {
    public FileSyncLine {
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }
}
