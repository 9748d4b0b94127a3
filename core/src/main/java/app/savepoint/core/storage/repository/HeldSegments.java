package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Segments that someone holds, to be read as if they lay in a storage. Nothing can be put there.
final class HeldSegments implements ObjectStore {
    private final TreeMap<String, ObjectInfo> listed = new TreeMap<>();
    private final Holder holder;

    /// Has the bytes.
    @FunctionalInterface
    interface Holder {
        /// The object under a key, one of those that are listed.
        byte[] object(String key) throws StorageException;
    }

    HeldSegments(Iterable<String> keys, Holder holder) {
        for (String key : keys)
            listed.put(key, new ObjectInfo(key, 0, new ETag("held"), Instant.EPOCH));
        this.holder = holder;
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        ObjectInfo info = listed.get(key);
        if (info == null) return Optional.empty();
        byte[] bytes = holder.object(key);
        int from = (int) Math.min(range.offset(), bytes.length);
        int length = (int) Math.min(range.length(), bytes.length - from);
        return Optional.of(
                new StoredObject(
                        new ObjectInfo(
                                key,
                                bytes.length,
                                new ETag(ContentHash.of(bytes).hex()),
                                info.modifiedAt()),
                        new ByteArrayInputStream(bytes, from, length)));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return Optional.ofNullable(listed.get(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) {
        return listed.tailMap(startAfter, false).values().stream()
                .filter(object -> object.key().startsWith(prefix))
                .toList();
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) {
        throw new UnsupportedOperationException("only to be read");
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException("only to be read");
    }

    @Override
    public void flush() {
        // Nothing was put.
    }

    @Override
    public boolean arrivesInOrder() {
        return true;
    }

    @Override
    public Set<Right> rights() {
        return EnumSet.of(Right.READ);
    }

    @Override
    public void close() {
        // Whoever holds them lets go of them.
    }
}
