package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentHash;
import app.savepoint.testkit.MemoryObjectStore;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
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
    private final Map<ContentHash, Set<String>> read = new HashMap<>();

    Storehouse(MemoryObjectStore store) {
        this.store = store;
    }

    /// The hashes of all save files in it.
    Set<String> hashes() throws IOException {
        Set<String> found = new HashSet<>();
        for (Map.Entry<String, byte[]> object : store.snapshot().entrySet()) {
            if (!object.getKey().startsWith("saves/")) continue;
            ContentHash bytes = ContentHash.of(object.getValue());
            Set<String> known = read.get(bytes);
            if (known == null) {
                known = hashesIn(object.getKey(), object.getValue());
                read.put(bytes, known);
            }
            found.addAll(known);
        }
        return found;
    }

    private static Set<String> hashesIn(String key, byte[] bytes) throws IOException {
        try (InputStream plain = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
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
