package app.savepoint.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Situations in a few words, for examples.
///
/// Unless said otherwise: nothing here, nothing there, nothing agreed on; a storage that keeps
/// lineage and whose head continues the base; the gate open; nothing arriving; the save taken by a
/// root; default policies; no choice.
record Given(Situation situation) {
    static final SaveId SAVE = SaveId.main("gba", "Pokemon Emerald");
    static final ContentId A = Letters.content('A');
    static final ContentId B = Letters.content('B');
    static final ContentId C = Letters.content('C');
    static final DeviceId HERE = device("here");
    static final DeviceId DECK = device("deck");
    static final DeviceId PHONE = device("phone");
    static final Place HOME = new Place(1, "gba/Pokemon Emerald.srm");
    static final Place CARD = new Place(2, "saves/Pokemon Emerald.srm");
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    static Given nothing() {
        return new Given(
                new Situation(
                        SAVE,
                        HERE,
                        new Remote.Missing(),
                        List.of(AtPlace.nowhere(null, Lineage.DESCENDS)),
                        true,
                        false,
                        true,
                        Policy.DEFAULT,
                        null));
    }

    static DeviceId device(String name) {
        return new DeviceId(uuid("device " + name));
    }

    static RevisionId revision(String name) {
        return new RevisionId(uuid("revision " + name));
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    static Head head(String name, @Nullable ContentId content) {
        return head(name, content, false, DECK, NOON);
    }

    static Head blankHead(String name, ContentId content) {
        return head(name, content, true, DECK, NOON);
    }

    static Head tombstone(String name) {
        return head(name, null);
    }

    static Head head(
            String name, @Nullable ContentId content, boolean blank, DeviceId by, Instant time) {
        return new Head(
                revision(name), SAVE, by, new Hlc(time.toEpochMilli(), 0), content, blank, time);
    }

    static Local.Content local(ContentId content) {
        return new Local.Content(content, NOON, false);
    }

    static Local.Content blank(ContentId content) {
        return new Local.Content(content, NOON, true);
    }

    static Base placed(String revision, ContentId content) {
        return Base.agreed(revision(revision), content, true, NOON);
    }

    static Base unplaced(String revision, @Nullable ContentId content) {
        return Base.agreed(revision(revision), content, false, null);
    }

    static AtPlace at(Place place, Local local, @Nullable Base base, Lineage lineage) {
        return new AtPlace(place, local, base, lineage, false, false, false, true);
    }

    // The situation, one fact at a time. The first place is the one changed.

    private AtPlace first() {
        return situation.places().getFirst();
    }

    private Given first(AtPlace at) {
        return places(at);
    }

    Given places(AtPlace... places) {
        Situation s = situation;
        return with(s.remote(), List.of(places), s.taken(), s.arriving(), s.lineage(), s.policy());
    }

    Given here(Local local) {
        AtPlace at = first();
        return first(
                new AtPlace(
                        local instanceof Local.Absent ? at.place() : HOME,
                        local,
                        at.base(),
                        at.lineage(),
                        at.earlierRevision(),
                        at.olderThanBase(),
                        at.laterThere(),
                        at.gateOpen()));
    }

    Given here(ContentId content) {
        return here(local(content));
    }

    Given held(Hold why) {
        return here(new Local.Held(why));
    }

    Given base(Base base) {
        AtPlace at = first();
        return first(
                new AtPlace(
                        base.wasHere() ? HOME : at.place(),
                        at.local(),
                        base,
                        at.lineage(),
                        at.earlierRevision(),
                        at.olderThanBase(),
                        at.laterThere(),
                        at.gateOpen()));
    }

    Given there(Head... heads) {
        Situation s = situation;
        return with(
                Remote.of(List.of(heads)),
                s.places(),
                s.taken(),
                s.arriving(),
                s.lineage(),
                s.policy());
    }

    Given lineage(Lineage lineage) {
        AtPlace at = first();
        Given related =
                first(
                        new AtPlace(
                                at.place(),
                                at.local(),
                                at.base(),
                                lineage,
                                at.earlierRevision(),
                                at.olderThanBase(),
                                at.laterThere(),
                                at.gateOpen()));
        return lineage == Lineage.UNKNOWN ? related.withoutLineage() : related;
    }

    private Given withoutLineage() {
        Situation s = situation;
        return with(s.remote(), s.places(), s.taken(), s.arriving(), false, s.policy());
    }

    Given earlierRevision() {
        return flags(true, first().olderThanBase(), first().laterThere(), first().gateOpen());
    }

    Given olderThanBase() {
        return flags(first().earlierRevision(), true, first().laterThere(), first().gateOpen());
    }

    Given laterThere() {
        return flags(first().earlierRevision(), first().olderThanBase(), true, first().gateOpen());
    }

    Given emulatorRuns() {
        return flags(
                first().earlierRevision(), first().olderThanBase(), first().laterThere(), false);
    }

    private Given flags(boolean earlier, boolean older, boolean later, boolean gateOpen) {
        AtPlace at = first();
        return first(
                new AtPlace(
                        at.place(),
                        at.local(),
                        at.base(),
                        at.lineage(),
                        earlier,
                        older,
                        later,
                        gateOpen));
    }

    Given notTaken() {
        Situation s = situation;
        return with(s.remote(), s.places(), false, s.arriving(), s.lineage(), s.policy());
    }

    Given arriving() {
        Situation s = situation;
        return with(s.remote(), s.places(), s.taken(), true, s.lineage(), s.policy());
    }

    Given policy(Policy policy) {
        Situation s = situation;
        return with(s.remote(), s.places(), s.taken(), s.arriving(), s.lineage(), policy);
    }

    Given conflicts(Policy.OnConflict conflict, DeviceId... preferred) {
        Policy p = situation.policy();
        return policy(new Policy(conflict, List.of(preferred), p.deletion(), p.download()));
    }

    Given deletions(Policy.OnDeletion deletion) {
        Policy p = situation.policy();
        return policy(new Policy(p.conflict(), p.preferred(), deletion, p.download()));
    }

    Given downloads(Policy.Download download) {
        Policy p = situation.policy();
        return policy(new Policy(p.conflict(), p.preferred(), p.deletion(), download));
    }

    /// A choice on what is seen now.
    Given chose(Choice.Wish wish) {
        return chose(wish, first().contentId(), situation.remote().ids());
    }

    Given chose(Choice.Wish wish, @Nullable ContentId local, Set<RevisionId> heads) {
        return new Given(situation.with(new Choice(wish, local, heads)));
    }

    private Given with(
            Remote remote,
            List<AtPlace> places,
            boolean taken,
            boolean arriving,
            boolean lineage,
            Policy policy) {
        return new Given(
                new Situation(
                        SAVE,
                        HERE,
                        remote,
                        places,
                        taken,
                        arriving,
                        lineage,
                        policy,
                        situation.choice()));
    }

    SavePlan plan() {
        return Planner.plan(situation);
    }
}
