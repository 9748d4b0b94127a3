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
import app.savepoint.testkit.StrictObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The storage that all devices of a world share, whatever keeps its objects. Its times are the
/// world's, and it takes only what every server takes. It can be looked at as a whole, and be made
/// what it was.
final class Depot extends ForwardingObjectStore {
    private final InstantSource clock;
    private final Map<String, Instant> times = new HashMap<>();
    private final Set<String> removed = new HashSet<>();

    Depot(ObjectStore store, InstantSource clock) throws StorageException {
        super(new StrictObjectStore(store));
        this.clock = clock;
    }

    /// All objects as they are now.
    Map<String, byte[]> snapshot() throws IOException {
        Map<String, byte[]> copy = new TreeMap<>();
        for (ObjectInfo object : list("", ""))
            try (StoredObject open = get(object.key(), ByteRange.ALL).orElseThrow()) {
                copy.put(object.key(), open.body().readAllBytes());
            }
        return copy;
    }

    /// Makes the objects what they were, as a restored backup of the storage does.
    void restore(Map<String, byte[]> snapshot) throws IOException {
        for (String key : versions().keySet()) if (!snapshot.containsKey(key)) super.delete(key);
        for (var object : snapshot.entrySet())
            put(object.getKey(), Content.of(object.getValue()), Precondition.ANY);
    }

    /// Which objects there are, and in which versions.
    Map<String, ETag> versions() throws StorageException {
        Map<String, ETag> versions = new TreeMap<>();
        for (ObjectInfo object : list("", "")) versions.put(object.key(), object.etag());
        return versions;
    }

    /// What devices took away and is not there again.
    Set<String> removed() throws StorageException {
        Set<String> gone = new HashSet<>(removed);
        gone.removeAll(versions().keySet());
        return gone;
    }

    private ObjectInfo timed(ObjectInfo object) {
        Instant time = times.getOrDefault(object.key(), clock.instant());
        return new ObjectInfo(object.key(), object.size(), object.etag(), time);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        ETag etag = super.put(key, content, expected);
        times.put(key, clock.instant());
        return etag;
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        return super.get(key, range)
                .map(object -> new StoredObject(timed(object.info()), object.body()));
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        return super.head(key).map(this::timed);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        return super.list(prefix, startAfter).stream().map(this::timed).toList();
    }

    @Override
    public void delete(String key) throws StorageException {
        super.delete(key);
        removed.add(key);
    }
}
