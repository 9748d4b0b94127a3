package app.savepoint.core.plan;

/// What about a save a person should look at.
public enum Attention {
    NONE,
    /// Two contents claim to be the next one.
    CONFLICT,
    /// A clock says that something went back in time.
    TIMESTAMP_CONFLICT,
    /// A save without progress is about to replace one with.
    BLANK,
    /// It is held back: an emulator runs, it is paused, it is still arriving, the storage can not
    /// take it; what exactly, its guard says.
    WAITING,
    /// The root it lies in is not what it was.
    ROOT_CHANGED,
    /// It could not be read or written.
    ERROR;

    /// Whether nothing happens until a person decides.
    public boolean waitsForPerson() {
        return settledByResolve() || this == ROOT_CHANGED;
    }

    /// Whether `resolve` settles it.
    public boolean settledByResolve() {
        return this == CONFLICT || this == TIMESTAMP_CONFLICT || this == BLANK;
    }
}
