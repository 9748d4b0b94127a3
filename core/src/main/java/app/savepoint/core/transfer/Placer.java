package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
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
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of plans that change this disk, several saves at a time.
public final class Placer {
    /// How many saves are placed before they are recorded: a crash repeats no more than this.
    private static final int BATCH = 1_000;

    private final Storage storage;
    private final Replacement replacement;
    private final Landings landings;
    private final PlanRunner.Ledger ledger;

    public Placer(
            Storage storage, Replacement replacement, Landings landings, PlanRunner.Ledger ledger) {
        this.storage = storage;
        this.replacement = replacement;
        this.landings = landings;
        this.ledger = ledger;
    }

    private record Task(SaveId save, SyncAction step) {}

    /// What became of one task.
    private sealed interface Done {
        record Placed(SaveId save, Place place, Head head, Manifest manifest) implements Done {}

        record Removed(SaveId save, Place place, Head tombstone) implements Done {}

        record LookAgain(SaveId save) implements Done {}

        record Waits(SaveId save) implements Done {}

        record Nowhere(SaveId save, Saying reason) implements Done {}

        record Failed(SaveId save, IOException cause) implements Done {}

        record Stopped() implements Done {}

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
        try {
            for (int from = 0; from < tasks.size(); from += BATCH) {
                if (cancelled.getAsBoolean()) {
                    result.stop();
                    return;
                }
                List<Task> batch = tasks.subList(from, Math.min(tasks.size(), from + BATCH));
                batch(batch, context, result, merged, progress, cancelled);
            }
        } finally {
            ledger.settle();
        }
    }

    private void batch(
            List<Task> batch,
            RunContext context,
            RunResult result,
            Map<SaveId, Head> merged,
            Progress progress,
            BooleanSupplier cancelled)
            throws StorageException {
        List<Done> done = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        Map<RevisionId, Revision> coming = storage.revisions(coming(batch));
        for (Task task : batch) {
            switch (next(task, coming, context, merged.get(task.save()), progress)) {
                case Known(var known) -> done.add(known);
                case Move move -> moves.add(move);
            }
        }
        List<Replaced> replaced =
                replacement.carryOut(moves.stream().map(Move::job).toList(), cancelled);
        for (int i = 0; i < moves.size(); i++)
            done.add(moves.get(i).outcome().apply(replaced.get(i)));
        record(done, context, result, progress);
    }

    private static List<RevisionId> coming(List<Task> batch) {
        List<RevisionId> heads = new ArrayList<>();
        for (Task task : batch)
            if (task.step() instanceof SyncAction.Pull(_, var head, _)) heads.add(head.id());
        return heads;
    }

    /// What a task comes to.
    private sealed interface Next {}

    /// It needs no change of the disk.
    private record Known(Done done) implements Next {}

    /// It needs one.
    private record Move(Replacement.Job job, Function<Replaced, Done> outcome) implements Next {}

    private Next next(
            Task task,
            Map<RevisionId, Revision> coming,
            RunContext context,
            @Nullable Head merged,
            Progress progress) {
        return switch (task.step()) {
            case SyncAction.Pull(var place, var head, var replaces) ->
                    pull(
                            task.save(),
                            place,
                            coming.get(head.id()),
                            merged == null ? head : merged,
                            replaces,
                            context,
                            progress);
            case SyncAction.DeleteLocal(var place, var replaces, var tombstone) ->
                    delete(
                            task.save(),
                            place,
                            replaces,
                            merged == null ? tombstone : merged,
                            context);
            case SyncAction.Agree(var place, var head) -> {
                Manifest seen = context.seen(task.save(), place);
                yield new Known(
                        seen == null
                                ? new Done.LookAgain(task.save())
                                : new Done.Placed(
                                        task.save(), place, merged == null ? head : merged, seen));
            }
            case SyncAction.Push _,
                    SyncAction.Merge _,
                    SyncAction.SetAside _,
                    SyncAction.DeleteRemote _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _,
                    SyncAction.KeepInStorage _,
                    SyncAction.KeepInBackups _ ->
                    new Known(new Done.Nothing());
        };
    }

    private Next pull(
            SaveId save,
            @Nullable Place place,
            @Nullable Revision revision,
            Head recorded,
            @Nullable ContentId replaces,
            RunContext context,
            Progress progress) {
        Manifest published = revision == null ? null : revision.manifest();
        if (revision == null || published == null) return new Known(new Done.LookAgain(save));
        Manifest seen = place == null ? null : context.seen(save, place);
        if (!Objects.equals(seen == null ? null : seen.contentId(), replaces))
            return new Known(new Done.LookAgain(save));
        Landings.Spot spot =
                place == null
                        ? landings.forNew(save, published)
                        : landings.at(place, seen, published);
        return switch (spot) {
            case Landings.Nowhere(var reason) -> new Known(new Done.Nowhere(save, reason));
            case Landings.Found(var files, var named) -> {
                Place target = files.place();
                var job =
                        new Replacement.Job(
                                new Replacement.Order(
                                        save, files, seen, named, BackupReason.REPLACED),
                                sink -> {
                                    progress.begin(save);
                                    storage.fetch(revision, new Renaming(published, named, sink));
                                },
                                () -> context.gateOpen(save, target));
                yield new Move(
                        job,
                        replaced ->
                                done(
                                        save,
                                        replaced,
                                        now ->
                                                new Done.Placed(
                                                        save,
                                                        target,
                                                        recorded,
                                                        Objects.requireNonNull(now))));
            }
        };
    }

    private static Done done(
            SaveId save, Replaced replaced, Function<@Nullable Manifest, Done> ifDone) {
        return switch (replaced) {
            case Replaced.Done(var now) -> ifDone.apply(now);
            case Replaced.Overtaken _, Replaced.TargetMoved _ -> new Done.LookAgain(save);
            case Replaced.GateClosed _ -> new Done.Waits(save);
            case Replaced.Cancelled _ -> new Done.Stopped();
            case Replaced.Failed(var cause) -> new Done.Failed(save, cause);
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

    private Next delete(
            SaveId save, Place place, ContentId replaces, Head tombstone, RunContext context) {
        Manifest seen = context.seen(save, place);
        if (seen == null || !seen.contentId().equals(replaces))
            return new Known(new Done.LookAgain(save));
        var job =
                new Replacement.Job(
                        new Replacement.Order(
                                save, landings.files(place), seen, null, BackupReason.DELETED),
                        sink -> {},
                        () -> context.gateOpen(save, place));
        return new Move(
                job,
                replaced -> done(save, replaced, now -> new Done.Removed(save, place, tombstone)));
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
                    result.placed.add(head.id());
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
                        result.skip(save, Attention.WAITING, Saying.words("guard.EMULATOR_RUNS"));
                case Done.Nowhere(var save, var reason) ->
                        result.skip(save, Attention.NONE, reason);
                case Done.Failed(var save, StorageException.Unavailable cause) -> {
                    if (isArriving(save))
                        result.skip(save, Attention.WAITING, Saying.words("guard.ARRIVING"));
                    else outOfReach = cause;
                }
                case Done.Failed(var save, var cause) -> {
                    Failure failure = PlanRunner.failure(save, PlanRunner.code(cause), cause);
                    result.failed.add(failure);
                    activity.add(ledger.line("failed", save, false, failure.what().written()));
                    progress.tell(new SyncEvent.Failed(failure));
                }
                case Done.Stopped() -> result.stop();
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
}
