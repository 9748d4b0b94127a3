package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A content that was set aside on this device.
///
/// @param id its name, given by whoever set it aside
/// @param save which save
/// @param place where it lay; null if it lay nowhere here. The root may be gone since
/// @param reason why it was set aside, a stable word
/// @param content what it holds
/// @param manifest its files as they lay at the place
/// @param size how many bytes it takes in the backups
/// @param time when it was set aside, to the millisecond
/// @param pinned whether it is kept for ever
/// @param path where it lies, below the folder of the backups, with `/` between names
public record StoredBackup(
        String id,
        SaveId save,
        @Nullable Place place,
        String reason,
        ContentId content,
        Manifest manifest,
        long size,
        Instant time,
        boolean pinned,
        String path) {
    public StoredBackup {
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }
}
