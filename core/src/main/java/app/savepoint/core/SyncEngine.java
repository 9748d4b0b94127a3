package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.PlacedFiles;
import app.savepoint.core.scan.SaveWatch;
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
import app.savepoint.core.view.ExportFrom;
import app.savepoint.core.view.Exported;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SlotRow;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import app.savepoint.core.view.Undone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
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
    private final OneJob oneJob = new OneJob();
    private final EngineLog log = new EngineLog();
    private final Pause pause;
    private final Allowances allowances;
    private final Presence presence;
    private final EngineWork work = new Work();
    private final Playthroughs playthroughs;
    private final Forgetting forgetting;
    private final Restoring restoring;
    private boolean atIt;
    private final AutoSync autoSync;
    private final Upkeep upkeep;
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
    /// @param version which Savepoint this is
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
            String version,
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
        pause = new Pause(journal.settings(), clock);
        allowances = new Allowances(journal.settings());
        presence =
                new Presence(
                        journal.settings(),
                        "announced." + storageNumber,
                        storage,
                        clock,
                        parts.version());
        autoSync =
                new AutoSync(
                        journal.roots()::all,
                        (watched, listener) ->
                                SaveWatch.start(watched, SaveNames.bundled(), listener),
                        cancelled -> sync(SyncRequest.ALL, cancelled),
                        message -> tell(new SyncEvent.Noticed("watch", message)),
                        clock);
        EngineLedger ledger = ledger((action, save) -> null);
        forgetting = new Forgetting(work, storage, hlc::next, journal.settings());
        playthroughs =
                new Playthroughs(work, journal, storage, replacement, observer, ledger, names);
        restoring =
                new Restoring(
                        work,
                        journal,
                        storage,
                        backups,
                        replacement,
                        observer,
                        ledger,
                        playthroughs);
        var checkUp =
                new CheckUp(
                        home,
                        journal,
                        storage,
                        clock,
                        journal.repositoryMemory(storageNumber)::latest,
                        roots::all,
                        () -> verifyBackups(Selection.ALL));
        upkeep = new HomeUpkeep(journal, storage, pause, oneJob, hlc::next, checkUp);
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
        return oneJob.alone(roots::all);
    }

    @Override
    public RootAdded addRoot(NewRoot wish) {
        log.asked("watch folder", wish);
        RootAdded added = oneJob.alone(() -> roots.add(wish));
        if (added instanceof RootAdded.Added) autoSync.rootsChanged();
        return added;
    }

    @Override
    public void removeRoot(Path path) {
        log.asked("watch no more", path);
        oneJob.alone(() -> roots.remove(path));
        autoSync.rootsChanged();
    }

    @Override
    public void acceptRoot(Path path) {
        log.asked("accept folder", path);
        oneJob.alone(() -> roots.accept(path));
        autoSync.rootsChanged();
    }

    @Override
    public StatusReport status(Selection selection, boolean offline) throws StorageException {
        return oneJob.withStorage(() -> {
            Observer.Seen seen = observe(offline);
            boolean paused = pause.until().isPresent();
            List<SavePlan> plans =
                    plans(seen, selection, new SyncRequest(selection, Direction.BOTH, false, true))
                            .stream()
                            .map(plan -> paused ? Pause.paused(plan) : plan)
                            .toList();
            List<SaveRow> rows = rows(seen, plans);
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
        Rows rows =
                new Rows(
                        seen.observation(),
                        storage,
                        seen.landings(),
                        device().id(),
                        names,
                        clock.instant());
        return rows.rows(plans);
    }

    @Override
    public List<HistoryRow> history(Selection selection) {
        RemoteTree tree = storage.remembered();
        Set<RevisionId> pruned = storage.pruned();
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
                                            heads.contains(revision.id()),
                                            !revision.isTombstone()
                                                    && !pruned.contains(revision.id()))));
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
        log.asked(pinned ? "pin backup" : "unpin backup", backup);
        return oneJob.alone(() -> backupBook.pin(backup, pinned));
    }

    @Override
    public BackupCheck verifyBackups(Selection selection) {
        return oneJob.alone(() ->
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
        return oneJob.withStorage(storage::devices);
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public SyncReport sync(SyncRequest request, BooleanSupplier cancelled) throws StorageException {
        // One way is only moved when a person says so, and so is what they name.
        boolean byItself = request.direction() == Direction.BOTH;
        return oneJob.withStorage(() ->
                reported(
                        request,
                        cancelled,
                        byItself && pause.until().isPresent() ? Manner.PAUSED : Manner.USUAL));
    }

    private SyncReport reported(SyncRequest request, BooleanSupplier cancelled, Manner manner)
            throws StorageException {
        tell(new SyncEvent.Started());
        log.home(device(), storage.info());
        try {
            SyncReport report = run(request, cancelled, manner);
            log.done(report);
            tell(new SyncEvent.Finished(report));
            return report;
        } catch (StorageException e) {
            tell(new SyncEvent.StorageOutOfReach(e.code(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private SyncReport run(SyncRequest request, BooleanSupplier cancelled, Manner manner)
            throws StorageException {
        boolean paused = manner == Manner.PAUSED;
        Instant begun = clock.instant();
        Requests before = storage.requests();
        RunResult result = new RunResult();
        Set<SaveId> again = Set.of();
        List<SavePlan> last = List.of();
        Observer.Seen seen = null;
        for (int round = 0; round < ROUNDS; round++) {
            tell(new SyncEvent.Scanning());
            seen = observe(paused);
            Set<SaveId> only = again;
            List<SavePlan> plans =
                    plansToRun(seen, request).stream()
                            .filter(plan -> only.isEmpty() || only.contains(plan.save()))
                            .map(plan -> paused ? Pause.paused(plan) : plan)
                            .toList();
            if (round == 0) last = plans;
            if (request.dryRun()) break;
            result.lookAgain().clear();
            runner(seen, manner)
                    .run(plans, new EngineContext(seen, observer, hlc, ids), result, cancelled);
            if (!paused) observer.endOfSync(seen);
            again = Set.copyOf(followUps(plans, result));
            if (again.isEmpty()) break;
            if (cancelled.getAsBoolean()) {
                result.stop();
                break;
            }
        }
        Observation observed = Objects.requireNonNull(seen, "looked at least once").observation();
        if (!paused && !request.dryRun() && request.selection().isAll())
            presence.afterSync(Presence.unsent(last, result));
        log.waiting(last, observed);
        List<Notice> notices = new ArrayList<>(observed.remote().notices());
        if (!request.dryRun()) backupBook.prune().ifPresent(notices::add);
        return Reports.of(
                request,
                notices,
                last,
                plan -> observed.held(plan.save(), plan.place()),
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

    private PlanRunner runner(Observer.Seen seen, Manner manner) {
        EngineLedger ledger =
                manner == Manner.AS_PART
                        ? ledger((action, save) -> null)
                        : ledger(new UndoNotes(seen.observation()));
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
        log.asked("resolve " + keep, selection.names());
        return oneJob.withStorage(
                () -> new Resolving(work, device().id()).resolve(selection, keep, revision));
    }

    @Override
    public SyncReport allow(Selection selection) throws StorageException {
        log.asked("allow", selection.names());
        return oneJob.withStorage(() -> {
            Observer.Seen seen = observe(false);
            Allow allow = new Allow(seen.observation());
            Set<SaveId> allowed = new LinkedHashSet<>();
            for (SavePlan plan : plans(seen, selection, SyncRequest.ALL)) {
                allow.blank(plan)
                        .ifPresent(choice -> {
                            remember(plan.save(), choice);
                            allowed.add(plan.save());
                        });
                allow.tooLarge(plan)
                        .ifPresent(size -> {
                            allowances.allow(plan.save(), size);
                            allowed.add(plan.save());
                        });
            }
            if (allowed.isEmpty()) return Reports.nothing();
            SyncReport report = reported(only(allowed), () -> false, Manner.BY_PERSON);
            report.pushed().forEach(allowances::end);
            return report;
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
        log.asked("restore backup " + backup, save);
        return oneJob.withStorage(() -> restoring.backup(save, backup));
    }

    @Override
    public SyncReport restoreRevision(SaveId save, RevisionId id) throws StorageException {
        log.asked("restore revision " + id, save);
        return oneJob.withStorage(() -> restoring.revision(save, id));
    }

    @Override
    public Undone undo(@Nullable Long activity) throws StorageException {
        log.asked("undo", activity == null ? "the latest" : activity);
        return oneJob.withStorage(() -> restoring.undo(activity));
    }

    @Override
    public SyncReport forget(Selection selection, boolean history) throws StorageException {
        log.asked(history ? "forget with history" : "forget", selection.names());
        return oneJob.withStorage(() -> {
            endWhatWasCutShort(false);
            return atIt(() -> forgetting.forget(selection, history));
        });
    }

    @Override
    public Exported export(Selection selection, ExportFrom from, Path file)
            throws StorageException {
        log.asked("export to " + file, selection.names());
        return oneJob.withStorage(() ->
                new Exporting(work, storage, backups, home.work()).export(selection, from, file));
    }

    @Override
    public List<SlotRow> slots(Selection games) throws StorageException {
        return oneJob.withStorage(() -> playthroughs.slots(games));
    }

    @Override
    public SyncReport play(Selection save) throws StorageException {
        log.asked("play", save.names());
        return oneJob.withStorage(() -> playthroughs.play(save));
    }

    /// Looks at everything, once what a crash left half done is ended.
    private Observer.Seen observe(boolean offline) throws StorageException {
        endWhatWasCutShort(offline);
        return observer.observe(offline);
    }

    private void endWhatWasCutShort(boolean offline) throws StorageException {
        if (atIt) return;
        if (playthroughs.isUnderWay())
            atIt(() -> {
                playthroughs.recover();
                return true;
            });
        if (!offline && forgetting.isUnderWay())
            atIt(() -> {
                forgetting.recover();
                return true;
            });
    }

    /// Works on what would look cut short to those who look at everything meanwhile.
    private <T> T atIt(OneJob.WithStorage<T> job) throws StorageException {
        atIt = true;
        try {
            return job.run();
        } finally {
            atIt = false;
        }
    }

    private EngineLedger ledger(BiFunction<String, SaveId, @Nullable UndoNote> undo) {
        return new EngineLedger(journal, storageNumber, clock, this::device, steps, undo, log);
    }

    /// What the parts of the engine that do what a person asks for by name need of it.
    private final class Work implements EngineWork {
        @Override
        public Observer.Seen observe(boolean offline) throws StorageException {
            return SyncEngine.this.observe(offline);
        }

        @Override
        public List<SavePlan> plans(Observer.Seen seen, Selection selection) {
            return SyncEngine.plans(seen, selection, SyncRequest.ALL);
        }

        @Override
        public SaveRow row(Observer.Seen seen, SavePlan plan) {
            return rows(seen, List.of(plan)).getFirst();
        }

        @Override
        public SyncReport sync(Collection<SaveId> saves) throws StorageException {
            return reported(only(saves), () -> false, Manner.BY_PERSON);
        }

        @Override
        public SyncReport syncAsPart(Collection<SaveId> saves) throws StorageException {
            return reported(only(saves), () -> false, Manner.AS_PART);
        }

        @Override
        public SyncReport failed(SyncReport.Failure failure) {
            tell(new SyncEvent.Failed(failure));
            return Reports.failed(failure);
        }

        @Override
        public void remember(SaveId save, Choice choice) {
            SyncEngine.this.remember(save, choice);
        }
    }

    /// How a sync is meant.
    private enum Manner {
        /// It moves what it finds.
        USUAL,
        /// It moves what a person named.
        BY_PERSON,
        /// As one step of something that is undone as a whole.
        AS_PART,
        /// Nothing is to move; the storage is left alone.
        PAUSED
    }

    @Override
    public Subscription keepInStep() {
        Subscription joined = autoSync.join();
        return () -> {
            joined.close();
            oneJob.alone(presence::leaving);
        };
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
        oneJob.alone(this::end);
    }

    private void end() {
        try {
            storage.close();
        } catch (StorageException e) {
            System.getLogger(SyncEngine.class.getName())
                    .log(System.Logger.Level.WARNING, "the storage did not close", e);
        } finally {
            journal.close();
            onClose.run();
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
