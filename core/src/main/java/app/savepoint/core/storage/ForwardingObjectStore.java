package app.savepoint.core.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does what another store does. Whatever stands around a store extends this and does something
/// else in one or two places, so that none forgets what a store can do besides.
///
/// What [ObjectStore] says by other methods of its own is not handed on, but those are: who changes
/// one of them changes it for all ways to ask.
public abstract class ForwardingObjectStore implements ObjectStore {
    private volatile ObjectStore behind;

    protected ForwardingObjectStore(ObjectStore store) {
        this.behind = store;
    }

    /// From now on another one is asked.
    protected final void leadTo(ObjectStore other) {
        behind = other;
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        return behind.put(key, content, expected);
    }

    @Override
    public void flush() throws StorageException {
        behind.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        return behind.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        return behind.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        return behind.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        behind.delete(key);
    }

    @Override
    public boolean arrivesInOrder() {
        return behind.arrivesInOrder();
    }

    @Override
    public Set<Right> rights() {
        return behind.rights();
    }

    @Override
    public void giveUpLeftovers(String prefix) throws StorageException {
        behind.giveUpLeftovers(prefix);
    }

    @Override
    public long longestPiece() {
        return behind.longestPiece();
    }

    @Override
    public Optional<Instant> time() {
        return behind.time();
    }

    @Override
    public void close() throws StorageException {
        behind.close();
    }
}
