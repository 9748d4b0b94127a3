package app.savepoint.testkit;

import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;

/// A store that nobody fills but ourselves, as a bucket is: what was put is there for everyone.
public final class InOrderObjectStore extends ForwardingObjectStore {
    public InOrderObjectStore(ObjectStore store) {
        super(store);
    }

    @Override
    public boolean arrivesInOrder() {
        return true;
    }
}
