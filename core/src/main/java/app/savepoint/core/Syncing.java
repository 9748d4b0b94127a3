package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.AtPlace;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Placer;
import app.savepoint.core.transfer.PlanRunner;
import app.savepoint.core.transfer.Publisher;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.transfer.RunResult;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Syncs: looks, plans, carries out, and looks again at what moved meanwhile. Used by one job at a
/// time.
final class Syncing implements EngineWork {
    /// A save that moved while it was in hand is looked at again so many times; then the next sync
    /// goes on.
    private static final int ROUNDS = 3;

    private final Path scratch;
    private final Journal journal;
    private final Storage storage;
    private final long storageNumber;
    private final InstantSource clock;
    private final Supplier<RevisionId> ids;
    private final Steps steps;
    private final Supplier<Device> self;
    private final HlcClock hlc;
    private final Observer observer;
    private final BackupStore backups;
    private final BackupBook backupBook;
    private final Replacement replacement;
    private final Shown shown;
    private final Presence presence;
    private final EngineLog log;
    private final Housekeeping housekeeping;
    private final List<Consumer<SyncEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<CutShort> cutShort = new ArrayList<>();
    private final boolean manyThreads;
    private boolean atIt;

    Syncing(
            SyncEngine.Parts parts,
            Supplier<Device> self,
            HlcClock hlc,
            Observer observer,
            BackupStore backups,
            BackupBook backupBook,
            Replacement replacement,
            Shown shown,
            Presence presence,
            EngineLog log) {
        this.scratch = parts.home().work();
        this.journal = parts.journal();
        this.storage = parts.storage();
        this.storageNumber = parts.storageNumber();
        this.clock = parts.clock();
        this.ids = parts.ids();
        this.steps = parts.steps();
        this.manyThreads = parts.workers().width() > 1;
        this.self = self;
        this.hlc = hlc;
        this.observer = observer;
        this.backups = backups;
        this.backupBook = backupBook;
        this.replacement = replacement;
        this.shown = shown;
        this.presence = presence;
        this.log = log;
        this.housekeeping =
                new Housekeeping(
                        storage, () -> new KeepingRules(journal, storageNumber, backups), hlc);
    }

    /// Work that takes several syncs, and that a crash can leave half done.
    interface CutShort {
        /// Whether it was left half done and can be ended now.
        ///
        /// @param offline whether the storage is to be left alone
        boolean isLeft(boolean offline);

        /// Ends it.
        void end() throws StorageException;
    }

    /// Has such work ended before anything else is looked at.
    void endsFirst(CutShort work) {
        cutShort.add(work);
    }

    /// How a sync is meant.
    enum Manner {
        /// It moves what it finds.
        USUAL,
        /// It moves what a person named.
        BY_PERSON,
        /// As one step of something that is undone as a whole.
        AS_PART,
        /// Nothing is to move; the storage is left alone.
        PAUSED
    }

    /// Syncs, and tells whoever listens how it went.
    SyncReport sync(SyncRequest request, BooleanSupplier cancelled, Manner manner)
            throws StorageException {
        tell(new SyncEvent.Started());
        log.home(self.get(), storage.info());
        try {
            SyncReport report = run(request, cancelled, manner);
            log.done(report);
            tell(new SyncEvent.Finished(report));
            if (manner != Manner.PAUSED) housekeeping.afterSync(request, report);
            return report;
        } catch (StorageException e) {
            tell(new SyncEvent.StorageOutOfReach(e.code(), e.saying()));
            throw e;
        }
    }

    private SyncReport run(SyncRequest request, BooleanSupplier cancelled, Manner manner)
            throws StorageException {
        RunResult result = new RunResult();
        try (Moving moving = new Moving(result)) {
            return run(request, cancelled, manner, result, moving);
        }
    }

    /// Tells the storage when a sync begins to move something, and how it ended.
    private final class Moving implements AutoCloseable {
        private final RunResult result;
        private boolean begun;

        Moving(RunResult result) {
            this.result = result;
        }

        void begin(List<SavePlan> plans) throws StorageException {
            Set<SaveId> saves = new LinkedHashSet<>();
            for (SavePlan plan : plans)
                if (plan.steps().stream().anyMatch(step -> step.publishes() || pulls(step)))
                    saves.add(plan.save());
            if (begun || saves.isEmpty()) return;
            storage.begin(saves);
            begun = true;
        }

        private static boolean pulls(SyncAction step) {
            return step instanceof SyncAction.Pull;
        }

        @Override
        public void close() {
            if (!begun) return;
            begun = false;
            Set<SaveId> moved = new LinkedHashSet<>(result.pushed());
            moved.addAll(result.pulled());
            moved.addAll(result.deletedRemote());
            storage.end(moved.size(), result.failed().size());
        }
    }

    private SyncReport run(
            SyncRequest request,
            BooleanSupplier cancelled,
            Manner manner,
            RunResult result,
            Moving moving)
            throws StorageException {
        boolean paused = manner == Manner.PAUSED;
        Instant begun = clock.instant();
        Requests before = storage.requests();
        Set<SaveId> again = Set.of();
        List<SavePlan> last = List.of();
        Observer.Seen seen = null;
        boolean once = true;
        for (int round = 0; round < ROUNDS; round++) {
            tell(new SyncEvent.Scanning());
            endWhatWasCutShort(paused);
            try (FirstLook first = observer.begin(paused)) {
                if (round == 0 && meansAll(request)) {
                    Optional<Standing> standing = first.standing();
                    if (standing.isPresent()) {
                        assert isSeenToBe(standing.get(), first) : standing;
                        return standing(request, standing.get(), before, begun);
                    }
                }
                seen = observer.observe(first);
            }
            Set<SaveId> only = again;
            List<SavePlan> plans =
                    plansToRun(seen, request).stream()
                            .filter(plan -> only.isEmpty() || only.contains(plan.save()))
                            .map(plan -> paused ? Pause.paused(plan) : plan)
                            .toList();
            last = round == 0 ? plans : anew(last, only, plans);
            once = round == 0;
            if (request.dryRun()) break;
            result.lookAgain().clear();
            moving.begin(plans);
            runner(seen, manner)
                    .run(plans, new EngineContext(seen, observer, hlc, ids), result, cancelled);
            if (!paused) observer.endOfSync(seen, result.pulled());
            again = Set.copyOf(followUps(plans, result));
            if (again.isEmpty()) break;
            if (cancelled.getAsBoolean()) {
                result.stop();
                break;
            }
        }
        Observer.Seen looked = Objects.requireNonNull(seen, "looked at least once");
        Set<SaveId> left = new LinkedHashSet<>(again);
        result.failed().forEach(failure -> left.add(failure.id()));
        if (!left.isEmpty()) keepHere(left, looked, request, manner, result);
        if (!again.isEmpty() && !result.isStopped()) {
            // The next sync goes on; what they have come to is said by this one
            looked = observe(paused);
            last = anew(last, again, plansToRun(looked, request));
        }
        Observation observed = looked.observation();
        if (!result.placed().isEmpty()) storage.placed(result.placed());
        moving.close();
        if (meansAll(request) && !paused && once && again.isEmpty())
            noteStanding(looked, last, result);
        if (!paused && !request.dryRun() && request.selection().isAll())
            presence.afterSync(Presence.unsent(last, result));
        log.waiting(last, observed);
        List<Notice> notices = new ArrayList<>(observed.remote().notices());
        if (!request.dryRun()) backupBook.prune().ifPresent(notices::add);
        if (!result.pushed().isEmpty()) new Clocks(storage, clock).notice().ifPresent(notices::add);
        return Reports.of(
                request,
                notices,
                last,
                plan -> observed.held(plan.save(), plan.place()),
                result,
                storage.requests().since(before),
                Duration.between(begun, clock.instant()));
    }

    /// Plans as a later look has them: of the saves that it was for, what they came to by then.
    private static List<SavePlan> anew(
            List<SavePlan> before, Set<SaveId> looked, List<SavePlan> now) {
        return Stream.concat(
                        before.stream().filter(plan -> !looked.contains(plan.save())),
                        now.stream().filter(plan -> looked.contains(plan.save())))
                .toList();
    }

    private void keepHere(
            Set<SaveId> saves,
            Observer.Seen seen,
            SyncRequest request,
            Manner manner,
            RunResult result)
            throws StorageException {
        runner(seen, manner)
                .run(
                        saves.stream().map(save -> keptHere(save, seen, request)).toList(),
                        new EngineContext(seen, observer, hlc, ids),
                        result,
                        () -> false);
    }

    /// What a save comes to that others overtook each time: what lies here went nowhere, and is
    /// kept until the next sync finds a quieter moment, since the person may play on before that.
    private SavePlan keptHere(SaveId save, Observer.Seen seen, SyncRequest request) {
        SavePlan plan = new DirectedPlans(seen.observation(), request).plan(save);
        List<SyncAction> kept = new ArrayList<>();
        for (AtPlace at : seen.observation().of(save).places())
            if (at.place() != null
                    && at.contentId() != null
                    && !storage.holds(save, at.contentId()))
                kept.add(
                        new SyncAction.KeepInBackups(
                                at.place(), at.contentId(), KeptBecause.ONLY_HERE));
        return new SavePlan(
                save,
                plan.rule(),
                plan.action(),
                plan.attention(),
                plan.place(),
                kept,
                plan.guards(),
                plan.places());
    }

    /// Notes what was seen, if a sync of all saves found nothing to do and would find the same
    /// another time.
    private void noteStanding(Observer.Seen seen, List<SavePlan> plans, RunResult result) {
        if (seen.ground().isEmpty() || !plans.stream().allMatch(Standing::isOf)) return;
        if (!result.failed().isEmpty() || !result.skipped().isEmpty() || result.isStopped()) return;
        Standing.of(plans, seen.observation())
                .note(journal.stillness(), seen.ground().get(), seen.mark());
    }

    /// Whether a look at each save comes to the same.
    private boolean isSeenToBe(Standing standing, FirstLook first) throws StorageException {
        Observer.Seen seen = observer.observe(first);
        List<SavePlan> plans = plansToRun(seen, SyncRequest.ALL);
        return plans.stream().allMatch(Standing::isOf)
                && Standing.of(plans, seen.observation()).equals(standing)
                && seen.ground().equals(first.ground());
    }

    /// A sync for which nothing was new.
    private SyncReport standing(
            SyncRequest request, Standing standing, Requests before, Instant begun) {
        List<Notice> notices = new ArrayList<>();
        if (!request.dryRun()) {
            presence.afterSync(standing.unsent());
            backupBook.prune().ifPresent(notices::add);
        }
        return Reports.standing(
                request,
                standing,
                notices,
                storage.requests().since(before),
                Duration.between(begun, clock.instant()));
    }

    /// Whether a request means the usual sync of all saves.
    private static boolean meansAll(SyncRequest request) {
        return request.selection().isAll()
                && request.direction() == Direction.BOTH
                && !request.force();
    }

    /// What has to be looked at again: saves that moved meanwhile, and other places of what was
    /// published.
    private static Set<SaveId> followUps(List<SavePlan> plans, RunResult result) {
        Set<SaveId> again = new LinkedHashSet<>(result.lookAgain());
        for (SavePlan plan : plans)
            if (plan.places() > 1 && result.pushed().contains(plan.save())) again.add(plan.save());
        return again;
    }

    private PlanRunner runner(Observer.Seen seen, Manner manner) {
        EngineLedger ledger =
                manner == Manner.AS_PART
                        ? ledger((action, save) -> null)
                        : ledger(new UndoNotes(seen.observation()));
        PlanRunner.Ledger moving = manyThreads ? PlanRunner.Ledger.behind(ledger) : ledger;
        return new PlanRunner(
                new Publisher(storage, self, seen.landings(), moving, scratch),
                new Placer(storage, replacement, seen.landings(), moving),
                backups,
                seen.landings(),
                ledger,
                this::tell);
    }

    /// Plans for the selected saves.
    List<SavePlan> plans(Observer.Seen seen, Selection selection, SyncRequest request) {
        return planned(SaveSelection.select(selection, seen.observation().saves()), seen, request);
    }

    /// Plans for those saves only that a sync may have to do or to say something about.
    private static List<SavePlan> plansToRun(Observer.Seen seen, SyncRequest request) {
        Observation observation = seen.observation();
        if (request.selection().isAll()) return planned(observation.unsettled(), seen, request);
        List<SaveId> selected = new ArrayList<>();
        for (SaveId save : SaveSelection.select(request.selection(), observation.saves()))
            if (!observation.settled(save)) selected.add(save);
        return planned(selected, seen, request);
    }

    private static List<SavePlan> planned(
            Collection<SaveId> saves, Observer.Seen seen, SyncRequest request) {
        DirectedPlans directed = new DirectedPlans(seen.observation(), request);
        assert seen.observation().saves().stream()
                .filter(seen.observation()::settled)
                .map(directed::plan)
                .allMatch(SavePlan::isNothing);
        return saves.stream().map(directed::plan).toList();
    }

    /// Looks at everything, once what a crash left half done is ended.
    @Override
    public Observer.Seen observe(boolean offline) throws StorageException {
        endWhatWasCutShort(offline);
        try (FirstLook first = observer.begin(offline)) {
            return observer.observe(first);
        }
    }

    void endWhatWasCutShort(boolean offline) throws StorageException {
        if (atIt) return;
        for (CutShort work : cutShort)
            if (work.isLeft(offline))
                atIt(() -> {
                    work.end();
                    return true;
                });
    }

    /// Works on what would look cut short to those who look at everything meanwhile.
    <T> T atIt(OneJob.WithStorage<T> job) throws StorageException {
        atIt = true;
        try {
            return job.run();
        } finally {
            atIt = false;
        }
    }

    @Override
    public List<SavePlan> plans(Observer.Seen seen, Selection selection) {
        return plans(seen, selection, SyncRequest.ALL);
    }

    @Override
    public SaveRow row(Observer.Seen seen, SavePlan plan) {
        return shown.rows(seen, List.of(plan)).getFirst();
    }

    @Override
    public SyncReport sync(Collection<SaveId> saves) throws StorageException {
        return sync(only(saves), () -> false, Manner.BY_PERSON);
    }

    @Override
    public SyncReport syncAsPart(Collection<SaveId> saves) throws StorageException {
        return sync(only(saves), () -> false, Manner.AS_PART);
    }

    private static SyncRequest only(Collection<SaveId> saves) {
        return new SyncRequest(
                new Selection(saves.stream().map(SaveId::toString).toList()),
                Direction.BOTH,
                false,
                false);
    }

    @Override
    public SyncReport failed(SyncReport.Failure failure) {
        tell(new SyncEvent.Failed(failure));
        return Reports.failed(failure);
    }

    @Override
    public void remember(SaveId save, Choice choice) {
        journal.choices().put(ChoiceWords.write(save, choice, clock.instant()));
    }

    EngineLedger ledger(BiFunction<String, SaveId, @Nullable UndoNote> undo) {
        return new EngineLedger(journal, storageNumber, clock, self, steps, undo, log);
    }

    SyncService.Subscription subscribe(Consumer<SyncEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(SyncEvent event) {
        for (Consumer<SyncEvent> listener : listeners) listener.accept(event);
    }
}
