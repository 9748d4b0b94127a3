package app.savepoint.testkit;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Objects in memory. Strict: a key that breaks the rules is refused. What is in it can be looked
/// at and changed behind its users' backs, as a person or another tool would.
public final class MemoryObjectStore implements ObjectStore {
    private static final class Entry {
        private final byte[] bytes;
        private final ETag etag;
        private final Instant modifiedAt;

        Entry(byte[] bytes, Instant modifiedAt) {
            this.bytes = bytes;
            this.etag = new ETag(ContentHash.of(bytes).hex());
            this.modifiedAt = modifiedAt;
        }
    }

    private final TreeMap<String, Entry> objects = new TreeMap<>();
    private final InstantSource clock;

    public MemoryObjectStore() {
        this(InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }

    public MemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    /// All objects as they are now.
    public synchronized Map<String, byte[]> snapshot() {
        Map<String, byte[]> copy = new TreeMap<>();
        objects.forEach((key, entry) -> copy.put(key, entry.bytes.clone()));
        return copy;
    }

    /// Makes the objects what they were, as a restored backup of the storage does.
    public synchronized void restore(Map<String, byte[]> snapshot) {
        objects.clear();
        snapshot.forEach(this::place);
    }

    /// Puts an object there past all rules, as a tool that copies files does.
    public synchronized void place(String key, byte[] bytes) {
        objects.put(key, new Entry(bytes.clone(), clock.instant()));
    }

    /// Takes an object away past all rules.
    public synchronized void remove(String key) {
        objects.remove(key);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        requireKey(key);
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new Unavailable("what was to be stored could not be read", e);
        }
        synchronized (this) {
            Entry there = objects.get(key);
            boolean holds =
                    switch (expected) {
                        case Precondition.Any() -> true;
                        case Precondition.Absent() -> there == null;
                        case Precondition.Match(var etag) ->
                                there != null && there.etag.equals(etag);
                    };
            if (!holds) throw new ChangedMeanwhile("not as expected: " + key, null);
            String folder = key + "/";
            String next = objects.higherKey(folder);
            if (next != null && next.startsWith(folder))
                throw new IllegalArgumentException("is another key's folder: " + key);
            for (int i = key.indexOf('/'); i > 0; i = key.indexOf('/', i + 1))
                if (objects.containsKey(key.substring(0, i)))
                    throw new IllegalArgumentException("another key is its folder: " + key);
            Entry entry = new Entry(bytes, clock.instant());
            objects.put(key, entry);
            return entry.etag;
        }
    }

    @Override
    public void flush() {
        // Memory is as safe as it gets.
    }

    @Override
    public synchronized Optional<StoredObject> get(String key, ByteRange range) {
        requireKey(key);
        Entry entry = objects.get(key);
        if (entry == null) return Optional.empty();
        int from = (int) Math.min(range.offset(), entry.bytes.length);
        int length = (int) Math.min(range.length(), entry.bytes.length - from);
        return Optional.of(
                new StoredObject(
                        info(key, entry), new ByteArrayInputStream(entry.bytes, from, length)));
    }

    @Override
    public synchronized Optional<ObjectInfo> head(String key) {
        requireKey(key);
        return Optional.ofNullable(objects.get(key)).map(entry -> info(key, entry));
    }

    @Override
    public synchronized List<ObjectInfo> list(String prefix, String startAfter) {
        return objects.tailMap(startAfter, false).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> info(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void delete(String key) {
        requireKey(key);
        objects.remove(key);
    }

    @Override
    public boolean arrivesInOrder() {
        return false;
    }

    @Override
    public Set<Right> rights() {
        return EnumSet.allOf(Right.class);
    }

    @Override
    public void close() {
        // Whoever opens it again finds what was in it.
    }

    private static void requireKey(String key) {
        for (String part : key.split("/", -1))
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\\') >= 0)
                throw new IllegalArgumentException("not a key: " + key);
    }

    private static ObjectInfo info(String key, Entry entry) {
        return new ObjectInfo(key, entry.bytes.length, entry.etag, entry.modifiedAt);
    }
}
