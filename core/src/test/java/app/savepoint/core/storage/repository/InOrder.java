package app.savepoint.core.storage.repository;

import app.savepoint.core.storage.ObjectStore;
import app.savepoint.testkit.ForwardingObjectStore;

/// A store that nobody fills but ourselves, as a bucket is.
final class InOrder extends ForwardingObjectStore {
    InOrder(ObjectStore store) {
        super(store);
    }

    @Override
    public boolean arrivesInOrder() {
        return true;
    }
}
