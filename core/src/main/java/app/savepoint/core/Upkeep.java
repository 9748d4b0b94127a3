package app.savepoint.core;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.PolicyRow;
import app.savepoint.core.view.StorageChecks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a home offers besides moving saves: pauses, rules, the devices that share the storage.
///
/// As with [SyncService], methods may be called from any thread and block until they are done.
public interface Upkeep {
    /// Until when nothing moves by itself; null if nothing is paused, [#UNTIL_RESUMED] if the
    /// person said no time.
    @Nullable Instant pausedUntil();

    /// A pause without an end: the last second that every program can read.
    Instant UNTIL_RESUMED = Instant.parse("9999-12-31T23:59:59Z");

    /// From now on, and after a restart too, syncs move nothing until that time. What a person does
    /// to saves by name is done all the same.
    void pause(Instant until);

    /// Ends a pause.
    void resume();

    /// The rules that were set, sorted by key, the wider scope first.
    List<PolicyRow> policies();

    /// Sets a rule for a scope, in place of what was set there. A rule that does not exist, or a
    /// value that it can not have, is a [RequestException].
    ///
    /// @param system the system it is for; null: the whole library
    /// @param game the game of that system it is for; null: all of them
    void setPolicy(String key, String value, @Nullable String system, @Nullable String game)
            throws StorageException;

    /// Takes back what was set for exactly that scope; nothing happens where nothing was.
    void unsetPolicy(String key, @Nullable String system, @Nullable String game);

    /// Gives this device another name. Others see it at their next sync, or, if the storage is out
    /// of reach now, after this device has published something.
    ///
    /// @throws StorageException if the storage could not be told; the name is changed here
    void renameDevice(String name) throws StorageException;

    /// Hides a device that is no longer used. What it published stays; should it publish again, it
    /// is shown again.
    void removeDevice(DeviceId device) throws StorageException;

    /// Looks everything over: the home, the database, the folders, the storage, the clock, the
    /// backups. A storage out of reach is one of the findings.
    List<Check> checkUp();

    /// What was found out about the storage when it was last tried out. Costs no request, and does
    /// not wait for a sync.
    StorageChecks storageAsKnown();

    /// Tries the storage out. One out of reach is one of the findings.
    StorageChecks tryStorage();
}
