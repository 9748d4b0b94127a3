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
    /// The storage does not hold it, or what it holds is still arriving.
    ONLY_HERE,
    /// Something else wrote while it was being replaced, or a replacement was cut short.
    INTERRUPTED,
    /// A person asked for it.
    MANUAL;

    /// The word used in lists and in the index.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
