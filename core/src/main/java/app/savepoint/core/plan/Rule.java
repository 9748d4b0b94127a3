package app.savepoint.core.plan;

/// Which row of the decision table fitted, and why: what `explain` names.
///
/// The rows are numbered as in `core/docs/design.md`, section 3; the first that fits wins.
public enum Rule {
    /// Held back: unreadable, unstable, root unhealthy, not to be synced. Never read as absent.
    HELD(0, Action.SKIP),
    /// Two places on this device hold different new contents.
    PLACES_DIFFER(0, Action.CONFLICT),
    /// A person chose this device's content.
    CHOSE_LOCAL(1, Action.PUSH),
    /// A person chose a content of the storage.
    CHOSE_REMOTE(1, Action.PULL),
    /// A person chose a deletion that the storage holds.
    CHOSE_REMOTE_DELETION(1, Action.DELETE_LOCAL),
    /// A person chose to keep every content, each in a slot of its own.
    CHOSE_BOTH(1, Action.PUSH),
    /// A person wants the save on this device.
    CHOSE_PULL(1, Action.PULL),
    /// A person wants the save gone from the storage; files on disks stay.
    CHOSE_DELETION(1, Action.DELETE_REMOTE),
    /// The storage holds several contents, each the latest.
    HEADS_DIFFER(2, Action.CONFLICT),
    /// Both sides hold the same content.
    SAME(3, Action.IN_SYNC),
    /// The storage has a save that this device takes.
    NEW_THERE(4, Action.PULL),
    /// The storage has a save that this device does not take.
    NEW_THERE_NOT_TAKEN(4, Action.CLOUD_ONLY),
    /// It was removed here; the storage keeps it.
    REMOVED_HERE(5, Action.CLOUD_ONLY),
    /// It was removed here, and policy says to remove it from the storage as well.
    REMOVED_HERE_AND_THERE(5, Action.DELETE_REMOTE),
    /// It was removed here while it went on elsewhere.
    REMOVED_HERE_CHANGED_THERE(5, Action.CONFLICT),
    /// It is known not to be wanted on this device.
    STAYS_IN_STORAGE(6, Action.CLOUD_ONLY),
    /// A file appeared where none was, and it continues nothing.
    APPEARED_HERE(7, Action.CONFLICT),
    /// Neither side has it.
    GONE(8, Action.NONE),
    /// Only this device has it.
    NEW_HERE(9, Action.PUSH),
    /// This device holds an earlier version of what the storage has.
    BEHIND(10, Action.PULL),
    /// What lies here looks empty, the storage has progress.
    BLANK_HERE(10, Action.PULL),
    /// What the storage has looks empty, this device has progress.
    BLANK_THERE(10, Action.PUSH),
    /// Both have progress and nothing says how they belong together.
    FIRST_MEETING(10, Action.CONFLICT),
    /// Only the storage moved on.
    CHANGED_THERE(11, Action.PULL),
    /// The storage went back to something older.
    STORAGE_WENT_BACK(12, Action.PUSH),
    /// The storage holds something that does not continue what was agreed on.
    UNRELATED_THERE(13, Action.CONFLICT),
    /// The storage, which keeps no lineage, has something later by its own clock.
    LATER_THERE(14, Action.PULL),
    /// The storage, which keeps no lineage, has something that is not later by its own clock.
    EARLIER_THERE(14, Action.TIMESTAMP_CONFLICT),
    /// Only this device moved on.
    CHANGED_HERE(15, Action.PUSH),
    /// The file here was replaced by one with an earlier time.
    OLDER_HERE(15, Action.TIMESTAMP_CONFLICT),
    /// Both sides moved on.
    BOTH_CHANGED(16, Action.CONFLICT),
    /// It was deleted elsewhere, and did not change here.
    DELETED_THERE(17, Action.DELETE_LOCAL),
    /// It was deleted elsewhere while it changed here.
    DELETED_THERE_CHANGED_HERE(18, Action.CONFLICT),
    /// The storage lost it, this device still has it.
    LOST_THERE(19, Action.PUSH),
    /// The storage does not have it any more and can not say why.
    MISSING_THERE(19, Action.LOCAL_ONLY);

    private final int row;
    private final Action action;

    Rule(int row, Action action) {
        this.row = row;
        this.action = action;
    }

    /// The row's number in the decision table.
    public int row() {
        return row;
    }

    /// What the row does, before policies and guards.
    public Action action() {
        return action;
    }
}
