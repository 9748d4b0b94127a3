package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.testkit.MemoryObjectStore;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// What the objects of a storage hold, read by hand as in the README's *Without Savepoint*.
final class Storehouse {
    private final MemoryObjectStore store;
    private final Map<ETag, Set<String>> read = new HashMap<>();

    Storehouse(MemoryObjectStore store) {
        this.store = store;
    }

    /// The hashes of all save files in it.
    Set<String> hashes() throws IOException {
        Set<String> found = new HashSet<>();
        for (ObjectInfo object : store.list("saves/", "")) {
            // Told by the bytes, as MemoryObjectStore tells its versions
            Set<String> known = read.get(object.etag());
            if (known == null) {
                known = hashesIn(object.key());
                read.put(object.etag(), known);
            }
            found.addAll(known);
        }
        return found;
    }

    private Set<String> hashesIn(String key) throws IOException {
        try (InputStream plain =
                new ZstdInputStream(store.get(key, ByteRange.ALL).orElseThrow().body())) {
            if (!key.endsWith(".tar.zst"))
                return Set.of(ContentHash.of(plain.readAllBytes()).hex());
            Set<String> hashes = new HashSet<>();
            TarArchiveInputStream tar = new TarArchiveInputStream(plain);
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry())
                if (!entry.isDirectory()) hashes.add(ContentHash.of(tar.readAllBytes()).hex());
            return hashes;
        }
    }
}
