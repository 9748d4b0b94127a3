package app.savepoint.testkit.lives;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.core.transfer.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One device's way to the storage: counts, and is a step before and after each request.
final class Wire extends ForwardingObjectStore {
    private final Steps steps;
    private final List<String> requests = new ArrayList<>();

    Wire(ObjectStore end, Steps steps) {
        super(end);
        this.steps = steps;
    }

    /// From now on it ends elsewhere.
    void endAt(ObjectStore other) {
        leadTo(other);
    }

    int requests() {
        return requests.size();
    }

    /// What was asked for after so many requests.
    List<String> after(int many) {
        return List.copyOf(requests.subList(many, requests.size()));
    }

    private void before(String what) {
        requests.add(what);
        steps.reached("before " + what);
    }

    private void after(String what) {
        steps.reached("after " + what);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        String what = "put " + name(key);
        before(what);
        ETag etag = super.put(key, content, expected);
        after(what);
        return etag;
    }

    private static String name(String key) {
        if (key.startsWith("saves/")) return "content";
        if (key.contains("/events/")) return "segment";
        return key.startsWith("metadata/heads/") ? "head" : key;
    }

    @Override
    public void flush() throws StorageException {
        before("flush");
        super.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        before("get " + name(key));
        return super.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        before("head " + name(key));
        return super.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        before("list " + prefix);
        return super.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        before("delete " + name(key));
        super.delete(key);
        after("delete " + name(key));
    }

    @Override
    public void close() {
        // The storage stays for the others.
    }
}
