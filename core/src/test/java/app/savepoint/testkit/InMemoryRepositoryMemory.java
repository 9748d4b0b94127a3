package app.savepoint.testkit;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.repository.FoldBatch;
import app.savepoint.core.storage.repository.KnownRepository;
import app.savepoint.core.storage.repository.OldContent;
import app.savepoint.core.storage.repository.PendingEvent;
import app.savepoint.core.storage.repository.PublishingIntent;
import app.savepoint.core.storage.repository.Quarantined;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.core.storage.repository.StoredEvent;
import app.savepoint.core.storage.repository.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// A memory that lasts as long as the test. [#copy] is what a cloned home, or a backup of one,
/// remembers.
public final class InMemoryRepositoryMemory implements RepositoryMemory {
    private static final Comparator<Revision> NEWEST_FIRST =
            Comparator.comparing(Revision::time).thenComparing(Revision::id).reversed();

    private Device self;
    private KnownRepository repository;
    private PublishingIntent intent;
    private Hlc latest = Hlc.ZERO;
    private final Map<DeviceId, Stream> streams = new HashMap<>();
    private final Map<UUID, StoredEvent> events = new LinkedHashMap<>();
    private final Map<RevisionId, Revision> revisions = new HashMap<>();
    private final Map<SaveId, Set<RevisionId>> bySave = new HashMap<>();
    private final Map<RevisionId, Set<RevisionId>> children = new HashMap<>();
    private final Set<RevisionId> lost = new HashSet<>();
    private final Map<UUID, PendingEvent> pending = new LinkedHashMap<>();
    private final Map<String, Quarantined> quarantine = new LinkedHashMap<>();
    private final Set<RevisionId> missing = new HashSet<>();
    private final Map<String, String> notes = new HashMap<>();

    public InMemoryRepositoryMemory(Device self) {
        this.self = self;
    }

    /// All that this memory knows, in a memory of its own.
    public synchronized InMemoryRepositoryMemory copy() {
        var copy = new InMemoryRepositoryMemory(self);
        copy.repository = repository;
        copy.intent = intent;
        copy.latest = latest;
        copy.streams.putAll(streams);
        copy.events.putAll(events);
        copy.revisions.putAll(revisions);
        bySave.forEach((save, ids) -> copy.bySave.put(save, new HashSet<>(ids)));
        children.forEach((id, ids) -> copy.children.put(id, new HashSet<>(ids)));
        copy.lost.addAll(lost);
        copy.pending.putAll(pending);
        copy.quarantine.putAll(quarantine);
        copy.missing.addAll(missing);
        copy.notes.putAll(notes);
        return copy;
    }

    @Override
    public synchronized List<StoredEvent> events(String action) {
        return events.values().stream().filter(event -> event.action().equals(action)).toList();
    }

    /// Every event that was folded, in the order of folding.
    public synchronized List<StoredEvent> events() {
        return List.copyOf(events.values());
    }

    @Override
    public synchronized List<OldContent> old(int last, long before) {
        return bySave.keySet().stream()
                .flatMap(save -> {
                    Set<RevisionId> heads =
                            heads(save).stream().map(Head::id).collect(Collectors.toSet());
                    return history(save).stream()
                            .filter(revision -> !revision.isTombstone())
                            .skip(last)
                            .filter(revision -> revision.time().millis() < before)
                            .filter(revision -> !heads.contains(revision.id()));
                })
                .map(revision -> new OldContent(revision.id(), revision.save(), revision.device()))
                .toList();
    }

    @Override
    public synchronized Optional<String> noted(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    @Override
    public synchronized void note(String name, String value) {
        notes.put(name, value);
    }

    @Override
    public synchronized Device self() {
        return self;
    }

    @Override
    public synchronized void renew(DeviceId fresh) {
        self = new Device(fresh, self.name(), self.type());
        intent = null;
    }

    @Override
    public synchronized Optional<KnownRepository> repository() {
        return Optional.ofNullable(repository);
    }

    @Override
    public synchronized void remember(KnownRepository known) {
        repository = known;
    }

    @Override
    public synchronized Map<DeviceId, Stream> streams() {
        return Map.copyOf(streams);
    }

    @Override
    public synchronized Optional<PublishingIntent> intent() {
        return Optional.ofNullable(intent);
    }

    @Override
    public synchronized void intend(PublishingIntent next) {
        intent = next;
    }

    @Override
    public synchronized void fold(FoldBatch batch) {
        batch.rolledBack().forEach(this::rollBack);
        batch.events().forEach(event -> events.putIfAbsent(event.uuid(), event));
        batch.revisions().forEach(this::place);
        batch.pending().forEach(waiting -> pending.put(waiting.event().uuid(), waiting));
        for (Quarantined bad : batch.quarantine()) {
            quarantine.put(bad.key() + " " + bad.event(), bad);
            if (bad.event() != null) pending.remove(bad.event());
        }
        batch.released().forEach(key -> quarantine.remove(key + " null"));
        contents(batch.missing(), Set.of());
        batch.streams().forEach(stream -> streams.put(stream.device().id(), stream));
        latest = latest.max(batch.latest());
        if (batch.publishingDone()) intent = null;
    }

    private void rollBack(DeviceId device, long last) {
        for (StoredEvent event : events.values())
            if (event.stream().equals(device) && event.seq() > last) {
                RevisionId id = new RevisionId(event.uuid());
                if (revisions.containsKey(id)) lost.add(id);
                pending.remove(event.uuid());
            }
    }

    private void place(Revision revision) {
        RevisionId id = revision.id();
        lost.remove(id);
        pending.remove(id.uuid());
        missing.remove(id);
        quarantine.values().removeIf(bad -> id.uuid().equals(bad.event()));
        if (revisions.putIfAbsent(id, revision) != null) return;
        bySave.computeIfAbsent(revision.save(), save -> new HashSet<>()).add(id);
        for (RevisionId parent : revision.parents())
            children.computeIfAbsent(parent, p -> new HashSet<>()).add(id);
    }

    @Override
    public synchronized void contents(Set<RevisionId> nowMissing, Set<RevisionId> arrived) {
        nowMissing.stream().filter(revisions::containsKey).forEach(missing::add);
        missing.removeAll(arrived);
    }

    @Override
    public synchronized Optional<Revision> revision(RevisionId id) {
        return Optional.ofNullable(revisions.get(id));
    }

    @Override
    public synchronized Map<RevisionId, Revision> revisions(Collection<RevisionId> ids) {
        Map<RevisionId, Revision> known = new HashMap<>();
        for (RevisionId id : ids) revision(id).ifPresent(found -> known.put(id, found));
        return known;
    }

    @Override
    public synchronized Set<RevisionId> known(Collection<RevisionId> ids) {
        return ids.stream()
                .filter(id -> revisions.containsKey(id) && !lost.contains(id))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Revision> history(SaveId save) {
        return bySave.getOrDefault(save, Set.of()).stream()
                .filter(id -> !lost.contains(id))
                .map(revisions::get)
                .sorted(NEWEST_FIRST)
                .toList();
    }

    @Override
    public synchronized List<Head> heads(SaveId save) {
        return history(save).stream()
                .filter(revision -> !continued(revision))
                .map(Head::of)
                .toList();
    }

    @Override
    public synchronized Map<SaveId, List<Head>> heads(Set<SaveId> saves) {
        Map<SaveId, List<Head>> heads = new HashMap<>();
        for (SaveId save : saves) heads.put(save, heads(save));
        return heads;
    }

    private boolean continued(Revision revision) {
        return children.getOrDefault(revision.id(), Set.of()).stream()
                .anyMatch(child ->
                        !lost.contains(child)
                                && revisions.get(child).save().equals(revision.save()));
    }

    @Override
    public synchronized Map<SaveId, RemoteSave> tree() {
        Set<SaveId> waiting =
                pending.values().stream().map(PendingEvent::save).collect(Collectors.toSet());
        Set<SaveId> saves = new TreeSet<>(bySave.keySet());
        saves.addAll(waiting);
        Map<SaveId, RemoteSave> tree = new HashMap<>();
        for (SaveId save : saves) {
            List<Head> heads = heads(save);
            if (heads.isEmpty() && !waiting.contains(save)) continue;
            boolean arriving =
                    waiting.contains(save)
                            || heads.stream().anyMatch(head -> missing.contains(head.id()));
            tree.put(save, new RemoteSave(save, heads, arriving));
        }
        return tree;
    }

    @Override
    public synchronized boolean descends(RevisionId child, RevisionId ancestor) {
        if (!revisions.containsKey(child) || !revisions.containsKey(ancestor)) return false;
        Deque<RevisionId> open = new ArrayDeque<>(List.of(child));
        Set<RevisionId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            RevisionId id = open.pop();
            if (id.equals(ancestor)) return true;
            Revision revision = revisions.get(id);
            if (revision != null && seen.add(id)) open.addAll(revision.parents());
        }
        return false;
    }

    @Override
    public synchronized List<PendingEvent> pending() {
        return new ArrayList<>(pending.values());
    }

    @Override
    public synchronized List<Quarantined> quarantine() {
        return new ArrayList<>(quarantine.values());
    }

    @Override
    public synchronized Set<RevisionId> missing() {
        return Set.copyOf(missing);
    }

    @Override
    public synchronized Hlc latest() {
        return latest;
    }
}
