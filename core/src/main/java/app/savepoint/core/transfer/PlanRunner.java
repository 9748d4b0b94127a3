package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.ContentMovedException;
import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries plans out: first what only keeps things safe, then what is published, then what changes
/// this disk, and after each batch what was agreed on is recorded in one transaction.
///
/// A step that can not be taken ends its own save's plan and no other's. An exception means that
/// the storage as a whole is out of reach; what was done until then is recorded.
public final class PlanRunner {
    private static final System.Logger LOG = System.getLogger(PlanRunner.class.getName());

    private final Publisher publisher;
    private final Placer placer;
    private final BackupStore backups;
    private final Landings landings;
    private final Ledger ledger;
    private final Consumer<SyncEvent> events;

    /// Where results are recorded: the journal, in one transaction a call.
    public interface Ledger {
        void record(List<Agreement> agreements, List<ActivityLine> activity);

        /// Writes down what is sent from a place, before it is; what is agreed on for that place
        /// ends it.
        void sending(Map<Place, Draft> drafts);

        Agreement agreement(SaveId save, @Nullable Place place, @Nullable Base base);

        ActivityLine line(String action, SaveId save, boolean done, String message);

        /// Returns when all that was given to it is recorded.
        default void settle() {}

        /// One that records a batch while the next is carried out.
        static Ledger behind(Ledger ledger) {
            return new Behind(ledger);
        }
    }

    public PlanRunner(
            Publisher publisher,
            Placer placer,
            BackupStore backups,
            Landings landings,
            Ledger ledger,
            Consumer<SyncEvent> events) {
        this.publisher = publisher;
        this.placer = placer;
        this.backups = backups;
        this.landings = landings;
        this.ledger = ledger;
        this.events = events;
    }

    /// Carries these plans out.
    ///
    /// @param cancelled asked between two batches; what is not begun stays for the next sync
    public void run(
            List<SavePlan> plans, RunContext context, RunResult result, BooleanSupplier cancelled)
            throws StorageException {
        Set<SaveId> ended = new HashSet<>();
        keepInBackups(plans, context, result, ended);
        agree(plans, context);
        var progress = new Progress(plans, context, events);
        publisher.publish(plans, context, result, ended, progress, cancelled);
        placer.place(plans, context, result, ended, publisher.merged(), progress, cancelled);
    }

    /// Contents that nobody decides about yet are kept first: nothing after this can lose them.
    private void keepInBackups(
            List<SavePlan> plans, RunContext context, RunResult result, Set<SaveId> ended) {
        List<BackupStore.Wish> wishes = new ArrayList<>();
        for (SavePlan plan : plans)
            for (SyncAction step : plan.steps()) {
                if (!(step instanceof SyncAction.KeepInBackups(var place, var content, var why)))
                    continue;
                Manifest seen = context.seen(plan.save(), place);
                if (seen == null || backups.holds(plan.save(), content)) continue;
                wishes.add(
                        new BackupStore.Wish(
                                plan.save(),
                                place,
                                seen,
                                landings.files(place).source(seen),
                                reason(why)));
            }
        if (wishes.isEmpty()) return;
        List<BackupStore.Outcome> outcomes = backups.keepAll(wishes);
        for (int i = 0; i < wishes.size(); i++) {
            SaveId save = wishes.get(i).save();
            IOException failure = outcomes.get(i).failure();
            if (failure == null) continue;
            if (failure instanceof ContentMovedException) result.lookAgain.add(save);
            else fail(save, "backup.failed", failure, result);
            ended.add(save);
        }
    }

    private static BackupReason reason(SyncAction.KeptBecause why) {
        return switch (why) {
            case CONFLICT -> BackupReason.CONFLICT;
            case FIRST_MEETING -> BackupReason.FIRST_MEETING;
            case BLANK -> BackupReason.BLANK;
            case TIMESTAMP_CONFLICT -> BackupReason.TIMESTAMP_CONFLICT;
            case ONLY_HERE -> BackupReason.ONLY_HERE;
        };
    }

    /// What needs no work is only remembered.
    private void agree(List<SavePlan> plans, RunContext context) {
        List<Agreement> agreements = new ArrayList<>();
        for (SavePlan plan : plans) {
            boolean settles =
                    plan.steps().stream().anyMatch(step -> step instanceof SyncAction.Merge);
            for (SyncAction step : plan.steps()) {
                if (step instanceof SyncAction.KeepInStorage(var place, var content))
                    keptByHead(plan.save(), place, content, context).ifPresent(agreements::add);
                if (settles) continue;
                switch (step) {
                    case SyncAction.Agree(var place, var head) -> {
                        Manifest seen = context.seen(plan.save(), place);
                        if (seen != null) agreements.add(placed(plan.save(), place, head, seen));
                    }
                    case SyncAction.AgreeUnplaced(var place, var head) ->
                            agreements.add(
                                    ledger.agreement(
                                            plan.save(),
                                            place,
                                            Base.agreed(head.id(), head.content(), false, null)));
                    case SyncAction.Forget(var place) ->
                            agreements.add(ledger.agreement(plan.save(), place, null));
                    case SyncAction.Push _,
                            SyncAction.Pull _,
                            SyncAction.Merge _,
                            SyncAction.SetAside _,
                            SyncAction.DeleteLocal _,
                            SyncAction.DeleteRemote _,
                            SyncAction.KeepInStorage _,
                            SyncAction.KeepInBackups _ -> {}
                }
            }
        }
        if (!agreements.isEmpty()) ledger.record(agreements, List.of());
    }

    /// One of the heads holds what lies here: then that is what this device last had, so that it
    /// follows whoever settles the conflict.
    private Optional<Agreement> keptByHead(
            SaveId save, Place place, ContentId content, RunContext context) {
        Base base = context.base(save, place);
        Manifest seen = context.seen(save, place);
        if (base == null || seen == null) return Optional.empty();
        boolean had = base.wasHere() && content.equals(base.lastHadContent());
        return context.heads(save).stream()
                .filter(head -> !had && content.equals(head.content()))
                .findFirst()
                .map(head ->
                        ledger.agreement(
                                save, place, base.keeping(head.id(), content, seen.modifiedAt())));
    }

    private Agreement placed(SaveId save, Place place, Head head, Manifest seen) {
        return ledger.agreement(
                save, place, Base.agreed(head.id(), head.content(), true, seen.modifiedAt()));
    }

    private void fail(SaveId save, String code, IOException cause, RunResult result) {
        Failure failure = failure(save, code, cause);
        result.failed.add(failure);
        ledger.record(
                List.of(), List.of(ledger.line("failed", save, false, failure.what().written())));
        events.accept(new SyncEvent.Failed(failure));
    }

    /// What went wrong with a save, for a person; its cause goes to the log.
    static Failure failure(SaveId save, String code, IOException cause) {
        LOG.log(Level.WARNING, save + " failed: " + code, cause);
        return new Failure(save, code, said(cause));
    }

    /// What an exception says to a person; some of the JDK's say only a path.
    public static Saying said(IOException cause) {
        return switch (cause) {
            case StorageException e -> e.saying();
            case SaidException e -> e.saying();
            case AccessDeniedException e ->
                    Saying.of("disk.denied", e.getFile())
                            .inEnglish("No permission for " + e.getFile() + ".");
            case NoSuchFileException e ->
                    Saying.of("disk.gone", e.getFile()).inEnglish(e.getFile() + " is gone.");
            case FileSystemException e when e.getReason() != null ->
                    failed(e.getFile() + ": " + e.getReason());
            case ContentMovedException e -> e.saying();
            default -> failed(String.valueOf(cause.getMessage()));
        };
    }

    private static Saying failed(String words) {
        return Saying.of("disk.failed", words).inEnglish(words);
    }

    static String code(IOException cause) {
        return cause instanceof StorageException e ? e.code() : "disk.failed";
    }
}
