package app.savepoint.core.plan;

import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of a plan where the storage does not take what this device has: because the device
/// may not write to it, or because it has no room for such a save. What comes from there comes as
/// ever; what would go there waits, and lies in the backups meanwhile.
public final class ReadOnly {
    private ReadOnly() {}

    /// The plan as it stands on such a device.
    public static SavePlan of(SavePlan plan) {
        return of(plan, Guard.READ_ONLY);
    }

    /// The plan as it stands for such a save.
    ///
    /// @param why what holds it back
    public static SavePlan of(SavePlan plan, Guard why) {
        // What comes after a step that publishes takes for granted that it was published
        boolean publishes = plan.steps().stream().anyMatch(SyncAction::publishes);
        List<SyncAction> steps =
                plan.steps().stream().flatMap(step -> instead(step, publishes)).toList();
        // What a person left out on purpose waits for nothing
        boolean wanted = why == Guard.LEFT_OUT || why == Guard.KIND_NOT_TAKEN;
        boolean waits = publishes && plan.attention() == Attention.NONE && !wanted;
        return new SavePlan(
                plan.save(),
                plan.rule(),
                plan.action(),
                waits ? Attention.WAITING : plan.attention(),
                plan.place(),
                steps,
                publishes ? guarded(plan, why) : plan.guards(),
                plan.places());
    }

    private static Stream<SyncAction> instead(SyncAction step, boolean publishes) {
        Optional<SyncAction> kept =
                switch (step) {
                    case SyncAction.KeepInBackups keep -> Optional.of(keep);
                    case SyncAction.KeepInStorage(var place, var content) ->
                            keptAsConflict(place, content);
                    case SyncAction.Push(var place, var content, _) ->
                            Optional.of(
                                    new SyncAction.KeepInBackups(
                                            place, content, KeptBecause.ONLY_HERE));
                    case SyncAction.Pull(var place, _, var replaced)
                            when publishes && place != null && replaced != null ->
                            keptAsConflict(place, replaced);
                    case SyncAction.DeleteLocal(var place, var replaced, _) when publishes ->
                            keptAsConflict(place, replaced);
                    case SyncAction.Merge _,
                            SyncAction.SetAside _,
                            SyncAction.DeleteRemote _,
                            SyncAction.Pull _,
                            SyncAction.DeleteLocal _,
                            SyncAction.Agree _,
                            SyncAction.AgreeUnplaced _,
                            SyncAction.Forget _ ->
                            publishes ? Optional.empty() : Optional.of(step);
                };
        return kept.stream();
    }

    private static Optional<SyncAction> keptAsConflict(Place place, ContentId content) {
        return Optional.of(new SyncAction.KeepInBackups(place, content, KeptBecause.CONFLICT));
    }

    private static List<Guard> guarded(SavePlan plan, Guard why) {
        List<Guard> guards = new ArrayList<>(plan.guards());
        guards.addFirst(why);
        return guards;
    }
}
