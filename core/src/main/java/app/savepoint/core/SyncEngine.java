package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.PlacedFiles;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.transfer.Placer;
import app.savepoint.core.transfer.PlanRunner;
import app.savepoint.core.transfer.Publisher;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.transfer.RunResult;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.StatusReport;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The engine behind the front door: observes, plans, and carries plans out, one job at a time.
public final class SyncEngine implements SyncService {
    /// A save that moved while it was in hand is looked at again so many times; then the next sync
    /// goes on.
    private static final int ROUNDS = 3;

    private final Home home;
    private final Journal journal;
    private final Storage storage;
    private final long storageNumber;
    private final InstantSource clock;
    private final Supplier<RevisionId> ids;
    private final HlcClock hlc;
    private final Steps steps;
    private final Observer observer;
    private final RootBook roots;
    private final BackupStore backups;
    private final BackupBook backupBook;
    private final Replacement replacement;
    private final DeviceNames names;
    private final List<Consumer<SyncEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock oneJob = new ReentrantLock();
    private final Runnable onClose;

    /// What an engine is made of.
    ///
    /// @param home the home, whose lock the caller holds
    /// @param journal the home's memory
    /// @param storage the storage, not asked for anything yet
    /// @param storageNumber the storage's number in the journal
    /// @param clock the wall clock
    /// @param ids makes ids for revisions
    /// @param gate says whether an emulator runs
    /// @param steps told of each step that a crash could come between
    /// @param workers how many saves are in hand at once; with one, all happens in the caller's
    ///   thread and in order
    /// @param onClose gives back what the caller holds
    public record Parts(
            Home home,
            Journal journal,
            Storage storage,
            long storageNumber,
            InstantSource clock,
            Supplier<RevisionId> ids,
            Observer.Gate gate,
            Steps steps,
            Workers workers,
            Runnable onClose) {}

    public SyncEngine(Parts parts) {
        home = parts.home();
        home.clearWork();
        journal = parts.journal();
        storage = parts.storage();
        storageNumber = parts.storageNumber();
        clock = parts.clock();
        ids = parts.ids();
        onClose = parts.onClose();
        steps = parts.steps();
        hlc = new HlcClock(journal.repositoryMemory(storageNumber)::latest, clock);
        backups = new BackupStore(home.backups(), journal.backups(), clock, parts.workers());
        var markers = new app.savepoint.core.transfer.SwapMarkers(home.swaps());
        replacement =
                new Replacement(
                        backups,
                        markers,
                        new PlacedFiles(journal.scanCache(), clock),
                        parts.steps(),
                        parts.workers());
        observer = new Observer(parts, backups, markers, this::device);
        backupBook = new BackupBook(parts, backups, () -> device().id());
        backupBook.takeOver();
        roots = new RootBook(home, journal, storage.info(), observer);
        names = new DeviceNames(storage, this::device);
    }

    @Override
    public Device device() {
        return journal.identity()
                .device()
                .orElseThrow(() -> new IllegalStateException("the home has no identity"));
    }

    @Override
    public StorageInfo storage() {
        return storage.info();
    }

    @Override
    public List<RootRow> roots() {
        return alone(roots::all);
    }

    @Override
    public RootAdded addRoot(NewRoot wish) {
        return alone(() -> roots.add(wish));
    }

    @Override
    public void removeRoot(Path path) {
        alone(() -> roots.remove(path));
    }

    @Override
    public void acceptRoot(Path path) {
        alone(() -> roots.accept(path));
    }

    @Override
    public StatusReport status(Selection selection, boolean offline) throws StorageException {
        return aloneWithStorage(() -> {
            Observer.Seen seen = observer.observe(offline);
            List<SaveRow> rows =
                    rows(
                            seen,
                            plans(
                                    seen,
                                    selection,
                                    new SyncRequest(selection, Direction.BOTH, false, true)));
            return new StatusReport(
                    Rows.summary(rows),
                    rows,
                    roots.rows(seen.observation().local()),
                    seen.observation().remote().notices(),
                    offline,
                    seen.observation().remote().pending());
        });
    }

    private List<SaveRow> rows(Observer.Seen seen, List<SavePlan> plans) {
        Rows rows = new Rows(seen.observation(), storage, seen.landings(), device().id(), names);
        return plans.stream().map(rows::row).toList();
    }

    @Override
    public List<HistoryRow> history(Selection selection) {
        RemoteTree tree = storage.remembered();
        List<HistoryRow> rows = new ArrayList<>();
        for (SaveId save : SaveSelection.select(selection, known(tree))) {
            var there = tree.saves().get(save);
            Set<RevisionId> heads =
                    there == null
                            ? Set.of()
                            : there.heads().stream()
                                    .map(head -> head.id())
                                    .collect(Collectors.toSet());
            storage.history(save)
                    .forEach(revision ->
                            rows.add(
                                    new HistoryRow(
                                            revision,
                                            names.apply(revision.device()),
                                            heads.contains(revision.id()))));
        }
        return rows;
    }

    private Collection<SaveId> known(RemoteTree tree) {
        Set<SaveId> known = new LinkedHashSet<>(tree.saves().keySet());
        journal.local().saves().forEach(save -> known.add(save.save()));
        backups.all().forEach(backup -> known.add(backup.save()));
        return known;
    }

    @Override
    public List<BackupRow> backups(Selection selection) {
        Set<SaveId> wanted = SaveSelection.select(selection, known(storage.remembered()));
        return BackupRows.of(backups.all()).stream()
                .filter(row -> wanted.contains(row.save()))
                .toList();
    }

    @Override
    public BackupRow pinBackup(long backup, boolean pinned) {
        return alone(() -> backupBook.pin(backup, pinned));
    }

    @Override
    public BackupCheck verifyBackups(Selection selection) {
        return alone(() ->
                backupBook.verify(
                        () -> SaveSelection.select(selection, known(storage.remembered()))));
    }

    @Override
    public List<ActivityRow> activity(int limit) {
        return journal.activity().latest(limit).stream()
                .map(entry ->
                        new ActivityRow(
                                entry.id(),
                                entry.line().time(),
                                names.apply(entry.line().device()),
                                entry.line().action(),
                                entry.line().save(),
                                entry.line().status(),
                                entry.line().message()))
                .toList();
    }

    @Override
    public List<StoredDevice> devices() throws StorageException {
        return aloneWithStorage(storage::devices);
    }

    @Override
    public SyncReport sync(SyncRequest request, BooleanSupplier cancelled) throws StorageException {
        return aloneWithStorage(() -> reported(request, cancelled));
    }

    private SyncReport reported(SyncRequest request, BooleanSupplier cancelled)
            throws StorageException {
        tell(new SyncEvent.Started());
        try {
            SyncReport report = run(request, cancelled);
            tell(new SyncEvent.Finished(report));
            return report;
        } catch (StorageException e) {
            tell(new SyncEvent.StorageOutOfReach(e.code(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private SyncReport run(SyncRequest request, BooleanSupplier cancelled) throws StorageException {
        Instant begun = clock.instant();
        Requests before = storage.requests();
        RunResult result = new RunResult();
        Set<SaveId> again = Set.of();
        List<SavePlan> last = List.of();
        Observer.Seen seen = null;
        for (int round = 0; round < ROUNDS; round++) {
            tell(new SyncEvent.Scanning());
            seen = observer.observe(false);
            Set<SaveId> only = again;
            List<SavePlan> plans =
                    plansToRun(seen, request).stream()
                            .filter(plan -> only.isEmpty() || only.contains(plan.save()))
                            .toList();
            if (round == 0) last = plans;
            if (request.dryRun()) break;
            result.lookAgain().clear();
            runner(seen).run(plans, new EngineContext(seen, observer, hlc, ids), result, cancelled);
            observer.endOfSync(seen);
            again = Set.copyOf(followUps(plans, result));
            if (again.isEmpty()) break;
            if (cancelled.getAsBoolean()) {
                result.stop();
                break;
            }
        }
        List<Notice> notices = new ArrayList<>();
        if (seen != null) notices.addAll(seen.observation().remote().notices());
        if (!request.dryRun()) backupBook.prune().ifPresent(notices::add);
        return Reports.of(
                request,
                notices,
                last,
                result,
                storage.requests().since(before),
                Duration.between(begun, clock.instant()));
    }

    /// What has to be looked at again: saves that moved meanwhile, and other places of what was
    /// published.
    private static Set<SaveId> followUps(List<SavePlan> plans, RunResult result) {
        Set<SaveId> again = new LinkedHashSet<>(result.lookAgain());
        for (SavePlan plan : plans)
            if (plan.places() > 1 && result.pushed().contains(plan.save())) again.add(plan.save());
        return again;
    }

    private PlanRunner runner(Observer.Seen seen) {
        var ledger = ledger();
        return new PlanRunner(
                new Publisher(storage, this::device, seen.landings(), ledger, home.work()),
                new Placer(storage, replacement, seen.landings(), ledger),
                backups,
                seen.landings(),
                ledger,
                this::tell);
    }

    private static List<SavePlan> plans(
            Observer.Seen seen, Selection selection, SyncRequest request) {
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

    @Override
    public SyncReport resolve(Selection selection, Keep keep, @Nullable RevisionId revision)
            throws StorageException {
        return aloneWithStorage(() -> {
            Set<SaveId> chosen = new LinkedHashSet<>();
            StorageException outOfReach = null;
            Observer.Seen seen;
            try {
                seen = observer.observe(false);
            } catch (StorageException.Unavailable e) {
                outOfReach = e;
                seen = observer.observe(true);
            }
            Answers answers = new Answers(seen.observation(), device().id());
            for (SavePlan plan : plans(seen, selection, SyncRequest.ALL)) {
                if (!plan.attention().settledByResolve()) continue;
                chosen.add(plan.save());
                Optional<Choice> choice =
                        answers.choice(plan, keep, revision, rows(seen, List.of(plan)).getFirst());
                choice.ifPresent(made -> remember(plan.save(), made));
            }
            if (outOfReach != null) throw outOfReach;
            if (chosen.isEmpty()) return Reports.nothing();
            return reported(only(chosen), () -> false);
        });
    }

    private void remember(SaveId save, Choice choice) {
        journal.choices().put(ChoiceWords.write(save, choice, clock.instant()));
    }

    private static SyncRequest only(Collection<SaveId> saves) {
        return new SyncRequest(
                new Selection(saves.stream().map(SaveId::toString).toList()),
                Direction.BOTH,
                false,
                false);
    }

    @Override
    public SyncReport restoreBackup(SaveId save, long backup) throws StorageException {
        return aloneWithStorage(() -> {
            var stored = BackupRows.find(backups.all(), save, backup);
            Optional<Restore.Failed> refused = Restore.refusal(stored, backups);
            if (refused.isPresent()) return notRestored(refused.get());
            return restored(save, stored.manifest(), sink -> Restore.copy(stored, backups, sink));
        });
    }

    @Override
    public SyncReport restoreRevision(SaveId save, RevisionId id) throws StorageException {
        return aloneWithStorage(() -> {
            var revision =
                    storage.revision(id)
                            .filter(known -> known.save().equals(save) && known.manifest() != null)
                            .orElseThrow(() ->
                                    new RequestException(
                                            "revision.unknown",
                                            save + " has no revision " + id + " to restore.",
                                            "`savepoint history` lists them."));
            var manifest = java.util.Objects.requireNonNull(revision.manifest());
            return restored(save, manifest, sink -> storage.fetch(revision, sink));
        });
    }

    private SyncReport restored(
            SaveId save, app.savepoint.core.save.Manifest manifest, Replacement.Bytes bytes)
            throws StorageException {
        Observer.Seen seen = observer.observe(false);
        return switch (new Restore(seen, replacement, observer).put(save, manifest, bytes)) {
            case Restore.Failed failed -> notRestored(failed);
            case Restore.Put put -> {
                remember(
                        save,
                        new Choice(
                                new Choice.Wish.KeepLocal(),
                                put.content(),
                                seen.observation().of(save).remote().ids()));
                journal.activity().append(List.of(ledger().line("restored", save, true, "")));
                yield reported(only(List.of(save)), () -> false);
            }
        };
    }

    private SyncReport notRestored(Restore.Failed failed) {
        SyncReport.Failure failure = failed.failure();
        journal.activity()
                .append(List.of(ledger().line("restored", failure.id(), false, failure.message())));
        tell(new SyncEvent.Failed(failure));
        return Reports.failed(failure);
    }

    private EngineLedger ledger() {
        return new EngineLedger(journal, storageNumber, clock, this::device, steps);
    }

    @Override
    public Subscription subscribe(Consumer<SyncEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(SyncEvent event) {
        for (Consumer<SyncEvent> listener : listeners) listener.accept(event);
    }

    @Override
    public void close() {
        oneJob.lock();
        try {
            storage.close();
        } catch (StorageException e) {
            System.getLogger(SyncEngine.class.getName())
                    .log(System.Logger.Level.WARNING, "the storage did not close", e);
        } finally {
            journal.close();
            onClose.run();
            oneJob.unlock();
        }
    }

    private <T> T alone(Supplier<T> job) {
        oneJob.lock();
        try {
            return job.get();
        } finally {
            oneJob.unlock();
        }
    }

    private void alone(Runnable job) {
        oneJob.lock();
        try {
            job.run();
        } finally {
            oneJob.unlock();
        }
    }

    /// A job that may find the storage out of reach.
    private interface StorageJob<T> {
        T run() throws StorageException;
    }

    private <T> T aloneWithStorage(StorageJob<T> job) throws StorageException {
        oneJob.lock();
        try {
            return job.run();
        } finally {
            oneJob.unlock();
        }
    }

    /// Records what was agreed on and what happened, in one transaction a call.
    private record EngineLedger(
            Journal journal, long storage, InstantSource clock, Supplier<Device> self, Steps steps)
            implements PlanRunner.Ledger {
        @Override
        public void record(List<Agreement> agreements, List<ActivityLine> activity) {
            steps.reached("recording");
            journal.bases().record(agreements, activity, List.of());
            steps.reached("recorded");
        }

        @Override
        public Agreement agreement(SaveId save, @Nullable Place place, @Nullable Base base) {
            return new Agreement(storage, save, place, base);
        }

        @Override
        public ActivityLine line(String action, SaveId save, boolean done, String message) {
            return new ActivityLine(
                    clock.instant(),
                    self.get().id(),
                    action,
                    save,
                    done ? "done" : "failed",
                    message,
                    null);
        }
    }

    /// Names of devices, for people.
    private record DeviceNames(Storage storage, Supplier<Device> self)
            implements java.util.function.Function<DeviceId, String> {
        @Override
        public String apply(DeviceId id) {
            Device own = self.get();
            if (own.id().equals(id)) return own.name();
            return storage.nameOf(id).orElse("");
        }
    }
}
