package app.savepoint.app.session;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;

/// Why the storage could not be used.
///
/// @param code a stable word, such as `storage.unavailable`
/// @param what what happened
public record Trouble(String code, Saying what) {
    private static final String OUT_OF_REACH = "storage.unavailable";
    private static final String CHANGED = "storage.changed";

    static Trouble of(StorageException e) {
        return new Trouble(e.code(), e.saying());
    }

    /// Whether it goes on by itself once the storage is back.
    public boolean passes() {
        return code.equals(OUT_OF_REACH) || code.equals(CHANGED);
    }
}
