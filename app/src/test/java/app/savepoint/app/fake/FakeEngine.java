package app.savepoint.app.fake;

import app.savepoint.app.FakeUpkeep;
import app.savepoint.core.RequestException;
import app.savepoint.core.Rhythm;
import app.savepoint.core.SyncService;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import app.savepoint.core.storage.server.ServerGame;
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
import app.savepoint.core.view.StatusReport.Summary;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import app.savepoint.core.view.Undone;
import app.savepoint.core.view.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An engine in memory: whatever is asked for happens at once and always the same way. It keeps no
/// files; what it holds are the rows that are shown.
public final class FakeEngine implements SyncService {
    private final Map<SaveId, SaveRow> rows = new TreeMap<>();
    private final FakeUpkeep upkeep = new FakeUpkeep();
    private final List<Consumer<SyncEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<ActivityRow> activity = new ArrayList<>();
    private final List<BackupRow> backups = new ArrayList<>();
    private final List<HistoryRow> history = new ArrayList<>();
    private final List<RootRow> roots = new ArrayList<>();

    /// What is said of the storage.
    public final List<Notice> notices = new ArrayList<>();

    private final List<StoredDevice> devices = new ArrayList<>();

    private final Map<GameKey, MatchedGame> games = new TreeMap<>();
    private final Map<GameKey, MatchedGame> asked = new HashMap<>();
    private boolean goesByGames;

    /// Which saves can not be moved, and why.
    public final Map<SaveId, String> failing = new HashMap<>();

    /// Done between two saves of a sync, so that a test can look at, or hold up, one that runs.
    public Consumer<SyncEvent.Moving> betweenSaves = moving -> {};

    /// Whether the storage is out of reach.
    public volatile boolean offline;

    /// Whether the storage says no.
    public volatile boolean denied;

    /// Where the saves are shared.
    public StorageInfo storage = storage("folder:/srv/saves", "folder");

    /// How many things are on their way into the storage.
    public volatile int arriving;

    /// How often the storage was asked how things stand.
    public volatile int looks;

    /// What was answered to conflicts, in words.
    public final List<String> answers = new CopyOnWriteArrayList<>();

    public FakeEngine(Collection<SaveRow> saves) {
        saves.forEach(row -> rows.put(row.id(), row));
        roots.add(root(Path.of("/home/anna/saves").toAbsolutePath(), RootHealth.OK, saves.size()));
        devices.add(new StoredDevice(Saves.HERE, Saves.NOW, "0.1.0", 0));
        devices.add(new StoredDevice(Saves.DECK, Saves.NOW.minus(Duration.ofHours(2)), "0.1.0", 0));
    }

    public static StorageInfo storage(String uri, String kind) {
        return new StorageInfo(uri, kind, "1", EnumSet.allOf(Capability.class));
    }

    public static RootRow root(Path path, RootHealth health, int saves) {
        Root root = new Root(1, path, null, null, List.of(), List.of(), "volume", saves);
        return new RootRow(
                root,
                health,
                "",
                "its folders name the systems",
                health == RootHealth.OK ? saves : saves / 4);
    }

    public synchronized FakeEngine with(RootRow root) {
        roots.clear();
        roots.add(root);
        return this;
    }

    /// Lets that device say that it holds saves which are not in the storage.
    public synchronized FakeEngine holdingBack(Device device, int unsent) {
        devices.removeIf(known -> known.device().equals(device));
        devices.add(new StoredDevice(device, Saves.NOW, "0.1.0", unsent));
        return this;
    }

    /// Lets every move of that save fail.
    public synchronized FakeEngine failing(SaveId save, String message) {
        failing.put(save, message);
        return this;
    }

    /// Puts a row in place of the one that is there, as if another device had done something.
    public synchronized void put(SaveRow row) {
        rows.put(row.id(), row);
    }

    public synchronized SaveRow row(SaveId save) {
        return Objects.requireNonNull(rows.get(save));
    }

    /// Adds a past to the saves: what was published, set aside and done.
    public synchronized FakeEngine withPast() {
        new Past(rows.values()).fill(history, backups, activity);
        return this;
    }

    @Override
    public Device device() {
        return Saves.HERE;
    }

    @Override
    public StorageInfo storage() {
        return storage;
    }

    @Override
    public synchronized List<RootRow> roots() {
        return List.copyOf(roots);
    }

    @Override
    public RootAdded addRoot(NewRoot wish) {
        if (wish.confirmed())
            return new RootAdded.Added(root(wish.path().toAbsolutePath(), RootHealth.OK, 0));
        return new RootAdded.NeedsYes(3, 2400, List.of("a.sav", "b.sav", "c.srm"));
    }

    @Override
    public synchronized void removeRoot(Path path) {
        roots.removeIf(row -> row.root().path().equals(path));
    }

    @Override
    public synchronized void acceptRoot(Path path) {
        roots.replaceAll(row ->
                row.root().path().equals(path) ? root(path, RootHealth.OK, row.saves()) : row);
        rows.values().removeIf(row -> row.attention() == Attention.ROOT_CHANGED);
    }

    @Override
    public synchronized StatusReport status(Selection selection, boolean remembered)
            throws StorageException {
        if (!remembered) {
            looks++;
            reach();
        }
        List<SaveRow> selected = selected(selection);
        return new StatusReport(
                new Summary(0, 0, 0, 0, 0, 0), selected, roots, notices, remembered, arriving);
    }

    private void reach() throws StorageException {
        if (offline)
            throw new StorageException.Unavailable(
                    Saying.of("storage.folder.missing", "/srv/saves"), null);
        if (denied)
            throw new StorageException.NeedsPerson(
                    StorageException.Reason.DENIED,
                    Saying.of("storage.folder.read-only", "/srv/saves"),
                    null);
    }

    private List<SaveRow> selected(Selection selection) {
        if (selection.isAll()) return List.copyOf(rows.values());
        List<SaveRow> selected =
                rows.values().stream()
                        .filter(row -> selection.names().contains(row.id().toString()))
                        .toList();
        if (selected.isEmpty())
            throw new RequestException("save.unknown", String.join(", ", selection.names()));
        return selected;
    }

    @Override
    public synchronized List<HistoryRow> history(Selection selection) {
        return history.stream()
                .filter(row -> selection.names().contains(row.revision().save().toString()))
                .toList();
    }

    @Override
    public synchronized List<BackupRow> backups(Selection selection) {
        return backups.stream()
                .filter(row -> selection.names().contains(row.save().toString()))
                .toList();
    }

    @Override
    public synchronized BackupRow pinBackup(long backup, boolean pinned) {
        BackupRow before =
                backups.stream().filter(row -> row.id() == backup).findFirst().orElseThrow();
        BackupRow after =
                new BackupRow(
                        backup,
                        before.save(),
                        before.time(),
                        before.reason(),
                        before.manifest(),
                        pinned);
        backups.replaceAll(row -> row.id() == backup ? after : row);
        return after;
    }

    @Override
    public BackupCheck verifyBackups(Selection selection) {
        return new BackupCheck(backups(selection).size(), List.of());
    }

    @Override
    public synchronized List<ActivityRow> activity(int limit) {
        return activity.stream().limit(limit).toList();
    }

    @Override
    public synchronized List<StoredDevice> devices() throws StorageException {
        reach();
        return List.copyOf(devices);
    }

    @Override
    public SyncReport sync(SyncRequest request, BooleanSupplier cancelled) throws StorageException {
        List<SaveRow> todo;
        synchronized (this) {
            tell(new SyncEvent.Started());
            if (offline || denied)
                tell(new SyncEvent.StorageOutOfReach("storage", Saying.words("away")));
            reach();
            todo =
                    selected(request.selection()).stream()
                            .filter(row -> wanted(row, request.direction()))
                            .toList();
        }
        tell(new SyncEvent.Scanning());
        long bytes = todo.stream().mapToLong(FakeEngine::size).sum();
        if (!todo.isEmpty()) tell(new SyncEvent.Planned(todo.size(), bytes));
        List<SaveId> pushed = new ArrayList<>();
        List<SaveId> pulled = new ArrayList<>();
        List<Failure> failed = new ArrayList<>();
        long moved = 0;
        int done = 0;
        for (SaveRow row : todo) {
            if (cancelled.getAsBoolean()) break;
            var at = new SyncEvent.Moving(row.id(), done, todo.size(), moved, bytes);
            tell(at);
            betweenSaves.accept(at);
            if (failing.containsKey(row.id())) {
                Failure failure = new Failure(row.id(), "io", failing.get(row.id()));
                failed.add(failure);
                tell(new SyncEvent.Failed(failure));
                continue;
            }
            moved += size(row);
            done++;
            boolean push = row.action() == Action.PUSH;
            (push ? pushed : pulled).add(row.id());
            settle(row, push ? "pushed" : "pulled");
            tell(new SyncEvent.Moving(row.id(), done, todo.size(), moved, bytes));
            tell(push ? new SyncEvent.Pushed(row.id()) : new SyncEvent.Pulled(row.id()));
        }
        SyncReport report =
                report(
                        request.selection(),
                        pushed,
                        pulled,
                        failed,
                        done + failed.size() < todo.size()
                                ? SyncReport.Outcome.STOPPED
                                : SyncReport.Outcome.DONE);
        tell(new SyncEvent.Finished(report));
        return report;
    }

    private static boolean wanted(SaveRow row, Direction direction) {
        if (row.attention() != Attention.NONE) return false;
        return switch (direction) {
            case BOTH -> row.action() == Action.PUSH || row.action() == Action.PULL;
            case PUSH -> row.action() == Action.PUSH;
            case PULL -> row.action() == Action.PULL || row.action() == Action.CLOUD_ONLY;
        };
    }

    private static long size(SaveRow row) {
        Version local = row.local();
        if (local != null) return local.size();
        return row.remote().stream().mapToLong(Version::size).sum();
    }

    private synchronized void settle(SaveRow row, String action) {
        Version newest =
                java.util.stream.Stream.concat(
                                Optional.ofNullable(row.local()).stream(), row.remote().stream())
                        .filter(version -> version.contentId() != null)
                        .max(java.util.Comparator.comparing(Version::modified))
                        .orElseThrow();
        settle(row.id(), newest, action);
    }

    private synchronized void settle(SaveId save, Version winner, String action) {
        Device by =
                Saves.HERE.id().equals(winner.device())
                        ? Saves.HERE
                        : new Device(
                                Objects.requireNonNull(winner.device()),
                                winner.deviceName(),
                                app.savepoint.core.save.DeviceType.OTHER);
        rows.put(save, Saves.inSync(save, Duration.between(winner.modified(), Saves.NOW), by));
        activity.addFirst(
                new ActivityRow(
                        activity.size() + 1L,
                        Saves.NOW,
                        Saves.HERE.name(),
                        action,
                        save,
                        "done",
                        ""));
    }

    private synchronized SyncReport report(
            Selection selection, List<SaveId> pushed, List<SaveId> pulled, List<Failure> failed) {
        return report(selection, pushed, pulled, failed, SyncReport.Outcome.DONE);
    }

    private synchronized SyncReport report(
            Selection selection,
            List<SaveId> pushed,
            List<SaveId> pulled,
            List<Failure> failed,
            SyncReport.Outcome outcome) {
        List<SaveId> waiting =
                selected(selection).stream()
                        .filter(row -> row.attention().settledByResolve())
                        .map(SaveRow::id)
                        .toList();
        return new SyncReport(
                pushed,
                pulled,
                List.of(),
                List.of(),
                waiting,
                List.of(),
                failed,
                List.of(),
                Requests.NONE,
                0,
                0,
                Duration.ofMillis(5),
                outcome);
    }

    @Override
    public SyncReport resolve(Selection selection, Keep keep, RevisionId revision)
            throws StorageException {
        synchronized (this) {
            answers.add(keep + (revision == null ? "" : " " + revision));
            reach();
            for (SaveRow row : selected(selection)) {
                if (!row.attention().settledByResolve()) continue;
                Version local = row.local();
                Version remote =
                        row.remote().stream()
                                .filter(head ->
                                        revision == null
                                                ? !Objects.equals(
                                                        head.contentId(),
                                                        local == null ? null : local.contentId())
                                                : revision.equals(head.revision()))
                                .findFirst()
                                .orElseThrow(() -> new RequestException("revision.unknown", "?"));
                if (keep == Keep.BOTH)
                    rows.put(
                            row.id().inSlot("kept-" + remote.revision().last(8)),
                            Saves.inStorage(
                                    row.id().inSlot("kept-" + remote.revision().last(8)),
                                    Duration.between(remote.modified(), Saves.NOW),
                                    Saves.DECK));
                settle(row.id(), keep == Keep.REMOTE ? remote : local, "settled");
            }
        }
        return report(selection, List.of(), List.of(), List.of());
    }

    @Override
    public synchronized SyncReport restoreBackup(SaveId save, long backup) {
        answers.add("backup " + backup);
        return report(only(save), List.of(save), List.of(), List.of());
    }

    @Override
    public synchronized SyncReport restoreRevision(SaveId save, RevisionId revision) {
        answers.add("revision " + revision);
        return report(only(save), List.of(save), List.of(), List.of());
    }

    @Override
    public synchronized SyncReport allow(Selection selection) {
        answers.add("allow " + selection.names());
        return report(selection, List.of(), List.of(), List.of());
    }

    @Override
    public synchronized Undone undo(@Nullable Long entry) {
        answers.add("undo " + entry);
        SaveId save = rows.keySet().iterator().next();
        return new Undone(
                save,
                entry == null ? 1 : entry,
                report(only(save), List.of(save), List.of(), List.of()));
    }

    @Override
    public synchronized SyncReport forget(Selection selection, boolean history) {
        answers.add("forget " + selection.names());
        return report(selection, List.of(), List.of(), List.of());
    }

    @Override
    public synchronized Exported export(Selection selection, ExportFrom from, Path file) {
        answers.add("export " + selection.names() + " " + file);
        SaveId save = rows.keySet().iterator().next();
        return new Exported(save, file, false, report(selection, List.of(), List.of(), List.of()));
    }

    @Override
    public boolean goesByGames() {
        return !games.isEmpty() || goesByGames;
    }

    @Override
    public synchronized List<MatchedGame> matches(boolean offline) throws StorageException {
        if (!offline) reach();
        return List.copyOf(games.values());
    }

    @Override
    public synchronized List<MatchedGame> match(Map<GameKey, MatchWish> answers) {
        answers.forEach((key, wish) -> games.put(key, answered(key, wish)));
        return answers.keySet().stream().map(games::get).toList();
    }

    private MatchedGame answered(GameKey key, MatchWish wish) {
        MatchedGame first = Objects.requireNonNull(asked.get(key));
        return switch (wish) {
            case MatchWish.Is(var id) ->
                    new MatchedGame(key, How.PERSON, there(first, id), List.of());
            case MatchWish.IsNone() -> new MatchedGame(key, How.LEFT_OUT, null, first.candidates());
            case MatchWish.TakenBack(), MatchWish.SlotTakenBack() -> first;
            case MatchWish.Slot(var name) -> {
                MatchedGame now = Objects.requireNonNull(games.get(key));
                yield new MatchedGame(
                        key,
                        now.how(),
                        now.game(),
                        List.of(),
                        new GameSlots(name, true, first.slots().all()));
            }
        };
    }

    private static ServerGame there(MatchedGame game, long id) {
        return game.candidates().stream()
                .map(Candidate::game)
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /// Lets the storage go by games of its own.
    public synchronized FakeEngine withGames(List<MatchedGame> all) {
        goesByGames = true;
        for (MatchedGame one : all) {
            games.put(one.key(), one);
            asked.put(one.key(), one);
        }
        return this;
    }

    @Override
    public MatchedGame match(String game, MatchWish wish) {
        throw new RequestException("match.not-needed");
    }

    @Override
    public List<SlotRow> slots(Selection games) {
        return List.of();
    }

    @Override
    public synchronized SyncReport play(Selection save) {
        answers.add("play " + save.names());
        return report(save, List.of(), List.of(), List.of());
    }

    @Override
    public FakeUpkeep upkeep() {
        return upkeep;
    }

    @Override
    public Subscription keepInStep(Rhythm rhythm) {
        return () -> {};
    }

    private static Selection only(SaveId save) {
        return new Selection(List.of(save.toString()));
    }

    /// Lets whoever listens hear something.
    public void tell(SyncEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /// How many listen.
    public int listeners() {
        return listeners.size();
    }

    @Override
    public Subscription subscribe(Consumer<SyncEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }

    /// What happened to saves before.
    private record Past(Collection<SaveRow> rows) {
        void fill(List<HistoryRow> history, List<BackupRow> backups, List<ActivityRow> activity) {
            long number = 100;
            for (SaveRow row : rows) {
                SaveId save = row.id();
                for (int age = 0; age < 4; age++) {
                    Device by = age % 2 == 0 ? Saves.DECK : Saves.HERE;
                    Duration ago = Duration.ofHours(7 + 31L * age);
                    Instant time = Saves.NOW.minus(ago);
                    Manifest manifest =
                            Manifest.ofFiles(
                                    Saves.file(
                                            save,
                                            age == 1 ? "mine" : "v" + age,
                                            ago.plusMinutes(3)));
                    history.add(
                            new HistoryRow(
                                    new Revision(
                                            Saves.revision(save, "past" + age),
                                            save,
                                            Set.of(),
                                            by.id(),
                                            new Hlc(time.toEpochMilli(), 0),
                                            manifest,
                                            false),
                                    by.name(),
                                    age < 2));
                    if (age % 2 == 0)
                        backups.add(
                                new BackupRow(
                                        number,
                                        save,
                                        time.minusSeconds(600),
                                        age == 0 ? "replaced" : "conflict",
                                        manifest,
                                        age == 2));
                    activity.add(
                            new ActivityRow(
                                    number--,
                                    time,
                                    by.name(),
                                    List.of("pushed", "pulled", "settled", "restored").get(age),
                                    save,
                                    "done",
                                    ""));
                }
            }
            activity.add(
                    new ActivityRow(
                            1,
                            Saves.NOW.minus(Duration.ofHours(1)),
                            Saves.HERE.name(),
                            "failed",
                            rows.iterator().next().id(),
                            "failed",
                            "No space left on device: /home/anna/saves"));
            activity.sort(java.util.Comparator.comparing(ActivityRow::time).reversed());
        }
    }
}
