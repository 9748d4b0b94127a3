package app.savepoint.core;

import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.Sending;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.InDoubt;
import app.savepoint.core.transfer.PlanRunner;
import app.savepoint.core.transfer.Steps;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records what was agreed on and what happened, in one transaction a call.
///
/// @param steps told of each step that a crash could come between
/// @param undo says, for an action and a save, what takes it back; null if nothing does
/// @param log told of the same
record EngineLedger(
        Journal journal,
        long storage,
        InstantSource clock,
        Supplier<Device> self,
        Steps steps,
        BiFunction<String, SaveId, @Nullable UndoNote> undo,
        EngineLog log)
        implements PlanRunner.Ledger {
    @Override
    public void record(List<Agreement> agreements, List<ActivityLine> activity) {
        steps.reached("recording");
        journal.bases().record(agreements, activity, List.of());
        log.recorded(agreements, activity);
        steps.reached("recorded");
    }

    @Override
    public void sending(Map<Place, Draft> drafts) {
        List<Sending> sendings = new ArrayList<>();
        drafts.forEach((place, draft) -> {
            Revision revision = draft.revision();
            Manifest manifest = Objects.requireNonNull(revision.manifest());
            sendings.add(
                    new Sending(
                            storage,
                            place,
                            new InDoubt(
                                    revision.save(),
                                    revision.id(),
                                    manifest.contentId(),
                                    draft.expectedHeads()),
                            manifest.modifiedAt()));
        });
        journal.sendings().begin(sendings);
    }

    @Override
    public Agreement agreement(SaveId save, @Nullable Place place, @Nullable Base base) {
        return new Agreement(storage, save, place, base);
    }

    @Override
    public ActivityLine line(String action, SaveId save, boolean done, String message) {
        return line(action, save, done, message, done ? undo.apply(action, save) : null);
    }

    ActivityLine line(
            String action, SaveId save, boolean done, String message, @Nullable UndoNote note) {
        return new ActivityLine(
                clock.instant(),
                self.get().id(),
                action,
                save,
                done ? "done" : "failed",
                message,
                note == null ? null : note.write());
    }
}
