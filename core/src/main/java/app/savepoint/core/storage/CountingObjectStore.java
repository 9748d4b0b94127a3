package app.savepoint.core.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// Counts the requests that reach a store. Stands directly around it, inside of any retrying, so
/// that every attempt counts.
public final class CountingObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final LongAdder lists = new LongAdder();
    private final LongAdder gets = new LongAdder();
    private final LongAdder heads = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder deletes = new LongAdder();

    public CountingObjectStore(ObjectStore store) {
        this.store = store;
    }

    /// What was asked so far.
    public Requests requests() {
        return new Requests(lists.sum(), gets.sum(), heads.sum(), puts.sum(), deletes.sum(), 0);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        puts.increment();
        return store.put(key, content, expected);
    }

    @Override
    public void flush() throws StorageException {
        store.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        gets.increment();
        return store.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        heads.increment();
        return store.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        lists.increment();
        return store.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        deletes.increment();
        store.delete(key);
    }

    @Override
    public boolean arrivesInOrder() {
        return store.arrivesInOrder();
    }

    @Override
    public Set<Right> rights() {
        return store.rights();
    }

    @Override
    public void giveUpLeftovers(String prefix) throws StorageException {
        store.giveUpLeftovers(prefix);
    }

    @Override
    public Optional<Instant> time() {
        return store.time();
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}
