package app.savepoint.testkit;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StoredObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A store of which this device may read everything and write nothing, until it is allowed to, or
/// the other way round. Remembers what was tried. While it is written, something else can happen.
public final class ReadableObjectStore extends ForwardingObjectStore {
    private final List<String> refused = new ArrayList<>();
    private boolean writable;
    private boolean readable = true;
    private Runnable meanwhile = () -> {};
    private boolean full;

    public ReadableObjectStore(ObjectStore store) {
        super(store);
    }

    /// From now on it may be written, or no more.
    public synchronized void allowWrites(boolean allowed) {
        writable = allowed;
    }

    /// From now on it hands out contents, or no more. Whoever gets none removes none.
    public synchronized void allowReads(boolean allowed) {
        readable = allowed;
    }

    private synchronized void read(String key) throws StorageException {
        if (readable || !key.startsWith("saves/")) return;
        refused.add(key);
        throw new NeedsPerson(Reason.DENIED, "no reading: " + key, null);
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        read(key);
        return super.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        read(key);
        return super.head(key);
    }

    /// From now on something happens each time before a content is stored.
    public synchronized void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    /// From now on it takes no contents, or some again.
    public synchronized void isFull(boolean now) {
        full = now;
    }

    private synchronized void requireRoom() throws StorageException {
        if (full) throw new NeedsPerson(Reason.FULL, "no room left", null);
    }

    private synchronized Runnable meanwhile() {
        return meanwhile;
    }

    /// What was to be written while it could only be read.
    public synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    private synchronized void write(String key) throws StorageException {
        if (writable) return;
        refused.add(key);
        throw new NeedsPerson(Reason.DENIED, "no writing: " + key, null);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        write(key);
        if (key.startsWith("saves/")) {
            requireRoom();
            meanwhile().run();
        }
        return super.put(key, content, expected);
    }

    @Override
    public void delete(String key) throws StorageException {
        write(key);
        read(key);
        super.delete(key);
    }

    @Override
    public synchronized Set<Right> rights() {
        Set<Right> rights = EnumSet.allOf(Right.class);
        if (!writable) rights.removeAll(EnumSet.of(Right.WRITE, Right.DELETE));
        if (!readable) rights.removeAll(EnumSet.of(Right.READ, Right.DELETE));
        return rights;
    }
}
