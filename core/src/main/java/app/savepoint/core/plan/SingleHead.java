package app.savepoint.core.plan;

import app.savepoint.core.plan.SyncAction.KeptBecause;
import java.util.List;

/// What becomes of a plan where the storage holds one head of a save and no more: this device's
/// side of a conflict, which could not lie beside the other, lies in the backups.
///
/// Without lineage the planner says so itself. Of a save that is known to be lost there it does
/// not, and then contents that differ between places of this device would be kept nowhere.
public final class SingleHead {
    private SingleHead() {}

    /// The plan as it stands with such a storage.
    public static SavePlan of(SavePlan plan) {
        List<SyncAction> steps = plan.steps().stream().map(SingleHead::instead).toList();
        return new SavePlan(
                plan.save(),
                plan.rule(),
                plan.action(),
                plan.attention(),
                plan.place(),
                steps,
                plan.guards(),
                plan.places());
    }

    private static SyncAction instead(SyncAction step) {
        return step instanceof SyncAction.KeepInStorage(var place, var content)
                ? new SyncAction.KeepInBackups(place, content, KeptBecause.CONFLICT)
                : step;
    }
}
