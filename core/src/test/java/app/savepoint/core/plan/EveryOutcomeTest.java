package app.savepoint.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.plan.Policy.OnConflict;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Lineage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every situation there is, carried out on a [Model] and planned again: then there is nothing left
/// to do. So for a device that may do everything, and for each that may not.
class EveryOutcomeTest {
    private static final int SHOWN = 3;

    /// Of the situations of two places, which are many and much alike, every seventh.
    private static final int EVERY_SO_MANY = 7;

    /// What a device may, and what becomes of its plans.
    @SuppressWarnings("ImmutableEnumChecker") // captures nothing
    enum As {
        ITSELF(plan -> plan),
        ONE_THAT_MAY_ONLY_READ(ReadOnly::of),
        ONE_THAT_MAY_ONLY_SEND(SendOnly::of),
        ONE_WHOSE_STORAGE_HOLDS_ONE_HEAD(SingleHead::of),
        ONE_THAT_HAS_TO_ASK_WHICH_SAVE_IS_MEANT(plan -> Undecided.of(plan, Guard.SLOT_UNCLEAR));

        private final UnaryOperator<SavePlan> plans;

        As(UnaryOperator<SavePlan> plans) {
            this.plans = plans;
        }

        SavePlan of(SavePlan plan) {
            return plans.apply(plan);
        }

        SavePlan plan(Situation situation) {
            return of(Planner.plan(situation));
        }

        boolean canMeet(Situation situation) {
            return this != ONE_WHOSE_STORAGE_HOLDS_ONE_HEAD
                    || !(situation.remote() instanceof Remote.Split);
        }
    }

    private static final Map<As, List<String>> UNSETTLED = new EnumMap<>(As.class);
    private static final Map<As, List<String>> LOST = new EnumMap<>(As.class);
    private static final Map<As, Integer> TRIED = new EnumMap<>(As.class);
    private static final List<String> SEEN_OTHERWISE = new ArrayList<>();

    @BeforeAll
    static void carry_them_all_out() {
        for (As as : As.values()) {
            UNSETTLED.put(as, new ArrayList<>());
            LOST.put(as, new ArrayList<>());
            TRIED.put(as, 0);
        }
        EveryCase.ofOnePlace(given -> {
            Model model = AsModel.of(given);
            if (SEEN_OTHERWISE.size() < SHOWN && !facts(given).equals(facts(model.situation())))
                SEEN_OTHERWISE.add(
                        SituationWords.of(given) + "\n    seen as" + words(model.situation()));
            check(model);
        });
        int[] met = {0};
        EveryCase.ofTwoPlaces(given -> {
            if (met[0]++ % EVERY_SO_MANY == 0) check(AsModel.of(given));
        });
    }

    /// What a plan goes by.
    private static List<Object> facts(Situation s) {
        List<Object> facts = new ArrayList<>();
        for (AtPlace at : s.places()) {
            boolean related = at.base() != null && s.remote() instanceof Remote.Settled;
            facts.add(at.local());
            facts.add(related ? at.lineage() : Lineage.UNKNOWN);
            facts.add(at.earlierRevision());
            facts.add(at.olderThanBase());
            facts.add(related && at.laterThere());
            facts.add(at.gateOpen());
            facts.add(at.base() == null ? "none" : List.of(at.base().wasHere()));
        }
        return List.of(facts, s.remote(), s.taken(), s.arriving(), s.lineage(), s.policy());
    }

    private static void check(Model model) {
        Situation first = model.situation();
        SavePlan full = Planner.plan(first);
        Set<ContentId> before = model.contents();
        for (As as : As.values()) {
            // What becomes of the plans of others is tried where it is something else
            if (as != As.ITSELF && (!as.canMeet(first) || as.of(full).equals(full))) continue;
            check(model, as, as.of(full), before);
        }
    }

    private static void check(Model model, As as, SavePlan first, Set<ContentId> before) {
        TRIED.merge(as, 1, Integer::sum);
        Model after = model.copy();
        after.apply(first);
        SavePlan next = as.plan(after.situation());
        for (int round = 1; round < rounds(model.situation()); round++) {
            if (next.steps().isEmpty()) break;
            after.apply(next);
            next = as.plan(after.situation());
        }
        if (!next.steps().isEmpty()) {
            List<Object> settled = after.state();
            after.apply(next);
            if (!after.state().equals(settled)) tell(UNSETTLED.get(as), model, as);
        }
        if (!after.contents().containsAll(before)) tell(LOST.get(as), model, as);
    }

    /// After how many syncs nothing is left to do. What a choice or a policy settled first is the
    /// ground for what comes next, and one place follows another at its next turn.
    private static int rounds(Situation s) {
        if (s.places().size() > 1) return 3;
        return s.choice() != null || s.policy().conflict() != OnConflict.ASK ? 2 : 1;
    }

    private static void tell(List<String> broken, Model model, As as) {
        if (broken.size() >= SHOWN) return;
        StringBuilder story = new StringBuilder();
        Model told = model.copy();
        for (int round = 0; round < 4; round++) {
            Situation seen = told.situation();
            SavePlan plan = as.plan(seen);
            story.append(words(seen)).append("\n    -> ").append(SituationWords.of(plan));
            told.apply(plan);
        }
        broken.add(story.toString());
    }

    private static String words(Situation situation) {
        return SituationWords.of(situation);
    }

    @Test
    void what_a_device_sees_of_the_model_is_the_situation() {
        assertThat(SEEN_OTHERWISE).isEmpty();
        assertThat(TRIED.get(As.ITSELF)).isGreaterThan(300_000);
    }

    @ParameterizedTest
    @EnumSource
    void carried_out_and_planned_again_nothing_is_left_to_do_for(As as) {
        assertThat(UNSETTLED.get(as))
                .as("applying the outcome and planning again changes nothing")
                .isEmpty();
        assertThat(TRIED.get(as)).as("situations carried out").isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_gets_lost_on_the_way_for(As as) {
        assertThat(LOST.get(as)).as("promise 1: every content stays reachable").isEmpty();
    }
}
