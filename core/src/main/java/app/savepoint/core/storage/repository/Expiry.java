package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Keeping;
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
        long removedTo = remove(self, keeping, noted, pruned);
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
    /// that is done. What would not be said to go today stays: a rule may keep more by now, a
    /// content be needed, or be a head again where the storage was put back.
    private long remove(DeviceId self, Keeping keeping, Noted noted, Set<RevisionId> pruned)
            throws StorageException {
        List<StoredEvent> due =
                memory.events(Pruning.ACTION).stream()
                        .filter(event -> event.stream().equals(self))
                        .filter(event -> event.seq() > noted.removedTo())
                        .filter(event -> event.seq() <= noted.reached())
                        .sorted(Comparator.comparingLong(StoredEvent::seq))
                        .toList();
        if (due.isEmpty()) return noted.reached();
        Optional<Instant> now = now(self);
        if (now.isEmpty() || !isAllKnown()) return noted.removedTo();
        Set<DeviceId> ours = ours(self);
        Set<RevisionId> others = new HashSet<>(pruned);
        for (StoredEvent event : due) Pruning.named(event).forEach(others::remove);
        int removed = 0;
        for (StoredEvent event : due) {
            if (removed >= MOST) return event.seq() - 1;
            Set<SaveId> saves = new LinkedHashSet<>();
            for (RevisionId id : Pruning.named(event))
                memory.revision(id).map(Revision::save).ifPresent(saves::add);
            for (SaveId save : saves)
                for (Revision revision : expired(save, keeping, ours, others, now.get())) {
                    Manifest manifest = revision.manifest();
                    if (manifest == null || !Pruning.named(event).contains(revision.id())) continue;
                    store.delete(Keys.content(revision, manifest));
                    removed++;
                }
        }
        return noted.reached();
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
        Optional<Instant> now = now(self);
        if (now.isEmpty()) return Map.of();
        Map<SaveId, List<Revision>> gone = new TreeMap<>();
        int many = 0;
        for (SaveId save : candidates) {
            List<Revision> of = expired(save, keeping, ours, pruned, now.get());
            if (!of.isEmpty()) gone.put(save, of);
            many += of.size();
            if (many >= MOST) break;
        }
        return gone;
    }

    private boolean isAllKnown() {
        return new Damage(memory).pending() == 0 && memory.quarantine().isEmpty();
    }

    /// A clock that is ahead here must not make everything old; empty if no other tells the time.
    private Optional<Instant> now(DeviceId self) throws StorageException {
        Instant here = settings.clock().instant();
        return StorageTime.of(store, self).map(there -> there.isBefore(here) ? there : here);
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
