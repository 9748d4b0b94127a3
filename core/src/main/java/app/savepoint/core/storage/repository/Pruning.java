package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Contents that were removed from the storage, as an event that goes before the removing: who
/// finds one gone knows that nothing is still arriving. The revisions themselves stay known.
final class Pruning {
    static final String ACTION = "save.pruned";

    private final RepositoryMemory memory;

    Pruning(RepositoryMemory memory) {
        this.memory = memory;
    }

    /// Revisions of a save with a content that is still there and that something else continues.
    List<Revision> prunable(SaveId save) {
        Set<RevisionId> heads =
                memory.heads(save).stream().map(Head::id).collect(Collectors.toSet());
        Set<RevisionId> gone = pruned();
        return memory.history(save).stream()
                .filter(revision -> !revision.isTombstone())
                .filter(revision -> !heads.contains(revision.id()))
                .filter(revision -> !gone.contains(revision.id()))
                .toList();
    }

    /// Where the contents that were removed of a save lay.
    Set<String> keys(SaveId save) {
        Set<RevisionId> gone = pruned();
        return memory.history(save).stream()
                .filter(revision -> gone.contains(revision.id()))
                .flatMap(revision ->
                        Stream.ofNullable(revision.manifest())
                                .map(manifest -> Keys.content(revision, manifest)))
                .collect(Collectors.toSet());
    }

    /// The revisions that an event names; none if it can not be read.
    static Set<RevisionId> named(StoredEvent event) {
        Set<RevisionId> named = new HashSet<>();
        try {
            for (String id : Json.read(event.payload()).texts("revisions"))
                named.add(RevisionId.parse(id));
        } catch (Malformed | IllegalArgumentException e) {
            System.getLogger(Pruning.class.getName())
                    .log(Level.DEBUG, "no pruning: " + event.uuid(), e);
        }
        return named;
    }

    static ObjectNode payload(SaveId save, List<Revision> gone, Hlc now) {
        ObjectNode payload = Json.object();
        payload.put("hlc", now.toString());
        payload.put("save", save.toString());
        ArrayNode ids = payload.putArray("revisions");
        gone.stream().map(revision -> revision.id().toString()).sorted().forEach(ids::add);
        return payload;
    }

    Set<RevisionId> pruned() {
        Set<RevisionId> pruned = new HashSet<>();
        UUID owner = memory.repository().map(KnownRepository::owner).orElse(null);
        for (StoredEvent event : memory.events(ACTION)) {
            try {
                if (!event.userUuid().equals(owner)) throw new Malformed("made for another owner");
                Json payload = Json.read(event.payload());
                if (!payload.text("device").equals(event.stream().toString()))
                    throw new Malformed("made by another device");
                for (String id : payload.texts("revisions")) pruned.add(RevisionId.parse(id));
            } catch (Malformed | IllegalArgumentException e) {
                System.getLogger(Pruning.class.getName())
                        .log(Level.DEBUG, "no pruning: " + event.uuid(), e);
            }
        }
        return pruned;
    }
}
