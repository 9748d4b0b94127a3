package app.savepoint.core.transfer;

import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.ContentSource;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of plans that publish something, in batches.
///
/// What only keeps contents apart or safe is published before what settles, so that a crash in
/// between leaves a conflict and never a gap.
public final class Publisher {
    /// How much is published before it is recorded: a crash repeats no more than this.
    private static final int BATCH_SAVES = 1_000;

    private static final long BATCH_BYTES = 256L << 20;
    private static final ContentSource NO_BYTES =
            file -> {
                throw new IllegalStateException("a deletion has no bytes: " + file.name());
            };

    private final Storage storage;
    private final Supplier<Device> self;
    private final Landings landings;
    private final PlanRunner.Ledger ledger;
    private final Path work;
    private final Map<SaveId, Head> merged = new HashMap<>();

    /// @param work a folder for scratch files
    public Publisher(
            Storage storage,
            Supplier<Device> self,
            Landings landings,
            PlanRunner.Ledger ledger,
            Path work) {
        this.storage = storage;
        this.self = self;
        this.landings = landings;
        this.ledger = ledger;
        this.work = work;
    }

    /// The heads that settled conflicts in the last run.
    Map<SaveId, Head> merged() {
        return merged;
    }

    private record Wish(
            SavePlan plan, SyncAction step, Draft draft, @Nullable Place place, long size) {
        /// What is fetched from the storage first is fetched by one thread at a time.
        boolean isFromDisk() {
            return place != null;
        }
    }

    void publish(
            List<SavePlan> plans,
            RunContext context,
            RunResult result,
            Set<SaveId> ended,
            Progress progress,
            BooleanSupplier cancelled)
            throws StorageException {
        merged.clear();
        try {
            wave(wishes(plans, context, ended, true), context, result, ended, progress, cancelled);
            wave(wishes(plans, context, ended, false), context, result, ended, progress, cancelled);
        } finally {
            ledger.settle();
        }
    }

    private List<Wish> wishes(
            List<SavePlan> plans, RunContext context, Set<SaveId> ended, boolean keeping) {
        List<Wish> wishes = new ArrayList<>();
        for (SavePlan plan : plans) {
            if (ended.contains(plan.save())) continue;
            for (SyncAction step : plan.steps()) {
                boolean keeps =
                        step instanceof SyncAction.SetAside
                                || step instanceof SyncAction.KeepInStorage;
                if (keeps != keeping) continue;
                Wish wish = wish(plan, step, context);
                if (wish != null) wishes.add(wish);
            }
        }
        return wishes;
    }

    private @Nullable Wish wish(SavePlan plan, SyncAction step, RunContext context) {
        SaveId save = plan.save();
        return switch (step) {
            case SyncAction.Push(var place, _, var parents) ->
                    fromDisk(plan, step, place, parents, context);
            case SyncAction.KeepInStorage(var place, var content) ->
                    keep(plan, step, place, content, context);
            case SyncAction.Merge(var winner, var parents) ->
                    again(plan, step, save, winner, parents, context);
            case SyncAction.SetAside(var head, var slot) ->
                    aside(plan, step, save.inSlot(slot), head, context);
            case SyncAction.DeleteRemote(var parents) -> {
                Revision gone = revision(save, parents, null, false, context);
                yield new Wish(plan, step, new Draft(gone, parents, NO_BYTES), null, 0);
            }
            case SyncAction.Pull _,
                    SyncAction.DeleteLocal _,
                    SyncAction.Agree _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _,
                    SyncAction.KeepInBackups _ ->
                    null;
        };
    }

    private @Nullable Wish fromDisk(
            SavePlan plan,
            SyncAction step,
            Place place,
            Set<RevisionId> parents,
            RunContext context) {
        Manifest seen = context.seen(plan.save(), place);
        if (seen == null) return null;
        Revision fresh =
                storage.resumed(
                        revision(
                                plan.save(),
                                parents,
                                seen,
                                context.blank(plan.save(), place),
                                context));
        Set<RevisionId> expected = heads(plan.save(), context);
        return new Wish(
                plan,
                step,
                new Draft(fresh, expected, landings.files(place).source(seen)),
                place,
                seen.size());
    }

    /// This device's side of a conflict becomes a head of its own, as a child of what this device
    /// last had.
    private @Nullable Wish keep(
            SavePlan plan, SyncAction step, Place place, ContentId content, RunContext context) {
        if (!storage.info().can(Capability.SEVERAL_HEADS) || !storage.info().can(Capability.WRITE))
            return null;
        if (storage.holds(plan.save(), content)) return null;
        Base base = context.base(plan.save(), place);
        boolean continues =
                base != null
                        && (base.placed() || base.kept() != null)
                        && storage.revision(base.lastHad()).isPresent();
        Set<RevisionId> parents = base != null && continues ? Set.of(base.lastHad()) : Set.of();
        return fromDisk(plan, step, place, parents, context);
    }

    /// A slot of its own that a crash left filled, or another device filled, is filled.
    private @Nullable Wish aside(
            SavePlan plan, SyncAction step, SaveId slot, Head head, RunContext context) {
        boolean there =
                context.heads(slot).stream()
                        .anyMatch(one -> Objects.equals(one.content(), head.content()));
        return there ? null : again(plan, step, slot, head, heads(slot, context), context);
    }

    private @Nullable Wish again(
            SavePlan plan,
            SyncAction step,
            SaveId save,
            Head head,
            Set<RevisionId> parents,
            RunContext context) {
        Revision known = storage.revision(head.id()).orElse(null);
        if (known == null) return null;
        Revision fresh = revision(save, parents, known.manifest(), known.blank(), context);
        ContentSource bytes = known.isTombstone() ? NO_BYTES : new Refetch(storage, known, work);
        long size = known.manifest() == null ? 0 : known.manifest().size();
        return new Wish(plan, step, new Draft(fresh, parents, bytes), null, size);
    }

    private Revision revision(
            SaveId save,
            Set<RevisionId> parents,
            @Nullable Manifest manifest,
            boolean blank,
            RunContext context) {
        return new Revision(
                context.newId(), save, parents, self.get().id(), context.now(), manifest, blank);
    }

    private static Set<RevisionId> heads(SaveId save, RunContext context) {
        return Set.copyOf(context.heads(save).stream().map(Head::id).toList());
    }

    private void wave(
            List<Wish> wishes,
            RunContext context,
            RunResult result,
            Set<SaveId> ended,
            Progress progress,
            BooleanSupplier cancelled)
            throws StorageException {
        List<List<Wish>> batches = batches(wishes);
        try {
            for (int at = 0; at < batches.size(); at++) {
                if (cancelled.getAsBoolean()) {
                    result.stop();
                    return;
                }
                List<Wish> next = at + 1 < batches.size() ? batches.get(at + 1) : List.of();
                publish(batches.get(at), next, context, result, ended, progress);
            }
        } finally {
            storage.takeBack();
        }
    }

    private static List<List<Wish>> batches(List<Wish> wishes) {
        List<List<Wish>> batches = new ArrayList<>();
        List<Wish> batch = new ArrayList<>();
        long bytes = 0;
        for (Wish wish : wishes) {
            batch.add(wish);
            bytes += wish.size();
            if (batch.size() < BATCH_SAVES && bytes < BATCH_BYTES) continue;
            batches.add(batch);
            batch = new ArrayList<>();
            bytes = 0;
        }
        if (!batch.isEmpty()) batches.add(batch);
        return batches;
    }

    private void publish(
            List<Wish> batch,
            List<Wish> next,
            RunContext context,
            RunResult result,
            Set<SaveId> ended,
            Progress progress)
            throws StorageException {
        progress.begin(batch.getFirst().plan().save());
        ledger.sending(pushes(batch));
        List<Published> outcomes;
        try {
            outcomes =
                    storage.publish(
                            batch.stream().map(Wish::draft).toList(),
                            next.stream().filter(Wish::isFromDisk).map(Wish::draft).toList());
        } finally {
            for (Wish wish : batch)
                if (wish.draft().source() instanceof Refetch refetch) close(refetch);
        }
        List<Agreement> agreements = new ArrayList<>();
        List<ActivityLine> activity = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Wish wish = batch.get(i);
            SaveId save = wish.plan().save();
            switch (outcomes.get(i)) {
                case Published.Accepted _ -> {
                    accepted(wish, context, agreements, activity, result, progress);
                }
                case Published.Superseded _, Published.SourceMoved _ -> {
                    result.lookAgain.add(save);
                    ended.add(save);
                }
                case Published.Failed(_, var cause) -> {
                    Failure failure = PlanRunner.failure(save, PlanRunner.code(cause), cause);
                    result.failed.add(failure);
                    activity.add(ledger.line("failed", save, false, failure.what().written()));
                    progress.tell(new SyncEvent.Failed(failure));
                    ended.add(save);
                }
            }
        }
        ledger.record(agreements, activity);
    }

    /// What goes from a place to the storage and would be agreed on.
    private static Map<Place, Draft> pushes(List<Wish> batch) {
        Map<Place, Draft> pushes = new HashMap<>();
        for (Wish wish : batch)
            if (wish.step() instanceof SyncAction.Push(var place, _, _))
                pushes.put(place, wish.draft());
        return pushes;
    }

    private void accepted(
            Wish wish,
            RunContext context,
            List<Agreement> agreements,
            List<ActivityLine> activity,
            RunResult result,
            Progress progress) {
        SaveId save = wish.plan().save();
        Revision revision = wish.draft().revision();
        switch (wish.step()) {
            case SyncAction.Push(var place, _, _) -> {
                Manifest manifest = Objects.requireNonNull(revision.manifest());
                agreements.add(
                        ledger.agreement(
                                save,
                                place,
                                Base.agreed(
                                        revision.id(),
                                        manifest.contentId(),
                                        true,
                                        manifest.modifiedAt())));
                activity.add(ledger.line("pushed", save, true, ""));
                result.pushed.add(save);
                result.bytesUp += manifest.size();
                progress.end(save, manifest.size());
                progress.tell(new SyncEvent.Pushed(save));
            }
            case SyncAction.KeepInStorage(var place, var content) -> {
                Base base = context.base(save, place);
                Manifest manifest = Objects.requireNonNull(revision.manifest());
                if (base != null)
                    agreements.add(
                            ledger.agreement(
                                    save,
                                    place,
                                    base.keeping(revision.id(), content, manifest.modifiedAt())));
                activity.add(ledger.line("kept", save, true, ""));
                result.bytesUp += manifest.size();
            }
            case SyncAction.Merge _ -> {
                merged.put(save, Head.of(revision));
                activity.add(ledger.line("settled", save, true, ""));
                result.bytesUp += wish.size();
            }
            case SyncAction.SetAside _ -> {
                activity.add(ledger.line("set-aside", revision.save(), true, ""));
                result.bytesUp += wish.size();
            }
            case SyncAction.DeleteRemote _ -> {
                for (Place place : placesOf(wish, context))
                    agreements.add(
                            ledger.agreement(
                                    save, place, Base.agreed(revision.id(), null, false, null)));
                activity.add(ledger.line("deleted-in-storage", save, true, ""));
                result.deletedRemote.add(save);
                progress.tell(new SyncEvent.Deleted(save, false));
            }
            case SyncAction.Pull _,
                    SyncAction.DeleteLocal _,
                    SyncAction.Agree _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _,
                    SyncAction.KeepInBackups _ ->
                    throw new IllegalStateException("publishes nothing: " + wish.step());
        }
    }

    private static List<Place> placesOf(Wish wish, RunContext context) {
        Place place = wish.plan().place();
        return place != null && context.base(wish.plan().save(), place) != null
                ? List.of(place)
                : List.of();
    }

    private static void close(Refetch refetch) {
        try {
            refetch.close();
        } catch (IOException e) {
            System.getLogger(Publisher.class.getName())
                    .log(System.Logger.Level.WARNING, "scratch files could not be removed", e);
        }
    }
}
