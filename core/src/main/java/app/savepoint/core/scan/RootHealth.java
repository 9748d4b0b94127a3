package app.savepoint.core.scan;

/// Whether what a root shows may be believed.
public enum RootHealth {
    OK,
    /// The folder is not there.
    MISSING,
    /// The folder is there and can not be read.
    UNREADABLE,
    /// Another volume lies at its path.
    OTHER_VOLUME,
    /// At least 5 and more than half of its saves are gone since the last sync.
    MANY_GONE
}
