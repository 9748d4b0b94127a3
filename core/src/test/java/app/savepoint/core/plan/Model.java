package app.savepoint.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a plan works on, as small as can be: a storage that is a graph of revisions, one device's
/// disk, what the device agreed on, and its backups. Steps are taken in the order in which a sync
/// takes them: keep, agree, keep in the storage, publish, change the disk.
final class Model {
    private final Map<SaveId, Map<RevisionId, Revision>> storage;
    private final Map<Place, Local.Content> disk;
    private final Map<Optional<Place>, Base> bases;
    private final Set<ContentId> backups;
    private final Policy policy;
    private final @Nullable Choice choice;

    Model(
            List<Revision> revisions,
            Map<Place, Local.Content> disk,
            Map<Optional<Place>, Base> bases,
            Policy policy) {
        this(new HashMap<>(), new TreeMap<>(disk), new HashMap<>(bases), Set.of(), policy, null);
        revisions.forEach(this::publish);
    }

    private Model(
            Map<SaveId, Map<RevisionId, Revision>> storage,
            Map<Place, Local.Content> disk,
            Map<Optional<Place>, Base> bases,
            Set<ContentId> backups,
            Policy policy,
            @Nullable Choice choice) {
        this.storage = storage;
        this.disk = disk;
        this.bases = bases;
        this.backups = new HashSet<>(backups);
        this.policy = policy;
        this.choice = choice;
    }

    Model copy() {
        return choosing(choice);
    }

    Model choosing(@Nullable Choice other) {
        Map<SaveId, Map<RevisionId, Revision>> copied = new HashMap<>();
        storage.forEach((save, known) -> copied.put(save, new LinkedHashMap<>(known)));
        return new Model(copied, new TreeMap<>(disk), new HashMap<>(bases), backups, policy, other);
    }

    // What contents and revisions there are.

    private static final Map<ContentId, Manifest> FILES = new HashMap<>();
    private static final Map<Character, ContentId> CONTENTS = new HashMap<>();

    static {
        for (char letter = 'A'; letter <= 'F'; letter++) {
            ContentHash hash = ContentHash.of(String.valueOf(letter).getBytes(UTF_8));
            SaveFile file = new SaveFile(Role.MAIN, "Pokemon Emerald.srm", 1, hash, Given.NOON);
            Manifest files = Manifest.ofFiles(file);
            FILES.put(files.contentId(), files);
            CONTENTS.put(letter, files.contentId());
        }
    }

    static ContentId content(char letter) {
        return Objects.requireNonNull(CONTENTS.get(letter));
    }

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
                letter == '-' ? null : FILES.get(content(letter)),
                letter == 'E');
    }

    boolean decidesByPolicy() {
        return policy.conflict() != Policy.OnConflict.ASK;
    }

    private void publish(Revision revision) {
        storage.computeIfAbsent(revision.save(), _ -> new LinkedHashMap<>())
                .put(revision.id(), revision);
    }

    void publishFromElsewhere(Revision revision) {
        publish(revision);
    }

    void play(Place place, char letter) {
        disk.put(place, new Local.Content(content(letter), Given.NOON.plusSeconds(60), false));
    }

    // What is seen.

    Situation situation() {
        List<Head> heads = heads(Given.SAVE);
        Remote remote = Remote.of(heads);
        Set<Place> places = new TreeSet<>(disk.keySet());
        bases.keySet().forEach(place -> place.ifPresent(places::add));
        List<AtPlace> seen = new ArrayList<>();
        for (Place place : places) seen.add(at(place, remote));
        if (seen.isEmpty()) {
            Base base = bases.get(Optional.<Place>empty());
            seen.add(AtPlace.nowhere(base, lineage(remote, base)));
        }
        return new Situation(
                Given.SAVE, Given.HERE, remote, seen, true, false, true, policy, choice(heads));
    }

    private AtPlace at(Place place, Remote remote) {
        Local.Content here = disk.get(place);
        Base own = bases.get(Optional.of(place));
        Base base = own != null ? own : bases.get(Optional.<Place>empty());
        Instant before = base == null ? null : base.fileTime();
        return new AtPlace(
                place,
                here != null ? here : new Local.Absent(),
                base,
                lineage(remote, base),
                here != null && base == null && isEarlier(here.id(), remote),
                here != null && before != null && here.time().isBefore(before),
                false,
                true);
    }

    /// A choice that a crash cut short goes on from what it had done.
    private @Nullable Choice choice(List<Head> heads) {
        if (choice == null || heads.size() != 1) return choice;
        Revision only = known(heads.getFirst().id());
        ContentId wished =
                choice.wish() instanceof Choice.Wish.KeepRemote(var id)
                        ? known(id).contentId().orElse(null)
                        : null;
        return choice.after(only, wished).orElse(choice);
    }

    private Revision known(RevisionId id) {
        return Objects.requireNonNull(history(Given.SAVE).get(id));
    }

    private Map<RevisionId, Revision> history(SaveId save) {
        return storage.getOrDefault(save, Map.of());
    }

    List<Head> heads(SaveId save) {
        Set<RevisionId> continued = new HashSet<>();
        history(save).values().forEach(revision -> continued.addAll(revision.parents()));
        return history(save).values().stream()
                .filter(revision -> !continued.contains(revision.id()))
                .map(Head::of)
                .toList();
    }

    private Lineage lineage(Remote remote, @Nullable Base base) {
        if (base == null || !(remote instanceof Remote.Settled settled)) return Lineage.UNKNOWN;
        Lineage best = Lineage.UNRELATED;
        for (Head head : settled.heads()) {
            if (continues(head.id(), base.lastHad())) return Lineage.DESCENDS;
            if (continues(base.lastHad(), head.id())) best = Lineage.ANCESTOR;
        }
        return best;
    }

    private boolean continues(RevisionId later, RevisionId earlier) {
        if (later.equals(earlier)) return true;
        Revision revision = history(Given.SAVE).get(later);
        return revision != null
                && revision.parents().stream().anyMatch(parent -> continues(parent, earlier));
    }

    private boolean isEarlier(ContentId content, Remote remote) {
        return remote instanceof Remote.Settled settled
                && settled.heads().size() == 1
                && history(Given.SAVE).values().stream()
                        .anyMatch(revision ->
                                !revision.id().equals(settled.head().id())
                                        && revision.contentId().filter(content::equals).isPresent()
                                        && continues(settled.head().id(), revision.id()));
    }

    /// Every content that is still to be had somewhere.
    Set<ContentId> contents() {
        Set<ContentId> contents = new HashSet<>(backups);
        disk.values().forEach(here -> contents.add(here.id()));
        storage.values()
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
                Map.copyOf(disk), Map.copyOf(bases), Set.copyOf(backups), Map.copyOf(storage));
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
                    Revision pushed = publish(seen, parents, content);
                    if (pushed == null) return;
                    agree(place, Head.of(pushed));
                }
                case SyncAction.Merge(var winner, var parents) -> {
                    Revision settled = publish(seen, parents, winner.content());
                    if (settled == null) return;
                    merged = Head.of(settled);
                }
                case SyncAction.DeleteRemote(var parents) -> {
                    Revision gone = publish(seen, parents, null);
                    if (gone == null) return;
                    if (plan.place() != null)
                        bases.put(
                                Optional.of(plan.place()),
                                Base.agreed(gone.id(), null, false, null));
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
        bases.put(Optional.of(place), Base.agreed(head.id(), here.id(), true, here.time()));
    }

    /// Whether the storage still is what the plan saw.
    private @Nullable Revision publish(
            Set<RevisionId> seen, Set<RevisionId> parents, @Nullable ContentId content) {
        if (!Remote.of(heads(Given.SAVE)).ids().equals(seen)) return null;
        Revision revision = fresh(Given.SAVE, parents, content);
        publish(revision);
        return revision;
    }

    private boolean keep(Place place, ContentId content, Set<RevisionId> seen) {
        Base base = at(place, Remote.of(heads(Given.SAVE))).base();
        Optional<Head> head =
                heads(Given.SAVE).stream().filter(one -> content.equals(one.content())).findFirst();
        boolean known =
                history(Given.SAVE).values().stream()
                        .anyMatch(one -> one.contentId().filter(content::equals).isPresent());
        Local.Content here = Objects.requireNonNull(disk.get(place));
        if (head.isPresent()) {
            boolean had = content.equals(base.lastHadContent()) && base.wasHere();
            if (!had)
                bases.put(Optional.of(place), base.keeping(head.get().id(), content, here.time()));
            return true;
        }
        if (known) return true;
        boolean continues = base.wasHere() && history(Given.SAVE).containsKey(base.lastHad());
        Revision kept = publish(seen, continues ? Set.of(base.lastHad()) : Set.of(), content);
        if (kept != null)
            bases.put(Optional.of(place), base.keeping(kept.id(), content, here.time()));
        return kept != null;
    }

    private void setAside(Head head, String slot) {
        SaveId aside = Given.SAVE.inSlot(slot);
        boolean there =
                heads(aside).stream()
                        .anyMatch(one -> Objects.equals(one.content(), head.content()));
        if (!there) publish(fresh(aside, Set.of(), head.content()));
    }

    private Revision fresh(SaveId save, Set<RevisionId> parents, @Nullable ContentId content) {
        int number = storage.values().stream().mapToInt(Map::size).sum();
        RevisionId id =
                new RevisionId(UUID.nameUUIDFromBytes(("published " + number).getBytes(UTF_8)));
        Manifest files = content == null ? null : FILES.get(content);
        boolean blank = content != null && content.equals(content('E'));
        return new Revision(
                id,
                save,
                parents,
                Given.HERE,
                new Hlc(Given.NOON.plusSeconds(number).toEpochMilli(), 0),
                files,
                blank);
    }
}
