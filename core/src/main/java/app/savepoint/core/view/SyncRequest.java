package app.savepoint.core.view;

/// What a sync is asked to do.
///
/// @param selection which saves
/// @param direction which way they may move
/// @param force whether a conflict is settled in favour of the direction, keeping the loser;
///   overrides neither a running emulator nor a blank save
/// @param dryRun whether to say only what would be done
public record SyncRequest(Selection selection, Direction direction, boolean force, boolean dryRun) {
    /// Everything, both ways.
    public static final SyncRequest ALL =
            new SyncRequest(Selection.ALL, Direction.BOTH, false, false);

    /// Which way saves may move.
    public enum Direction {
        BOTH,
        PUSH,
        PULL
    }
}
