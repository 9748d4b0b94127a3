package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.PlacedFiles;
import app.savepoint.core.scan.SaveWatch;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.ExportFrom;
import app.savepoint.core.view.Exported;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.MatchWish;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The engine behind the front door: observes, plans, and carries plans out, one job at a time.
public final class SyncEngine implements SyncService {
    private final Home home;
    private final Journal journal;
    private final Storage storage;
    private final RootBook roots;
    private final BackupStore backups;
    private final BackupBook backupBook;
    private final OneJob oneJob = new OneJob();
    private final EngineLog log = new EngineLog();
    private final Pause pause;
    private final Allowances allowances;
    private final Presence presence;
    private final Syncing syncing;
    private final Shown shown;
    private final Playthroughs playthroughs;
    private final Matches matches;
    private final Forgetting forgetting;
    private final Restoring restoring;
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
    /// @param trial tries out the storage's place, for a check-up
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
            Trial trial,
            Runnable onClose) {}

    public SyncEngine(Parts parts) {
        home = parts.home();
        home.clearWork();
        journal = parts.journal();
        storage = parts.storage();
        matches = new Matches(storage, new RomsBeside(journal));
        long storageNumber = parts.storageNumber();
        InstantSource clock = parts.clock();
        onClose = parts.onClose();
        HlcClock hlc = new HlcClock(journal.repositoryMemory(storageNumber)::latest, clock);
        backups = new BackupStore(home.backups(), journal.backups(), clock, parts.workers());
        var markers = new app.savepoint.core.transfer.SwapMarkers(home.swaps());
        Replacement replacement =
                new Replacement(
                        backups,
                        markers,
                        new PlacedFiles(journal.scanCache(), clock),
                        parts.steps(),
                        parts.workers());
        Observer observer = new Observer(parts, backups, markers, this::device);
        backupBook = new BackupBook(parts, backups, () -> device().id());
        backupBook.takeOver();
        roots = new RootBook(home, journal, storage.info(), observer);
        pause = new Pause(journal.settings(), clock);
        allowances = new Allowances(journal.settings());
        presence =
                new Presence(
                        journal.settings(),
                        "announced." + storageNumber,
                        storage,
                        clock,
                        parts.version());
        DeviceNames names = new DeviceNames(storage, this::device);
        shown = new Shown(parts, backups, this::device, names);
        syncing =
                new Syncing(
                        parts,
                        this::device,
                        hlc,
                        observer,
                        backups,
                        backupBook,
                        replacement,
                        shown,
                        presence,
                        log);
        autoSync =
                new AutoSync(
                        journal.roots()::all,
                        (watched, listener) ->
                                SaveWatch.start(watched, SaveNames.bundled(), listener),
                        cancelled -> sync(SyncRequest.ALL, cancelled),
                        what -> syncing.tell(new SyncEvent.Noticed("watch", what)),
                        Networks::now,
                        clock);
        EngineLedger ledger = syncing.ledger((action, save) -> null);
        forgetting = new Forgetting(syncing, storage, hlc::next, journal.settings());
        playthroughs =
                new Playthroughs(syncing, journal, storage, replacement, observer, ledger, names);
        restoring =
                new Restoring(
                        syncing,
                        journal,
                        storage,
                        backups,
                        replacement,
                        observer,
                        ledger,
                        playthroughs);
        syncing.endsFirst(playthroughs);
        syncing.endsFirst(forgetting);
        var checkUp =
                new CheckUp(
                        home,
                        journal,
                        storage,
                        parts.trial(),
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
        log.asked("watch folder", wish.path());
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
            Observer.Seen seen = syncing.observe(offline);
            boolean paused = pause.until().isPresent();
            List<SavePlan> plans =
                    syncing
                            .plans(
                                    seen,
                                    selection,
                                    new SyncRequest(selection, Direction.BOTH, false, true))
                            .stream()
                            .map(plan -> paused ? Pause.paused(plan) : plan)
                            .toList();
            List<SaveRow> rows = shown.rows(seen, plans);
            return new StatusReport(
                    Rows.summary(rows),
                    rows,
                    roots.rows(seen.observation().local()),
                    seen.observation().remote().notices(),
                    offline,
                    seen.observation().remote().pending());
        });
    }

    @Override
    public List<HistoryRow> history(Selection selection) {
        try {
            if (!selection.isAll()) storage.learn(shown.select(selection));
        } catch (StorageException e) {
            System.getLogger(SyncEngine.class.getName())
                    .log(System.Logger.Level.INFO, "an older content is not known", e);
        }
        return shown.history(selection);
    }

    @Override
    public List<BackupRow> backups(Selection selection) {
        return shown.backups(selection);
    }

    @Override
    public BackupRow pinBackup(long backup, boolean pinned) {
        log.asked(pinned ? "pin backup" : "unpin backup", backup);
        return oneJob.alone(() -> backupBook.pin(backup, pinned));
    }

    @Override
    public BackupCheck verifyBackups(Selection selection) {
        return oneJob.alone(() -> backupBook.verify(() -> shown.select(selection)));
    }

    @Override
    public List<ActivityRow> activity(int limit) {
        return shown.activity(limit);
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
        return oneJob.withStorage(() -> {
            SyncReport report =
                    syncing.sync(
                            request,
                            cancelled,
                            byItself && pause.until().isPresent()
                                    ? Syncing.Manner.PAUSED
                                    : Syncing.Manner.USUAL);
            if (byItself && !request.dryRun() && !report.stopped()) matches.learnALittle();
            return report;
        });
    }

    @Override
    public SyncReport resolve(Selection selection, Keep keep, @Nullable RevisionId revision)
            throws StorageException {
        log.asked("resolve " + keep, selection.names());
        return oneJob.withStorage(
                () -> new Resolving(syncing, device().id()).resolve(selection, keep, revision));
    }

    @Override
    public SyncReport allow(Selection selection) throws StorageException {
        log.asked("allow", selection.names());
        return oneJob.withStorage(() -> new Allowing(syncing, allowances).allow(selection));
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
            syncing.endWhatWasCutShort(false);
            return syncing.atIt(() -> forgetting.forget(selection, history));
        });
    }

    @Override
    public Exported export(Selection selection, ExportFrom from, Path file)
            throws StorageException {
        log.asked("export to " + file, selection.names());
        return oneJob.withStorage(() ->
                new Exporting(syncing, storage, backups, home.work())
                        .export(selection, from, file));
    }

    @Override
    public boolean goesByGames() {
        return storage.matching().isPresent();
    }

    @Override
    public List<MatchedGame> matches(boolean offline) throws StorageException {
        return oneJob.withStorage(() -> matches.all(offline));
    }

    @Override
    public MatchedGame match(String game, MatchWish wish) throws StorageException {
        log.asked("match", List.of(game));
        return oneJob.withStorage(() -> matches.say(game, wish));
    }

    @Override
    public List<MatchedGame> match(Map<GameKey, MatchWish> answers) throws StorageException {
        log.asked("match", answers.keySet().stream().map(GameKey::toString).toList());
        return oneJob.withStorage(() -> matches.say(answers));
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

    @Override
    public Subscription keepInStep(Rhythm rhythm) {
        Subscription joined = autoSync.join(rhythm);
        return () -> {
            joined.close();
            oneJob.alone(presence::leaving);
        };
    }

    @Override
    public Subscription subscribe(Consumer<SyncEvent> listener) {
        return syncing.subscribe(listener);
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
}
