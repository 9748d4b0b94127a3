package app.savepoint.core.plan;

import static app.savepoint.core.plan.Given.CARD;
import static app.savepoint.core.plan.Given.DECK;
import static app.savepoint.core.plan.Given.HERE;
import static app.savepoint.core.plan.Given.HOME;
import static app.savepoint.core.plan.Given.NOON;
import static app.savepoint.core.plan.Given.PHONE;
import static app.savepoint.core.plan.Model.revision;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Policy.Download;
import app.savepoint.core.plan.Policy.OnConflict;
import app.savepoint.core.plan.Policy.OnDeletion;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every consistent state that a device can be in with a storage that keeps lineage: each shape of
/// history, with each base that fits it, each content on the disk, each policy and choice.
final class Worlds {
    private Worlds() {}

    static void ofOnePlace(Policy policy, boolean withChoices, Consumer<Model> each) {
        for (List<Revision> history : histories())
            for (@Nullable Base base : bases(history, true))
                for (Local.@Nullable Content local : locals(base)) {
                    Model world = world(history, policy, HOME, local, base);
                    if (!withChoices) each.accept(world);
                    else for (Choice choice : choices(world)) each.accept(world.choosing(choice));
                }
    }

    static void ofTwoPlaces(Policy policy, Consumer<Model> each) {
        for (List<Revision> history : histories())
            for (@Nullable Base home : bases(history, false))
                for (@Nullable Base card : bases(history, false))
                    for (Local.@Nullable Content here : locals(null))
                        for (Local.@Nullable Content there : locals(null)) {
                            Map<Place, Local.Content> disk = new HashMap<>();
                            Map<Optional<Place>, Base> bases = new HashMap<>();
                            if (here != null) disk.put(HOME, here);
                            if (there != null) disk.put(CARD, there);
                            if (home != null) bases.put(Optional.of(HOME), home);
                            if (card != null) bases.put(Optional.of(CARD), card);
                            each.accept(new Model(history, disk, bases, policy));
                        }
    }

    static List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (OnConflict conflict : OnConflict.values())
            for (OnDeletion deletion : OnDeletion.values()) {
                List<DeviceId> ranked =
                        conflict == OnConflict.PREFER_DEVICE ? List.of(DECK, HERE) : List.of();
                policies.add(new Policy(conflict, ranked, deletion, Download.ALL));
            }
        return policies;
    }

    /// Each policy for conflicts, with one or the other for deletions: worlds of two places are
    /// many.
    static List<Policy> policiesOfTwoPlaces() {
        List<Policy> all = policies();
        List<Policy> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) some.add(all.get(i + i / 2 % 2));
        return some;
    }

    private static List<List<Revision>> histories() {
        Revision a = revision("a", 'A', HERE);
        Revision b = revision("b", 'B', DECK, "a");
        Revision c = revision("c", 'C', PHONE, "a");
        Revision gone = revision("t", '-', PHONE, "a");
        return List.of(
                List.of(),
                List.of(a),
                List.of(a, b),
                List.of(a, b, revision("d", 'D', PHONE, "b")),
                List.of(a, b, revision("a2", 'A', DECK, "b")),
                List.of(a, b, c),
                List.of(a, b, revision("b2", 'B', PHONE, "a")),
                List.of(a, gone),
                List.of(a, b, gone),
                List.of(a, b, c, gone),
                List.of(a, revision("e", 'E', DECK, "a")),
                List.of(a, b, revision("e", 'E', PHONE, "a")),
                List.of(a, b, c, revision("d", 'D', DECK, "b", "c")),
                List.of(revision("x", 'B', DECK), revision("y", 'C', PHONE)));
    }

    /// Nothing; each revision there is, and one that the storage has lost; each of them placed, or
    /// known and not placed, or placed with this device's own side of a conflict kept since.
    private static List<@Nullable Base> bases(List<Revision> history, boolean all) {
        List<@Nullable Base> bases = new ArrayList<>();
        bases.add(null);
        bases.add(Base.agreed(Given.revision("lost"), Letters.content('A'), true, NOON));
        for (Revision revision : history) {
            ContentId content = revision.contentId().orElse(null);
            if (all || content == null) bases.add(Base.agreed(revision.id(), content, false, null));
            if (content == null) continue;
            Base placed = Base.agreed(revision.id(), content, true, NOON);
            bases.add(placed);
            for (Revision kept : history)
                if (kept.parents().contains(revision.id()) && !kept.isTombstone())
                    bases.add(placed.keeping(kept.id(), kept.contentId().orElseThrow(), NOON));
        }
        return bases;
    }

    private static List<Local.@Nullable Content> locals(@Nullable Base base) {
        List<Local.@Nullable Content> locals = new ArrayList<>();
        locals.add(null);
        Instant older = NOON.minusSeconds(60);
        for (char letter : new char[] {'A', 'B', 'C', 'F'}) {
            locals.add(new Local.Content(Letters.content(letter), NOON, false));
            if (base != null && base.wasHere())
                locals.add(new Local.Content(Letters.content(letter), older, false));
        }
        locals.add(new Local.Content(Letters.content('E'), NOON, true));
        return locals;
    }

    private static Model world(
            List<Revision> history,
            Policy policy,
            Place place,
            Local.@Nullable Content local,
            @Nullable Base base) {
        Map<Place, Local.Content> disk = new HashMap<>();
        Map<Optional<Place>, Base> bases = new HashMap<>();
        if (local != null) disk.put(place, local);
        boolean knownPlace = local != null || (base != null && base.wasHere());
        if (base != null) bases.put(knownPlace ? Optional.of(place) : Optional.empty(), base);
        return new Model(history, disk, bases, policy);
    }

    private static List<Choice> choices(Model world) {
        Situation seen = world.situation();
        ContentId local = Planner.leadingContent(seen);
        Set<RevisionId> heads = seen.remote().ids();
        List<Choice> choices = new ArrayList<>();
        for (Wish wish :
                List.of(
                        new Wish.KeepLocal(),
                        new Wish.KeepBoth(),
                        new Wish.PullHere(),
                        new Wish.DeleteRemote())) choices.add(new Choice(wish, local, heads));
        for (RevisionId head : heads)
            choices.add(new Choice(new Wish.KeepRemote(head), local, heads));
        return choices;
    }
}
