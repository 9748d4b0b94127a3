package app.savepoint.app;

import app.savepoint.core.RequestException;
import app.savepoint.core.Rhythm;
import app.savepoint.core.SyncService;
import app.savepoint.core.Upkeep;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
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
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Outcome;
import app.savepoint.core.view.SyncReport.Skipped;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import app.savepoint.core.view.Undone;
import app.savepoint.core.view.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A front door without a house: rows that a test puts in, and that a sync settles.
///
/// It plans nothing. A row says what a sync would do with it, and a sync does that.
public final class FakeSyncService implements SyncService {
    private final Map<SaveId, SaveRow> rows = new TreeMap<>();
    private final List<RootRow> roots = new ArrayList<>();
    private final List<HistoryRow> history = new ArrayList<>();
    private final List<BackupRow> backups = new ArrayList<>();
    private final List<BackupCheck.Damaged> damagedBackups = new ArrayList<>();
    private final List<ActivityRow> activity = new ArrayList<>();
    private final List<StoredDevice> devices = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Consumer<SyncEvent>> listeners = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final FakeUpkeep upkeep = new FakeUpkeep();
    private @Nullable StorageException storageTrouble;
    private StorageInfo storage =
            new StorageInfo("folder:/srv/saves", "folder", "r", Set.of(Capability.values()));
    private @Nullable RuntimeException defect;
    private boolean memoryIsShort;
    private @Nullable RootAdded nextRoot;
    private int arriving;
    private boolean closed;

    public FakeSyncService with(SaveRow row) {
        rows.put(row.id(), row);
        return this;
    }

    public FakeSyncService with(RootRow row) {
        roots.add(row);
        return this;
    }

    public FakeSyncService with(HistoryRow row) {
        history.add(row);
        return this;
    }

    public FakeSyncService with(BackupRow row) {
        backups.add(row);
        return this;
    }

    /// The next checks of backups find this.
    public FakeSyncService with(BackupCheck.Damaged damaged) {
        damagedBackups.add(damaged);
        return this;
    }

    public FakeSyncService with(ActivityRow row) {
        activity.add(row);
        return this;
    }

    public FakeSyncService with(StoredDevice device) {
        devices.add(device);
        return this;
    }

    public FakeSyncService with(Notice notice) {
        notices.add(notice);
        return this;
    }

    /// The next syncs report this besides what they do.
    public FakeSyncService with(Failure failure) {
        failures.add(failure);
        return this;
    }

    /// The next syncs report this besides what they do.
    public FakeSyncService with(Skipped save) {
        skipped.add(save);
        return this;
    }

    public FakeSyncService stillArriving(int things) {
        arriving = things;
        return this;
    }

    /// From now on it shares saves by that storage.
    public void shareBy(StorageInfo other) {
        storage = other;
    }

    /// From now on the storage can not be used.
    public void storageFails(StorageException trouble) {
        storageTrouble = trouble;
    }

    /// From now on everything breaks in a way nobody foresaw.
    public void breaks(RuntimeException trouble) {
        defect = trouble;
    }

    /// From now on everything needs more memory than there is.
    public void runsOutOfMemory() {
        memoryIsShort = true;
    }

    /// What the next wish for a root leads to.
    public void answersNextRoot(RootAdded answer) {
        nextRoot = answer;
    }

    /// What was asked of it, in order.
    public List<String> calls() {
        return calls;
    }

    public boolean isClosed() {
        return closed;
    }

    public SaveRow row(String id) {
        return rows.get(SaveId.parse(id));
    }

    @Override
    public Device device() {
        return new Device(FakeHomes.DEVICE, "Desktop", DeviceType.LINUX);
    }

    @Override
    public StorageInfo storage() {
        return storage;
    }

    @Override
    public List<RootRow> roots() {
        return List.copyOf(roots);
    }

    @Override
    public RootAdded addRoot(NewRoot wish) {
        calls.add("addRoot " + wish);
        if (nextRoot != null && !(nextRoot instanceof RootAdded.NeedsYes && wish.confirmed()))
            return nextRoot;
        var root =
                new Root(
                        roots.size() + 1L,
                        wish.path(),
                        wish.system(),
                        wish.emulator(),
                        wish.ignore(),
                        wish.only(),
                        null,
                        0);
        var row = new RootRow(root, RootHealth.OK, "", "named by you", 0);
        roots.add(row);
        return new RootAdded.Added(row);
    }

    @Override
    public void removeRoot(Path path) {
        calls.add("removeRoot " + path);
        if (!roots.removeIf(row -> row.root().path().equals(path))) throw unknownRoot(path);
    }

    @Override
    public void acceptRoot(Path path) {
        calls.add("acceptRoot " + path);
        if (roots.stream().noneMatch(row -> row.root().path().equals(path)))
            throw unknownRoot(path);
        roots.replaceAll(row ->
                row.root().path().equals(path)
                        ? new RootRow(row.root(), RootHealth.OK, "", row.evidence(), 0)
                        : row);
    }

    @Override
    public StatusReport status(Selection selection, boolean offline) throws StorageException {
        calls.add("status " + selection.names() + (offline ? " offline" : ""));
        if (memoryIsShort) throw new OutOfMemoryError("Java heap space");
        if (defect != null) throw defect;
        if (!offline) reach();
        List<SaveRow> found = select(selection);
        return new StatusReport(
                new StatusReport.Summary(
                        count(found, row -> row.action() == Action.IN_SYNC),
                        count(found, row -> row.action() == Action.PUSH),
                        count(found, row -> row.action() == Action.PULL),
                        count(found, row -> row.attention().settledByResolve()),
                        count(found, row -> row.attention() == Attention.WAITING),
                        count(found, row -> row.attention() == Attention.ERROR)),
                found,
                roots,
                notices,
                offline,
                arriving);
    }

    @Override
    public List<HistoryRow> history(Selection selection) {
        return matching(selection, history, row -> row.revision().save());
    }

    @Override
    public List<BackupRow> backups(Selection selection) {
        return matching(selection, backups, BackupRow::save);
    }

    @Override
    public BackupRow pinBackup(long backup, boolean pinned) {
        calls.add("pinBackup " + backup + " " + pinned);
        for (BackupRow row : backups) {
            if (row.id() != backup) continue;
            var now =
                    new BackupRow(
                            row.id(), row.save(), row.time(), row.reason(), row.manifest(), pinned);
            backups.set(backups.indexOf(row), now);
            return now;
        }
        throw new RequestException("backup.unknown", backup);
    }

    @Override
    public BackupCheck verifyBackups(Selection selection) {
        calls.add("verifyBackups " + selection.names());
        return new BackupCheck(backups(selection).size(), damagedBackups);
    }

    @Override
    public List<ActivityRow> activity(int limit) {
        return activity.stream().limit(limit).toList();
    }

    @Override
    public List<StoredDevice> devices() throws StorageException {
        reach();
        return List.copyOf(devices);
    }

    @Override
    public SyncReport sync(SyncRequest request, BooleanSupplier cancelled) throws StorageException {
        calls.add("sync " + request);
        if (memoryIsShort) throw new OutOfMemoryError("Java heap space");
        if (defect != null) throw defect;
        tell(new SyncEvent.Started());
        tell(new SyncEvent.Scanning());
        reach();
        List<SaveId> pushed = new ArrayList<>();
        List<SaveId> pulled = new ArrayList<>();
        List<SaveId> deletedHere = new ArrayList<>();
        List<SaveId> deletedThere = new ArrayList<>();
        List<SaveId> conflicts = new ArrayList<>();
        List<SaveRow> found = select(request.selection());
        tell(new SyncEvent.Planned(found.size(), 0));
        for (SaveRow row : found) {
            if (cancelled.getAsBoolean()) break;
            tell(new SyncEvent.Moving(row.id(), 0, found.size(), 0, size(row)));
            boolean forced =
                    request.force()
                            && row.attention().settledByResolve()
                            && row.attention() != Attention.BLANK;
            boolean up = request.direction() != Direction.PULL;
            boolean down = request.direction() != Direction.PUSH;
            if (row.attention().settledByResolve() && !forced) conflicts.add(row.id());
            else if (forced)
                (request.direction() == Direction.PUSH ? pushed : pulled).add(row.id());
            else if (row.action() == Action.PUSH && up) pushed.add(row.id());
            else if (row.action() == Action.PULL && down) pulled.add(row.id());
            else if (row.action() == Action.DELETE_LOCAL && down) deletedHere.add(row.id());
            else if (row.action() == Action.DELETE_REMOTE && up) deletedThere.add(row.id());
        }
        if (!request.dryRun()) {
            pushed.forEach(this::settle);
            pulled.forEach(this::settle);
            deletedHere.forEach(rows::remove);
            deletedThere.forEach(rows::remove);
        }
        var report =
                new SyncReport(
                        pushed,
                        pulled,
                        deletedHere,
                        deletedThere,
                        conflicts,
                        skipped,
                        failures,
                        notices,
                        new Requests(1, 2, 3, 4, 5, 6),
                        1024L * pushed.size(),
                        2048L * pulled.size(),
                        Duration.ofMillis(42),
                        request.dryRun() ? Outcome.DRY_RUN : Outcome.DONE);
        tell(new SyncEvent.Finished(report));
        return report;
    }

    @Override
    public SyncReport resolve(Selection selection, Keep keep, @Nullable RevisionId revision)
            throws StorageException {
        calls.add("resolve " + selection.names() + " " + keep + " " + revision);
        List<SaveId> settled =
                select(selection).stream()
                        .filter(row -> row.attention().settledByResolve())
                        .map(SaveRow::id)
                        .toList();
        List<SaveId> impossible = new ArrayList<>();
        if (keep == Keep.LOCAL)
            settled.stream().filter(id -> rows.get(id).local() == null).forEach(impossible::add);
        List<SaveId> done = settled.stream().filter(id -> !impossible.contains(id)).toList();
        done.forEach(this::settle);
        reach();
        return report(
                keep == Keep.REMOTE ? List.of() : done,
                keep == Keep.REMOTE ? done : List.of(),
                impossible);
    }

    @Override
    public SyncReport restoreBackup(SaveId save, long backup) throws StorageException {
        calls.add("restoreBackup " + save + " " + backup);
        return restore(save);
    }

    @Override
    public SyncReport restoreRevision(SaveId save, RevisionId revision) throws StorageException {
        calls.add("restoreRevision " + save + " " + revision);
        return restore(save);
    }

    @Override
    public SyncReport allow(Selection selection) throws StorageException {
        calls.add("allow " + selection.names());
        reach();
        List<SaveId> held =
                select(selection).stream()
                        .filter(row -> row.attention() == Attention.BLANK)
                        .map(SaveRow::id)
                        .toList();
        held.forEach(this::settle);
        return report(held, List.of(), List.of());
    }

    @Override
    public Undone undo(@Nullable Long activity) throws StorageException {
        calls.add("undo " + activity);
        SaveId save = rows.keySet().iterator().next();
        return new Undone(save, activity == null ? 1 : activity, restore(save));
    }

    @Override
    public SyncReport forget(Selection selection, boolean history) throws StorageException {
        calls.add("forget " + selection.names() + (history ? " with history" : ""));
        reach();
        return report(List.of(), List.of(), List.of());
    }

    @Override
    public Exported export(Selection selection, ExportFrom from, Path file) {
        calls.add("export " + selection.names() + " " + from + " " + file);
        SaveId save = select(selection).getFirst().id();
        return new Exported(save, file, false, report(List.of(), List.of(), List.of()));
    }

    @Override
    public boolean goesByGames() {
        return false;
    }

    @Override
    public List<MatchedGame> matches(boolean offline) {
        return List.of();
    }

    @Override
    public List<MatchedGame> match(Map<GameKey, MatchWish> answers) {
        throw new RequestException("match.not-needed");
    }

    @Override
    public MatchedGame match(String game, MatchWish wish) {
        throw new RequestException("match.not-needed");
    }

    @Override
    public List<SlotRow> slots(Selection games) {
        return select(games).stream()
                .map(row -> new SlotRow(row.id(), true, "Desktop", Samples.NOW, 1))
                .toList();
    }

    @Override
    public SyncReport play(Selection save) {
        calls.add("play " + save.names());
        return report(List.of(), List.of(), List.of());
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public Subscription keepInStep(Rhythm rhythm) {
        calls.add("keepInStep");
        return () -> calls.add("leaves");
    }

    @Override
    public Subscription subscribe(Consumer<SyncEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        closed = true;
    }

    private SyncReport restore(SaveId save) throws StorageException {
        reach();
        SaveRow row = rows.get(save);
        if (failures.isEmpty() && row != null && row.local() != null) setAside(save);
        return report(failures.isEmpty() ? List.of(save) : List.of(), List.of(), List.of());
    }

    private void setAside(SaveId save) {
        long next = backups.stream().mapToLong(BackupRow::id).max().orElse(0) + 1;
        BackupRow like = backups.getFirst();
        backups.addFirst(
                new BackupRow(next, save, like.time(), "replaced", like.manifest(), false));
    }

    private SyncReport report(List<SaveId> pushed, List<SaveId> pulled, List<SaveId> conflicts) {
        return new SyncReport(
                pushed,
                pulled,
                List.of(),
                List.of(),
                conflicts,
                skipped,
                failures,
                notices,
                Requests.NONE,
                0,
                0,
                Duration.ofMillis(42),
                Outcome.DONE);
    }

    private void settle(SaveId id) {
        SaveRow row = rows.get(id);
        Version now = row.local() == null ? row.remote().getFirst() : row.local();
        rows.put(
                id,
                new SaveRow(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.IN_SYNC,
                        Attention.NONE,
                        Rule.SAME,
                        List.of(),
                        false,
                        "",
                        now,
                        List.of(now),
                        now,
                        null));
    }

    private void reach() throws StorageException {
        if (storageTrouble != null) throw storageTrouble;
    }

    private void tell(SyncEvent event) {
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    private List<SaveRow> select(Selection selection) {
        List<SaveRow> found =
                matching(selection, List.copyOf(rows.values()), SaveRow::id).stream()
                        .sorted(Comparator.comparing(SaveRow::id))
                        .toList();
        if (found.isEmpty() && !selection.isAll())
            throw new RequestException("save.unknown", String.join(", ", selection.names()));
        return found;
    }

    private static <T> List<T> matching(
            Selection selection, List<T> all, java.util.function.Function<T, SaveId> id) {
        if (selection.isAll()) return List.copyOf(all);
        return all.stream()
                .filter(one ->
                        selection.names().stream().anyMatch(name -> fits(id.apply(one), name)))
                .toList();
    }

    private static boolean fits(SaveId id, String name) {
        if (id.toString().equals(name) || (id.system() + "/" + id.game()).equals(name)) return true;
        String pattern = Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return name.matches(".*[*?].*") && id.toString().matches(pattern);
    }

    private static int count(List<SaveRow> rows, Predicate<SaveRow> which) {
        return (int) rows.stream().filter(which).count();
    }

    private static long size(SaveRow row) {
        return row.local() == null ? 0 : row.local().size();
    }

    private static RequestException unknownRoot(Path path) {
        return new RequestException("root.unknown", path);
    }
}
