package app.savepoint.app;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import java.nio.file.Path;

/// Where the faces get at the engine of a home: a command and the window know no other way in.
///
/// A home is a folder with a device's identity, settings, database and backups. The composition
/// root implements this; tests hand in one that lives in memory.
public interface Homes {
    /// Opens a home that was set up before. An unreachable storage is no reason to fail here: it is
    /// said when the storage is first needed.
    ///
    /// @return the front door; closing it gives the home back
    SyncService open(Path home, OpenOptions options) throws HomeException;

    /// Sets up a home, or only tests whether that would work.
    ///
    /// Doing it again with the same storage changes nothing and says what is there.
    InitResult init(InitWish wish) throws HomeException, StorageException;
}
