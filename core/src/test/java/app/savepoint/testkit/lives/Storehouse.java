package app.savepoint.testkit.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// What the objects of a storage hold, read by hand as in the README's *Without Savepoint*.
final class Storehouse {
    /// So much of a revision's id stands in the name of its content.
    private static final int DIGITS = 12;

    /// An event bears the id of the revision that it publishes.
    private static final Pattern EVENT = Pattern.compile("\"uuid\":\"([0-9a-f-]{36})\"");

    private final Depot store;
    private final Map<ETag, Set<String>> read = new HashMap<>();

    Storehouse(Depot store) {
        this.store = store;
    }

    /// The hashes of all save files in it.
    Set<String> hashes() throws IOException {
        Set<String> found = new HashSet<>();
        for (ObjectInfo object : store.list("saves/", "")) found.addAll(hashesIn(object));
        return found;
    }

    /// The hashes of the save files that its history leads to.
    ///
    /// @param dropped revisions whose contents a rule dropped: they still lie there for a while
    Set<String> hashesInHistory(Set<RevisionId> dropped) throws IOException {
        Set<String> names = new HashSet<>();
        for (ObjectInfo object : store.list("metadata/devices/", ""))
            for (String event : known(object, this::eventsIn))
                names.add(RevisionId.parse(event).last(DIGITS));
        for (RevisionId revision : dropped) names.remove(revision.last(DIGITS));
        Set<String> found = new HashSet<>();
        for (ObjectInfo object : store.list("saves/", ""))
            if (names.contains(revisionOf(object.key()))) found.addAll(hashesIn(object));
        return found;
    }

    /// How the id of the revision ends whose content it is.
    private static String revisionOf(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        int last = name.lastIndexOf('-') + 1;
        return name.substring(last, name.indexOf('.', last));
    }

    /// The segments in it that stand for others, which their first line names.
    Set<String> unions() throws IOException {
        Set<String> unions = new HashSet<>();
        for (ObjectInfo object : store.list("metadata/devices/", ""))
            try (InputStream plain = plain(object.key())) {
                String first =
                        new String(plain.readAllBytes(), UTF_8).lines().findFirst().orElse("");
                if (first.contains("\"parts\"")) unions.add(object.key());
            }
        return unions;
    }

    private interface Reading {
        Set<String> of(String key) throws IOException;
    }

    /// What was read of an object before, told by the bytes, as the stores of the lives tell their
    /// versions.
    private Set<String> known(ObjectInfo object, Reading reading) throws IOException {
        Set<String> known = read.get(object.etag());
        if (known == null) {
            known = reading.of(object.key());
            read.put(object.etag(), known);
        }
        return known;
    }

    private Set<String> hashesIn(ObjectInfo object) throws IOException {
        return known(object, this::hashesIn);
    }

    private Set<String> hashesIn(String key) throws IOException {
        try (InputStream plain = plain(key)) {
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

    private Set<String> eventsIn(String key) throws IOException {
        try (InputStream plain = plain(key)) {
            return EVENT.matcher(new String(plain.readAllBytes(), UTF_8))
                    .results()
                    .map(event -> event.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private InputStream plain(String key) throws IOException {
        return new ZstdInputStream(store.get(key, ByteRange.ALL).orElseThrow().body());
    }
}
