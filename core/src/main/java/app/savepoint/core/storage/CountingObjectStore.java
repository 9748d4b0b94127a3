package app.savepoint.core.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Counts the requests that reach a store. Stands directly around it, inside of any retrying, so
/// that every attempt counts.
public final class CountingObjectStore extends ForwardingObjectStore {
    private final LongAdder lists = new LongAdder();
    private final LongAdder gets = new LongAdder();
    private final LongAdder heads = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder deletes = new LongAdder();

    public CountingObjectStore(ObjectStore store) {
        super(store);
    }

    /// What was asked so far.
    public Requests requests() {
        return new Requests(lists.sum(), gets.sum(), heads.sum(), puts.sum(), deletes.sum(), 0);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        puts.increment();
        return super.put(key, content, expected);
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        gets.increment();
        return super.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        heads.increment();
        return super.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        lists.increment();
        return super.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        deletes.increment();
        super.delete(key);
    }
}
