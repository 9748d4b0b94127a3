package app.savepoint.app;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.StorageInfo;
import org.jspecify.annotations.Nullable;

/// What a set-up led to, or what a test found.
///
/// @param device this installation; null if it was only a test and the home has no identity yet
/// @param storage the storage, as it answered
/// @param joined whether the storage was in use before this home was set up
/// @param alreadySetUp whether the home was set up with this storage before
public record InitResult(
        @Nullable Device device, StorageInfo storage, boolean joined, boolean alreadySetUp) {}
