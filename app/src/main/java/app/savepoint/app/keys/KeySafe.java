package app.savepoint.app.keys;

import app.savepoint.core.storage.StorageException;
import java.util.Optional;

/// Keeps secrets under names. What goes wrong is a [StorageException] that says what to do.
public interface KeySafe {
    /// The secret of that name, if there is one.
    Optional<String> get(String name) throws StorageException;

    /// Keeps a secret, in place of the one of that name.
    void put(String name, String secret) throws StorageException;

    /// Forgets it; nothing happens if there is none.
    void remove(String name) throws StorageException;
}
