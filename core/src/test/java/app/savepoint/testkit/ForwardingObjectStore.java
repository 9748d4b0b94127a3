package app.savepoint.testkit;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does what another store does; who extends it does something else in one or two places.
public class ForwardingObjectStore implements ObjectStore {
    private final ObjectStore store;

    protected ForwardingObjectStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        return store.put(key, content, expected);
    }

    @Override
    public void flush() throws StorageException {
        store.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        return store.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        return store.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        return store.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        store.delete(key);
    }

    @Override
    public boolean arrivesInOrder() {
        return store.arrivesInOrder();
    }

    @Override
    public Set<Right> rights() {
        return store.rights();
    }

    @Override
    public void giveUpLeftovers(String prefix) throws StorageException {
        store.giveUpLeftovers(prefix);
    }

    @Override
    public Optional<Instant> time() {
        return store.time();
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}
