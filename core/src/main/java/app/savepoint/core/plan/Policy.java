package app.savepoint.core.plan;

import app.savepoint.core.save.DeviceId;
import java.util.List;

/// What a person set once and for all, for one save: per library, system or game, the narrowest
/// wins.
///
/// @param conflict who wins when two contents claim to be the next one
/// @param preferred devices in the order in which they win, for [OnConflict#PREFER_DEVICE]
/// @param deletion what a removed file means for the storage
/// @param download whether saves that are new in the storage come here by themselves
public record Policy(
        OnConflict conflict, List<DeviceId> preferred, OnDeletion deletion, Download download) {
    public static final Policy DEFAULT =
            new Policy(OnConflict.ASK, List.of(), OnDeletion.KEEP_REMOTE, Download.ALL);

    public Policy {
        preferred = List.copyOf(preferred);
    }

    /// The same with another meaning of a removed file.
    public Policy with(OnDeletion other) {
        return new Policy(conflict, preferred, other, download);
    }

    /// The same with another rule for what is new in the storage.
    public Policy with(Download other) {
        return new Policy(conflict, preferred, deletion, other);
    }

    public enum OnConflict {
        ASK,
        NEWEST,
        PREFER_DEVICE,
        LOCAL,
        REMOTE,
        KEEP_BOTH
    }

    public enum OnDeletion {
        KEEP_REMOTE,
        DELETE_REMOTE
    }

    public enum Download {
        ALL,
        NONE
    }
}
