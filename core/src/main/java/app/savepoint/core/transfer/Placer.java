package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of plans that change this disk, several saves at a time.
public final class Placer {
    /// How many saves are placed before they are recorded: a crash repeats no more than this.
    private static final int BATCH = 500;

    private final Storage storage;
    private final Replacement replacement;
    private final Landings landings;
    private final PlanRunner.Ledger ledger;
    private final int threads;

    /// @param threads how many saves are in hand at once
    public Placer(
            Storage storage,
            Replacement replacement,
            Landings landings,
            PlanRunner.Ledger ledger,
            int threads) {
        this.storage = storage;
        this.replacement = replacement;
        this.landings = landings;
        this.ledger = ledger;
        this.threads = threads;
    }

    private record Task(SaveId save, SyncAction step) {}

    /// What became of one task.
    private sealed interface Done {
        record Placed(SaveId save, Place place, Head head, Manifest manifest) implements Done {}

        record Removed(SaveId save, Place place, Head tombstone) implements Done {}

        record LookAgain(SaveId save) implements Done {}

        record Waits(SaveId save) implements Done {}

        record Nowhere(SaveId save, String reason) implements Done {}

        record Failed(SaveId save, IOException cause) implements Done {}

        record Nothing() implements Done {}
    }

    void place(
            List<SavePlan> plans,
            RunContext context,
            RunResult result,
            Set<SaveId> ended,
            Map<SaveId, Head> merged,
            Progress progress,
            BooleanSupplier cancelled)
            throws StorageException {
        List<Task> tasks = new ArrayList<>();
        for (SavePlan plan : plans) {
            if (ended.contains(plan.save())) continue;
            boolean settles =
                    plan.steps().stream().anyMatch(step -> step instanceof SyncAction.Merge);
            if (settles && !merged.containsKey(plan.save())) continue;
            for (SyncAction step : plan.steps())
                if (step instanceof SyncAction.Pull
                        || step instanceof SyncAction.DeleteLocal
                        || (settles && step instanceof SyncAction.Agree))
                    tasks.add(new Task(plan.save(), step));
        }
        if (tasks.isEmpty()) return;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int from = 0; from < tasks.size() && !cancelled.getAsBoolean(); from += BATCH) {
                List<Task> batch = tasks.subList(from, Math.min(tasks.size(), from + BATCH));
                batch(batch, context, result, merged, progress, pool);
            }
        }
    }

    private void batch(
            List<Task> batch,
            RunContext context,
            RunResult result,
            Map<SaveId, Head> merged,
            Progress progress,
            ExecutorService pool)
            throws StorageException {
        Set<Path> touched = ConcurrentHashMap.newKeySet();
        List<Callable<Done>> calls = new ArrayList<>();
        for (Task task : batch)
            calls.add(() -> carryOut(task, context, merged.get(task.save()), touched, progress));
        List<Done> done = all(pool, calls);
        List<Callable<Boolean>> syncs = new ArrayList<>();
        for (Path folder : touched) syncs.add(() -> sync(folder));
        all(pool, syncs);
        record(done, context, result, progress);
    }

    /// A folder that is gone by now has no names to keep.
    private static boolean sync(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        VerifiedCopy.syncFolder(folder);
        return true;
    }

    private Done carryOut(
            Task task,
            RunContext context,
            @Nullable Head merged,
            Set<Path> touched,
            Progress progress) {
        progress.begin(task.save());
        return switch (task.step()) {
            case SyncAction.Pull(var place, var head, var replaces) ->
                    pull(
                            task.save(),
                            place,
                            head,
                            merged == null ? head : merged,
                            replaces,
                            context,
                            touched);
            case SyncAction.DeleteLocal(var place, var replaces, var tombstone) ->
                    delete(
                            task.save(),
                            place,
                            replaces,
                            merged == null ? tombstone : merged,
                            context,
                            touched);
            case SyncAction.Agree(var place, var head) -> {
                Manifest seen = context.seen(task.save(), place);
                yield seen == null
                        ? new Done.LookAgain(task.save())
                        : new Done.Placed(task.save(), place, merged == null ? head : merged, seen);
            }
            case SyncAction.Push _,
                    SyncAction.Merge _,
                    SyncAction.SetAside _,
                    SyncAction.DeleteRemote _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _,
                    SyncAction.KeepInStorage _,
                    SyncAction.KeepInBackups _ ->
                    new Done.Nothing();
        };
    }

    private Done pull(
            SaveId save,
            @Nullable Place place,
            Head head,
            Head recorded,
            @Nullable ContentId replaces,
            RunContext context,
            Set<Path> touched) {
        Optional<Revision> known = storage.revision(head.id());
        if (known.isEmpty() || known.get().manifest() == null) return new Done.LookAgain(save);
        Manifest published = known.get().manifest();
        Manifest seen = place == null ? null : context.seen(save, place);
        if (!Objects.equals(seen == null ? null : seen.contentId(), replaces))
            return new Done.LookAgain(save);
        Landings.Spot spot =
                place == null
                        ? landings.forNew(save, published)
                        : landings.at(place, seen, published);
        return switch (spot) {
            case Landings.Nowhere(var reason) -> new Done.Nowhere(save, reason);
            case Landings.Found(var files, var named) -> {
                Place target = files.place();
                Replaced replaced =
                        replacement.carryOut(
                                new Replacement.Order(
                                        save, files, seen, named, BackupReason.REPLACED),
                                sink ->
                                        storage.fetch(
                                                known.get(), new Renaming(published, named, sink)),
                                () -> context.gateOpen(save, target),
                                touched);
                yield switch (replaced) {
                    case Replaced.Done(var now) ->
                            new Done.Placed(save, target, recorded, Objects.requireNonNull(now));
                    case Replaced.Overtaken _, Replaced.TargetMoved _ -> new Done.LookAgain(save);
                    case Replaced.GateClosed _ -> new Done.Waits(save);
                    case Replaced.Failed(var cause) -> new Done.Failed(save, cause);
                };
            }
        };
    }

    /// A published file goes where the file of the same role goes here.
    private record Renaming(
            Manifest published, Manifest named, app.savepoint.core.storage.ContentSink sink)
            implements app.savepoint.core.storage.ContentSink {
        @Override
        public java.io.OutputStream open(SaveFile file) throws IOException {
            return sink.open(named.file(file.role()).orElseThrow());
        }
    }

    private Done delete(
            SaveId save,
            Place place,
            ContentId replaces,
            Head tombstone,
            RunContext context,
            Set<Path> touched) {
        Manifest seen = context.seen(save, place);
        if (seen == null || !seen.contentId().equals(replaces)) return new Done.LookAgain(save);
        Replaced replaced =
                replacement.carryOut(
                        new Replacement.Order(
                                save, landings.files(place), seen, null, BackupReason.DELETED),
                        sink -> {},
                        () -> context.gateOpen(save, place),
                        touched);
        return switch (replaced) {
            case Replaced.Done _ -> new Done.Removed(save, place, tombstone);
            case Replaced.Overtaken _, Replaced.TargetMoved _ -> new Done.LookAgain(save);
            case Replaced.GateClosed _ -> new Done.Waits(save);
            case Replaced.Failed(var cause) -> new Done.Failed(save, cause);
        };
    }

    private void record(List<Done> done, RunContext context, RunResult result, Progress progress)
            throws StorageException {
        List<Agreement> agreements = new ArrayList<>();
        List<ActivityLine> activity = new ArrayList<>();
        StorageException outOfReach = null;
        for (Done one : done) {
            switch (one) {
                case Done.Placed(var save, var place, var head, var manifest) -> {
                    agreements.add(
                            ledger.agreement(
                                    save,
                                    place,
                                    Base.agreed(
                                            head.id(),
                                            manifest.contentId(),
                                            true,
                                            manifest.modifiedAt())));
                    if (context.base(save, null) != null)
                        agreements.add(ledger.agreement(save, null, null));
                    activity.add(ledger.line("pulled", save, true, ""));
                    result.pulled.add(save);
                    result.bytesDown += manifest.size();
                    progress.end(save, manifest.size());
                    progress.tell(new SyncEvent.Pulled(save));
                }
                case Done.Removed(var save, var place, var tombstone) -> {
                    agreements.add(
                            ledger.agreement(
                                    save, place, Base.agreed(tombstone.id(), null, false, null)));
                    activity.add(ledger.line("deleted-here", save, true, ""));
                    result.deletedLocal.add(save);
                    progress.tell(new SyncEvent.Deleted(save, true));
                }
                case Done.LookAgain(var save) -> result.lookAgain.add(save);
                case Done.Waits(var save) ->
                        result.skip(save, Attention.WAITING, "guard.EMULATOR_RUNS");
                case Done.Nowhere(var save, var reason) ->
                        result.skip(save, Attention.NONE, reason);
                case Done.Failed(var save, StorageException.Unavailable cause) -> {
                    if (isArriving(save)) result.skip(save, Attention.WAITING, "guard.ARRIVING");
                    else outOfReach = cause;
                }
                case Done.Failed(var save, var cause) -> {
                    Failure failure =
                            new Failure(save, PlanRunner.code(cause), PlanRunner.words(cause));
                    result.failed.add(failure);
                    activity.add(ledger.line("failed", save, false, failure.message()));
                    progress.tell(new SyncEvent.Failed(failure));
                }
                case Done.Nothing() -> {}
            }
        }
        ledger.record(agreements, activity);
        if (outOfReach != null) throw outOfReach;
    }

    private boolean isArriving(SaveId save) {
        RemoteSave there = storage.remembered().saves().get(save);
        return there != null && there.arriving();
    }

    private static <T> List<T> all(ExecutorService pool, List<Callable<T>> calls)
            throws StorageException {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) results.add(future.get());
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unavailable(
                    "The sync was interrupted; the next one goes on.", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default ->
                        throw new StorageException.Unavailable("The sync could not go on.", e);
            }
        }
    }
}
