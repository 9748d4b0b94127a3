package app.savepoint.core.plan;

import app.savepoint.core.plan.SavePlan.Guard;
import java.util.ArrayList;
import java.util.List;

/// What becomes of a plan on a device that may store in the storage and get no content from it.
/// What is played here goes there as ever; what would come from there waits, and what lies here
/// meanwhile is kept as it would be in a conflict.
public final class SendOnly {
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
                plan.steps().stream().filter(SyncAction::keeps).toList(),
                guards,
                plan.places());
    }
}
