package app.savepoint.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every situation there is, tried against every law. The situations are gone through once; each
/// law then shows the first few that break it.
class EveryCaseTest {
    private static final int SHOWN = 3;

    private static final Map<Law, List<String>> BROKEN = new EnumMap<>(Law.class);
    private static final List<String> WITHOUT_PLAN = new ArrayList<>();
    private static int tried;

    @BeforeAll
    static void try_them_all() {
        for (Law law : Law.values()) BROKEN.put(law, new ArrayList<>());
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
        for (Law law : Law.values()) {
            List<String> broken = BROKEN.get(law);
            if (broken.size() < SHOWN && !law.holds(situation, plan))
                broken.add(SituationWords.of(situation) + "\n    -> " + SituationWords.of(plan));
        }
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
}
