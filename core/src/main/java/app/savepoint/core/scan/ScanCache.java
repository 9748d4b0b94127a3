package app.savepoint.core.scan;

import app.savepoint.core.save.ContentHash;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What earlier scans learned of files, so that only what changed is read.
public interface ScanCache {
    /// All that is known of a root's files, by path below the root with `/` between names.
    Map<String, Entry> entries(long root);

    /// Replaces what is known: adds or overwrites `seen`, forgets `gone`.
    void update(long root, Collection<Entry> seen, Collection<String> gone);

    /// A file as it was when it was hashed.
    ///
    /// @param path below the root
    /// @param size in bytes
    /// @param modifiedNanos modified time, nanoseconds since 1970 as the file system gave it
    /// @param fileKey what identifies the file on its volume; null where there is no such thing
    /// @param hash SHA-256 of its bytes
    /// @param blank whether the bytes hold no progress
    /// @param settled whether its time lay far enough before the moment of hashing to be believed
    ///   next time
    record Entry(
            String path,
            long size,
            long modifiedNanos,
            @Nullable String fileKey,
            ContentHash hash,
            boolean blank,
            boolean settled) {}
}
