package app.savepoint.core.backup;

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

    /// The same bytes, set aside once more.
    StoredBackup again(Instant now, BackupReason why) {
        return new StoredBackup(
                id, save, place, why.word(), content, manifest, size, now, pinned, path);
    }

    StoredBackup at(String newPath) {
        return new StoredBackup(
                id, save, place, reason, content, manifest, size, time, pinned, newPath);
    }

    StoredBackup pinned(boolean forEver) {
        return new StoredBackup(
                id, save, place, reason, content, manifest, size, time, forEver, path);
    }

    StoredBackup withId(String newId) {
        return new StoredBackup(
                newId, save, place, reason, content, manifest, size, time, pinned, path);
    }
}
