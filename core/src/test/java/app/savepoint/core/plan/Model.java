package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a plan works on, as small as can be: a storage that is a graph of revisions, one device's
/// disk, what the device agreed on, and its backups. Steps are taken in the order in which a sync
/// takes them: keep, agree, keep in the storage, publish, change the disk.
final class Model {
    private final ModelStorage storage;
    private final Map<Place, Local.Content> disk;
    private final Map<Optional<Place>, Base> bases;
    private final Set<ContentId> backups;
    private final Policy policy;
    private final @Nullable Choice choice;
    private final Around around;

    /// What no plan changes.
    ///
    /// @param held the places that are not to be compared
    /// @param running the places whose emulator runs
    /// @param taken whether a root takes the save when it is new
    /// @param arriving whether something is on its way and not here yet
    record Around(
            Map<Place, Hold> held, Set<Optional<Place>> running, boolean taken, boolean arriving) {
        static final Around QUIET = new Around(Map.of(), Set.of(), true, false);
    }

    Model(
            List<Revision> revisions,
            Map<Place, Local.Content> disk,
            Map<Optional<Place>, Base> bases,
            Policy policy) {
        this(new ModelStorage(true, true), disk, bases, policy, null, Around.QUIET);
        revisions.forEach(storage::add);
    }

    Model(
            ModelStorage storage,
            Map<Place, Local.Content> disk,
            Map<Optional<Place>, Base> bases,
            Policy policy,
            @Nullable Choice choice,
            Around around) {
        this(storage, disk, bases, Set.of(), policy, choice, around);
    }

    private Model(
            ModelStorage storage,
            Map<Place, Local.Content> disk,
            Map<Optional<Place>, Base> bases,
            Set<ContentId> backups,
            Policy policy,
            @Nullable Choice choice,
            Around around) {
        this.storage = storage;
        this.disk = new TreeMap<>(disk);
        this.bases = new HashMap<>(bases);
        this.backups = new HashSet<>(backups);
        this.policy = policy;
        this.choice = choice;
        this.around = around;
    }

    Model copy() {
        return choosing(choice);
    }

    Model choosing(@Nullable Choice other) {
        return new Model(storage.copy(), disk, bases, backups, policy, other, around);
    }

    // What revisions there are.

    /// A revision that holds the content of that letter, `-` for a tombstone. `E` is blank.
    static Revision revision(String name, char letter, DeviceId by, String... parents) {
        Set<RevisionId> continued = new HashSet<>();
        for (String parent : parents) continued.add(Given.revision(parent));
        return new Revision(
                Given.revision(name),
                Given.SAVE,
                continued,
                by,
                new Hlc(Given.NOON.toEpochMilli(), 0),
                letter == '-' ? null : Letters.files(Letters.content(letter), Given.NOON),
                letter == 'E');
    }

    boolean decidesByPolicy() {
        return policy.conflict() != Policy.OnConflict.ASK;
    }

    void publishFromElsewhere(Revision revision) {
        storage.add(revision);
    }

    void play(Place place, char letter) {
        disk.put(
                place,
                new Local.Content(Letters.content(letter), Given.NOON.plusSeconds(60), false));
    }

    // What is seen.

    Situation situation() {
        List<Head> heads = heads(Given.SAVE);
        Remote remote = Remote.of(heads);
        Set<Place> places = new TreeSet<>(disk.keySet());
        places.addAll(around.held().keySet());
        bases.keySet().forEach(place -> place.ifPresent(places::add));
        List<AtPlace> seen = new ArrayList<>();
        for (Place place : places) seen.add(at(Optional.of(place), remote));
        if (seen.isEmpty()) seen.add(at(Optional.empty(), remote));
        return new Situation(
                Given.SAVE,
                Given.HERE,
                remote,
                seen,
                around.taken(),
                around.arriving(),
                storage.keepsLineage(),
                policy,
                choice(heads));
    }

    private AtPlace at(Optional<Place> place, Remote remote) {
        Local.Content here = place.map(disk::get).orElse(null);
        Hold held = place.map(around.held()::get).orElse(null);
        Base base = base(place);
        Instant before = base == null ? null : base.fileTime();
        return new AtPlace(
                place.orElse(null),
                held != null ? new Local.Held(held) : here != null ? here : new Local.Absent(),
                base,
                storage.lineage(remote, base),
                here != null && base == null && storage.isEarlier(here.id(), remote),
                here != null && before != null && here.time().isBefore(before),
                here != null && isLater(remote, base),
                !around.running().contains(place));
    }

    /// Whether a storage without lineage says that what it has came after what was agreed on.
    private boolean isLater(Remote remote, @Nullable Base base) {
        return !storage.tellsOrder()
                && remote instanceof Remote.Settled settled
                && base != null
                && base.storageTime() != null
                && storage.storedAt(settled.head().id()).isAfter(base.storageTime());
    }

    /// A choice that a crash cut short goes on from what it had done.
    private @Nullable Choice choice(List<Head> heads) {
        if (choice == null || heads.size() != 1) return choice;
        Revision only = Objects.requireNonNull(storage.find(heads.getFirst().id()));
        @Nullable Revision wished =
                choice.wish() instanceof Choice.Wish.KeepRemote(var id) ? storage.find(id) : null;
        ContentId content = wished == null ? null : wished.contentId().orElse(null);
        return choice.after(only, content).orElse(choice);
    }

    List<Head> heads(SaveId save) {
        return storage.heads(save);
    }

    /// Every content that is still to be had somewhere.
    Set<ContentId> contents() {
        Set<ContentId> contents = new HashSet<>(backups);
        disk.values().forEach(here -> contents.add(here.id()));
        storage.revisions()
                .values()
                .forEach(known ->
                        known.values().forEach(one -> one.contentId().ifPresent(contents::add)));
        return contents;
    }

    /// What is where, without how it got there.
    record Outcome(Map<Place, ContentId> disk, Set<Optional<ContentId>> there) {}

    Outcome outcome() {
        Map<Place, ContentId> lies = new TreeMap<>();
        disk.forEach((place, here) -> lies.put(place, here.id()));
        Set<Optional<ContentId>> there = new HashSet<>();
        heads(Given.SAVE).forEach(head -> there.add(head.contentId()));
        return new Outcome(lies, there);
    }

    /// All there is, to see whether anything changed.
    List<Object> state() {
        return List.of(
                Map.copyOf(disk), Map.copyOf(bases), Set.copyOf(backups), storage.revisions());
    }

    // What is done.

    void apply(SavePlan plan) {
        apply(plan, Integer.MAX_VALUE, true);
    }

    /// Carries a plan out, up to a crash after so many steps.
    ///
    /// @param recorded whether what the last step agreed on was recorded before the crash
    void apply(SavePlan plan, int stepsUntilCrash, boolean recorded) {
        Set<RevisionId> seen = Remote.of(heads(Given.SAVE)).ids();
        Head merged = null;
        int left = stepsUntilCrash;
        for (SyncAction step : inOrder(plan)) {
            if (left-- == 0) return;
            Map<Optional<Place>, Base> before = Map.copyOf(bases);
            switch (step) {
                case SyncAction.KeepInBackups(_, var content, _) -> backups.add(content);
                case SyncAction.Agree(var place, var head) ->
                        agree(place, merged == null ? head : merged);
                case SyncAction.AgreeUnplaced(var place, var head) ->
                        bases.put(
                                Optional.ofNullable(place),
                                Base.agreed(head.id(), head.content(), false, null));
                case SyncAction.Forget(var place) -> bases.remove(Optional.ofNullable(place));
                case SyncAction.KeepInStorage(var place, var content) -> {
                    if (!keep(place, content, seen)) return;
                }
                case SyncAction.SetAside(var head, var slot) -> setAside(head, slot);
                case SyncAction.Push(var place, var content, var parents) -> {
                    Local.Content here = Objects.requireNonNull(disk.get(place));
                    Revision pushed = publish(seen, parents, content, here.time(), here.blank());
                    if (pushed == null) return;
                    agree(place, Head.of(pushed));
                }
                case SyncAction.Merge(var winner, var parents) -> {
                    Revision settled =
                            publish(
                                    seen,
                                    parents,
                                    winner.content(),
                                    winner.modifiedAt(),
                                    winner.blank());
                    if (settled == null) return;
                    merged = Head.of(settled);
                }
                case SyncAction.DeleteRemote(var parents) -> {
                    Revision gone = publish(seen, parents, null, null, false);
                    if (gone == null) return;
                    Optional<Place> place = Optional.ofNullable(plan.place());
                    if (place.isPresent() && base(place) != null)
                        bases.put(place, Base.agreed(gone.id(), null, false, null));
                }
                case SyncAction.Pull(var place, var head, var replaces) -> {
                    Place target = place == null ? Given.HOME : place;
                    if (!Objects.equals(idAt(target), replaces)) return;
                    if (replaces != null) backups.add(replaces);
                    ContentId content = Objects.requireNonNull(head.content());
                    disk.put(target, new Local.Content(content, head.modifiedAt(), head.blank()));
                    bases.remove(Optional.<Place>empty());
                    agree(target, merged == null ? head : merged);
                }
                case SyncAction.DeleteLocal(var place, var replaces, var tombstone) -> {
                    if (!replaces.equals(idAt(place))) return;
                    backups.add(replaces);
                    disk.remove(place);
                    Head gone = merged == null ? tombstone : merged;
                    bases.put(Optional.of(place), Base.agreed(gone.id(), null, false, null));
                }
            }
            if (left == 0 && !recorded) {
                bases.clear();
                bases.putAll(before);
            }
        }
    }

    int steps(SavePlan plan) {
        return inOrder(plan).size();
    }

    private static List<SyncAction> inOrder(SavePlan plan) {
        boolean settles = plan.steps().stream().anyMatch(SyncAction.Merge.class::isInstance);
        List<SyncAction> ordered = new ArrayList<>();
        for (int phase = 0; phase < 5; phase++)
            for (SyncAction step : plan.steps())
                if (phase(step, settles) == phase) ordered.add(step);
        return ordered;
    }

    private static int phase(SyncAction step, boolean settles) {
        return switch (step) {
            case SyncAction.KeepInBackups _ -> 0;
            case SyncAction.Agree _ -> settles ? 4 : 1;
            case SyncAction.AgreeUnplaced _, SyncAction.Forget _ -> 1;
            case SyncAction.KeepInStorage _, SyncAction.SetAside _ -> 2;
            case SyncAction.Push _, SyncAction.Merge _, SyncAction.DeleteRemote _ -> 3;
            case SyncAction.Pull _, SyncAction.DeleteLocal _ -> 4;
        };
    }

    private @Nullable ContentId idAt(Place place) {
        return disk.containsKey(place) ? disk.get(place).id() : null;
    }

    private void agree(Place place, Head head) {
        Local.Content here = Objects.requireNonNull(disk.get(place));
        Instant storedAt = storage.tellsOrder() ? null : storage.storedAt(head.id());
        bases.put(
                Optional.of(place),
                new Base(head.id(), here.id(), true, here.time(), storedAt, null, null));
    }

    private @Nullable Base base(Optional<Place> place) {
        Base own = bases.get(place);
        return own != null ? own : bases.get(Optional.<Place>empty());
    }

    /// Publishes if the storage still is what the plan saw.
    private @Nullable Revision publish(
            Set<RevisionId> seen,
            Set<RevisionId> parents,
            @Nullable ContentId content,
            @Nullable Instant time,
            boolean blank) {
        if (!Remote.of(heads(Given.SAVE)).ids().equals(seen)) return null;
        return storage.publish(Given.SAVE, parents, content, time, blank);
    }

    private boolean keep(Place place, ContentId content, Set<RevisionId> seen) {
        Base base = Objects.requireNonNull(base(Optional.of(place)));
        Optional<Head> head =
                heads(Given.SAVE).stream().filter(one -> content.equals(one.content())).findFirst();
        Local.Content here = Objects.requireNonNull(disk.get(place));
        if (head.isPresent()) {
            boolean had = content.equals(base.lastHadContent()) && base.wasHere();
            if (!had)
                bases.put(Optional.of(place), base.keeping(head.get().id(), content, here.time()));
            return true;
        }
        if (storage.holds(content)) return true;
        boolean continues = base.wasHere() && storage.holds(base.lastHad());
        Revision kept =
                publish(
                        seen,
                        continues ? Set.of(base.lastHad()) : Set.of(),
                        content,
                        here.time(),
                        here.blank());
        if (kept != null)
            bases.put(Optional.of(place), base.keeping(kept.id(), content, here.time()));
        return kept != null;
    }

    private void setAside(Head head, String slot) {
        SaveId aside = Given.SAVE.inSlot(slot);
        Set<RevisionId> before = Remote.of(heads(aside)).ids();
        boolean there =
                heads(aside).stream()
                        .anyMatch(one -> Objects.equals(one.content(), head.content()));
        if (there) return;
        Revision _ =
                storage.publish(aside, before, head.content(), head.modifiedAt(), head.blank());
    }
}
