package app.savepoint.core.plan;

import static java.util.function.Predicate.not;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what a sync has to do with one save: the decision table, then what the person chose once
/// (a [Choice]) or for all times (a [Policy]), then the guards, and last what must be kept safe
/// while nothing is decided.
///
/// Pure and total: the same situation always gives the same plan, and every situation gives one.
public final class Planner {
    private final Situation situation;
    private final AtPlace lead;

    private Planner(Situation situation, AtPlace lead) {
        this.situation = situation;
        this.lead = lead;
    }

    /// The plan for one save.
    public static SavePlan plan(Situation situation) {
        Set<ContentId> news = newContents(situation);
        AtPlace lead = leadingPlace(situation, news);
        Planner planner = new Planner(situation, lead);
        return news.size() > 1 ? planner.placesDiffer() : planner.decide();
    }

    /// The content of this device that a plan speaks of, and that a choice is made on; null if
    /// there is none.
    public static @Nullable ContentId leadingContent(Situation situation) {
        return leadingPlace(situation, newContents(situation)).contentId();
    }

    /// Contents that appeared at some place and are known neither from the storage's head nor from
    /// another place's past.
    private static Set<ContentId> newContents(Situation situation) {
        Set<ContentId> news =
                situation.places().stream()
                        .filter(AtPlace::isNew)
                        .flatMap(at -> at.content().stream())
                        .map(Local.Content::id)
                        .collect(Collectors.toCollection(HashSet::new));
        if (news.size() > 1) {
            situation.remote().all().forEach(head -> head.contentId().ifPresent(news::remove));
            for (AtPlace at : situation.places())
                if (at.base() != null && at.base().lastHadContent() != null)
                    news.remove(at.base().lastHadContent());
        }
        return news;
    }

    private static AtPlace leadingPlace(Situation situation, Set<ContentId> news) {
        return situation.places().stream()
                .filter(at -> at.contentId() != null && news.contains(at.contentId()))
                .findFirst()
                .or(() ->
                        situation.places().stream()
                                .filter(at -> at.content().isPresent())
                                .findFirst())
                .or(() ->
                        situation.places().stream()
                                .filter(at -> at.local() instanceof Local.Held)
                                .findFirst())
                .orElse(situation.places().getFirst());
    }

    private SavePlan placesDiffer() {
        List<SyncAction> kept = new ArrayList<>();
        for (AtPlace at : situation.places())
            if (at.isNew() && at.place() != null && at.contentId() != null)
                kept.add(
                        new SyncAction.KeepInBackups(
                                at.place(), at.contentId(), KeptBecause.CONFLICT));
        return plan(Rule.PLACES_DIFFER, Action.CONFLICT, Attention.CONFLICT, kept);
    }

    private SavePlan decide() {
        Rule rule = DecisionTable.ruleFor(situation, lead);
        if (rule == Rule.HELD) return held();
        Choice choice = situation.choice();
        if (choice != null
                && rule != Rule.SAME
                && choice.holds(lead.contentId(), situation.remote().ids())) {
            Optional<SavePlan> chosen = carryOut(choice.wish());
            if (chosen.isPresent()) return chosen.get();
        }
        if (rule.action() == Action.CONFLICT) {
            Optional<SavePlan> settled = byPolicy().flatMap(this::carryOut);
            if (settled.isPresent()) return settled.get();
        }
        return guarded(rule);
    }

    private SavePlan held() {
        Hold why = ((Local.Held) lead.local()).why();
        Attention attention =
                switch (why) {
                    case UNREADABLE, NAME_UNUSABLE -> Attention.ERROR;
                    case UNSTABLE, UNFINISHED_SWAP -> Attention.WAITING;
                    case ROOT_UNHEALTHY -> Attention.ROOT_CHANGED;
                    case SYSTEM_UNKNOWN, STATE_TOO_LARGE, STATE_AUTOMATIC, STATES_OFF, LEFT_OUT ->
                            Attention.NONE;
                };
        return plan(Rule.HELD, Action.SKIP, attention, List.of());
    }

    // What a person, or a policy, decided.

    private Optional<SavePlan> carryOut(Wish wish) {
        return switch (wish) {
            case Wish.KeepLocal() -> lead.content().map(this::keepLocal);
            case Wish.KeepRemote(var id) ->
                    situation.remote().all().stream()
                            .filter(head -> head.id().equals(id))
                            .findFirst()
                            .map(this::keepRemote);
            case Wish.KeepBoth() -> keepBoth();
            case Wish.PullHere() -> pullHere();
            case Wish.DeleteRemote() -> deleteRemote();
        };
    }

    private SavePlan keepLocal(Local.Content here) {
        return plan(Rule.CHOSE_LOCAL, Action.PUSH, Attention.NONE, List.of(push(here)));
    }

    private SavePlan keepRemote(Head winner) {
        List<SyncAction> steps = new ArrayList<>();
        if (situation.remote() instanceof Remote.Split)
            steps.add(new SyncAction.Merge(winner, situation.remote().ids()));
        Rule rule = winner.isTombstone() ? Rule.CHOSE_REMOTE_DELETION : Rule.CHOSE_REMOTE;
        steps.addAll(toDisk(winner));
        return gated(rule, rule.action(), steps);
    }

    private Optional<SavePlan> keepBoth() {
        ContentId here = lead.contentId();
        List<Head> contents =
                situation.remote().all().stream().filter(not(Head::isTombstone)).toList();
        // Where nothing lies here, there is something to keep apart only if the storage holds
        // several.
        if (here == null && contents.size() < 2) return Optional.empty();
        ContentId stays = here != null ? here : contents.getFirst().content();
        List<SyncAction> steps = new ArrayList<>();
        Set<ContentId> aside = new HashSet<>();
        for (Head head : contents)
            if (!Objects.equals(head.content(), stays)
                    && aside.add(Objects.requireNonNull(head.content())))
                steps.add(new SyncAction.SetAside(head, "kept-" + head.id().last(8)));
        if (lead.content().isPresent()) {
            steps.add(push(lead.content().get()));
        } else {
            steps.add(new SyncAction.Merge(contents.getFirst(), situation.remote().ids()));
            if (lead.gateOpen()) steps.addAll(toDisk(contents.getFirst()));
        }
        return Optional.of(plan(Rule.CHOSE_BOTH, Action.PUSH, Attention.NONE, steps));
    }

    private Optional<SavePlan> pullHere() {
        if (!(situation.remote() instanceof Remote.Settled settled) || settled.head().isTombstone())
            return Optional.empty();
        return Optional.of(gated(Rule.CHOSE_PULL, Action.PULL, toDisk(settled.head())));
    }

    private Optional<SavePlan> deleteRemote() {
        if (situation.remote() instanceof Remote.Missing) return Optional.empty();
        if (situation.remote() instanceof Remote.Settled settled && settled.head().isTombstone())
            return Optional.empty();
        return Optional.of(
                plan(
                        Rule.CHOSE_DELETION,
                        Action.DELETE_REMOTE,
                        Attention.NONE,
                        List.of(new SyncAction.DeleteRemote(situation.remote().ids()))));
    }

    /// What the policy for conflicts wants; empty if it wants a person, or if a blank save would
    /// win.
    private Optional<Wish> byPolicy() {
        return PolicyChoice.of(situation, lead);
    }

    // What the table says, unless a guard speaks against it.

    private SavePlan guarded(Rule rule) {
        return switch (rule.action()) {
            case PUSH -> {
                Local.Content here = lead.content().orElseThrow();
                boolean replacesProgress =
                        situation.remote().all().stream().anyMatch(Planner::hasProgress);
                yield here.blank() && replacesProgress
                        ? blank(rule)
                        : plan(rule, Action.PUSH, Attention.NONE, List.of(push(here)));
            }
            case PULL -> {
                Head head = settledHead();
                boolean blankWins =
                        head.blank() && lead.content().filter(here -> !here.blank()).isPresent();
                yield blankWins ? blank(rule) : gated(rule, Action.PULL, toDisk(head));
            }
            case DELETE_LOCAL -> gated(rule, Action.DELETE_LOCAL, toDisk(settledHead()));
            case DELETE_REMOTE ->
                    plan(
                            rule,
                            Action.DELETE_REMOTE,
                            Attention.NONE,
                            List.of(new SyncAction.DeleteRemote(situation.remote().ids())));
            case IN_SYNC -> plan(rule, Action.IN_SYNC, Attention.NONE, agreed());
            case CLOUD_ONLY -> plan(rule, Action.CLOUD_ONLY, Attention.NONE, unplaced(rule));
            case LOCAL_ONLY -> plan(rule, Action.LOCAL_ONLY, Attention.NONE, List.of());
            case NONE -> plan(rule, Action.NONE, Attention.NONE, forgotten());
            case CONFLICT -> plan(rule, Action.CONFLICT, Attention.CONFLICT, kept(rule));
            case TIMESTAMP_CONFLICT ->
                    plan(
                            rule,
                            Action.TIMESTAMP_CONFLICT,
                            Attention.TIMESTAMP_CONFLICT,
                            inBackups(KeptBecause.TIMESTAMP_CONFLICT));
            case SKIP -> throw new IllegalStateException("held saves do not come here");
        };
    }

    private SavePlan blank(Rule rule) {
        return new SavePlan(
                situation.save(),
                rule,
                Action.SKIP,
                Attention.BLANK,
                lead.place(),
                inBackups(KeptBecause.BLANK),
                List.of(Guard.BLANK),
                situation.places().size());
    }

    private SavePlan gated(Rule rule, Action action, List<SyncAction> steps) {
        if (!lead.gateOpen())
            return new SavePlan(
                    situation.save(),
                    rule,
                    action,
                    Attention.WAITING,
                    lead.place(),
                    List.of(),
                    List.of(Guard.EMULATOR_RUNS),
                    situation.places().size());
        if (situation.arriving())
            return new SavePlan(
                    situation.save(),
                    rule,
                    action,
                    Attention.WAITING,
                    lead.place(),
                    steps,
                    List.of(Guard.ARRIVING),
                    situation.places().size());
        return plan(rule, action, Attention.NONE, steps);
    }

    private SavePlan plan(Rule rule, Action action, Attention attention, List<SyncAction> steps) {
        List<SyncAction> all = new ArrayList<>(steps);
        if (attention == Attention.NONE) all.addAll(followers());
        return new SavePlan(
                situation.save(),
                rule,
                action,
                attention,
                lead.place(),
                all,
                List.of(),
                situation.places().size());
    }

    // Steps.

    private SyncAction push(Local.Content here) {
        return new SyncAction.Push(requirePlace(), here.id(), situation.remote().ids());
    }

    private List<SyncAction> toDisk(Head head) {
        if (!head.isTombstone()) {
            if (Objects.equals(head.content(), lead.contentId())) return List.of(agree(lead, head));
            return List.of(new SyncAction.Pull(lead.place(), head, lead.contentId()));
        }
        return lead.content()
                .<List<SyncAction>>map(here ->
                        List.of(new SyncAction.DeleteLocal(requirePlace(), here.id(), head)))
                .orElse(List.of());
    }

    private List<SyncAction> agreed() {
        Head head = settledHead();
        Base base = lead.base();
        boolean known =
                base != null
                        && base.placed()
                        && base.kept() == null
                        && base.revision().equals(head.id())
                        && Objects.equals(base.fileTime(), lead.content().orElseThrow().time());
        return known ? List.of() : List.of(agree(lead, head));
    }

    private static SyncAction agree(AtPlace at, Head head) {
        return new SyncAction.Agree(Objects.requireNonNull(at.place()), head);
    }

    /// Rows 5 and 6 remember the storage's content as known and unplaced; row 4 remembers nothing.
    private List<SyncAction> unplaced(Rule rule) {
        Head head = settledHead();
        Base base = lead.base();
        boolean known = base != null && !base.placed() && base.revision().equals(head.id());
        return rule == Rule.NEW_THERE_NOT_TAKEN || known
                ? List.of()
                : List.of(new SyncAction.AgreeUnplaced(lead.place(), head));
    }

    private List<SyncAction> forgotten() {
        return lead.base() == null ? List.of() : List.of(new SyncAction.Forget(lead.place()));
    }

    /// Safe-keeping in a conflict: as a head that every device sees, except where two devices only
    /// just met.
    private List<SyncAction> kept(Rule rule) {
        boolean met = lead.base() != null;
        if (!met)
            return inBackups(
                    rule == Rule.FIRST_MEETING ? KeptBecause.FIRST_MEETING : KeptBecause.CONFLICT);
        if (lead.content().filter(Local.Content::blank).isPresent())
            return inBackups(KeptBecause.BLANK);
        return lead.content()
                .<List<SyncAction>>map(
                        here -> List.of(new SyncAction.KeepInStorage(requirePlace(), here.id())))
                .orElse(List.of());
    }

    private List<SyncAction> inBackups(KeptBecause why) {
        return lead.content()
                .<List<SyncAction>>map(here ->
                        List.of(new SyncAction.KeepInBackups(requirePlace(), here.id(), why)))
                .orElse(List.of());
    }

    /// The other places take over what was agreed on, each by its own row; a row that would publish
    /// waits for its turn.
    private List<SyncAction> followers() {
        List<SyncAction> steps = new ArrayList<>();
        for (AtPlace at : situation.places()) {
            if (at.equals(lead)) continue;
            Planner follower = new Planner(situation.alone(at), at);
            Rule rule = DecisionTable.ruleFor(situation, at);
            switch (rule) {
                case SAME, CHANGED_THERE, BEHIND, BLANK_HERE, DELETED_THERE, LATER_THERE ->
                        steps.addAll(follower.guarded(rule).steps());
                case REMOVED_HERE, REMOVED_HERE_AND_THERE, GONE ->
                        steps.addAll(follower.forgotten());
                default -> {}
            }
        }
        return steps;
    }

    private Head settledHead() {
        return ((Remote.Settled) situation.remote()).head();
    }

    private Place requirePlace() {
        return Objects.requireNonNull(lead.place(), "a content lies somewhere");
    }

    static boolean hasProgress(@Nullable Head head) {
        return head != null && !head.isTombstone() && !head.blank();
    }
}
