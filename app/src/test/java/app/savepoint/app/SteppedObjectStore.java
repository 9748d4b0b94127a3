package app.savepoint.app;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Steps;

/// Tells of the steps of publishing: what is put, before and after.
final class SteppedObjectStore extends ForwardingObjectStore {
    private final Steps steps;

    SteppedObjectStore(ObjectStore store, Steps steps) {
        super(store);
        this.steps = steps;
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        String what =
                key.startsWith("saves/")
                        ? "content"
                        : key.contains("/events/") ? "segment" : "head";
        steps.reached("before-" + what);
        ETag etag = super.put(key, content, expected);
        steps.reached(what + "-put");
        return etag;
    }

    @Override
    public void flush() throws StorageException {
        super.flush();
        steps.reached("flushed-objects");
    }
}
