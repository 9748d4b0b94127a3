package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.RevisionId;
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
    /// So much of a revision's id stands in the name of its content.
    private static final int DIGITS = 12;

    private final MemoryObjectStore store;
    private final Map<ETag, Set<String>> read = new HashMap<>();

    Storehouse(MemoryObjectStore store) {
        this.store = store;
    }

    /// The hashes of all save files in it.
    Set<String> hashes() throws IOException {
        return hashesWithout(Set.of());
    }

    /// The same without what these revisions hold.
    Set<String> hashesWithout(Set<RevisionId> revisions) throws IOException {
        Set<String> names = new HashSet<>();
        for (RevisionId revision : revisions) names.add(revision.last(DIGITS));
        Set<String> found = new HashSet<>();
        for (ObjectInfo object : store.list("saves/", "")) {
            if (names.contains(revisionOf(object.key()))) continue;
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

    /// How the id of the revision ends whose content it is.
    private static String revisionOf(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.substring(name.lastIndexOf('-') + 1, name.indexOf('.', name.lastIndexOf('-')));
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
