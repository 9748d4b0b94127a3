package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.testkit.MemoryObjectStore;
import java.util.List;
import java.util.Optional;

/// A store where what was joined is removed right after a reader has listed it, and where a reader
/// is not told of unions at first.
final class VanishingParts implements ObjectStore {
    private final MemoryObjectStore store;
    private final String events;
    private boolean vanished;

    VanishingParts(MemoryObjectStore store, DeviceId device) {
        this.store = store;
        this.events = Keys.events(device);
    }

    boolean vanished() {
        return vanished;
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) {
        List<ObjectInfo> listed = store.list(prefix, startAfter);
        if (vanished || !prefix.equals(events)) return listed;
        vanished = true;
        List<ObjectInfo> parts = listed.stream().filter(object -> isOne(object.key())).toList();
        for (ObjectInfo part : parts.subList(0, parts.size() - 1)) store.remove(part.key());
        return parts;
    }

    private static boolean isOne(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.substring(0, 12).equals(name.substring(13, 25));
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        return store.put(key, content, expected);
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) {
        return store.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return store.head(key);
    }

    @Override
    public void delete(String key) {
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
    public void close() {
        store.close();
    }
}
