package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.SaveBases;
import app.savepoint.core.journal.StoredChoice;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Planner;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Disk;
import app.savepoint.core.scan.HoldRule;
import app.savepoint.core.scan.Landing;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.scan.Scanner;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.transfer.SwapMarkers;
import app.savepoint.core.transfer.SwapRecovery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at this device, the storage and the journal, and joins what it sees. What a crash left
/// unfinished is ended first.
final class Observer {
    /// How many saves have to be gone, and more than half of them, for a root not to be believed.
    private static final int MANY = 5;

    /// A storage without lineage gives times of its own to what is pulled, and by the second.
    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(2);

    private static final String ACCEPTED = "root.accepted.";

    private final Journal journal;
    private final Storage storage;
    private final long storageNumber;
    private final Gate gate;
    private final SaveNames names = SaveNames.bundled();
    private final Scanner scanner;
    private final SwapRecovery recovery;
    private final Supplier<Device> self;
    private final FirstLook.With with;
    private final Doubts doubts;
    private final CalledAnew calledAnew;

    /// Whether no emulator runs that may still write a save.
    @FunctionalInterface
    public interface Gate {
        boolean open(SaveId save, Place place);
    }

    /// What was seen, and where saves would go.
    ///
    /// @param ground what would be the same if nothing changed; none if there is no telling
    /// @param mark how far the journal was written
    record Seen(
            Observation observation,
            Landings landings,
            List<Root> roots,
            Optional<String> ground,
            long mark) {}

    Observer(
            SyncEngine.Parts parts,
            BackupStore backups,
            SwapMarkers markers,
            Supplier<Device> self) {
        this.journal = parts.journal();
        this.storage = parts.storage();
        this.storageNumber = parts.storageNumber();
        this.gate = parts.gate();
        this.scanner =
                new Scanner(
                        names,
                        journal.scanCache(),
                        parts.clock(),
                        Disk.real(),
                        Math.min(
                                parts.workers().width(),
                                Math.max(2, Runtime.getRuntime().availableProcessors())));
        this.recovery = new SwapRecovery(markers, backups, parts.steps());
        this.self = self;
        this.doubts = new Doubts(parts.journal(), parts.storage(), parts.storageNumber());
        this.calledAnew = new CalledAnew(parts.journal(), parts.storage(), parts.storageNumber());
        this.with =
                new FirstLook.With(
                        journal, storage, scanner, parts.version(), parts.workers().width() > 1);
    }

    boolean gateOpen(SaveId save, Place place) {
        return gate.open(save, place);
    }

    /// Begins to look at everything; the caller closes what it gets.
    ///
    /// @param offline whether to use what was last seen of the storage
    FirstLook begin(boolean offline) throws StorageException {
        return new FirstLook(with, recover(), offline);
    }

    /// Looks at everything.
    Seen observe(FirstLook first) throws StorageException {
        List<Root> roots = first.roots();
        Map<SaveId, SaveBases> before = calledAnew.bases();
        Map<Place, SaveId> known = new HashMap<>();
        // Of several saves that a place held, the one that was put there last is placed.
        before.forEach((save, agreed) ->
                agreed.byPlace()
                        .forEach((place, base) -> {
                            if (base.placed()) known.put(place, save);
                            else known.putIfAbsent(place, save);
                        }));
        PolicyBook policies = StatePolicy.book(journal, storage.takesStatesUnasked());
        HoldRule leftAlone = policies.holdRule();
        LocalTree tree = held(first.scan(leftAlone, known), first.unfinished());
        journal.local().replace(tree);
        RemoteTree remote = first.remote();
        Map<SaveId, SaveBases> bases =
                !first.isOffline() && doubts.settle(remote)
                        ? journal.bases().with(storageNumber)
                        : before;

        Device device = self.get();
        Set<Long> unhealthy = new HashSet<>();
        for (RootReport report : tree.roots())
            if (report.health() != RootHealth.OK) unhealthy.add(report.root().id());
        Coming coming = new Coming(storage, tree, remote);
        Landings forTaken =
                new DeviceLandings(
                        new Landing(names, tree, known), roots, tree.saves(), known, unhealthy);
        var settings =
                new Observation.Settings(
                        device.id(),
                        !policies.clockless(device.type().clockless()),
                        storage.info().can(Capability.LINEAGE) ? Duration.ZERO : WHOLE_SECONDS,
                        choices(),
                        policies::of,
                        gate::open,
                        head -> takes(head, coming, leftAlone, forTaken));
        Observation observation =
                new Observation(storage, tree, remote, bases, unhealthy, settings);
        Set<Long> emptied = emptied(observation);
        if (!emptied.isEmpty()) {
            unhealthy.addAll(emptied);
            tree = reporting(tree, emptied);
            observation = new Observation(storage, tree, remote, bases, unhealthy, settings);
        }
        // Not the same as for what is taken: what is asked for a place keeps it
        Landings landings =
                new DeviceLandings(
                        new Landing(names, tree, known), roots, tree.saves(), known, unhealthy);
        boolean sure =
                tree.filesHashed() == 0
                        && unhealthy.isEmpty()
                        && remote.notices().isEmpty()
                        && remote.pending() == 0;
        return new Seen(
                observation,
                landings,
                roots,
                sure ? first.ground() : Optional.empty(),
                journal.stillness().mark());
    }

    /// Only looks at folders, without hashing anything and without remembering it.
    LocalTree survey(List<Root> roots) {
        HoldRule none = (save, size) -> Optional.of(new LocalSave.Held(Hold.LEFT_OUT, "", size));
        try {
            return scanner.scan(roots, none, Map.of());
        } catch (InterruptedException e) {
            throw FirstLook.interrupted(e);
        }
    }

    private Set<Place> recover() throws StorageException {
        try {
            return recovery.recover(gate::open);
        } catch (IOException e) {
            throw new StorageException.Unavailable(
                    Saying.of("storage.unfinished", e.getMessage())
                            .inEnglish(
                                    "What an earlier run left unfinished could not be looked at: "
                                            + e.getMessage()),
                    e);
        }
    }

    private static LocalTree held(LocalTree tree, Set<Place> unfinished) {
        if (unfinished.isEmpty()) return tree;
        List<LocalSave> saves = new ArrayList<>();
        for (LocalSave save : tree.saves())
            saves.add(
                    unfinished.contains(save.place())
                            ? new LocalSave(
                                    save.save(),
                                    save.place(),
                                    new LocalSave.Held(Hold.UNFINISHED_SWAP, "", 0))
                            : save);
        return new LocalTree(saves, tree.roots(), tree.filesHashed());
    }

    private static LocalTree reporting(LocalTree tree, Set<Long> emptied) {
        List<RootReport> reports = new ArrayList<>();
        for (RootReport report : tree.roots())
            reports.add(
                    emptied.contains(report.root().id())
                            ? new RootReport(
                                    report.root(),
                                    RootHealth.MANY_GONE,
                                    "",
                                    report.saves(),
                                    report.otherFiles())
                            : report);
        return new LocalTree(tree.saves(), reports, tree.filesHashed());
    }

    /// Roots of which so much is gone that it looks like an accident, unless a person said that it
    /// is none.
    private Set<Long> emptied(Observation seen) {
        Set<Long> emptied = new HashSet<>();
        seen.agreedAndGone()
                .forEach((root, count) -> {
                    boolean many = count[1] >= MANY && count[1] * 2 > count[0];
                    if (many && journal.settings().get(ACCEPTED + root).isEmpty())
                        emptied.add(root);
                });
        return emptied;
    }

    /// The revisions of saves that are in the storage and not here, read together once the first is
    /// asked for.
    private static final class Coming {
        private final Storage storage;
        private final LocalTree here;
        private final RemoteTree remote;
        private @Nullable Map<RevisionId, Revision> known;

        Coming(Storage storage, LocalTree here, RemoteTree remote) {
            this.storage = storage;
            this.here = here;
            this.remote = remote;
        }

        synchronized @Nullable Revision of(Head head) {
            if (known == null) known = storage.revisions(heads());
            Revision found = known.get(head.id());
            return found != null ? found : storage.revision(head.id()).orElse(null);
        }

        private List<RevisionId> heads() {
            Set<SaveId> saves = new HashSet<>(remote.saves().keySet());
            for (LocalSave save : here.saves()) saves.remove(save.save());
            List<RevisionId> heads = new ArrayList<>();
            for (SaveId save : saves)
                for (Head head : Objects.requireNonNull(remote.saves().get(save)).heads())
                    heads.add(head.id());
            return heads;
        }
    }

    /// What would be left alone once it lay here does not come by itself.
    private static boolean takes(Head head, Coming coming, HoldRule leftAlone, Landings landings) {
        if (head.save().slot().startsWith("kept-")) return false;
        Revision revision = coming.of(head);
        return revision != null
                && revision.manifest() != null
                && leftAlone.check(head.save(), revision.manifest().size()).isEmpty()
                && landings.forNew(head.save(), revision.manifest()) instanceof Landings.Found;
    }

    private Map<SaveId, Choice> choices() {
        Map<SaveId, Choice> choices = new TreeMap<>();
        for (StoredChoice stored : journal.choices().all())
            choices.put(stored.save(), ChoiceWords.read(stored));
        return choices;
    }

    /// Says that a root is to be believed as it is at the next sync.
    void accept(long root) {
        journal.settings().put(ACCEPTED + root, "yes");
    }

    /// Forgets what held only until a sync had been done: roots that were accepted, and choices
    /// whose ground is gone or that were carried out. A pull changes nothing in the storage, so
    /// that the same ground could come again.
    ///
    /// @param pulled saves whose content came from the storage
    void endOfSync(Seen seen, Collection<SaveId> pulled) {
        for (Root root : seen.roots())
            if (journal.settings().get(ACCEPTED + root.id()).isPresent())
                journal.settings().remove(ACCEPTED + root.id());
        List<StoredChoice> choices = journal.choices().all();
        if (choices.isEmpty()) return;
        RemoteTree remote = storage.remembered();
        for (StoredChoice stored : choices) {
            Situation situation = seen.observation().of(stored.save());
            RemoteSave there = remote.saves().get(stored.save());
            Set<RevisionId> heads =
                    there == null
                            ? Set.of()
                            : there.heads().stream().map(Head::id).collect(Collectors.toSet());
            boolean stillSo =
                    ChoiceWords.read(stored).holds(Planner.leadingContent(situation), heads);
            // Which of the storage's saves it was said of, nobody knows
            boolean unclear =
                    storage.refuses(stored.save()).filter(Refusal.SLOT_UNCLEAR::equals).isPresent();
            if (!stillSo || unclear || pulled.contains(stored.save()))
                journal.choices().remove(stored.save());
        }
    }
}
