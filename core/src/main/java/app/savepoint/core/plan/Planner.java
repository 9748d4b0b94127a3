package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides what a sync has to do with one save: what the person chose once (a [Choice]), else the
/// decision table, with what they chose for all times (a [Policy]) and the guards; and last what
/// must be kept safe while nothing is decided.
///
/// Pure and total: the same situation always gives the same plan, and every situation gives one.
/// [DecisionTable] finds the row, [OnePlace] makes a plan of it, [Steps] says what that comes to;
/// here the places of a save are brought together.
public final class Planner {
    private static final Set<Rule> NOT_MISSED =
            Set.of(Rule.REMOVED_HERE, Rule.REMOVED_HERE_AND_THERE, Rule.REMOVED_HERE_CHANGED_THERE);

    private final Situation situation;
    private final Places places;
    private final AtPlace lead;

    private Planner(Situation situation) {
        this.situation = situation;
        this.places = new Places(situation);
        this.lead = places.lead();
    }

    /// The plan for one save.
    public static SavePlan plan(Situation situation) {
        return new Planner(situation).plan();
    }

    /// The content of this device that a plan speaks of, and that a choice is made on; null if
    /// there is none.
    public static @Nullable ContentId leadingContent(Situation situation) {
        return new Places(situation).lead().contentId();
    }

    private SavePlan plan() {
        OnePlace leading = new OnePlace(situation, lead);
        SavePlan own =
                leading.byChoice()
                        .orElseGet(() -> places.differ() ? placesDiffer() : leading.byRule());
        boolean alone = situation.places().size() == 1 || own.rule() == Rule.HELD;
        return alone ? own : together(own, following(own));
    }

    /// Nobody said which of them is the next one: each is kept, and nothing else is done.
    private SavePlan placesDiffer() {
        List<SyncAction> kept = new ArrayList<>();
        for (AtPlace at : situation.places())
            if (places.isNews(at))
                kept.addAll(new Steps(situation, at).keptInConflict(Rule.PLACES_DIFFER));
        return new SavePlan(
                situation.save(),
                Rule.PLACES_DIFFER,
                Action.CONFLICT,
                Attention.CONFLICT,
                lead.place(),
                kept,
                List.of(),
                situation.places().size());
    }

    private List<SavePlan> following(SavePlan own) {
        List<SavePlan> plans = new ArrayList<>();
        for (AtPlace at : situation.places())
            if (!at.equals(lead)) following(own, at).ifPresent(plans::add);
        return plans;
    }

    /// What another place does while `own` is done: it follows the storage by its own row and
    /// behind its own gate, never publishes, and waits where something is being published.
    private Optional<SavePlan> following(SavePlan own, AtPlace at) {
        OnePlace follower = new OnePlace(situation.alone(at), at);
        SavePlan plan = follower.byRule();
        return switch (at.local()) {
            case Local.Held _ -> Optional.of(plan);
            case Local.Absent _ -> Optional.of(with(plan, notMissed(follower)));
            case Local.Content here -> {
                if (own.rule() == Rule.PLACES_DIFFER && places.isNews(at)) yield Optional.empty();
                if (own.rule() == Rule.CHOSE_DELETION)
                    yield Optional.of(with(own, leftInPlace(follower)));
                boolean publishes = plan.steps().stream().anyMatch(SyncAction::publishes);
                boolean changesThere = own.steps().stream().anyMatch(SyncAction::publishes);
                if (!publishes && !changesThere) yield Optional.of(plan);
                boolean same = here.id().equals(lead.contentId());
                yield Optional.of(with(plan, same ? List.of() : follower.steps().keptMeanwhile()));
            }
        };
    }

    /// A save that lies at another place is not missed where it was removed, so nothing follows
    /// from that; nor is it put anywhere by itself.
    private static List<SyncAction> notMissed(OnePlace follower) {
        if (follower.rule() == Rule.GONE) return follower.steps().gone();
        return NOT_MISSED.contains(follower.rule()) ? follower.steps().forget() : List.of();
    }

    /// What a person wants gone from the storage stays at every place, as it is there.
    private List<SyncAction> leftInPlace(OnePlace follower) {
        List<SyncAction> steps = new ArrayList<>(follower.steps().keptMeanwhile());
        if (situation.remote() instanceof Remote.Settled settled && settled.head().isTombstone())
            steps.addAll(follower.steps().unplaced(settled.head()));
        return steps;
    }

    /// One plan for all places: the steps of all, told as the one that most needs telling.
    private SavePlan together(SavePlan own, List<SavePlan> others) {
        List<SyncAction> steps =
                Stream.concat(Stream.of(own), others.stream())
                        .flatMap(plan -> plan.steps().stream())
                        .toList();
        return with(toTell(own, others), steps);
    }

    private SavePlan toTell(SavePlan own, List<SavePlan> others) {
        List<SavePlan> here = others.stream().filter(this::liesAt).toList();
        Optional<SavePlan> troubled =
                here.stream()
                        .max(Comparator.comparingInt(plan -> urgency(plan.attention())))
                        .filter(plan -> urgency(plan.attention()) > urgency(own.attention()));
        if (troubled.isPresent() && own.steps().stream().noneMatch(SyncAction::publishes))
            return troubled.get();
        Optional<SavePlan> moved =
                here.stream()
                        .filter(plan -> plan.steps().stream().anyMatch(SyncAction::changesDisk))
                        .findFirst();
        return own.action() == Action.IN_SYNC && moved.isPresent() ? moved.get() : own;
    }

    private static int urgency(Attention attention) {
        return switch (attention) {
            case NONE -> 0;
            case WAITING -> 1;
            case ERROR, ROOT_CHANGED -> 2;
            case CONFLICT, TIMESTAMP_CONFLICT, BLANK -> 3;
        };
    }

    private boolean liesAt(SavePlan plan) {
        return situation.places().stream()
                .anyMatch(at ->
                        Objects.equals(at.place(), plan.place())
                                && !(at.local() instanceof Local.Absent));
    }

    private SavePlan with(SavePlan plan, List<SyncAction> steps) {
        return new SavePlan(
                plan.save(),
                plan.rule(),
                plan.action(),
                plan.attention(),
                plan.place(),
                steps,
                plan.guards(),
                situation.places().size());
    }
}
