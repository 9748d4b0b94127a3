package app.savepoint.core;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Planner;
import app.savepoint.core.plan.ReadOnly;
import app.savepoint.core.plan.Remote;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SendOnly;
import app.savepoint.core.plan.SingleHead;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.plan.Undecided;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.view.SyncRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Plans for a sync that is asked to move saves one way only, or to settle conflicts in favour of
/// that way.
final class DirectedPlans {
    private final Observation seen;
    private final SyncRequest request;

    DirectedPlans(Observation seen, SyncRequest request) {
        this.seen = seen;
        this.request = request;
    }

    SavePlan plan(SaveId save) {
        Situation situation = seen.of(save);
        SavePlan plan = directed(situation, Planner.plan(situation));
        Optional<Refusal> refused = seen.refused(save);
        if (refused.filter(Refusal.SLOT_UNCLEAR::equals).isPresent())
            return Undecided.of(plan, Guard.SLOT_UNCLEAR);
        if (!seen.mayPublish()) return ReadOnly.of(plan);
        if (!seen.mayFetch()) return SendOnly.of(plan);
        SavePlan possible = seen.holdsSeveralHeads() ? plan : SingleHead.of(plan);
        return refused.map(why -> ReadOnly.of(possible, guard(why))).orElse(possible);
    }

    private static Guard guard(Refusal why) {
        return switch (why) {
            case NO_GAME -> Guard.NO_GAME;
            case GAME_UNCLEAR -> Guard.GAME_UNCLEAR;
            case SLOT_UNCLEAR -> Guard.SLOT_UNCLEAR;
            case LEFT_OUT -> Guard.LEFT_OUT;
            case KIND -> Guard.KIND_NOT_TAKEN;
            case TOO_OLD -> Guard.STORAGE_TOO_OLD;
        };
    }

    private SavePlan directed(Situation situation, SavePlan plan) {
        return switch (request.direction()) {
            case BOTH -> plan;
            case PUSH -> pushing(situation, plan);
            case PULL -> pulling(situation, plan);
        };
    }

    private SavePlan pushing(Situation situation, SavePlan plan) {
        boolean blank = plan.attention() == Attention.BLANK;
        boolean other = plan.action() == Action.PULL || plan.attention().settledByResolve();
        if (request.force() && other && !blank)
            return Planner.plan(situation.with(choice(situation, new Wish.KeepLocal())));
        return switch (plan.action()) {
            case PULL, DELETE_LOCAL -> leftAlone(plan);
            case IN_SYNC,
                    PUSH,
                    CONFLICT,
                    TIMESTAMP_CONFLICT,
                    DELETE_REMOTE,
                    CLOUD_ONLY,
                    LOCAL_ONLY,
                    SKIP,
                    NONE ->
                    plan;
        };
    }

    private SavePlan pulling(Situation situation, SavePlan plan) {
        if (plan.action() == Action.CLOUD_ONLY)
            return Planner.plan(situation.with(choice(situation, new Wish.PullHere())));
        boolean blank = plan.attention() == Attention.BLANK;
        boolean other = plan.action() == Action.PUSH || plan.attention().settledByResolve();
        Optional<Head> head = otherHead(situation);
        if (request.force() && other && !blank && head.isPresent())
            return Planner.plan(
                    situation.with(choice(situation, new Wish.KeepRemote(head.get().id()))));
        return switch (plan.action()) {
            case PUSH, DELETE_REMOTE -> leftAlone(plan);
            case IN_SYNC,
                    PULL,
                    CONFLICT,
                    TIMESTAMP_CONFLICT,
                    DELETE_LOCAL,
                    CLOUD_ONLY,
                    LOCAL_ONLY,
                    SKIP,
                    NONE ->
                    plan;
        };
    }

    private static SavePlan leftAlone(SavePlan plan) {
        return new SavePlan(
                plan.save(),
                plan.rule(),
                Action.SKIP,
                plan.attention(),
                plan.place(),
                List.of(),
                plan.guards(),
                plan.places());
    }

    /// A choice made on what is seen right now.
    static Choice choice(Situation situation, Wish wish) {
        return new Choice(wish, local(situation), situation.remote().ids());
    }

    /// The newest head that holds something else than this device.
    static Optional<Head> otherHead(Situation situation) {
        ContentId here = local(situation);
        return situation.remote().all().stream()
                .sorted(Remote.NEWEST_FIRST)
                .filter(head -> !Objects.equals(head.content(), here))
                .findFirst();
    }

    private static @org.jspecify.annotations.Nullable ContentId local(Situation situation) {
        return Planner.leadingContent(situation);
    }
}
