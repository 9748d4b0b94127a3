package app.savepoint.core.plan;

import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of a plan where a person has to say first which of the storage's saves is meant.
/// The plan was made with the latest of them, to see whether it comes to anything here; nothing of
/// it moves in either direction, and nothing is agreed on. What lies here goes into the backups.
public final class Undecided {
    private Undecided() {}

    /// The plan as it stands until then.
    ///
    /// @param why what holds it back
    public static SavePlan of(SavePlan plan, Guard why) {
        boolean quiet = plan.action() == Action.CLOUD_ONLY || plan.action() == Action.NONE;
        boolean told =
                switch (plan.attention()) {
                    case ROOT_CHANGED, ERROR -> true;
                    case NONE -> quiet || isLeftOut(plan);
                    case CONFLICT, TIMESTAMP_CONFLICT, BLANK, WAITING -> false;
                };
        List<SyncAction> steps =
                plan.steps().stream().flatMap(step -> kept(step).stream()).distinct().toList();
        List<Guard> guards = new ArrayList<>(plan.guards());
        if (!told) guards.addFirst(why);
        return new SavePlan(
                plan.save(),
                plan.rule(),
                told ? plan.action() : Action.SKIP,
                told ? plan.attention() : Attention.WAITING,
                plan.place(),
                steps,
                guards,
                plan.places());
    }

    /// A rule or a pattern of the person's keeps it out of everything anyway.
    private static boolean isLeftOut(SavePlan plan) {
        return plan.action() == Action.SKIP && plan.steps().isEmpty();
    }

    private static Optional<SyncAction> kept(SyncAction step) {
        return switch (step) {
            case SyncAction.KeepInBackups keep -> Optional.of(keep);
            case SyncAction.KeepInStorage(var place, var content) ->
                    inBackups(place, content, KeptBecause.CONFLICT);
            case SyncAction.Push(var place, var content, _) ->
                    inBackups(place, content, KeptBecause.ONLY_HERE);
            case SyncAction.Pull(var place, _, var replaced) ->
                    inBackups(place, replaced, KeptBecause.CONFLICT);
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
