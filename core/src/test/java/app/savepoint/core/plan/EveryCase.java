package app.savepoint.core.plan;

import static app.savepoint.core.plan.Given.A;
import static app.savepoint.core.plan.Given.B;
import static app.savepoint.core.plan.Given.C;
import static app.savepoint.core.plan.Given.CARD;
import static app.savepoint.core.plan.Given.DECK;
import static app.savepoint.core.plan.Given.HERE;
import static app.savepoint.core.plan.Given.HOME;
import static app.savepoint.core.plan.Given.NOON;
import static app.savepoint.core.plan.Given.PHONE;
import static app.savepoint.core.plan.Given.SAVE;
import static app.savepoint.core.plan.Given.head;
import static app.savepoint.core.plan.Given.placed;
import static app.savepoint.core.plan.Given.revision;
import static app.savepoint.core.plan.Given.unplaced;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Policy.Download;
import app.savepoint.core.plan.Policy.OnConflict;
import app.savepoint.core.plan.Policy.OnDeletion;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All situations there are, of a save at one place and at two. A fact is varied wherever the
/// design gives it a meaning.
final class EveryCase {
    private static final Instant EARLIER = NOON.minusSeconds(60);
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final boolean[] NO_YES = {false, true};
    private static final boolean[] NO = {false};
    private static final boolean[] YES = {true};

    private static final RevisionId NOWHERE = revision("nowhere");
    private static final Set<RevisionId> OTHER_HEADS = Set.of(NOWHERE);
    private static final ContentId OTHER = Letters.content('D');

    private static final Set<OnConflict> ACTING =
            Set.of(OnConflict.ASK, OnConflict.REMOTE, OnConflict.KEEP_BOTH);

    private EveryCase() {}

    // One place.

    static void ofOnePlace(Consumer<Situation> each) {
        for (Local local : locals())
            for (Remote remote : remotes())
                for (@Nullable Base base : bases())
                    for (Lineage lineage : lineages(remote, base))
                        for (Policy policy : policies(local))
                            for (boolean arriving : NO_YES)
                                for (AtPlace at : places(local, remote, base, lineage))
                                    choices(at, remote, policy, arriving, each);
    }

    private static List<Local> locals() {
        List<Local> locals = new ArrayList<>();
        locals.add(new Local.Absent());
        locals.add(new Local.Held(Hold.UNREADABLE));
        locals.add(new Local.Held(Hold.ROOT_UNHEALTHY));
        for (ContentId content : List.of(A, B, C))
            locals.add(new Local.Content(content, NOON, false));
        locals.add(new Local.Content(B, NOON, true));
        locals.add(new Local.Content(C, NOON, true));
        return locals;
    }

    private static List<Remote> remotes() {
        Head b = head("b", B, false, DECK, EARLIER);
        Head c = head("c", C, false, PHONE, LATER);
        Head gone = head("t", null, false, PHONE, NOON);
        Head blank = head("c", C, true, DECK, LATER);
        return List.of(
                Remote.of(List.of()),
                Remote.of(List.of(gone)),
                Remote.of(List.of(head("a", A, false, DECK, EARLIER))),
                Remote.of(List.of(b)),
                Remote.of(List.of(c)),
                Remote.of(List.of(blank)),
                Remote.of(List.of(b, head("b2", B, false, HERE, LATER))),
                Remote.of(List.of(head("a2", A, false, HERE, EARLIER), b)),
                Remote.of(List.of(b, c)),
                Remote.of(List.of(b, blank)),
                Remote.of(List.of(b, gone)),
                Remote.of(List.of(blank, gone)),
                Remote.of(List.of(head("a2", A, false, HERE, NOON), b, c)),
                Remote.of(List.of(b, head("b2", B, false, HERE, LATER), gone)));
    }

    private static @Nullable Base[] bases() {
        return new @Nullable Base[] {
            null,
            placed("a", A),
            placed("a", A).keeping(revision("b"), B, NOON),
            unplaced("a", A),
            unplaced("a", A).keeping(revision("b"), B, NOON),
            unplaced("t", null),
            unplaced("t", null).keeping(revision("b"), B, NOON)
        };
    }

    private static List<Lineage> lineages(Remote remote, @Nullable Base base) {
        return base == null || !(remote instanceof Remote.Settled)
                ? List.of(Lineage.DESCENDS, Lineage.UNKNOWN)
                : List.of(Lineage.values());
    }

    /// Deletion and download say something only where nothing lies here.
    private static List<Policy> policies(Local local) {
        List<Policy> policies = new ArrayList<>();
        for (OnConflict conflict : OnConflict.values()) {
            List<List<DeviceId>> rankings =
                    conflict == OnConflict.PREFER_DEVICE
                            ? List.of(List.of(HERE, DECK), List.of(DECK, HERE), List.of(PHONE))
                            : List.of(List.of());
            for (List<DeviceId> ranking : rankings) {
                policies.add(new Policy(conflict, ranking, OnDeletion.KEEP_REMOTE, Download.ALL));
                if (!(local instanceof Local.Absent)) continue;
                policies.add(new Policy(conflict, ranking, OnDeletion.KEEP_REMOTE, Download.NONE));
                policies.add(new Policy(conflict, ranking, OnDeletion.DELETE_REMOTE, Download.ALL));
            }
        }
        return policies;
    }

    private static List<AtPlace> places(
            Local local, Remote remote, @Nullable Base base, Lineage lineage) {
        List<AtPlace> places = new ArrayList<>();
        boolean content = local instanceof Local.Content;
        boolean unknown = lineage == Lineage.UNKNOWN;
        boolean onlyHead = remote instanceof Remote.Settled settled && settled.heads().size() == 1;
        Place place =
                local instanceof Local.Absent && (base == null || !base.wasHere()) ? null : HOME;
        for (boolean gateOpen : NO_YES)
            for (boolean earlier : content && base == null && onlyHead && !unknown ? NO_YES : NO)
                for (boolean older : content && base != null && base.wasHere() ? NO_YES : NO)
                    for (boolean later : content && base != null && unknown ? NO_YES : NO)
                        places.add(
                                new AtPlace(
                                        place, local, base, lineage, earlier, older, later,
                                        gateOpen));
        return places;
    }

    private static void choices(
            AtPlace at, Remote remote, Policy policy, boolean arriving, Consumer<Situation> each) {
        // What holds a plan back is tried with the policies that act, and once on its own.
        boolean heldBack = arriving || !at.gateOpen();
        if (heldBack && !ACTING.contains(policy.conflict())) return;
        for (boolean taken : at.content().isEmpty() ? NO_YES : NO)
            for (boolean lineage : lineages(at, remote, policy, heldBack)) {
                var plain =
                        new Situation(
                                SAVE,
                                HERE,
                                remote,
                                List.of(at),
                                taken,
                                arriving,
                                lineage,
                                policy,
                                null);
                each.accept(plain);
                choices(plain, heldBack, each);
            }
    }

    /// A server knows what came later in a slot, and yet not that what is missing was lost.
    private static boolean[] lineages(AtPlace at, Remote remote, Policy policy, boolean heldBack) {
        if (at.lineage() == Lineage.UNKNOWN) return NO;
        boolean alsoServer =
                at.base() != null
                        && !(remote instanceof Remote.Split)
                        && !heldBack
                        && ACTING.contains(policy.conflict());
        return alsoServer ? NO_YES : YES;
    }

    private static void choices(Situation plain, boolean heldBack, Consumer<Situation> each) {
        OnConflict conflict = plain.policy().conflict();
        AtPlace at = plain.places().getFirst();
        Remote remote = plain.remote();
        if (conflict == OnConflict.NEWEST) {
            each.accept(withLocalTime(plain, EARLIER));
            each.accept(withLocalTime(plain, LATER));
        }
        if (conflict != OnConflict.ASK && conflict != OnConflict.REMOTE) return;
        for (Wish wish : wishes(remote))
            each.accept(plain.with(new Choice(wish, at.contentId(), remote.ids())));
        if (heldBack) return;
        for (Wish wish : wishes(remote)) {
            each.accept(plain.with(new Choice(wish, OTHER, remote.ids())));
            each.accept(plain.with(new Choice(wish, at.contentId(), OTHER_HEADS)));
        }
    }

    private static List<Wish> wishes(Remote remote) {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(new Wish.KeepLocal());
        wishes.add(new Wish.KeepBoth());
        wishes.add(new Wish.PullHere());
        wishes.add(new Wish.DeleteRemote());
        wishes.add(new Wish.KeepRemote(NOWHERE));
        for (RevisionId head : remote.ids()) wishes.add(new Wish.KeepRemote(head));
        return wishes;
    }

    // Two places.

    static void ofTwoPlaces(Consumer<Situation> each) {
        for (Remote remote : remotesOfTwo())
            for (AtPlace home : placesOfTwo(HOME))
                for (AtPlace card : placesOfTwo(CARD))
                    for (Policy policy : policiesOfTwo()) {
                        var plain =
                                new Situation(
                                        SAVE,
                                        HERE,
                                        remote,
                                        List.of(home, card),
                                        false,
                                        false,
                                        true,
                                        policy,
                                        null);
                        each.accept(plain);
                        if (policy.equals(Policy.DEFAULT)) choicesOfTwo(plain, each);
                    }
    }

    private static List<Remote> remotesOfTwo() {
        Head b = head("b", B, false, DECK, EARLIER);
        return List.of(
                Remote.of(List.of()),
                Remote.of(List.of(head("t", null))),
                Remote.of(List.of(head("a", A, false, DECK, EARLIER))),
                Remote.of(List.of(b)),
                Remote.of(List.of(head("c", C, true, DECK, LATER))),
                Remote.of(List.of(b, head("c", C, false, PHONE, LATER))));
    }

    private static List<AtPlace> placesOfTwo(Place place) {
        List<AtPlace> places = new ArrayList<>();
        List<Local> locals =
                List.of(
                        new Local.Absent(),
                        new Local.Held(Hold.UNREADABLE),
                        new Local.Content(A, NOON, false),
                        new Local.Content(B, NOON, false),
                        new Local.Content(C, NOON, false),
                        new Local.Content(C, NOON, true));
        @Nullable Base[] bases = {
            null, placed("a", A), placed("a", A).keeping(revision("b"), B, NOON), unplaced("a", A)
        };
        for (Local local : locals)
            for (@Nullable Base base : bases)
                for (Lineage lineage : base == null ? List.of(Lineage.DESCENDS) : related())
                    for (boolean gateOpen : lineage == Lineage.DESCENDS ? NO_YES : YES)
                        places.add(
                                new AtPlace(
                                        place, local, base, lineage, false, false, false,
                                        gateOpen));
        return places;
    }

    private static List<Lineage> related() {
        return List.of(Lineage.DESCENDS, Lineage.ANCESTOR, Lineage.UNRELATED);
    }

    private static List<Policy> policiesOfTwo() {
        return List.of(
                Policy.DEFAULT,
                new Policy(OnConflict.LOCAL, List.of(), OnDeletion.DELETE_REMOTE, Download.ALL),
                new Policy(OnConflict.REMOTE, List.of(), OnDeletion.DELETE_REMOTE, Download.ALL),
                new Policy(OnConflict.KEEP_BOTH, List.of(), OnDeletion.KEEP_REMOTE, Download.ALL));
    }

    private static void choicesOfTwo(Situation plain, Consumer<Situation> each) {
        ContentId last = plain.places().getLast().contentId();
        Set<RevisionId> heads = plain.remote().ids();
        each.accept(plain.with(new Choice(new Wish.KeepLocal(), last, heads)));
        each.accept(plain.with(new Choice(new Wish.DeleteRemote(), last, heads)));
    }

    // The same situation, seen in another way.

    static Situation withoutChoice(Situation s) {
        return with(s, s.remote(), s.places(), null);
    }

    static Situation withHeadsReversed(Situation s) {
        return with(s, Remote.of(s.remote().all().reversed()), s.places(), s.choice());
    }

    /// The same with every clock running backwards, but for what the clocks were already asked.
    static Situation withTimesReversed(Situation s) {
        List<Head> heads =
                s.remote().all().stream()
                        .map(head -> {
                            Instant time = reversed(head.modifiedAt());
                            return new Head(
                                    head.id(),
                                    head.save(),
                                    head.device(),
                                    new Hlc(time.toEpochMilli(), 0),
                                    head.content(),
                                    head.blank(),
                                    time);
                        })
                        .toList();
        return with(s, Remote.of(heads), s.places(), s.choice());
    }

    private static Instant reversed(Instant time) {
        return NOON.minus(java.time.Duration.between(NOON, time));
    }

    private static Situation withLocalTime(Situation s, Instant time) {
        List<AtPlace> places =
                s.places().stream()
                        .map(at ->
                                at.local() instanceof Local.Content(var id, _, var blank)
                                        ? new AtPlace(
                                                at.place(),
                                                new Local.Content(id, time, blank),
                                                at.base(),
                                                at.lineage(),
                                                at.earlierRevision(),
                                                at.olderThanBase(),
                                                at.laterThere(),
                                                at.gateOpen())
                                        : at)
                        .toList();
        return with(s, s.remote(), places, s.choice());
    }

    private static Situation with(
            Situation s, Remote remote, List<AtPlace> places, @Nullable Choice choice) {
        return new Situation(
                s.save(),
                s.self(),
                remote,
                places,
                s.taken(),
                s.arriving(),
                s.lineage(),
                s.policy(),
                choice);
    }
}
