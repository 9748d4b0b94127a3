package app.savepoint.app;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.save.Device;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a set-up led to, or what a test found.
///
/// @param device this installation; null if it was only a test and the home has no identity yet
/// @param storage the storage, as it answered
/// @param joined whether the storage was in use before this home was set up
/// @param alreadySetUp whether the home was set up with this storage before
/// @param found what was found out about the storage's place; nothing where there is nothing to
///   find out
/// @param kept where the keys or the sign-in are kept from now on; null if they are not
public record InitResult(
        @Nullable Device device,
        StorageInfo storage,
        boolean joined,
        boolean alreadySetUp,
        List<Check> found,
        @Nullable KeyPlace kept) {
    public InitResult {
        found = List.copyOf(found);
    }

    /// Where nothing was kept.
    public InitResult(
            @Nullable Device device,
            StorageInfo storage,
            boolean joined,
            boolean alreadySetUp,
            List<Check> found) {
        this(device, storage, joined, alreadySetUp, found, null);
    }

    public InitResult(
            @Nullable Device device, StorageInfo storage, boolean joined, boolean alreadySetUp) {
        this(device, storage, joined, alreadySetUp, List.of());
    }
}
