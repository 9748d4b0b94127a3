package app.savepoint.testkit;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;

/// A store of which this device may read everything and write nothing, until it is allowed to.
/// Remembers what was tried. While it is written, something else can happen.
public final class ReadableObjectStore extends ForwardingObjectStore {
    private final List<String> refused = new ArrayList<>();
    private boolean writable;
    private Runnable meanwhile = () -> {};
    private boolean full;

    public ReadableObjectStore(ObjectStore store) {
        super(store);
    }

    /// From now on it may be written, or no more.
    public synchronized void allowWrites(boolean allowed) {
        writable = allowed;
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
        super.delete(key);
    }

    @Override
    public synchronized boolean takesWrites() {
        return writable;
    }
}
