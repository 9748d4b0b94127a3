package app.savepoint.core.storage;

/// What a device may do in an [ObjectStore]. Whoever may do none of it may still see what is there
/// and what is said of it, or it can not take part at all.
public enum Right {
    /// Gets contents. Without it, a device only sends.
    READ,
    /// Stores objects. Without it, a device only takes.
    WRITE,
    /// Removes objects. Without it, what could go stays.
    DELETE
}
