package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Drops contents that a rule no longer keeps (decision 0008): says so in an event first, and
/// removes the objects a day later, so that nobody who is at one, and no replica that delivers a
/// removal before its event, takes it for something that is still arriving.
///
/// Only what this device published, or one that was taken off the list; only with every stream
/// known to its end; and never a head, the newest content of a save, what a deletion continues,
/// what a device of the list published last of the save, nor what is needed here.
final class Expiry {
    private static final Logger LOG = System.getLogger(Expiry.class.getName());

    /// When it was last looked, by [PassedTime]; up to which number of the own stream objects were
    /// removed; and how far the stream reached then.
    private static final String NOTE = "expiry";

    private static final int MOST = 500;

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final Telling telling;

    /// Publishes an event about each of several saves.
    @FunctionalInterface
    interface Telling {
        void tell(Map<SaveId, List<Revision>> gone) throws StorageException;
    }

    Expiry(ObjectStore store, RepositoryMemory memory, Settings settings, Telling telling) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.telling = telling;
    }

    private record Noted(long passed, long removedTo, long reached) {}

    private Noted noted(DeviceId self) {
        String[] words = memory.noted(NOTE).orElse("").split(" ", 4);
        // Another identity's stream is another one
        if (words.length < 4 || !words[0].equals(self.toString())) return new Noted(0, 0, 0);
        return new Noted(
                Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    boolean isDue(DeviceId self, long passed) {
        return memory.noted(NOTE).isEmpty()
                || passed - noted(self).passed() >= settings.housework().every().toMillis();
    }

    void run(DeviceId self, Keeping keeping, long passed) throws StorageException {
        Noted noted = noted(self);
        Set<RevisionId> pruned = new Pruning(memory).pruned();
        long removedTo = remove(self, keeping, noted);
        Map<SaveId, List<Revision>> gone = expired(self, keeping, pruned);
        if (!gone.isEmpty()) {
            telling.tell(gone);
            LOG.log(Level.INFO, () -> "contents go by the rule: " + gone);
        }
        Stream mine = memory.streams().get(memory.self().id());
        long reached = mine == null ? 0 : mine.seq();
        memory.note(NOTE, self + " " + passed + " " + removedTo + " " + reached);
    }

    /// Removes what was said to go when it was looked last, or earlier. Returns up to which event
    /// that is done.
    private long remove(DeviceId self, Keeping keeping, Noted noted) throws StorageException {
        List<StoredEvent> due =
                memory.events(Pruning.ACTION).stream()
                        .filter(event -> event.stream().equals(self))
                        .filter(event -> event.seq() > noted.removedTo())
                        .filter(event -> event.seq() <= noted.reached())
                        .sorted(Comparator.comparingLong(StoredEvent::seq))
                        .toList();
        Set<DeviceId> ours = ours(self);
        int removed = 0;
        for (StoredEvent event : due) {
            if (removed >= MOST) return event.seq() - 1;
            for (RevisionId id : Pruning.named(event)) {
                Optional<Revision> revision = memory.revision(id);
                if (revision.isEmpty() || !mayGo(revision.get(), ours, keeping)) continue;
                Manifest manifest = revision.get().manifest();
                if (manifest == null) continue;
                store.delete(Keys.content(revision.get(), manifest));
                removed++;
            }
        }
        return noted.reached();
    }

    /// What was not a head when it was said to go can be one again where the storage was put back.
    private boolean mayGo(Revision revision, Set<DeviceId> ours, Keeping keeping) {
        return ours.contains(revision.device())
                && !keeping.needs(revision)
                && memory.heads(revision.save()).stream()
                        .noneMatch(head -> head.id().equals(revision.id()));
    }

    private Set<DeviceId> ours(DeviceId self) {
        Set<DeviceId> ours = new HashSet<>(new RemovedDevices(memory).gone());
        ours.add(self);
        return ours;
    }

    private Map<SaveId, List<Revision>> expired(
            DeviceId self, Keeping keeping, Set<RevisionId> pruned) throws StorageException {
        Keeping.Rule least = keeping.least();
        Set<DeviceId> ours = ours(self);
        Instant here = settings.clock().instant();
        Set<SaveId> candidates = new LinkedHashSet<>();
        for (OldContent old : memory.old(least.last(), here.minus(least.age()).toEpochMilli()))
            if (ours.contains(old.device()) && !pruned.contains(old.id()))
                candidates.add(old.save());
        if (candidates.isEmpty() || !isAllKnown()) return Map.of();
        // A clock that is ahead here must not make everything old
        Instant there = storageTime(self).orElse(here);
        Instant now = there.isBefore(here) ? there : here;
        Map<SaveId, List<Revision>> gone = new TreeMap<>();
        int many = 0;
        for (SaveId save : candidates) {
            List<Revision> of = expired(save, keeping, ours, pruned, now);
            if (!of.isEmpty()) gone.put(save, of);
            many += of.size();
            if (many >= MOST) break;
        }
        return gone;
    }

    private boolean isAllKnown() {
        return new Damage(memory).pending() == 0 && memory.quarantine().isEmpty();
    }

    private Optional<Instant> storageTime(DeviceId self) throws StorageException {
        return store.head(Keys.seen(self)).map(ObjectInfo::modifiedAt);
    }

    private List<Revision> expired(
            SaveId save, Keeping keeping, Set<DeviceId> ours, Set<RevisionId> pruned, Instant now) {
        List<Revision> history = memory.history(save);
        Set<RevisionId> needed = new HashSet<>();
        Set<RevisionId> heads = new HashSet<>();
        for (Head head : memory.heads(save)) heads.add(head.id());
        Set<DeviceId> heard = new HashSet<>(new RemovedDevices(memory).gone());
        for (Revision revision : history) {
            if (heads.contains(revision.id())) {
                needed.add(revision.id());
                if (revision.isTombstone()) needed.addAll(revision.parents());
            }
            if (heard.add(revision.device())) needed.add(revision.id());
        }
        List<Revision> there =
                history.stream()
                        .filter(revision -> !revision.isTombstone())
                        .filter(revision -> !pruned.contains(revision.id()))
                        .toList();
        Keeping.Rule rule = keeping.rule(save);
        long begin = now.minus(rule.age()).toEpochMilli();
        List<Revision> gone = new ArrayList<>();
        for (int i = Math.max(1, rule.last()); i < there.size(); i++) {
            Revision revision = there.get(i);
            if (revision.time().millis() < begin
                    && ours.contains(revision.device())
                    && !needed.contains(revision.id())
                    && !keeping.needs(revision)) gone.add(revision);
        }
        return gone;
    }
}
