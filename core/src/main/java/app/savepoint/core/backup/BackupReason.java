package app.savepoint.core.backup;

import java.util.Locale;

/// Why a content was set aside.
public enum BackupReason {
    /// Another content took its place.
    REPLACED,
    /// The save was removed here because it was deleted elsewhere.
    DELETED,
    /// Two contents claim to be the next one.
    CONFLICT,
    /// It holds no progress, so it is not published.
    BLANK,
    /// Two saves met for the first time.
    FIRST_MEETING,
    /// A clock says that it went back in time.
    TIMESTAMP_CONFLICT,
    /// A replacement was cut short while something else wrote.
    INTERRUPTED,
    /// A person asked for it.
    MANUAL;

    /// The word used in lists and in the index.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
