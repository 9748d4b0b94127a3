package app.savepoint.core.save;

/// Where a save can be had.
public enum Availability {
    LOCAL_ONLY,
    CLOUD_ONLY,
    SYNCHRONIZED,
    NOT_AVAILABLE
}
