package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks for segments that no head file tells of, where something is continued that nothing else
/// tells of either (decision 0006).
///
/// A head is written after its segment. A copy of the storage that was made between the two, and
/// put back later, holds a segment that other devices have read and that is announced no more. What
/// is played on from it proves that it was. Costs one listing, and that only where a parent is
/// missing and something changed since it was last looked for.
final class Unannounced {
    private final ObjectStore store;
    private final RepositoryMemory memory;
    private @Nullable Sought inVain;

    Unannounced(ObjectStore store, RepositoryMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /// Under which circumstances it was looked for.
    private record Sought(Map<DeviceId, ETag> heads, Set<RevisionId> parents) {}

    /// @param heads the head files as they were listed
    void lookFor(Map<DeviceId, ObjectInfo> heads, UUID owner, StreamFollower follower)
            throws StorageException {
        List<PendingEvent> pending = memory.pending();
        if (pending.isEmpty()) return;
        Map<DeviceId, ETag> versions = new HashMap<>();
        heads.forEach((device, head) -> versions.put(device, head.etag()));
        Sought now = new Sought(versions, missingParents(pending, owner));
        if (now.parents().isEmpty() || now.equals(inVain)) return;
        for (Map.Entry<DeviceId, List<ObjectInfo>> stream : segments(store).entrySet())
            // What lies beyond the own head is looked at with every publishing.
            if (!stream.getKey().equals(memory.self().id()))
                follower.readBeyondHead(
                        stream.getKey(), stream.getValue(), heads.get(stream.getKey()));
        inVain = new Sought(versions, missingParents(memory.pending(), owner));
    }

    /// What is continued and neither in place nor waiting itself.
    private Set<RevisionId> missingParents(List<PendingEvent> pending, UUID owner) {
        Set<RevisionId> missing = new HashSet<>();
        for (PendingEvent waiting : pending) missing.addAll(parents(waiting.event(), owner));
        missing.removeAll(memory.known(missing));
        pending.forEach(waiting -> missing.remove(new RevisionId(waiting.event().uuid())));
        return missing;
    }

    private static Set<RevisionId> parents(StoredEvent event, UUID owner) {
        try {
            Optional<Revision> revision = Events.revision(event, owner);
            return revision.isEmpty() ? Set.of() : revision.get().parents();
        } catch (Malformed e) {
            return Set.of(); // was judged when it was folded, and is once more at the next fold
        }
    }

    /// The segments of all streams, with one listing.
    static Map<DeviceId, List<ObjectInfo>> segments(ObjectStore store) throws StorageException {
        return store.list(Keys.DEVICES).stream()
                .filter(object -> Keys.streamOf(object.key()).isPresent())
                .collect(
                        Collectors.groupingBy(
                                object -> Keys.streamOf(object.key()).orElseThrow(),
                                TreeMap::new,
                                Collectors.toList()));
    }
}
