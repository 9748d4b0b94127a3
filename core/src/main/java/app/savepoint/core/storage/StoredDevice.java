package app.savepoint.core.storage;

import app.savepoint.core.save.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device as the storage knows it.
///
/// @param device who
/// @param lastSeen when it last said that it is there; null if it never did
/// @param appVersion the Savepoint it runs; null if it never said
/// @param unsent how many saves it said to hold that are not in the storage
public record StoredDevice(
        Device device, @Nullable Instant lastSeen, @Nullable String appVersion, int unsent) {}
