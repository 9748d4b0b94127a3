package app.savepoint.core;

import app.savepoint.core.journal.Stillness;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.transfer.RunResult;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Skipped;
import app.savepoint.core.view.SyncRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What a sync has to say of saves that it leaves as they are, however often it looks: those that
/// wait for a person and those that a rule keeps out. Together with what it was concluded from it
/// is noted, so that a sync for which that is the same need not look at each save again.
///
/// @param conflicts what waits for a person
/// @param skipped what is left alone, and why
/// @param unsent how many of the saves are not in the storage
record Standing(List<SaveId> conflicts, List<Skipped> skipped, int unsent) {
    private static final System.Logger LOG = System.getLogger(Standing.class.getName());

    Standing {
        conflicts = List.copyOf(conflicts);
        skipped = List.copyOf(skipped);
    }

    /// Whether a plan is the same at the next look if nothing is seen to have changed: it moves
    /// nothing, and neither a running program nor time can change it.
    static boolean isOf(SavePlan plan) {
        boolean lasts =
                switch (plan.attention()) {
                    case NONE, CONFLICT, TIMESTAMP_CONFLICT, BLANK -> true;
                    case WAITING, ROOT_CHANGED, ERROR -> false;
                };
        return lasts
                && plan.steps().stream().allMatch(Standing::isToKeep)
                && plan.guards().isEmpty()
                && !Reports.isMove(plan.action());
    }

    /// Such a step stands in the plan for as long as the save waits, and is done once.
    private static boolean isToKeep(SyncAction step) {
        return step instanceof SyncAction.KeepInStorage || step instanceof SyncAction.KeepInBackups;
    }

    /// What these plans have to say.
    static Standing of(List<SavePlan> plans, Observation seen) {
        RunResult nothing = new RunResult();
        SyncReport report =
                Reports.of(
                        SyncRequest.ALL,
                        List.of(),
                        plans,
                        plan -> seen.held(plan.save(), plan.place()),
                        nothing,
                        Requests.NONE,
                        Duration.ZERO);
        return new Standing(report.conflicts(), report.skipped(), Presence.unsent(plans, nothing));
    }

    /// Notes it, unless something was written since `mark`.
    ///
    /// @param ground what it was concluded from
    void note(Stillness stillness, String ground, long mark) {
        List<String> note = new ArrayList<>();
        note.add(ground);
        note.add(Integer.toString(unsent));
        note.add(Integer.toString(conflicts.size()));
        for (SaveId save : conflicts) note.add(save.toString());
        for (Skipped one : skipped) {
            note.add(one.id().toString());
            note.add(one.attention().name());
            note.add(one.reason().written());
        }
        stillness.note(note, mark);
    }

    /// What was noted, if it was concluded from the same.
    static Optional<Standing> noted(List<String> note, String ground) {
        if (note.isEmpty() || !note.getFirst().equals(ground)) return Optional.empty();
        try {
            return Optional.of(read(note.listIterator(1)));
        } catch (NoSuchElementException | IllegalArgumentException e) {
            // Then all is looked at, which is never wrong
            LOG.log(System.Logger.Level.DEBUG, "a note of another kind", e);
            return Optional.empty();
        }
    }

    private static Standing read(Iterator<String> rest) {
        int unsent = Integer.parseInt(rest.next());
        List<SaveId> conflicts = new ArrayList<>();
        for (int left = Integer.parseInt(rest.next()); left > 0; left--)
            conflicts.add(SaveId.parse(rest.next()));
        List<Skipped> skipped = new ArrayList<>();
        while (rest.hasNext())
            skipped.add(
                    new Skipped(
                            SaveId.parse(rest.next()),
                            Attention.valueOf(rest.next()),
                            Saying.read(rest.next())));
        return new Standing(conflicts, skipped, unsent);
    }
}
