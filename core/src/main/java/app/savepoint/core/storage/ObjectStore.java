package app.savepoint.core.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a bucket or a folder offers to a repository: whole objects under keys.
///
/// Keys are non-empty, use `/` between parts, have no empty, `.` or `..` part, and no key is
/// another key's folder. Safe for use by several threads. Retrying, counting and throttling wrap a
/// store from outside and are never in one.
public interface ObjectStore extends AutoCloseable {
    /// Writes the whole object or nothing, and only while the key is as `expected` says; otherwise
    /// [StorageException.ChangedMeanwhile]. A reader never sees a part. Returns the etag the key
    /// now has.
    ETag put(String key, Content content, Precondition expected) throws StorageException;

    /// Returns when everything that was put before is safe from a power cut.
    void flush() throws StorageException;

    /// The object, or empty if nothing is stored under the key. Reading fails with a
    /// [StorageException] where it can be told.
    Optional<StoredObject> get(String key, ByteRange range) throws StorageException;

    /// What is stored under the key, without its bytes.
    Optional<ObjectInfo> head(String key) throws StorageException;

    /// Everything held under a prefix whose key comes after `startAfter` (empty: all), sorted by
    /// key; or an exception. Never a part of it: a reader takes a missing key for a deletion.
    List<ObjectInfo> list(String prefix, String startAfter) throws StorageException;

    /// Removes the object; nothing happens if it is not there.
    void delete(String key) throws StorageException;

    /// Whether nobody sees an object without all that was put before it. Not so in a folder that
    /// another program copies to other computers, or that a person fills by hand: there, what an
    /// event speaks of has to be looked for.
    boolean arrivesInOrder();

    /// What this device may do here, as far as that is known. What it may not is not tried, and
    /// what is only here is kept here.
    Set<Right> rights();

    /// Gives up what was begun under a prefix and never finished, as far as nobody has been at work
    /// on it for a day. Whatever else lies in the same place is others'. To be asked for now and
    /// then, since it may cost requests.
    ///
    /// @throws StorageException if it could not be looked for; nothing depends on it
    default void giveUpLeftovers(String prefix) throws StorageException {}

    /// The longest content that goes in one piece. What is longer is sent in parts, and where that
    /// was cut off, to put the same bytes under the same key goes on with what has arrived.
    default long longestPiece() {
        return Long.MAX_VALUE;
    }

    /// What time it is there, by a clock that may be another than this device's; empty where that
    /// can not be told. Leaves nothing behind, and need not be exact to more than some seconds.
    default Optional<Instant> time() {
        return Optional.empty();
    }

    @Override
    void close() throws StorageException;

    /// Whether this device may store objects.
    default boolean takesWrites() {
        return rights().contains(Right.WRITE);
    }

    /// The whole object.
    default Optional<StoredObject> get(String key) throws StorageException {
        return get(key, ByteRange.ALL);
    }

    /// Everything held under a prefix.
    default List<ObjectInfo> list(String prefix) throws StorageException {
        return list(prefix, "");
    }
}
