package app.savepoint.testkit;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import java.util.TreeSet;

/// A store that takes only what every server takes: something in each object, something in each
/// part of a key, and no key that is another's folder.
public final class StrictObjectStore extends ForwardingObjectStore {
    private final TreeSet<String> keys = new TreeSet<>();

    /// @param store empty, or filled through one of these
    public StrictObjectStore(ObjectStore store) throws StorageException {
        super(store);
        for (ObjectInfo object : store.list("")) keys.add(object.key());
    }

    private synchronized void require(String key, Content content) {
        if (content.size() == 0) throw new AssertionError("nothing in it: " + key);
        for (String part : key.split("/", -1))
            if (part.isEmpty()) throw new AssertionError("a part of nothing: " + key);
        String next = keys.ceiling(key + "/");
        if (next != null && next.startsWith(key + "/"))
            throw new AssertionError(key + " is the folder of " + next);
        for (int i = key.indexOf('/'); i > 0; i = key.indexOf('/', i + 1))
            if (keys.contains(key.substring(0, i)))
                throw new AssertionError(key + " has a folder that is a key");
        keys.add(key);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        require(key, content);
        return super.put(key, content, expected);
    }

    @Override
    public void delete(String key) throws StorageException {
        super.delete(key);
        synchronized (this) {
            keys.remove(key);
        }
    }
}
