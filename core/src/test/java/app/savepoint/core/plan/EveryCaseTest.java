package app.savepoint.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every situation there is, each held against the promises. Nothing here knows the table; only
/// what must never happen.
class EveryCaseTest {
    private static final SaveId SAVE = SaveId.main("gba", "Pokemon Emerald");
    private static final Place PLACE = new Place(1, "gba/Pokemon Emerald.srm");
    private static final DeviceId SELF = new DeviceId(new UUID(1, 1));
    private static final DeviceId OTHER = new DeviceId(new UUID(2, 2));
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final ContentId A = content("a");
    private static final ContentId B = content("b");
    private static final ContentId C = content("c");
    private static final ContentId BLANK = content("blank");
    private static final List<ContentId> CONTENTS = List.of(A, B, C, BLANK);

    @Test
    void a_plan_there_always_is_and_it_is_always_the_same() {
        int[] cases = {0};
        every(situation -> {
            cases[0]++;
            assertThat(Planner.plan(situation))
                    .as("%s", situation)
                    .isEqualTo(Planner.plan(situation));
        });
        assertThat(cases[0]).as("the enumeration is a large one").isGreaterThan(100_000);
    }

    @Test
    void what_is_replaced_is_named_and_is_what_was_seen() {
        every(situation -> {
            ContentId here = situation.places().getFirst().contentId();
            for (SyncAction step : Planner.plan(situation).steps()) {
                if (step instanceof SyncAction.Pull(_, _, var replaces))
                    check(
                            Objects.equals(replaces, here),
                            "promise 2: pull over what was seen",
                            situation);
                if (step instanceof SyncAction.DeleteLocal(_, var replaces, _))
                    check(replaces.equals(here), "promise 2: delete what was seen", situation);
                if (step instanceof SyncAction.Push(_, var content, var parents)) {
                    check(content.equals(here), "promise 2: push what was seen", situation);
                    check(
                            parents.equals(situation.remote().ids()),
                            "promise 2: continue all heads",
                            situation);
                }
                if (step instanceof SyncAction.Merge(_, var parents))
                    check(
                            parents.equals(situation.remote().ids()),
                            "promise 2: settle all heads",
                            situation);
                if (step instanceof SyncAction.DeleteRemote(var parents))
                    check(
                            parents.equals(situation.remote().ids()),
                            "promise 2: end all heads",
                            situation);
            }
        });
    }

    @Test
    void two_changes_wait_for_a_person_unless_one_said_otherwise() {
        every(situation -> {
            if (situation.policy().conflict() != Policy.OnConflict.ASK || holds(situation)) return;
            AtPlace at = situation.places().getFirst();
            Base base = at.base();
            if (base == null || !base.placed() || at.content().isEmpty()) return;
            if (!(situation.remote() instanceof Remote.Settled settled)) return;
            ContentId there = settled.head().content();
            boolean hereChanged = !at.contentId().equals(base.lastHadContent());
            boolean thereChanged = !Objects.equals(there, base.lastHadContent());
            boolean same = Objects.equals(there, at.contentId());
            if (!hereChanged || !thereChanged || same) return;
            SavePlan plan = Planner.plan(situation);
            check(
                    plan.action() == Action.CONFLICT,
                    "promise 3: two changes are a conflict",
                    situation);
            check(
                    plan.steps().stream().noneMatch(EveryCaseTest::overwrites),
                    "promise 3",
                    situation);
        });
    }

    @Test
    void whatever_nobody_decided_about_is_kept_safe() {
        every(situation -> {
            SavePlan plan = Planner.plan(situation);
            if (!plan.attention().settledByResolve()) return;
            if (situation.places().getFirst().content().isEmpty()) return;
            check(
                    plan.steps().stream()
                            .anyMatch(step ->
                                    step instanceof SyncAction.KeepInStorage
                                            || step instanceof SyncAction.KeepInBackups),
                    "promise 1: undecided content is kept",
                    situation);
            check(
                    plan.steps().stream().noneMatch(EveryCaseTest::overwrites),
                    "promise 1",
                    situation);
        });
    }

    @Test
    void an_emulator_that_runs_is_left_alone() {
        every(situation -> {
            if (situation.places().getFirst().gateOpen()) return;
            check(
                    Planner.plan(situation).steps().stream()
                            .noneMatch(step ->
                                    step instanceof SyncAction.Pull
                                            || step instanceof SyncAction.DeleteLocal),
                    "promise 9",
                    situation);
        });
    }

    @Test
    void a_blank_save_never_wins_without_a_persons_yes() {
        every(situation -> {
            if (holds(situation)) return;
            Local.Content here = situation.places().getFirst().content().orElse(null);
            boolean progressThere =
                    situation.remote().all().stream().anyMatch(Planner::hasProgress);
            for (SyncAction step : Planner.plan(situation).steps()) {
                if (step instanceof SyncAction.Push
                        && here != null
                        && here.blank()
                        && Planner.plan(situation).rule() != Rule.CHOSE_BOTH)
                    check(
                            !progressThere,
                            "promise 10: blank is not pushed over progress",
                            situation);
                if (step instanceof SyncAction.Pull(_, var head, _) && head.blank() && here != null)
                    check(here.blank(), "promise 10: blank is not pulled over progress", situation);
            }
        });
    }

    @Test
    void what_is_held_is_not_touched() {
        every(situation -> {
            if (situation.places().getFirst().local() instanceof Local.Held)
                check(Planner.plan(situation).steps().isEmpty(), "held is held", situation);
        });
    }

    private static boolean overwrites(SyncAction step) {
        return step instanceof SyncAction.Push
                || step instanceof SyncAction.Pull
                || step instanceof SyncAction.Merge
                || step instanceof SyncAction.DeleteLocal
                || step instanceof SyncAction.DeleteRemote;
    }

    private static boolean holds(Situation situation) {
        Choice choice = situation.choice();
        return choice != null
                && choice.holds(Planner.leadingContent(situation), situation.remote().ids());
    }

    /// Messages are built only when something is wrong: there are many cases.
    private static void check(boolean holds, String law, Situation situation) {
        if (!holds)
            assertThat(situation)
                    .as("%s, but the plan is %s", law, Planner.plan(situation))
                    .isNull();
    }

    private static void every(Consumer<Situation> law) {
        for (Remote remote : remotes())
            for (Local local : locals())
                for (@Nullable Base base : bases())
                    for (Lineage lineage : Lineage.values())
                        for (boolean older : new boolean[] {false, true})
                            for (boolean gate : new boolean[] {true, false}) {
                                AtPlace at = at(local, base, lineage, older, gate);
                                for (Policy policy : policies())
                                    for (@Nullable Choice choice : choices(local, remote))
                                        law.accept(
                                                new Situation(
                                                        SAVE,
                                                        SELF,
                                                        remote,
                                                        List.of(at),
                                                        older,
                                                        !gate && older,
                                                        lineage != Lineage.UNKNOWN,
                                                        policy,
                                                        choice));
                            }
    }

    private static AtPlace at(
            Local local, @Nullable Base base, Lineage lineage, boolean older, boolean gate) {
        boolean nowhere = local instanceof Local.Absent && base == null;
        return new AtPlace(nowhere ? null : PLACE, local, base, lineage, older, older, older, gate);
    }

    private static List<Local> locals() {
        List<Local> locals = new ArrayList<>();
        locals.add(new Local.Absent());
        locals.add(new Local.Held(Hold.UNREADABLE));
        for (ContentId id : CONTENTS) locals.add(new Local.Content(id, NOON, id.equals(BLANK)));
        return locals;
    }

    private static List<Remote> remotes() {
        List<Remote> remotes = new ArrayList<>();
        remotes.add(new Remote.Missing());
        remotes.add(Remote.of(List.of(head(9, null))));
        for (ContentId id : CONTENTS) remotes.add(Remote.of(List.of(head(1, id))));
        remotes.add(Remote.of(List.of(head(1, A), head(2, B))));
        remotes.add(Remote.of(List.of(head(1, A), head(2, BLANK))));
        remotes.add(Remote.of(List.of(head(1, A), head(9, null))));
        remotes.add(Remote.of(List.of(head(1, A), head(2, A))));
        return remotes;
    }

    private static List<@Nullable Base> bases() {
        List<@Nullable Base> bases = new ArrayList<>();
        bases.add(null);
        bases.add(Base.agreed(revision(5), null, false, null));
        bases.add(Base.agreed(revision(5), A, true, NOON));
        bases.add(Base.agreed(revision(5), A, false, null));
        bases.add(Base.agreed(revision(5), A, true, NOON).keeping(revision(6), B, NOON));
        return bases;
    }

    private static List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (Policy.OnConflict conflict : Policy.OnConflict.values())
            for (Policy.OnDeletion deletion : Policy.OnDeletion.values())
                policies.add(
                        new Policy(conflict, List.of(OTHER, SELF), deletion, Policy.Download.ALL));
        policies.add(
                new Policy(
                        Policy.OnConflict.ASK,
                        List.of(),
                        Policy.OnDeletion.KEEP_REMOTE,
                        Policy.Download.NONE));
        return policies;
    }

    private static List<@Nullable Choice> choices(Local local, Remote remote) {
        ContentId here = local instanceof Local.Content content ? content.id() : null;
        List<@Nullable Choice> choices = new ArrayList<>();
        choices.add(null);
        Set<Wish> wishes =
                new HashSet<>(
                        Set.of(
                                new Wish.KeepLocal(),
                                new Wish.KeepBoth(),
                                new Wish.PullHere(),
                                new Wish.DeleteRemote()));
        remote.all().forEach(head -> wishes.add(new Wish.KeepRemote(head.id())));
        for (Wish wish : wishes) {
            choices.add(new Choice(wish, here, remote.ids()));
            choices.add(new Choice(wish, here, Set.of(revision(77))));
        }
        return choices;
    }

    private static Head head(int number, @Nullable ContentId content) {
        return new Head(
                revision(number),
                SAVE,
                number == 2 ? SELF : OTHER,
                new Hlc(number, 0),
                content,
                BLANK.equals(content),
                NOON.plusSeconds(number));
    }

    private static RevisionId revision(int number) {
        return new RevisionId(new UUID(7, number));
    }

    private static ContentId content(String text) {
        return new ContentId(
                ContentHash.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex());
    }
}
