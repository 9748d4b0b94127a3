package app.savepoint.core;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.Hold;
import app.savepoint.core.scan.LocalSave;
import java.util.Optional;

/// A person's yes to what a guard holds back.
final class Allow {
    private final Observation seen;

    Allow(Observation seen) {
        this.seen = seen;
    }

    /// The choice that does what the rules would do with a save that looks empty; empty where
    /// nothing is held back for that.
    Optional<Choice> blank(SavePlan plan) {
        if (plan.attention() != Attention.BLANK) return Optional.empty();
        Situation situation = seen.of(plan.save());
        Optional<Wish> wish =
                plan.rule().action() == Action.PULL
                        ? DirectedPlans.otherHead(situation)
                                .map(head -> new Wish.KeepRemote(head.id()))
                        : Optional.of(new Wish.KeepLocal());
        return wish.map(wanted -> DirectedPlans.choice(situation, wanted));
    }

    /// How large a state is that is held back for its size; empty for what is not.
    Optional<Long> tooLarge(SavePlan plan) {
        LocalSave.Held held = seen.held(plan.save(), plan.place());
        return held != null && held.why() == Hold.STATE_TOO_LARGE
                ? Optional.of(held.size())
                : Optional.empty();
    }
}
