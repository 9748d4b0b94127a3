package app.savepoint.core.plan;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be done about a save as one of its places shows it: what a person chose, else what
/// the decision table says, with the policy for conflicts and the guards.
final class OnePlace {
    private static final Set<Rule> FROM_ABSENCE =
            Set.of(Rule.NEW_HERE, Rule.LOST_THERE, Rule.STORAGE_WENT_BACK, Rule.BLANK_THERE);

    private final Situation situation;
    private final AtPlace at;
    private final Steps steps;
    private final Rule rule;

    OnePlace(Situation situation, AtPlace at) {
        this.situation = situation;
        this.at = at;
        this.steps = new Steps(situation, at);
        this.rule = DecisionTable.ruleFor(situation, at);
    }

    Rule rule() {
        return rule;
    }

    Steps steps() {
        return steps;
    }

    /// What a person decided, if what it was decided on is still so and it can be done.
    Optional<SavePlan> byChoice() {
        Choice choice = situation.choice();
        if (choice == null || rule == Rule.HELD) return Optional.empty();
        return choice.holds(at.contentId(), situation.remote().ids())
                ? carryOut(choice.wish(), true)
                : Optional.empty();
    }

    /// What follows without a person. A policy decides a conflict once all of it has arrived.
    SavePlan byRule() {
        if (at.local() instanceof Local.Held(var why)) return held(why);
        if (rule.action() == Action.CONFLICT && !situation.arriving()) {
            Optional<SavePlan> settled =
                    PolicyChoice.of(situation, at).flatMap(wish -> carryOut(wish, false));
            if (settled.isPresent()) return settled.get();
        }
        return byTable();
    }

    private SavePlan held(Hold why) {
        Attention attention =
                switch (why) {
                    case UNREADABLE, NAME_UNUSABLE -> Attention.ERROR;
                    case UNSTABLE, UNFINISHED_SWAP -> Attention.WAITING;
                    case ROOT_UNHEALTHY -> Attention.ROOT_CHANGED;
                    case SYSTEM_UNKNOWN, STATE_TOO_LARGE, STATE_AUTOMATIC, STATES_OFF, LEFT_OUT ->
                            Attention.NONE;
                };
        return plan(rule, Action.SKIP, attention, List.of(), List.of());
    }

    // What a person, or a policy, decided. Where both sides are the same, or have nothing, nothing
    // is
    // left to decide but that the storage shall not have it.

    /// @param byPerson whether a person decided it, who then wants it on this device too
    private Optional<SavePlan> carryOut(Wish wish, boolean byPerson) {
        if (wish instanceof Wish.DeleteRemote) return deleteRemote();
        if (rule == Rule.SAME || rule == Rule.GONE) return Optional.empty();
        return switch (wish) {
            case Wish.KeepLocal() ->
                    at.content().map(here -> quietly(Rule.CHOSE_LOCAL, Action.PUSH, steps.push()));
            case Wish.KeepRemote(var id) ->
                    situation.remote().all().stream()
                            .filter(head -> head.id().equals(id))
                            .findFirst()
                            .map(head -> keepRemote(head, byPerson));
            case Wish.KeepBoth() ->
                    steps.keepBoth().map(all -> gated(Rule.CHOSE_BOTH, Action.PUSH, all));
            case Wish.PullHere() ->
                    content().map(head -> gated(Rule.CHOSE_PULL, Action.PULL, steps.toDisk(head)));
            case Wish.DeleteRemote() -> throw new IllegalStateException("dealt with above");
        };
    }

    private SavePlan keepRemote(Head winner, boolean byPerson) {
        Rule chosen = winner.isTombstone() ? Rule.CHOSE_REMOTE_DELETION : Rule.CHOSE_REMOTE;
        List<SyncAction> all = steps.settle(winner, byPerson);
        boolean here = all.stream().anyMatch(step -> !step.publishes());
        return gated(chosen, here ? chosen.action() : Action.PUSH, all);
    }

    /// A save that is gone from the storage because a person said so stays on this device's disk as
    /// it is, for as long as it is what the person saw.
    private Optional<SavePlan> deleteRemote() {
        return switch (situation.remote()) {
            case Remote.Missing _ -> Optional.empty();
            case Remote.Settled settled when settled.head().isTombstone() ->
                    at.content().map(here -> staysHere(settled.head()));
            case Remote.Settled _, Remote.Split _ -> {
                List<SyncAction> all = new ArrayList<>(steps.keptMeanwhile());
                all.addAll(steps.deleteRemote());
                yield Optional.of(quietly(Rule.CHOSE_DELETION, Action.DELETE_REMOTE, all));
            }
        };
    }

    private SavePlan staysHere(Head tombstone) {
        List<SyncAction> all = new ArrayList<>(steps.inBackups(KeptBecause.ONLY_HERE));
        all.addAll(steps.unplaced(tombstone));
        return quietly(Rule.CHOSE_DELETION, Action.LOCAL_ONLY, all);
    }

    // What the table says, unless a guard speaks against it.

    private SavePlan byTable() {
        return switch (rule.action()) {
            case PUSH -> {
                if (blankHere() && (progressThere() || progressElsewhereHere())) yield blank();
                yield situation.arriving() && followsFromAbsence()
                        ? waiting(Guard.ARRIVING, steps.inBackups(KeptBecause.ONLY_HERE))
                        : quietly(rule, Action.PUSH, steps.push());
            }
            case PULL -> {
                if (progressHere() && blankThere()) yield blank();
                yield gated(rule, Action.PULL, steps.toDisk(settledHead()));
            }
            case DELETE_LOCAL ->
                    situation.arriving()
                            ? waiting(Guard.ARRIVING, List.of())
                            : gated(rule, Action.DELETE_LOCAL, steps.toDisk(settledHead()));
            case DELETE_REMOTE ->
                    situation.arriving()
                            ? waiting(Guard.ARRIVING, List.of())
                            : quietly(rule, Action.DELETE_REMOTE, steps.deleteRemote());
            case IN_SYNC -> quietly(rule, Action.IN_SYNC, steps.agreed(settledHead()));
            case CLOUD_ONLY ->
                    quietly(
                            rule,
                            Action.CLOUD_ONLY,
                            rule == Rule.NEW_THERE_NOT_TAKEN
                                    ? List.of()
                                    : steps.unplaced(settledHead()));
            case LOCAL_ONLY ->
                    quietly(rule, Action.LOCAL_ONLY, steps.inBackups(KeptBecause.ONLY_HERE));
            case NONE -> quietly(rule, Action.NONE, steps.gone());
            case CONFLICT ->
                    plan(
                            rule,
                            Action.CONFLICT,
                            Attention.CONFLICT,
                            steps.keptInConflict(rule),
                            List.of());
            case TIMESTAMP_CONFLICT ->
                    plan(
                            rule,
                            Action.TIMESTAMP_CONFLICT,
                            Attention.TIMESTAMP_CONFLICT,
                            steps.inBackups(KeptBecause.TIMESTAMP_CONFLICT),
                            List.of());
            case SKIP -> throw new IllegalStateException("held saves do not come here");
        };
    }

    /// Whether the row says to publish because of what the storage does not have. While something
    /// is still arriving, that proves nothing.
    private boolean followsFromAbsence() {
        return FROM_ABSENCE.contains(rule);
    }

    // Guards.

    private boolean blankHere() {
        return at.content().filter(Local.Content::blank).isPresent();
    }

    private boolean progressHere() {
        return at.content().filter(here -> !here.blank()).isPresent();
    }

    private boolean progressElsewhereHere() {
        return situation.places().stream()
                .flatMap(other -> other.content().stream())
                .anyMatch(content -> !content.blank());
    }

    private boolean progressThere() {
        return situation.remote().all().stream().anyMatch(Head::hasProgress);
    }

    private boolean blankThere() {
        return situation.remote().all().stream().anyMatch(Head::blank);
    }

    private SavePlan blank() {
        return plan(
                rule,
                Action.SKIP,
                Attention.BLANK,
                steps.inBackups(KeptBecause.BLANK),
                List.of(Guard.BLANK));
    }

    private SavePlan waiting(Guard why, List<SyncAction> meanwhile) {
        return plan(rule, rule.action(), Attention.WAITING, meanwhile, List.of(why));
    }

    /// Steps that change the disk wait for the emulator, and those that belong to them with them.
    private SavePlan gated(Rule why, Action action, List<SyncAction> all) {
        if (at.gateOpen() || all.stream().noneMatch(SyncAction::changesDisk))
            return quietly(why, action, all);
        return plan(
                why,
                action,
                Attention.WAITING,
                steps.keptMeanwhile(),
                List.of(Guard.EMULATOR_RUNS));
    }

    /// A plan that asks nothing of a person. It is not finished while something is arriving.
    private SavePlan quietly(Rule why, Action action, List<SyncAction> all) {
        return situation.arriving()
                ? plan(why, action, Attention.WAITING, all, List.of(Guard.ARRIVING))
                : plan(why, action, Attention.NONE, all, List.of());
    }

    private SavePlan plan(
            Rule why,
            Action action,
            Attention attention,
            List<SyncAction> all,
            List<Guard> guards) {
        return new SavePlan(
                situation.save(),
                why,
                action,
                attention,
                at.place(),
                all,
                guards,
                situation.places().size());
    }

    private Optional<Head> content() {
        return situation.remote() instanceof Remote.Settled settled && !settled.head().isTombstone()
                ? Optional.of(settled.head())
                : Optional.empty();
    }

    private Head settledHead() {
        return ((Remote.Settled) situation.remote()).head();
    }
}
