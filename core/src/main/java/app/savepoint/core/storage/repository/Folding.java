package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Takes events that were read, together with those that wait, and finds out which revisions can be
/// placed now: those whose parents all are.
///
/// The order of arrival makes no difference to what is placed in the end, because an event is
/// judged by itself and by its parents alone.
final class Folding {
    private final UUID owner;
    private final RepositoryMemory memory;
    private final ContentCheck contents;

    /// Tells which of some revisions' contents have not arrived.
    @FunctionalInterface
    interface ContentCheck {
        Set<RevisionId> missing(Collection<Revision> revisions) throws StorageException;
    }

    Folding(UUID owner, RepositoryMemory memory, ContentCheck contents) {
        this.owner = owner;
        this.memory = memory;
        this.contents = contents;
    }

    /// What is folded besides events.
    ///
    /// @param anew streams that are read again from their start: nothing that was read of them
    ///   before counts any more
    /// @param stream how far the stream was read that the events came from
    /// @param released keys that are right again
    /// @param believable the latest clock reading that can be believed
    /// @param publishingDone whether the intent is fulfilled
    record Around(
            Set<DeviceId> anew,
            List<Stream> stream,
            Set<String> released,
            Hlc believable,
            boolean publishingDone) {}

    private record Candidate(StoredEvent event, Revision revision) {}

    /// Folds, and returns the latest clock reading that could not be believed, if there was one.
    Optional<Hlc> fold(List<StoredEvent> events, Around around) throws StorageException {
        Map<RevisionId, Candidate> open = new LinkedHashMap<>();
        List<Quarantined> bad = new ArrayList<>();
        for (PendingEvent waiting : memory.pending())
            if (!around.anew().contains(waiting.event().stream()))
                judge(waiting.event(), open, bad);
        Set<RevisionId> before = new HashSet<>(open.keySet());
        for (StoredEvent event : events) judge(event, open, bad);

        Hlc latest = Hlc.ZERO;
        Hlc tooLate = Hlc.ZERO;
        for (Candidate candidate : open.values()) {
            Hlc time = candidate.revision().time();
            if (time.compareTo(around.believable()) <= 0) latest = latest.max(time);
            else tooLate = tooLate.max(time);
        }

        Set<RevisionId> known = known(open, around);
        dropKnown(open, known, bad);
        List<Revision> placed = place(open, known);
        for (Candidate candidate :
                Cycles.in(open.values(), c -> c.revision().id(), c -> c.revision().parents())) {
            open.remove(candidate.revision().id());
            bad.add(quarantined(candidate.event(), "continues itself over other revisions"));
        }
        List<PendingEvent> pending =
                open.values().stream()
                        .filter(c -> !before.contains(c.revision().id()))
                        .map(c -> new PendingEvent(c.event(), c.revision().save()))
                        .toList();
        memory.fold(
                new FoldBatch(
                        around.anew().stream().collect(Collectors.toMap(d -> d, _ -> 0L)),
                        events,
                        placed,
                        pending,
                        bad,
                        around.released(),
                        contents.missing(foreignHeads(placed)),
                        around.stream(),
                        latest,
                        around.publishingDone()));
        return tooLate.equals(Hlc.ZERO) ? Optional.empty() : Optional.of(tooLate);
    }

    private void judge(StoredEvent event, Map<RevisionId, Candidate> open, List<Quarantined> bad) {
        try {
            Optional<Revision> revision = Events.revision(event, owner);
            if (revision.isEmpty()) return;
            Candidate other =
                    open.putIfAbsent(revision.get().id(), new Candidate(event, revision.get()));
            if (other != null && !other.revision().equals(revision.get()))
                throw new Malformed("bears the id of another revision");
        } catch (Malformed e) {
            bad.add(quarantined(event, String.valueOf(e.getMessage())));
        }
    }

    private static Quarantined quarantined(StoredEvent event, String why) {
        return new Quarantined(
                Keys.events(event.stream()),
                new ETag(Long.toString(event.seq())),
                event.uuid(),
                Saying.of("storage.refused.event", event.seq(), event.stream(), why)
                        .inEnglish(
                                "event "
                                        + event.seq()
                                        + " of device "
                                        + event.stream()
                                        + ": "
                                        + why)
                        .written());
    }

    /// What is in place already, of the candidates and their parents; not what this very batch
    /// takes away.
    private Set<RevisionId> known(Map<RevisionId, Candidate> open, Around around) {
        Set<RevisionId> asked = new HashSet<>(open.keySet());
        open.values().forEach(candidate -> asked.addAll(candidate.revision().parents()));
        Set<RevisionId> known = new HashSet<>(memory.known(asked));
        if (!around.anew().isEmpty())
            known.removeIf(id ->
                    memory.revision(id)
                            .filter(r -> around.anew().contains(r.device()))
                            .isPresent());
        return known;
    }

    private void dropKnown(
            Map<RevisionId, Candidate> open, Set<RevisionId> known, List<Quarantined> bad) {
        for (Candidate candidate : List.copyOf(open.values())) {
            RevisionId id = candidate.revision().id();
            if (!known.contains(id)) continue;
            open.remove(id);
            boolean same = memory.revision(id).filter(candidate.revision()::equals).isPresent();
            if (!same) bad.add(quarantined(candidate.event(), "bears the id of another revision"));
        }
    }

    /// Moves what can be placed out of `open`, parents before children.
    private static List<Revision> place(Map<RevisionId, Candidate> open, Set<RevisionId> known) {
        Map<RevisionId, Integer> waitsFor = new HashMap<>();
        Map<RevisionId, List<RevisionId>> children = new HashMap<>();
        Deque<RevisionId> ready = new ArrayDeque<>();
        for (Candidate candidate : open.values()) {
            RevisionId id = candidate.revision().id();
            int missing = 0;
            for (RevisionId parent : candidate.revision().parents())
                if (!known.contains(parent)) {
                    missing++;
                    children.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
                }
            if (missing == 0) ready.add(id);
            else waitsFor.put(id, missing);
        }
        List<Revision> placed = new ArrayList<>();
        while (!ready.isEmpty()) {
            RevisionId id = ready.poll();
            Candidate candidate = open.remove(id);
            if (candidate == null) continue;
            placed.add(candidate.revision());
            for (RevisionId child : children.getOrDefault(id, List.of()))
                if (waitsFor.merge(child, -1, Integer::sum) == 0) ready.add(child);
        }
        return placed;
    }

    /// Those of which a content is wanted: what nothing in the batch continues, by others.
    private List<Revision> foreignHeads(List<Revision> placed) {
        DeviceId self = memory.self().id();
        Set<RevisionId> continued =
                placed.stream().flatMap(r -> r.parents().stream()).collect(Collectors.toSet());
        return placed.stream()
                .filter(r -> !r.device().equals(self) && !continued.contains(r.id()))
                .filter(r -> !r.isTombstone())
                .toList();
    }
}
