package app.savepoint.app;

import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.save.DeviceType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A home that a person wants to be set up.
///
/// @param home its folder; need not exist yet
/// @param storage what to keep saves in sync with
/// @param deviceName what to call this installation; null: after the machine
/// @param type what sort of machine it is; null: as the system says
/// @param checkOnly whether to test only if the storage can be used, and change nothing
/// @param keepKeys where to keep the storage's keys for later; null: nowhere
/// @param options how to wait for the home, and where secrets come from
/// @param approval how to ask for a sign-in where there is none
public record InitWish(
        Path home,
        StorageUri storage,
        @Nullable String deviceName,
        @Nullable DeviceType type,
        boolean checkOnly,
        @Nullable KeyPlace keepKeys,
        OpenOptions options,
        Approval approval) {
    /// Where nobody can be asked for a sign-in.
    public InitWish(
            Path home,
            StorageUri storage,
            @Nullable String deviceName,
            @Nullable DeviceType type,
            boolean checkOnly,
            @Nullable KeyPlace keepKeys,
            OpenOptions options) {
        this(home, storage, deviceName, type, checkOnly, keepKeys, options, Approval.NOBODY);
    }
}
