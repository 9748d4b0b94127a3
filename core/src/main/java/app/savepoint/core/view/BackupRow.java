package app.savepoint.core.view;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveId;
import java.time.Instant;

/// A content set aside on this device.
///
/// @param id its number on this device; a later backup has a higher one
/// @param save of which save
/// @param time when it was set aside
/// @param reason why, as a stable word such as `replaced`
/// @param manifest its files
/// @param pinned whether it is kept for ever
public record BackupRow(
        long id, SaveId save, Instant time, String reason, Manifest manifest, boolean pinned) {}
