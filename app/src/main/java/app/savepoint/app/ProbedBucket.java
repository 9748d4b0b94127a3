package app.savepoint.app;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.storage.s3.S3ObjectStore;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A bucket that is looked at again where its server is another than the one that was looked at: it
/// was exchanged, or has a new version, and may keep other promises. Costs some thirty requests
/// then, after a listing that was asked for anyway, and nothing else ever. So it is where a write
/// is refused that was allowed.
final class ProbedBucket extends ForwardingObjectStore {
    private static final System.Logger LOG = System.getLogger(ProbedBucket.class.getName());

    private final Again again;
    private final InstantSource clock;
    private final AtomicBoolean looked = new AtomicBoolean();

    /// The last one is in use. Others may still be at work in those before.
    private final List<S3ObjectStore> stores = new ArrayList<>();

    /// Looks at the server once more.
    @FunctionalInterface
    interface Again {
        /// Opens the bucket with what was found.
        S3ObjectStore open() throws StorageException;
    }

    /// @param store the bucket with what was known of it; closed with this
    ProbedBucket(S3ObjectStore store, Again again, InstantSource clock) {
        super(store);
        this.again = again;
        this.clock = clock;
        stores.add(store);
    }

    private synchronized S3ObjectStore now() {
        return stores.getLast();
    }

    /// Everything that was asked, but for what looking at the server took.
    synchronized Requests requests() {
        return stores.stream().map(S3ObjectStore::requests).reduce(Requests.NONE, Requests::plus);
    }

    private void lookIfAnother(S3ObjectStore answered) {
        if (answered.isAnotherServer(clock.instant())) look();
    }

    /// Once in a process: where it does not succeed, the next one tries.
    private void look() {
        if (!looked.compareAndSet(false, true)) return;
        try {
            S3ObjectStore next = again.open();
            synchronized (this) {
                stores.add(next);
                leadTo(next);
            }
            LOG.log(Level.INFO, "the bucket was looked at again");
        } catch (StorageException e) {
            LOG.log(Level.DEBUG, "the bucket could not be looked at", e);
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        S3ObjectStore store = now();
        List<ObjectInfo> listed = store.list(prefix, startAfter);
        lookIfAnother(store);
        return listed;
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        S3ObjectStore store = now();
        try {
            return store.put(key, content, expected);
        } catch (NeedsPerson e) {
            // Keys that could write once: what they may now is found out for the next sync, which
            // then keeps what is here and says so, and tries nothing.
            if (e.reason() == Reason.DENIED && store.isProbeOld(clock.instant())) look();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        stores.forEach(S3ObjectStore::close);
    }
}
