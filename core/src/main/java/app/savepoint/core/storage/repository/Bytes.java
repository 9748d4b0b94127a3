package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.IOException;
import java.util.Optional;

/// A whole object of bounded length.
final class Bytes {
    private final byte[] bytes;
    private final ETag etag;

    private Bytes(byte[] bytes, ETag etag) {
        this.bytes = bytes;
        this.etag = etag;
    }

    /// Reads an object of at most `most` bytes; a longer one is [Malformed].
    static Optional<Bytes> read(ObjectStore store, String key, int most)
            throws StorageException, Malformed {
        Optional<StoredObject> found = store.get(key);
        if (found.isEmpty()) return Optional.empty();
        try (StoredObject object = found.get()) {
            byte[] bytes = object.body().readNBytes(most);
            if (object.body().read() >= 0) throw new Malformed("is far too long");
            return Optional.of(new Bytes(bytes, object.info().etag()));
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new Unavailable(
                    Saying.of("storage.broke-off", key).inEnglish("reading broke off: " + key), e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /// The version that was read.
    ETag etag() {
        return etag;
    }
}
