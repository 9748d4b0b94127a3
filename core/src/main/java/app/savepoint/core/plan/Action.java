package app.savepoint.core.plan;

/// What a sync does with a save, in the words of the command line.
public enum Action {
    IN_SYNC,
    PUSH,
    PULL,
    CONFLICT,
    TIMESTAMP_CONFLICT,
    DELETE_LOCAL,
    DELETE_REMOTE,
    CLOUD_ONLY,
    LOCAL_ONLY,
    SKIP,
    NONE
}
