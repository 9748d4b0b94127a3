package app.savepoint.app;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.core.transfer.Steps;
import java.util.List;
import java.util.Optional;

/// Tells of the steps of publishing: what is put, before and after.
final class SteppedObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final Steps steps;

    SteppedObjectStore(ObjectStore store, Steps steps) {
        this.store = store;
        this.steps = steps;
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        String what =
                key.startsWith("saves/")
                        ? "content"
                        : key.contains("/events/") ? "segment" : "head";
        steps.reached("before-" + what);
        ETag etag = store.put(key, content, expected);
        steps.reached(what + "-put");
        return etag;
    }

    @Override
    public void flush() throws StorageException {
        store.flush();
        steps.reached("flushed-objects");
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
    public boolean takesWrites() {
        return store.takesWrites();
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}
