package app.savepoint.core.plan;

import static app.savepoint.core.plan.Given.CARD;
import static app.savepoint.core.plan.Given.DECK;
import static app.savepoint.core.plan.Given.HERE;
import static app.savepoint.core.plan.Given.HOME;
import static app.savepoint.core.plan.Given.NOON;
import static app.savepoint.core.plan.Letters.content;
import static app.savepoint.core.plan.Model.revision;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.save.ContentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Plans carried out on a [Model], and planned again: the work ends, nothing gets lost on the way,
/// and a crash anywhere changes nothing about where it ends.
class PlanAndApplyTest {
    private static final int SHOWN = 3;

    private final List<String> broken = new ArrayList<>();
    private int tried;

    // One place.

    @Test
    void what_nobody_has_to_decide_is_done_at_once_and_stays_done() {
        everyUndecided(world -> expectSettledAfter(1, world));
        report("applying the outcome and planning again changes nothing");
    }

    @Test
    void what_a_person_or_a_policy_decides_is_done_by_the_second_sync_and_stays_done() {
        everyDecided(world -> expectSettledAfter(2, world));
        report("applying the outcome twice and planning again changes nothing");
    }

    @Test
    void nothing_that_was_ever_there_gets_lost() {
        everyWorld(world -> {
            Set<ContentId> before = world.contents();
            Model after = world.copy();
            rounds(3, after);
            expect(after.contents().containsAll(before), world, after);
        });
        report("promise 1: every content stays reachable");
    }

    /// Where a policy had decided, what it decided on is no more once the heads are settled: the
    /// same table then finds another end, which is as good, or asks a person.
    private static boolean endsAnotherWay(Model world, Model crashed) {
        if (!world.decidesByPolicy() || !crashed.contents().containsAll(world.contents()))
            return false;
        SavePlan end = plan(crashed);
        return end.action() == Action.IN_SYNC || end.attention().settledByResolve();
    }

    @Test
    void a_crash_after_any_step_ends_where_no_crash_would_have_ended() {
        everyWorld(world -> {
            Model undisturbed = world.copy();
            rounds(3, undisturbed);
            SavePlan plan = Planner.plan(world.situation());
            for (int steps = 0; steps <= world.steps(plan); steps++)
                for (boolean recorded : new boolean[] {true, false}) {
                    Model crashed = world.copy();
                    crashed.apply(plan, steps, recorded);
                    rounds(3, crashed);
                    boolean same = crashed.outcome().equals(undisturbed.outcome());
                    expect(same || endsAnotherWay(world, crashed), world, crashed);
                }
        });
        report("promise 5: the next sync finishes the work with no help");
    }

    @Test
    void what_is_left_in_the_end_has_a_name() {
        everyWorld(world -> {
            Model after = world.copy();
            rounds(3, after);
            SavePlan plan = Planner.plan(after.situation());
            boolean named =
                    switch (plan.action()) {
                        case IN_SYNC, CLOUD_ONLY, NONE -> plan.attention() == Attention.NONE;
                        case LOCAL_ONLY -> plan.rule() == Rule.CHOSE_DELETION;
                        case CONFLICT, TIMESTAMP_CONFLICT, SKIP ->
                                plan.attention().settledByResolve();
                        case PUSH, PULL, DELETE_LOCAL, DELETE_REMOTE -> false;
                    };
            expect(named, world, after);
        });
        report("promise 11: what is not in sync says why");
    }

    // Two places.

    @Test
    void two_places_agree_after_three_syncs_or_say_why_not() {
        for (Policy policy : Worlds.policiesOfTwoPlaces())
            Worlds.ofTwoPlaces(
                    policy,
                    world -> {
                        Model after = world.copy();
                        rounds(3, after);
                        List<Object> settled = after.state();
                        SavePlan plan = Planner.plan(after.situation());
                        after.apply(plan);
                        boolean agree =
                                after.outcome().disk().values().stream().distinct().count() <= 1
                                        && (after.outcome().disk().isEmpty()
                                                || after.outcome()
                                                        .there()
                                                        .equals(
                                                                Set.of(
                                                                        Optional.of(
                                                                                after.outcome()
                                                                                        .disk()
                                                                                        .values()
                                                                                        .iterator()
                                                                                        .next()))));
                        boolean asks = plan.attention().settledByResolve();
                        expect(after.state().equals(settled) && (agree || asks), world, after);
                        expect(after.contents().containsAll(world.contents()), world, after);
                    });
        report("promises 1 and 4, for two places of one device");
    }

    // Stories.

    /// Decision 0003: this device's side of a conflict is a head, so that a settlement elsewhere
    /// continues it.
    @Test
    void a_conflict_that_was_settled_on_another_device_is_followed_here() {
        Model world = conflict();
        sync(world);
        assertThat(world.heads(Given.SAVE)).as("both sides are heads").hasSize(2);
        assertThat(plan(world).attention()).isEqualTo(Attention.CONFLICT);

        settleElsewhere(world, 'D');

        assertThat(plan(world).rule()).isEqualTo(Rule.CHANGED_THERE);
        sync(world);
        assertThat(world.outcome().disk()).isEqualTo(Map.of(HOME, content('D')));
        assertThat(plan(world).action()).isEqualTo(Action.IN_SYNC);
    }

    @Test
    void who_plays_on_through_a_conflict_moves_the_own_head_on() {
        Model world = conflict();
        sync(world);
        world.play(HOME, 'F');
        sync(world);

        assertThat(world.heads(Given.SAVE))
                .extracting(head -> head.content())
                .containsExactlyInAnyOrder(content('B'), content('F'));
    }

    @Test
    void who_plays_on_and_meets_a_settlement_is_asked_again() {
        Model world = conflict();
        sync(world);
        world.play(HOME, 'F');
        settleElsewhere(world, 'D');

        assertThat(plan(world).rule()).isEqualTo(Rule.BOTH_CHANGED);
    }

    /// This device never published its content, another device published the same.
    @Test
    void a_content_that_is_one_of_the_heads_is_followed_like_an_own_one() {
        Model world = conflict();
        world.publishFromElsewhere(revision("c", 'C', DECK, "a"));
        sync(world);
        settleElsewhere(world, 'D');

        assertThat(plan(world).rule()).isEqualTo(Rule.CHANGED_THERE);
    }

    @Test
    void two_new_contents_at_two_places_become_two_heads_and_one_choice_settles_them() {
        Model world = placesDiffer();
        assertThat(plan(world).rule()).isEqualTo(Rule.PLACES_DIFFER);
        sync(world);
        sync(world);
        assertThat(world.heads(Given.SAVE)).hasSize(2);

        Situation seen = world.situation();
        Model chosen =
                world.choosing(new Choice(new Wish.KeepLocal(), content('C'), seen.remote().ids()));
        sync(chosen);
        sync(chosen);

        assertThat(chosen.outcome().disk())
                .isEqualTo(Map.of(HOME, content('C'), CARD, content('C')));
        assertThat(plan(chosen).action()).isEqualTo(Action.IN_SYNC);
        assertThat(chosen.contents()).contains(content('B'));
    }

    @Test
    void keeping_both_leaves_one_in_the_slot_and_the_other_beside_it() {
        Model world = conflict();
        sync(world);
        Model chosen =
                world.choosing(
                        new Choice(
                                new Wish.KeepBoth(),
                                content('C'),
                                world.situation().remote().ids()));
        sync(chosen);

        String slot = "kept-" + Given.revision("b").last(8);
        assertThat(chosen.outcome().there()).isEqualTo(Set.of(Optional.of(content('C'))));
        assertThat(chosen.heads(Given.SAVE.inSlot(slot)))
                .extracting(head -> head.content())
                .containsExactly(content('B'));
    }

    @Test
    void what_a_person_wants_gone_from_the_storage_stays_on_the_disk_until_it_is_played_on() {
        Model world =
                new Model(List.of(revision("a", 'A', HERE)), Map.of(), Map.of(), Policy.DEFAULT);
        world.play(HOME, 'A');
        sync(world);
        Model chosen =
                world.choosing(
                        new Choice(
                                new Wish.DeleteRemote(),
                                content('A'),
                                world.situation().remote().ids()));
        sync(chosen);
        sync(chosen);

        assertThat(plan(chosen).action()).isEqualTo(Action.LOCAL_ONLY);
        assertThat(chosen.outcome().disk()).isEqualTo(Map.of(HOME, content('A')));
        assertThat(chosen.outcome().there()).isEqualTo(Set.of(Optional.empty()));
    }

    /// `A` was agreed on; this device went on to `C`, the deck to `B`.
    private static Model conflict() {
        Model world =
                new Model(
                        List.of(revision("a", 'A', HERE), revision("b", 'B', DECK, "a")),
                        Map.of(),
                        Map.of(
                                Optional.of(HOME),
                                Base.agreed(Given.revision("a"), content('A'), true, NOON)),
                        Policy.DEFAULT);
        world.play(HOME, 'C');
        return world;
    }

    private static Model placesDiffer() {
        Base agreed = Base.agreed(Given.revision("a"), content('A'), true, NOON);
        Map<Optional<app.savepoint.core.save.Place>, Base> bases = new HashMap<>();
        bases.put(Optional.of(HOME), agreed);
        bases.put(Optional.of(CARD), agreed);
        Model world = new Model(List.of(revision("a", 'A', HERE)), Map.of(), bases, Policy.DEFAULT);
        world.play(HOME, 'B');
        world.play(CARD, 'C');
        return world;
    }

    private static void settleElsewhere(Model world, char letter) {
        var settled = revision("settled", letter, DECK);
        world.publishFromElsewhere(
                new app.savepoint.core.save.Revision(
                        settled.id(),
                        settled.save(),
                        world.situation().remote().ids(),
                        settled.device(),
                        settled.time(),
                        settled.manifest(),
                        settled.blank()));
    }

    private static SavePlan plan(Model world) {
        return Planner.plan(world.situation());
    }

    private static void sync(Model world) {
        world.apply(plan(world));
    }

    // Trying every world.

    private void everyWorld(Consumer<Model> each) {
        everyUndecided(each);
        everyDecided(each);
    }

    private void everyUndecided(Consumer<Model> each) {
        Worlds.ofOnePlace(Policy.DEFAULT, false, each);
    }

    private void everyDecided(Consumer<Model> each) {
        for (Policy policy : Worlds.policies()) Worlds.ofOnePlace(policy, false, each);
        Worlds.ofOnePlace(Policy.DEFAULT, true, each);
    }

    private static void rounds(int count, Model world) {
        for (int round = 0; round < count; round++) sync(world);
    }

    private void expectSettledAfter(int count, Model world) {
        Model after = world.copy();
        rounds(count, after);
        List<Object> settled = after.state();
        sync(after);
        expect(after.state().equals(settled), world, after);
    }

    private void expect(boolean law, Model before, Model after) {
        tried++;
        if (law || broken.size() >= SHOWN) return;
        StringBuilder story = new StringBuilder();
        Model told = before.copy();
        for (int round = 0; round < 4; round++) {
            SavePlan plan = plan(told);
            story.append(SituationWords.of(told.situation()))
                    .append("\n    -> ")
                    .append(SituationWords.of(plan));
            told.apply(plan);
        }
        broken.add(story + "\n  in the end" + SituationWords.of(after.situation()));
    }

    private void report(String law) {
        assertThat(broken).as(law).isEmpty();
        assertThat(tried).isGreaterThan(100);
    }
}
