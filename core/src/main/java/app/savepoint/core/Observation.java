package app.savepoint.core;

import app.savepoint.core.journal.SaveBases;
import app.savepoint.core.plan.AtPlace;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Local;
import app.savepoint.core.plan.Policy;
import app.savepoint.core.plan.Remote;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The three trees as they were seen at one moment, joined save by save into what the planner
/// needs.
final class Observation {
    private final Storage storage;
    private final LocalTree local;
    private final RemoteTree remote;
    private final Map<SaveId, SaveBases> bases;
    private final Settings settings;
    private final Map<SaveId, Map<Place, LocalSave>> here = new HashMap<>();
    private final Set<Long> unhealthyRoots;
    private final boolean keepsLineage;
    private final boolean mayPublish;
    private final boolean mayFetch;
    private final boolean keepsDeletions;
    private final boolean severalHeads;

    /// What the engine knows besides the trees.
    ///
    /// @param self this device
    /// @param hasClock whether its file times mean anything
    /// @param tolerance by how much a file time may go back without meaning anything
    /// @param choices what was decided, by save
    /// @param policies what was set once and for all, for a save
    /// @param gate whether no emulator runs that may still write the save at that place
    /// @param taken whether a save that is new in the storage has a place to go to here
    record Settings(
            DeviceId self,
            boolean hasClock,
            Duration tolerance,
            Map<SaveId, Choice> choices,
            java.util.function.Function<SaveId, Policy> policies,
            BiPredicate<SaveId, Place> gate,
            java.util.function.Predicate<Head> taken) {}

    Observation(
            Storage storage,
            LocalTree local,
            RemoteTree remote,
            Map<SaveId, SaveBases> bases,
            Set<Long> unhealthyRoots,
            Settings settings) {
        this.storage = storage;
        this.local = local;
        this.remote = remote;
        this.bases = bases;
        this.unhealthyRoots = Set.copyOf(unhealthyRoots);
        this.settings = settings;
        keepsLineage = storage.info().can(Capability.LINEAGE);
        mayPublish = storage.info().can(Capability.WRITE);
        mayFetch = storage.info().can(Capability.READ);
        keepsDeletions = storage.info().can(Capability.TOMBSTONES);
        severalHeads = storage.info().can(Capability.SEVERAL_HEADS);
        for (LocalSave save : local.saves())
            here.merge(save.save(), Map.of(save.place(), save), Observation::joined);
    }

    /// Nearly every save lies in one place, so more than one is what costs more.
    private static Map<Place, LocalSave> joined(
            Map<Place, LocalSave> some, Map<Place, LocalSave> more) {
        TreeMap<Place, LocalSave> joined = new TreeMap<>(some);
        joined.putAll(more);
        return joined;
    }

    /// Every save that any tree knows of.
    NavigableSet<SaveId> saves() {
        TreeSet<SaveId> saves = new TreeSet<>(here.keySet());
        saves.addAll(remote.saves().keySet());
        saves.addAll(bases.keySet());
        return Collections.unmodifiableNavigableSet(saves);
    }

    /// Every save about which something may be to be done or said, which is all but those that are
    /// [#settled].
    NavigableSet<SaveId> unsettled() {
        TreeSet<SaveId> saves = new TreeSet<>();
        for (SaveId save : here.keySet()) if (!settled(save)) saves.add(save);
        for (SaveId save : remote.saves().keySet()) if (!here.containsKey(save)) saves.add(save);
        for (SaveId save : bases.keySet()) if (!here.containsKey(save)) saves.add(save);
        return Collections.unmodifiableNavigableSet(saves);
    }

    /// Whether a save lies in one place with the content and the time that were agreed on, the
    /// storage's one head is what was agreed on, nothing about it is still arriving, and nobody
    /// decided anything about it. Then the plan is to do nothing; so a sync of thousands of saves
    /// need not plan them.
    boolean settled(SaveId save) {
        Map<Place, LocalSave> found = here(save);
        SaveBases agreed = bases.get(save);
        RemoteSave there = remote.saves().get(save);
        if (agreed == null || there == null || settings.choices().containsKey(save)) return false;
        if (there.arriving()) return false;
        if (found.size() != 1 || agreed.byPlace().size() != 1 || there.heads().size() != 1)
            return false;
        LocalSave one = found.values().iterator().next();
        Base base = agreed.byPlace().get(one.place());
        Head head = there.heads().getFirst();
        return base != null
                && base.placed()
                && base.kept() == null
                && base.revision().equals(head.id())
                && !unhealthyRoots.contains(one.place().root())
                && one.state() instanceof LocalSave.Present(var manifest, _)
                && manifest.modifiedAt().equals(base.fileTime())
                && manifest.contentId().equals(head.content());
    }

    LocalTree local() {
        return local;
    }

    RemoteTree remote() {
        return remote;
    }

    /// Whether this device may write to the storage.
    boolean mayPublish() {
        return mayPublish;
    }

    /// Whether this device may get contents from the storage.
    boolean mayFetch() {
        return mayFetch;
    }

    /// Whether the storage can hold both sides of a conflict.
    boolean holdsSeveralHeads() {
        return severalHeads;
    }

    /// Why the storage can not take a save; empty if it can.
    Optional<Refusal> refused(SaveId save) {
        return storage.refuses(save);
    }

    /// What was set once and for all, as far as the storage can follow it.
    private Policy policy(SaveId save) {
        Policy wanted = settings.policies().apply(save);
        Policy possible = mayFetch ? wanted : wanted.with(Policy.Download.NONE);
        return keepsDeletions ? possible : possible.with(Policy.OnDeletion.KEEP_REMOTE);
    }

    /// What lies on this device of a save, by place.
    Map<Place, LocalSave> here(SaveId save) {
        return here.getOrDefault(save, Map.of());
    }

    /// What was agreed on for a save at a place (null: without one); null if nothing was.
    @Nullable Base base(SaveId save, @Nullable Place place) {
        SaveBases known = bases.get(save);
        if (known == null) return null;
        Base atPlace = place == null ? null : known.byPlace().get(place);
        return atPlace != null ? atPlace : known.withoutPlace();
    }

    RemoteSave there(SaveId save) {
        RemoteSave known = remote.saves().get(save);
        return known != null ? known : new RemoteSave(save, List.of(), false);
    }

    /// All that the planner needs to know of a save.
    Situation of(SaveId save) {
        RemoteSave there = there(save);
        Remote heads = Remote.of(there.heads());
        List<AtPlace> places = places(save, heads);
        boolean newHere = places.stream().allMatch(at -> at.local() instanceof Local.Absent);
        boolean taken =
                newHere
                        && heads instanceof Remote.Settled settled
                        && !settled.head().isTombstone()
                        && settings.taken().test(settled.head());
        return new Situation(
                save,
                settings.self(),
                heads,
                places,
                taken,
                there.arriving(),
                keepsLineage || lostThere(save, there),
                policy(save),
                choice(save, there.heads()));
    }

    /// What was decided about a save; if a crash cut that short after the heads were settled, what
    /// is left of it.
    private @Nullable Choice choice(SaveId save, List<Head> heads) {
        Choice choice = settings.choices().get(save);
        if (choice == null || heads.size() != 1) return choice;
        Optional<Revision> wished =
                choice.wish() instanceof Choice.Wish.KeepRemote(var id)
                        ? storage.revision(id)
                        : Optional.empty();
        ContentId content = wished.flatMap(Revision::contentId).orElse(null);
        return storage.revision(heads.getFirst().id())
                .flatMap(settled -> choice.after(settled, content))
                .orElse(choice);
    }

    private boolean lostThere(SaveId save, RemoteSave there) {
        SaveBases agreed = bases.get(save);
        if (agreed == null || !there.heads().isEmpty()) return false;
        return agreed.byPlace().values().stream()
                .anyMatch(base -> storage.lost(save, base.lastHad()));
    }

    private List<AtPlace> places(SaveId save, Remote heads) {
        Set<Place> known = new HashSet<>(here(save).keySet());
        SaveBases agreed = bases.get(save);
        if (agreed != null) known.addAll(agreed.byPlace().keySet());
        if (known.isEmpty()) {
            Base base = base(save, null);
            return List.of(AtPlace.nowhere(base, lineage(heads, base)));
        }
        List<AtPlace> places = new ArrayList<>();
        for (Place place : new TreeSet<>(known)) places.add(at(save, place, heads));
        return places;
    }

    private AtPlace at(SaveId save, Place place, Remote heads) {
        Base base = base(save, place);
        LocalSave found = here(save).get(place);
        Local state = state(place, found);
        boolean older =
                state instanceof Local.Content content
                        && settings.hasClock()
                        && base != null
                        && base.fileTime() != null
                        && content.time().plus(settings.tolerance()).isBefore(base.fileTime());
        Lineage lineage = lineage(heads, base);
        boolean later =
                lineage == Lineage.UNKNOWN
                        && base != null
                        && heads instanceof Remote.Settled settled
                        && storage.isLater(settled.head().id(), base.lastHad());
        return new AtPlace(
                place,
                state,
                base,
                lineage,
                state instanceof Local.Content content
                        && base == null
                        && isEarlierRevision(content.id(), heads),
                older,
                later,
                settings.gate().test(save, place));
    }

    private Local state(Place place, @Nullable LocalSave found) {
        if (unhealthyRoots.contains(place.root())) return new Local.Held(Hold.ROOT_UNHEALTHY);
        if (found == null) return new Local.Absent();
        return switch (found.state()) {
            case LocalSave.Present(var manifest, var blank) ->
                    new Local.Content(manifest.contentId(), manifest.modifiedAt(), blank);
            case LocalSave.Held held -> new Local.Held(held.why());
        };
    }

    /// Why what lies of a save on this device is not compared, at that place or, where that one is
    /// compared or null, at any; null if all of it is.
    LocalSave.@Nullable Held held(SaveId save, @Nullable Place place) {
        Map<Place, LocalSave> found = here(save);
        if (place != null) {
            LocalSave.Held there = held(place, found.get(place));
            if (there != null) return there;
        }
        for (Map.Entry<Place, LocalSave> one : found.entrySet()) {
            LocalSave.Held there = held(one.getKey(), one.getValue());
            if (there != null) return there;
        }
        return null;
    }

    private LocalSave.@Nullable Held held(Place place, @Nullable LocalSave found) {
        if (unhealthyRoots.contains(place.root()))
            return new LocalSave.Held(Hold.ROOT_UNHEALTHY, "", 0);
        return found != null && found.state() instanceof LocalSave.Held held ? held : null;
    }

    private Lineage lineage(Remote heads, @Nullable Base base) {
        if (base == null || !(heads instanceof Remote.Settled settled)) return Lineage.UNKNOWN;
        if (settled.head().id().equals(base.lastHad())) return Lineage.DESCENDS;
        // Several heads that say the same: it is enough if one of them continues what was had.
        Lineage best = storage.lineage(settled.head().id(), base.lastHad());
        for (Head head : settled.heads()) {
            Lineage one = storage.lineage(head.id(), base.lastHad());
            if (one == Lineage.DESCENDS) return one;
            if (one == Lineage.ANCESTOR) best = one;
        }
        return best;
    }

    private boolean isEarlierRevision(ContentId content, Remote heads) {
        if (!(heads instanceof Remote.Settled settled) || settled.heads().size() != 1) return false;
        Head head = settled.head();
        for (Revision revision : storage.history(head.save()))
            if (!revision.id().equals(head.id())
                    && revision.contentId().filter(content::equals).isPresent()
                    && storage.lineage(head.id(), revision.id()) == Lineage.DESCENDS) return true;
        return false;
    }

    /// For each root, how many saves were agreed to lie in it and how many of those are there no
    /// more.
    Map<Long, int[]> agreedAndGone() {
        Map<Long, int[]> counts = new HashMap<>();
        bases.forEach((save, known) ->
                known.byPlace()
                        .forEach((place, base) -> {
                            if (!base.placed()) return;
                            int[] count = counts.computeIfAbsent(place.root(), _ -> new int[2]);
                            count[0]++;
                            if (!here(save).containsKey(place)) count[1]++;
                        }));
        return counts;
    }

    /// The newest time that a local content shows; null if there is none.
    static @Nullable Instant newest(Map<Place, LocalSave> places) {
        return places.values().stream()
                .flatMap(save ->
                        save.state() instanceof LocalSave.Present(var manifest, _)
                                ? java.util.stream.Stream.of(manifest.modifiedAt())
                                : java.util.stream.Stream.<Instant>empty())
                .max(Instant::compareTo)
                .orElse(null);
    }
}
