package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import java.time.Instant;
import java.util.Optional;

/// The time by the storage's clock, for a device that can not trust its own.
final class StorageTime {
    private StorageTime() {}

    /// When it last took something from this device that is put there anew each day it is used;
    /// empty if nothing is there.
    static Optional<Instant> of(ObjectStore store, DeviceId self) throws StorageException {
        Optional<ObjectInfo> seen = store.head(Keys.seen(self));
        return (seen.isPresent() ? seen : store.head(Keys.head(self))).map(ObjectInfo::modifiedAt);
    }
}
