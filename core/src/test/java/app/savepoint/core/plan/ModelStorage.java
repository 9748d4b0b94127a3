package app.savepoint.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A storage as small as can be: a graph of revisions, and what of it a device is told.
final class ModelStorage {
    private final boolean lineage;
    private final boolean order;
    private final Map<SaveId, Map<RevisionId, Revision>> stored;

    /// What the storage had once: no device can get it there any more, but this one remembers what
    /// it continued.
    private final Map<RevisionId, Revision> lost;

    private final Map<RevisionId, Instant> storedAt;
    private final Map<SaveId, List<Head>> heads = new HashMap<>();

    /// @param lineage whether it knows of a save that is missing that it was lost
    /// @param order whether it says how its revisions stand to each other
    ModelStorage(boolean lineage, boolean order) {
        this(lineage, order, new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    private ModelStorage(
            boolean lineage,
            boolean order,
            Map<SaveId, Map<RevisionId, Revision>> stored,
            Map<RevisionId, Revision> lost,
            Map<RevisionId, Instant> storedAt) {
        this.lineage = lineage;
        this.order = order;
        this.stored = stored;
        this.lost = lost;
        this.storedAt = storedAt;
    }

    ModelStorage copy() {
        return new ModelStorage(
                lineage, order, revisions(), new HashMap<>(lost), new HashMap<>(storedAt));
    }

    boolean keepsLineage() {
        return lineage;
    }

    boolean tellsOrder() {
        return order;
    }

    /// All that it holds.
    Map<SaveId, Map<RevisionId, Revision>> revisions() {
        Map<SaveId, Map<RevisionId, Revision>> copied = new HashMap<>();
        stored.forEach((save, known) -> copied.put(save, new LinkedHashMap<>(known)));
        return copied;
    }

    void add(Revision revision) {
        heads.remove(revision.save());
        stored.computeIfAbsent(revision.save(), _ -> new LinkedHashMap<>())
                .put(revision.id(), revision);
    }

    void addLost(Revision revision) {
        lost.put(revision.id(), revision);
    }

    /// Adds a revision of this device's.
    ///
    /// @param time of its content; a deletion has none
    Revision publish(
            SaveId save,
            Set<RevisionId> parents,
            @Nullable ContentId content,
            @Nullable Instant time,
            boolean blank) {
        int number = stored.values().stream().mapToInt(Map::size).sum();
        Instant now = Given.NOON.plusSeconds(3600L + number);
        RevisionId id =
                new RevisionId(UUID.nameUUIDFromBytes(("published " + number).getBytes(UTF_8)));
        Revision revision =
                new Revision(
                        id,
                        save,
                        parents,
                        Given.HERE,
                        new Hlc(now.toEpochMilli(), 0),
                        content == null
                                ? null
                                : Letters.files(content, Objects.requireNonNull(time)),
                        blank);
        add(revision);
        storedAt.put(id, now);
        return revision;
    }

    /// When it came there, by the storage's own clock: what was there in the beginning, at noon.
    Instant storedAt(RevisionId id) {
        return storedAt.getOrDefault(id, Given.NOON);
    }

    @Nullable Revision find(RevisionId id) {
        return history(Given.SAVE).get(id);
    }

    boolean holds(RevisionId id) {
        return history(Given.SAVE).containsKey(id);
    }

    boolean holds(ContentId content) {
        return history(Given.SAVE).values().stream()
                .anyMatch(one -> one.contentId().filter(content::equals).isPresent());
    }

    Map<RevisionId, Revision> history(SaveId save) {
        return stored.getOrDefault(save, Map.of());
    }

    List<Head> heads(SaveId save) {
        return heads.computeIfAbsent(save, this::findHeads);
    }

    private List<Head> findHeads(SaveId save) {
        Map<RevisionId, Revision> known = history(save);
        Set<RevisionId> continued = new HashSet<>();
        known.values().forEach(revision -> continued.addAll(revision.parents()));
        List<Head> found = new ArrayList<>();
        for (Revision revision : known.values())
            if (!continued.contains(revision.id())) found.add(Head.of(revision));
        return List.copyOf(found);
    }

    Lineage lineage(Remote remote, @Nullable Base base) {
        if (!order || base == null || !(remote instanceof Remote.Settled settled))
            return Lineage.UNKNOWN;
        Lineage best = Lineage.UNRELATED;
        for (Head head : settled.heads()) {
            if (continues(head.id(), base.lastHad())) return Lineage.DESCENDS;
            if (continues(base.lastHad(), head.id())) best = Lineage.ANCESTOR;
        }
        return best;
    }

    /// Whether what lies here is an earlier revision of the only head.
    boolean isEarlier(ContentId content, Remote remote) {
        return order
                && remote instanceof Remote.Settled settled
                && settled.heads().size() == 1
                && history(Given.SAVE).values().stream()
                        .anyMatch(revision ->
                                !revision.id().equals(settled.head().id())
                                        && revision.contentId().filter(content::equals).isPresent()
                                        && continues(settled.head().id(), revision.id()));
    }

    private boolean continues(RevisionId later, RevisionId earlier) {
        if (later.equals(earlier)) return true;
        @Nullable Revision there = history(Given.SAVE).get(later);
        Revision revision = there != null ? there : lost.get(later);
        return revision != null
                && revision.parents().stream().anyMatch(parent -> continues(parent, earlier));
    }
}
