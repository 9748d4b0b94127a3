package app.savepoint.core.plan;

import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What becomes of a plan on a device that may store in the storage and get no content from it.
/// What is played here goes there as ever; what would come from there waits, and what lies here
/// meanwhile is kept as it would be in a conflict.
public final class SendOnly {
    /// What lies here is what the storage had before, so it is safe there.
    private static final Set<Rule> STORED = Set.of(Rule.CHANGED_THERE, Rule.BEHIND);

    private SendOnly() {}

    /// The plan as it stands on such a device.
    public static SavePlan of(SavePlan plan) {
        if (plan.steps().stream().noneMatch(SyncAction::fetches)) return plan;
        List<Guard> guards = new ArrayList<>(plan.guards());
        guards.addFirst(Guard.SEND_ONLY);
        return new SavePlan(
                plan.save(),
                plan.rule(),
                plan.action(),
                plan.attention() == Attention.NONE ? Attention.WAITING : plan.attention(),
                plan.place(),
                plan.steps().stream().flatMap(step -> instead(plan, step).stream()).toList(),
                guards,
                plan.places());
    }

    /// What would be sent along with something that does not come waits with it.
    private static Optional<SyncAction> instead(SavePlan plan, SyncAction step) {
        boolean stored = plan.places() == 1 && STORED.contains(plan.rule());
        return switch (step) {
            case SyncAction.KeepInBackups keep -> Optional.of(keep);
            case SyncAction.KeepInStorage keep -> Optional.of(keep);
            case SyncAction.Push(var place, var content, _) ->
                    inBackups(place, content, KeptBecause.ONLY_HERE);
            case SyncAction.Pull(var place, _, var replaced) ->
                    stored ? Optional.empty() : inBackups(place, replaced, KeptBecause.CONFLICT);
            case SyncAction.DeleteLocal(var place, var replaced, _) ->
                    inBackups(place, replaced, KeptBecause.CONFLICT);
            case SyncAction.Merge _,
                    SyncAction.SetAside _,
                    SyncAction.DeleteRemote _,
                    SyncAction.Agree _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _ ->
                    Optional.empty();
        };
    }

    private static Optional<SyncAction> inBackups(
            @Nullable Place place, @Nullable ContentId content, KeptBecause why) {
        if (place == null || content == null) return Optional.empty();
        return Optional.of(new SyncAction.KeepInBackups(place, content, why));
    }
}
