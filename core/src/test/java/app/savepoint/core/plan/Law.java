package app.savepoint.core.plan;

import app.savepoint.core.plan.Policy.OnConflict;
import app.savepoint.core.plan.Policy.OnDeletion;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What holds for every plan, whatever the situation. Written against the promises of
/// `core/docs/design.md`, section 1, and not against the table.
@SuppressWarnings("ImmutableEnumChecker") // the laws capture nothing
enum Law {
    NOTHING_UNDECIDED_GETS_LOST(
            "promise 1: what the storage does not hold is published, backed up or kept",
            Law::nothingGetsLost),
    BLANK_AND_FIRST_MEETINGS_STAY_HERE(
            "promise 1: only a device's own side of a conflict goes to a storage with lineage",
            Law::onlyItsOwnSide),
    WHAT_IS_REPLACED_WAS_SEEN(
            "promise 2: a file is replaced or published only if it is what the plan saw",
            Law::replacesWhatWasSeen),
    WHAT_IS_SETTLED_WAS_SEEN(
            "promise 2: what is published continues exactly the heads that were seen",
            Law::continuesWhatWasSeen),
    UNDECIDED_IS_LEFT_ALONE(
            "promise 3: where both sides changed and nobody decides, nothing is overwritten",
            Law::undecidedIsLeftAlone),
    CLOCKS_DECIDE_ONLY_IF_ASKED_TO(
            "promise 3: a clock decides only by the policy that says so", Law::clocksAreNotAsked),
    AN_EMULATOR_THAT_RUNS_IS_LEFT_ALONE(
            "promise 9: behind a closed gate no file is replaced, and nothing goes ahead of that",
            Law::gateIsRespected),
    BLANK_NEVER_WINS(
            "promise 10: a blank save replaces progress only by a person's choice",
            Law::blankNeverWins),
    THE_SCREEN_TELLS_THE_TRUTH(
            "promise 11: in sync with nothing to do means that every place holds what the storage"
                    + " holds",
            Law::inSyncIsTrue),
    NOTHING_IS_FINISHED_WHILE_SOMETHING_ARRIVES(
            "promise 11: while something is arriving, every plan says so or asks a person",
            Law::arrivingIsSaid),
    HELD_IS_NEVER_TOUCHED("row 0: a held place is left alone", Law::heldIsLeftAlone),
    DELETED_ONLY_IF_MEANT(
            "rows 5 and 17: a deletion follows from a choice, a policy or a tombstone, never from"
                    + " an absence that something else explains",
            Law::deletedOnlyIfMeant),
    PLACED_ONLY_IF_WANTED(
            "rows 4 and 6: a save comes only where it is taken or wanted", Law::placedOnlyIfWanted),
    A_STALE_CHOICE_CHANGES_NOTHING(
            "row 1: a choice holds only while its ground does", Law::staleChoicesAreIgnored),
    ORDER_OF_HEADS_MEANS_NOTHING(
            "the same situation gives the same plan, however its heads are listed",
            Law::orderMeansNothing);

    private final String words;
    private final BiPredicate<Situation, SavePlan> holds;

    Law(String words, BiPredicate<Situation, SavePlan> holds) {
        this.words = words;
        this.holds = holds;
    }

    String words() {
        return words;
    }

    boolean holds(Situation situation, SavePlan plan) {
        return holds.test(situation, plan);
    }

    // Promise 1.

    private static boolean nothingGetsLost(Situation s, SavePlan plan) {
        for (AtPlace at : s.places()) {
            ContentId here = at.contentId();
            if (here == null || stored(s, at)) continue;
            boolean safe = plan.steps().stream().anyMatch(step -> keepsSafe(step, here));
            if (!safe) return false;
        }
        return true;
    }

    private static boolean keepsSafe(SyncAction step, ContentId content) {
        return switch (step) {
            case SyncAction.Push(_, var pushed, _) -> pushed.equals(content);
            case SyncAction.Pull(_, _, var replaced) -> content.equals(replaced);
            case SyncAction.DeleteLocal(_, var replaced, _) -> content.equals(replaced);
            case SyncAction.KeepInStorage(_, var kept) -> kept.equals(content);
            case SyncAction.KeepInBackups(_, var kept, _) -> kept.equals(content);
            case SyncAction.Merge _,
                    SyncAction.SetAside _,
                    SyncAction.DeleteRemote _,
                    SyncAction.Agree _,
                    SyncAction.AgreeUnplaced _,
                    SyncAction.Forget _ ->
                    false;
        };
    }

    /// Whether the storage is known to have what lies there: as a head, or in the history of one.
    private static boolean stored(Situation s, AtPlace at) {
        if (heads(s).anyMatch(head -> Objects.equals(head.content(), at.contentId()))) return true;
        if (at.earlierRevision() && !(s.remote() instanceof Remote.Missing)) return true;
        Base base = at.base();
        return base != null
                && Objects.equals(base.lastHadContent(), at.contentId())
                && base.wasHere()
                && switch (s.remote()) {
                    case Remote.Missing _ -> false;
                    case Remote.Split _ -> true;
                    case Remote.Settled _ -> at.lineage() == Lineage.DESCENDS;
                };
    }

    private static boolean onlyItsOwnSide(Situation s, SavePlan plan) {
        return plan.steps().stream()
                .filter(SyncAction.KeepInStorage.class::isInstance)
                .map(SyncAction.KeepInStorage.class::cast)
                .map(step -> place(s, step.place()))
                .allMatch(at ->
                        s.lineage() && at.base() != null && !at.content().orElseThrow().blank());
    }

    // Promise 2.

    private static boolean replacesWhatWasSeen(Situation s, SavePlan plan) {
        return plan.steps().stream()
                .allMatch(step ->
                        switch (step) {
                            case SyncAction.Pull(var place, _, var replaces) ->
                                    Objects.equals(contentAt(s, place), replaces);
                            case SyncAction.DeleteLocal(var place, var replaces, _) ->
                                    replaces.equals(contentAt(s, place));
                            case SyncAction.Push(var place, var content, _) ->
                                    content.equals(contentAt(s, place));
                            case SyncAction.Agree(var place, var head) ->
                                    Objects.equals(head.content(), contentAt(s, place));
                            case SyncAction.KeepInStorage(var place, var content) ->
                                    content.equals(contentAt(s, place));
                            case SyncAction.KeepInBackups(var place, var content, _) ->
                                    content.equals(contentAt(s, place));
                            case SyncAction.Merge _,
                                    SyncAction.SetAside _,
                                    SyncAction.DeleteRemote _,
                                    SyncAction.AgreeUnplaced _,
                                    SyncAction.Forget _ ->
                                    true;
                        });
    }

    private static boolean continuesWhatWasSeen(Situation s, SavePlan plan) {
        Set<?> seen = s.remote().ids();
        long settling = 0;
        for (SyncAction step : plan.steps()) {
            Optional<Set<?>> parents =
                    switch (step) {
                        case SyncAction.Push push -> Optional.of(push.parents());
                        case SyncAction.Merge merge -> Optional.of(merge.parents());
                        case SyncAction.DeleteRemote delete -> Optional.of(delete.parents());
                        default -> Optional.empty();
                    };
            if (parents.isPresent()) settling++;
            if (parents.isPresent() && !parents.get().equals(seen)) return false;
        }
        return settling <= 1;
    }

    // Promise 3.

    private static boolean undecidedIsLeftAlone(Situation s, SavePlan plan) {
        if (choiceHolds(s) || !mayNotDecide(s.policy())) return true;
        boolean split = s.remote() instanceof Remote.Split;
        for (AtPlace at : s.places()) {
            if (!split && !bothChanged(s, at) && !nothingSaysHowTheyBelong(s, at)) continue;
            boolean touched =
                    plan.steps().stream()
                            .anyMatch(step ->
                                    step.publishes()
                                            || (step.changesDisk()
                                                    && Objects.equals(placeOf(step), at.place())));
            boolean asks = plan.attention().waitsForPerson() || (split && noneHere(s));
            if (touched || (!asks && !(split && anyHeld(s)))) return false;
        }
        return true;
    }

    /// Whether both sides left what was agreed on, and not for the same.
    private static boolean bothChanged(Situation s, AtPlace at) {
        ContentId here = at.contentId();
        Base base = at.base();
        if (here == null || base == null || !(s.remote() instanceof Remote.Settled settled))
            return false;
        ContentId there = settled.head().content();
        ContentId had = base.lastHadContent();
        return !here.equals(there) && !here.equals(had) && !Objects.equals(there, had);
    }

    /// Whether both sides have progress and differ, and neither is known to continue the other: a
    /// first meeting, a file that appeared where none was, or something in the storage that has
    /// nothing to do with what was agreed on. Of a save that lies in several places, one of them
    /// may say it for all.
    private static boolean nothingSaysHowTheyBelong(Situation s, AtPlace at) {
        ContentId here = at.contentId();
        if (here == null
                || s.places().size() > 1
                || !(s.remote() instanceof Remote.Settled settled)) return false;
        Head head = settled.head();
        boolean progress = !at.content().orElseThrow().blank() && !head.blank();
        if (head.isTombstone() || !progress || here.equals(head.content())) return false;
        Base base = at.base();
        if (base != null && base.wasHere())
            return at.lineage() == Lineage.UNRELATED && here.equals(base.lastHadContent());
        return !at.earlierRevision();
    }

    private static boolean mayNotDecide(Policy policy) {
        return policy.conflict() == OnConflict.ASK;
    }

    private static boolean clocksAreNotAsked(Situation s, SavePlan plan) {
        if (s.policy().conflict() == OnConflict.NEWEST) return true;
        // Someone who keeps both on a device that has neither leaves open which one stays.
        if (s.choice() != null && s.choice().wish() instanceof Choice.Wish.KeepBoth) return true;
        SavePlan other = Planner.plan(EveryCase.withTimesReversed(s));
        return plan.rule() == other.rule()
                && plan.action() == other.action()
                && plan.attention() == other.attention()
                && sameButForTimes(plan.steps(), other.steps());
    }

    private static boolean sameButForTimes(List<SyncAction> steps, List<SyncAction> others) {
        if (steps.size() != others.size()) return false;
        for (int i = 0; i < steps.size(); i++)
            if (!withoutTimes(steps.get(i)).equals(withoutTimes(others.get(i)))) return false;
        return true;
    }

    /// A step with contents for heads; of heads that hold the same, any may stand for all.
    private static Object withoutTimes(SyncAction step) {
        return switch (step) {
            case SyncAction.Pull(var place, var head, var replaces) ->
                    Arrays.asList(place, head.content(), replaces);
            case SyncAction.Merge(var winner, var parents) ->
                    Arrays.asList(winner.content(), parents);
            case SyncAction.SetAside(var head, var slot) -> Arrays.asList(head.content(), slot);
            case SyncAction.DeleteLocal(var place, var replaces, _) ->
                    Arrays.asList(place, replaces);
            case SyncAction.Agree(var place, var head) -> Arrays.asList(place, head.content());
            case SyncAction.AgreeUnplaced(var place, var head) ->
                    Arrays.asList(place, head.content(), "unplaced");
            case SyncAction.Push _,
                    SyncAction.DeleteRemote _,
                    SyncAction.Forget _,
                    SyncAction.KeepInStorage _,
                    SyncAction.KeepInBackups _ ->
                    step;
        };
    }

    // Promises 9 and 10.

    /// What waits for an emulator waits as a whole: nothing of it goes to the storage meanwhile.
    private static boolean gateIsRespected(Situation s, SavePlan plan) {
        boolean waits = plan.guards().contains(SavePlan.Guard.EMULATOR_RUNS);
        boolean sends =
                plan.steps().stream()
                        .anyMatch(step ->
                                step.publishes() || step instanceof SyncAction.KeepInStorage);
        if (waits && sends && s.places().size() == 1) return false;
        return plan.steps().stream()
                .filter(SyncAction::changesDisk)
                .allMatch(step -> place(s, placeOf(step)).gateOpen());
    }

    private static boolean blankNeverWins(Situation s, SavePlan plan) {
        if (choiceHolds(s)) return true;
        boolean progressThere = heads(s).anyMatch(Head::hasProgress);
        for (SyncAction step : plan.steps()) {
            boolean wins =
                    switch (step) {
                        case SyncAction.Push(var place, _, _) -> blankAt(s, place) && progressThere;
                        case SyncAction.Merge(var winner, _) -> winner.blank() && progressThere;
                        case SyncAction.Pull(var place, var head, _) ->
                                head.blank() && progressAt(s, place);
                        default -> false;
                    };
            if (wins) return false;
        }
        return true;
    }

    // Promise 11.

    private static boolean inSyncIsTrue(Situation s, SavePlan plan) {
        if (plan.action() != Action.IN_SYNC || plan.attention() != Attention.NONE) return true;
        if (!plan.steps().stream().allMatch(SyncAction.Agree.class::isInstance)) return true;
        return s.places().stream()
                .filter(at -> !(at.local() instanceof Local.Absent))
                .allMatch(at ->
                        at.content().isPresent()
                                && heads(s).allMatch(head ->
                                        Objects.equals(head.content(), at.contentId())));
    }

    private static boolean arrivingIsSaid(Situation s, SavePlan plan) {
        return !s.arriving() || plan.attention() != Attention.NONE || plan.rule() == Rule.HELD;
    }

    // Rows.

    private static boolean heldIsLeftAlone(Situation s, SavePlan plan) {
        boolean allHeld = s.places().stream().allMatch(at -> at.local() instanceof Local.Held);
        if (allHeld && !(plan.steps().isEmpty() && plan.action() == Action.SKIP)) return false;
        return plan.steps().stream()
                .map(Law::placeOf)
                .filter(Objects::nonNull)
                .noneMatch(place -> place(s, place).local() instanceof Local.Held);
    }

    private static boolean deletedOnlyIfMeant(Situation s, SavePlan plan) {
        if (choiceHolds(s)) return true;
        for (SyncAction step : plan.steps()) {
            boolean meant =
                    switch (step) {
                        case SyncAction.DeleteRemote _ ->
                                noneHere(s)
                                        && !anyHeld(s)
                                        && !s.arriving()
                                        && s.policy().deletion() == OnDeletion.DELETE_REMOTE
                                        && s.places().stream().anyMatch(AtPlace::wasHere);
                        case SyncAction.DeleteLocal(_, _, var tombstone) ->
                                !s.arriving()
                                        && tombstone.isTombstone()
                                        && s.remote().all().contains(tombstone);
                        case SyncAction.Forget(var place) ->
                                contentAt(s, place) == null && !(s.arriving() && noneHere(s));
                        default -> true;
                    };
            if (!meant) return false;
        }
        return true;
    }

    private static boolean placedOnlyIfWanted(Situation s, SavePlan plan) {
        if (choiceHolds(s)) return true;
        return plan.steps().stream()
                .filter(SyncAction.Pull.class::isInstance)
                .map(SyncAction.Pull.class::cast)
                .filter(pull -> pull.replaces() == null)
                .map(pull -> place(s, pull.place()))
                .allMatch(at -> {
                    Base base = at.base();
                    boolean missed = base != null && base.wasHere();
                    boolean fresh = base == null || base.isTombstone();
                    return noneHere(s)
                            && (missed
                                    ? s.policy().conflict() != OnConflict.ASK
                                            || (fresh && s.taken())
                                    : fresh && s.taken())
                            && (missed || s.policy().download() == Policy.Download.ALL);
                });
    }

    private static boolean staleChoicesAreIgnored(Situation s, SavePlan plan) {
        return s.choice() == null
                || choiceHolds(s)
                || plan.equals(Planner.plan(EveryCase.withoutChoice(s)));
    }

    private static boolean orderMeansNothing(Situation s, SavePlan plan) {
        return s.remote().all().size() < 2
                || plan.equals(Planner.plan(EveryCase.withHeadsReversed(s)));
    }

    // Looking things up.

    private static boolean choiceHolds(Situation s) {
        Choice choice = s.choice();
        if (choice == null) return false;
        Set<?> heads = s.remote().ids();
        if (!choice.heads().equals(heads)) return false;
        return choice.local() == null
                ? noneHere(s)
                : s.places().stream().anyMatch(at -> choice.local().equals(at.contentId()));
    }

    private static boolean noneHere(Situation s) {
        return s.places().stream().allMatch(at -> at.content().isEmpty());
    }

    private static boolean anyHeld(Situation s) {
        return s.places().stream().anyMatch(at -> at.local() instanceof Local.Held);
    }

    private static Stream<Head> heads(Situation s) {
        return s.remote().all().stream();
    }

    private static AtPlace place(Situation s, @Nullable Place place) {
        List<AtPlace> found =
                s.places().stream().filter(at -> Objects.equals(at.place(), place)).toList();
        if (found.size() != 1) throw new AssertionError("a step at no place: " + place);
        return found.getFirst();
    }

    private static @Nullable ContentId contentAt(Situation s, @Nullable Place place) {
        return place(s, place).contentId();
    }

    private static boolean blankAt(Situation s, Place place) {
        return place(s, place).content().filter(Local.Content::blank).isPresent();
    }

    private static boolean progressAt(Situation s, @Nullable Place place) {
        return place(s, place).content().filter(here -> !here.blank()).isPresent();
    }

    private static @Nullable Place placeOf(SyncAction step) {
        return switch (step) {
            case SyncAction.Push push -> push.place();
            case SyncAction.Pull pull -> pull.place();
            case SyncAction.DeleteLocal delete -> delete.place();
            case SyncAction.Agree agree -> agree.place();
            case SyncAction.AgreeUnplaced agree -> agree.place();
            case SyncAction.Forget forget -> forget.place();
            case SyncAction.KeepInStorage keep -> keep.place();
            case SyncAction.KeepInBackups keep -> keep.place();
            case SyncAction.Merge _, SyncAction.SetAside _, SyncAction.DeleteRemote _ -> null;
        };
    }
}
