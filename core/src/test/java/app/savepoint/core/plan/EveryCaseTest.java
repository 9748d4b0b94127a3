package app.savepoint.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.plan.SavePlan.Guard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Every situation there is, tried against every law. The situations are gone through once; each
/// law then shows the first few that break it.
class EveryCaseTest {
    private static final int SHOWN = 3;

    private static final Map<Law, List<String>> BROKEN = new EnumMap<>(Law.class);
    private static final Map<Law, List<String>> BROKEN_READING = new EnumMap<>(Law.class);
    private static final Map<Law, List<String>> BROKEN_SENDING = new EnumMap<>(Law.class);
    private static final Map<Law, List<String>> BROKEN_SINGLE = new EnumMap<>(Law.class);
    private static final Map<Law, List<String>> BROKEN_UNDECIDED = new EnumMap<>(Law.class);
    private static final List<String> MOVED_UNDECIDED = new ArrayList<>();
    private static final List<String> PUBLISHED_READING = new ArrayList<>();
    private static final List<String> HALF_DONE_SENDING = new ArrayList<>();
    private static final List<String> WITHOUT_PLAN = new ArrayList<>();
    private static int tried;
    private static int keptForLost;

    @BeforeAll
    static void try_them_all() {
        for (Law law : Law.values()) {
            BROKEN.put(law, new ArrayList<>());
            BROKEN_READING.put(law, new ArrayList<>());
            BROKEN_SENDING.put(law, new ArrayList<>());
            BROKEN_SINGLE.put(law, new ArrayList<>());
            BROKEN_UNDECIDED.put(law, new ArrayList<>());
        }
        EveryCase.ofOnePlace(EveryCaseTest::check);
        EveryCase.ofTwoPlaces(EveryCaseTest::check);
    }

    private static void check(Situation situation) {
        tried++;
        SavePlan plan;
        try {
            plan = Planner.plan(situation);
        } catch (RuntimeException e) {
            if (WITHOUT_PLAN.size() < SHOWN)
                WITHOUT_PLAN.add(e + " for " + SituationWords.of(situation));
            return;
        }
        check(situation, plan, BROKEN);
        SavePlan single = SingleHead.of(plan);
        boolean possible = !(situation.remote() instanceof Remote.Split);
        if (possible && !single.equals(plan)) check(situation, single, BROKEN_SINGLE);
        if (situation.remote() instanceof Remote.Missing && !single.equals(plan)) keptForLost++;
        SavePlan undecided = Undecided.of(plan, Guard.SLOT_UNCLEAR);
        if (!undecided.equals(plan)) check(situation, undecided, BROKEN_UNDECIDED);
        boolean moves =
                undecided.steps().stream()
                        .anyMatch(step -> !(step instanceof SyncAction.KeepInBackups));
        if (moves && MOVED_UNDECIDED.size() < SHOWN)
            MOVED_UNDECIDED.add(words(situation, undecided));
        SavePlan sending = SendOnly.of(plan);
        if (!sending.equals(plan)) {
            check(situation, sending, BROKEN_SENDING);
            boolean half = !sending.steps().stream().allMatch(SyncAction::keeps);
            if (half && HALF_DONE_SENDING.size() < SHOWN)
                HALF_DONE_SENDING.add(words(situation, sending));
        }
        SavePlan reading = ReadOnly.of(plan);
        if (!reading.equals(plan)) check(situation, reading, BROKEN_READING);
        boolean sends =
                reading.steps().stream()
                        .anyMatch(step ->
                                step.publishes() || step instanceof SyncAction.KeepInStorage);
        if (sends && PUBLISHED_READING.size() < SHOWN)
            PUBLISHED_READING.add(words(situation, reading));
    }

    private static void check(
            Situation situation, SavePlan plan, Map<Law, List<String>> brokenLaws) {
        for (Law law : Law.values()) {
            List<String> broken = brokenLaws.get(law);
            if (broken.size() < SHOWN && !law.holds(situation, plan))
                broken.add(words(situation, plan));
        }
    }

    private static String words(Situation situation, SavePlan plan) {
        return SituationWords.of(situation) + "\n    -> " + SituationWords.of(plan);
    }

    @Test
    void every_situation_has_a_plan() {
        assertThat(WITHOUT_PLAN).as("total").isEmpty();
        assertThat(tried).as("situations tried").isGreaterThan(600_000);
    }

    @ParameterizedTest
    @EnumSource
    void every_plan_keeps_the_law(Law law) {
        assertThat(BROKEN.get(law)).as(law.words()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                // These hold a plan against the plan of another situation; the same becomes of both
                "CLOCKS_DECIDE_ONLY_IF_ASKED_TO",
                "A_STALE_CHOICE_CHANGES_NOTHING",
                "ORDER_OF_HEADS_MEANS_NOTHING"
            })
    void so_does_every_plan_of_a_device_that_may_only_read(Law law) {
        assertThat(BROKEN_READING.get(law)).as(law.words()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "CLOCKS_DECIDE_ONLY_IF_ASKED_TO",
                "A_STALE_CHOICE_CHANGES_NOTHING",
                "ORDER_OF_HEADS_MEANS_NOTHING"
            })
    void so_does_every_plan_of_a_device_that_may_only_send(Law law) {
        assertThat(BROKEN_SENDING.get(law)).as(law.words()).isEmpty();
    }

    @Test
    void of_what_a_device_can_not_get_nothing_is_done_by_halves() {
        assertThat(HALF_DONE_SENDING).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "CLOCKS_DECIDE_ONLY_IF_ASKED_TO",
                "A_STALE_CHOICE_CHANGES_NOTHING",
                "ORDER_OF_HEADS_MEANS_NOTHING"
            })
    void so_does_every_plan_where_the_storage_holds_one_head(Law law) {
        assertThat(BROKEN_SINGLE.get(law)).as(law.words()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                // Two sides are no conflict while it is not known whether they are of one save
                "UNDECIDED_IS_LEFT_ALONE",
                "CLOCKS_DECIDE_ONLY_IF_ASKED_TO",
                "A_STALE_CHOICE_CHANGES_NOTHING",
                "ORDER_OF_HEADS_MEANS_NOTHING"
            })
    void so_does_every_plan_of_a_save_that_a_person_has_to_point_out_first(Law law) {
        assertThat(BROKEN_UNDECIDED.get(law)).as(law.words()).isEmpty();
    }

    @Test
    void nothing_of_such_a_save_moves_or_is_agreed_on() {
        assertThat(MOVED_UNDECIDED).isEmpty();
    }

    @Test
    void of_a_save_that_is_lost_there_what_differs_here_is_kept_where_there_is_room_for_it() {
        assertThat(keptForLost).as("plans that would keep it beside a head").isPositive();
    }

    @Test
    void a_device_that_may_only_read_publishes_nothing() {
        assertThat(PUBLISHED_READING).isEmpty();
    }
}
