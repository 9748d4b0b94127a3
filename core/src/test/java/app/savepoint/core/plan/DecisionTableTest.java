package app.savepoint.core.plan;

import static app.savepoint.core.plan.Given.A;
import static app.savepoint.core.plan.Given.B;
import static app.savepoint.core.plan.Given.C;
import static app.savepoint.core.plan.Given.blank;
import static app.savepoint.core.plan.Given.blankHead;
import static app.savepoint.core.plan.Given.head;
import static app.savepoint.core.plan.Given.nothing;
import static app.savepoint.core.plan.Given.placed;
import static app.savepoint.core.plan.Given.revision;
import static app.savepoint.core.plan.Given.tombstone;
import static app.savepoint.core.plan.Given.unplaced;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Policy.Download;
import app.savepoint.core.plan.Policy.OnDeletion;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Lineage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The decision table of `core/docs/design.md`, section 3, by example: row by row, with what a sync
/// then does and says. `A`, `B` and `C` are contents; `a` is the revision that held `A`.
class DecisionTableTest {
    record Row(
            int row,
            String situation,
            Given given,
            Rule rule,
            Action action,
            Attention attention,
            List<String> steps) {
        @Override
        public String toString() {
            return row + ": " + situation;
        }
    }

    private static Row row(
            int row,
            String situation,
            Given given,
            Rule rule,
            Action action,
            Attention attention,
            String... steps) {
        return new Row(row, situation, given, rule, action, attention, List.of(steps));
    }

    private static Row quiet(
            int row, String situation, Given given, Rule rule, Action action, String... steps) {
        return row(row, situation, given, rule, action, Attention.NONE, steps);
    }

    private static Row conflict(
            int row, String situation, Given given, Rule rule, String... steps) {
        return row(row, situation, given, rule, Action.CONFLICT, Attention.CONFLICT, steps);
    }

    private static final Given AGREED = nothing().base(placed("a", A));

    static Stream<Row> table() {
        return Stream.of(held(), chosen(), heads(), absent(), present(), moved(), deleted())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> held() {
        return Stream.of(
                row(
                        0,
                        "a file that can not be read",
                        AGREED.held(Hold.UNREADABLE).there(head("b", B)),
                        Rule.HELD,
                        Action.SKIP,
                        Attention.ERROR),
                row(
                        0,
                        "a file that changes while it is read",
                        AGREED.held(Hold.UNSTABLE).there(head("b", B)),
                        Rule.HELD,
                        Action.SKIP,
                        Attention.WAITING),
                row(
                        0,
                        "a root that is not what it was, where the storage says deleted",
                        AGREED.held(Hold.ROOT_UNHEALTHY).there(tombstone("t")),
                        Rule.HELD,
                        Action.SKIP,
                        Attention.ROOT_CHANGED),
                row(
                        0,
                        "a state that is too large, whatever a person chose",
                        AGREED.held(Hold.STATE_TOO_LARGE)
                                .there(head("b", B))
                                .chose(new Wish.PullHere()),
                        Rule.HELD,
                        Action.SKIP,
                        Attention.NONE));
    }

    private static Stream<Row> chosen() {
        Given conflict = AGREED.here(C).there(head("b", B));
        Given split = AGREED.here(C).there(head("b", B), head("c", C));
        Head later = head("b", B, false, Given.DECK, Given.NOON.plusSeconds(1));
        return Stream.of(
                quiet(
                        1,
                        "this device's content, in a conflict",
                        conflict.chose(new Wish.KeepLocal()),
                        Rule.CHOSE_LOCAL,
                        Action.PUSH,
                        "push C at home over 1"),
                quiet(
                        1,
                        "the storage's content, in a conflict",
                        conflict.chose(new Wish.KeepRemote(revision("b"))),
                        Rule.CHOSE_REMOTE,
                        Action.PULL,
                        "pull B at home replacing C"),
                quiet(
                        1,
                        "one of two heads",
                        split.chose(new Wish.KeepRemote(revision("b"))),
                        Rule.CHOSE_REMOTE,
                        Action.PULL,
                        "keep C at home in storage",
                        "settle 2 as B",
                        "pull B at home replacing C"),
                quiet(
                        1,
                        "the one of two heads that lies here already",
                        split.emulatorRuns().chose(new Wish.KeepRemote(revision("c"))),
                        Rule.CHOSE_REMOTE,
                        Action.PULL,
                        "keep C at home in storage",
                        "settle 2 as C",
                        "agree on C at home"),
                quiet(
                        1,
                        "a deletion",
                        AGREED.here(B)
                                .there(tombstone("t"))
                                .chose(new Wish.KeepRemote(revision("t"))),
                        Rule.CHOSE_REMOTE_DELETION,
                        Action.DELETE_LOCAL,
                        "delete B at home"),
                quiet(
                        1,
                        "both, where this device's content is none of the heads",
                        AGREED.here(A).there(later, head("c", C)).chose(new Wish.KeepBoth()),
                        Rule.CHOSE_BOTH,
                        Action.PUSH,
                        "set B aside in kept-8",
                        "set C aside in kept-8",
                        "push A at home over 2"),
                quiet(
                        1,
                        "both, where this device's content is one of the heads",
                        split.chose(new Wish.KeepBoth()),
                        Rule.CHOSE_BOTH,
                        Action.PUSH,
                        "set B aside in kept-8",
                        "push C at home over 2"),
                quiet(
                        1,
                        "both, where the same content stands in two heads",
                        AGREED.here(C)
                                .there(head("b", B), head("b2", B), head("t", null))
                                .chose(new Wish.KeepBoth()),
                        Rule.CHOSE_BOTH,
                        Action.PUSH,
                        "set B aside in kept-8",
                        "push C at home over 3"),
                quiet(
                        1,
                        "both, on a device that does not have the save: the one with progress stays",
                        nothing().there(blankHead("b", B), head("c", C)).chose(new Wish.KeepBoth()),
                        Rule.CHOSE_BOTH,
                        Action.PUSH,
                        "set B aside in kept-8",
                        "settle 2 as C"),
                quiet(
                        1,
                        "a save that stayed in the storage until now",
                        nothing()
                                .base(unplaced("a", A))
                                .there(head("b", B))
                                .chose(new Wish.PullHere()),
                        Rule.CHOSE_PULL,
                        Action.PULL,
                        "pull B"),
                quiet(
                        1,
                        "a save in sync shall be gone from the storage",
                        AGREED.here(A).there(head("a", A)).chose(new Wish.DeleteRemote()),
                        Rule.CHOSE_DELETION,
                        Action.DELETE_REMOTE,
                        "delete there over 1"),
                quiet(
                        1,
                        "a save that is gone from the storage by choice stays here",
                        AGREED.here(A).there(tombstone("t")).chose(new Wish.DeleteRemote()),
                        Rule.CHOSE_DELETION,
                        Action.LOCAL_ONLY,
                        "keep A at home in backups: ONLY_HERE",
                        "agree on deletion not at home"),
                row(
                        1,
                        "a choice is carried out once the emulator has ended, and C kept until then",
                        conflict.emulatorRuns().chose(new Wish.KeepRemote(revision("b"))),
                        Rule.CHOSE_REMOTE,
                        Action.PULL,
                        Attention.WAITING,
                        "keep C at home in backups: CONFLICT"),
                conflict(
                        1,
                        "not a choice that was made on another content",
                        conflict.chose(new Wish.KeepLocal(), A, Set.of(revision("b"))),
                        Rule.BOTH_CHANGED,
                        "keep C at home in storage"),
                conflict(
                        1,
                        "not a choice that was made on other heads",
                        conflict.chose(new Wish.KeepLocal(), C, Set.of(revision("x"))),
                        Rule.BOTH_CHANGED,
                        "keep C at home in storage"));
    }

    private static Stream<Row> heads() {
        return Stream.of(
                conflict(
                        2,
                        "two heads, and what lies here is what was agreed on",
                        AGREED.here(A).there(head("b", B), head("c", C)),
                        Rule.HEADS_DIFFER,
                        "keep A at home in storage"),
                conflict(
                        2,
                        "a deletion counts as a head",
                        AGREED.there(head("b", B), tombstone("t")),
                        Rule.HEADS_DIFFER),
                conflict(
                        2,
                        "two heads where nothing was agreed on",
                        nothing().here(A).there(head("b", B), head("c", C)),
                        Rule.HEADS_DIFFER,
                        "keep A at home in backups: CONFLICT"),
                quiet(
                        3,
                        "two heads that hold the same are one",
                        AGREED.here(B).there(head("b", B), head("b2", B)),
                        Rule.SAME,
                        Action.IN_SYNC,
                        "agree on B at home"));
    }

    private static Stream<Row> absent() {
        Given removed = AGREED.deletions(OnDeletion.DELETE_REMOTE);
        Given unwanted = nothing().base(unplaced("a", A));
        return Stream.of(
                quiet(
                        4,
                        "new in the storage",
                        nothing().there(head("a", A)),
                        Rule.NEW_THERE,
                        Action.PULL,
                        "pull A"),
                quiet(
                        4,
                        "in the storage again after a deletion",
                        nothing().base(unplaced("t", null)).there(head("b", B)),
                        Rule.NEW_THERE,
                        Action.PULL,
                        "pull B"),
                quiet(
                        4,
                        "no root takes it",
                        nothing().notTaken().there(head("a", A)),
                        Rule.NEW_THERE_NOT_TAKEN,
                        Action.CLOUD_ONLY),
                quiet(
                        4,
                        "downloads are off",
                        nothing().downloads(Download.NONE).there(head("a", A)),
                        Rule.NEW_THERE_NOT_TAKEN,
                        Action.CLOUD_ONLY),
                quiet(
                        5,
                        "removed here, the storage keeps it",
                        AGREED.there(head("b", B)),
                        Rule.REMOVED_HERE,
                        Action.CLOUD_ONLY,
                        "agree on B not at home"),
                quiet(
                        5,
                        "removed here, and there as well by policy",
                        removed.there(head("a", A)),
                        Rule.REMOVED_HERE_AND_THERE,
                        Action.DELETE_REMOTE,
                        "delete there over 1"),
                row(
                        5,
                        "removed here, and there once all has arrived",
                        removed.arriving().there(head("a", A)),
                        Rule.REMOVED_HERE_AND_THERE,
                        Action.DELETE_REMOTE,
                        Attention.WAITING),
                conflict(
                        5,
                        "removed here while it went on elsewhere",
                        removed.there(head("b", B)),
                        Rule.REMOVED_HERE_CHANGED_THERE),
                quiet(
                        6,
                        "not wanted here, whatever becomes of it",
                        unwanted.there(head("b", B)),
                        Rule.STAYS_IN_STORAGE,
                        Action.CLOUD_ONLY,
                        "agree on B not"),
                quiet(
                        6,
                        "not wanted here, and no news",
                        unwanted.there(head("a", A)),
                        Rule.STAYS_IN_STORAGE,
                        Action.CLOUD_ONLY),
                quiet(8, "nowhere", nothing(), Rule.GONE, Action.NONE),
                quiet(
                        8,
                        "deleted everywhere",
                        AGREED.there(tombstone("t")),
                        Rule.GONE,
                        Action.NONE,
                        "agree on deletion not at home"),
                quiet(
                        8,
                        "deleted everywhere, and agreed on",
                        nothing().base(unplaced("t", null)).there(tombstone("t")),
                        Rule.GONE,
                        Action.NONE),
                quiet(8, "lost everywhere", AGREED, Rule.GONE, Action.NONE, "forget at home"));
    }

    private static Stream<Row> present() {
        return Stream.of(
                quiet(
                        3,
                        "both hold the same for the first time",
                        nothing().here(A).there(head("a", A)),
                        Rule.SAME,
                        Action.IN_SYNC,
                        "agree on A at home"),
                quiet(
                        3,
                        "both hold what was agreed on",
                        AGREED.here(A).there(head("a", A)),
                        Rule.SAME,
                        Action.IN_SYNC),
                conflict(
                        7,
                        "a file appears where none was wanted",
                        nothing().base(unplaced("a", A)).here(C).there(head("a", A)),
                        Rule.APPEARED_HERE,
                        "keep C at home in storage"),
                conflict(
                        7,
                        "an old file appears where none was wanted",
                        nothing().base(unplaced("a", A)).here(A).there(head("b", B)),
                        Rule.APPEARED_HERE,
                        "keep A at home in storage"),
                quiet(
                        9,
                        "only this device has it",
                        nothing().here(A),
                        Rule.NEW_HERE,
                        Action.PUSH,
                        "push A at home over 0"),
                row(
                        9,
                        "only this device has it, as far as anything has arrived",
                        nothing().here(A).arriving(),
                        Rule.NEW_HERE,
                        Action.PUSH,
                        Attention.WAITING,
                        "keep A at home in backups: ONLY_HERE"),
                quiet(
                        10,
                        "what lies here is an earlier version",
                        nothing().here(A).earlierRevision().there(head("b", B)),
                        Rule.BEHIND,
                        Action.PULL,
                        "pull B at home replacing A"),
                quiet(
                        10,
                        "what lies here is blank",
                        nothing().here(blank(A)).there(head("b", B)),
                        Rule.BLANK_HERE,
                        Action.PULL,
                        "pull B at home replacing A"),
                quiet(
                        10,
                        "what the storage has is blank",
                        nothing().here(A).there(blankHead("b", B)),
                        Rule.BLANK_THERE,
                        Action.PUSH,
                        "push A at home over 1"),
                conflict(
                        10,
                        "two saves meet for the first time",
                        nothing().here(A).there(head("b", B)),
                        Rule.FIRST_MEETING,
                        "keep A at home in backups: FIRST_MEETING"),
                conflict(
                        10,
                        "two blank saves meet for the first time",
                        nothing().here(blank(A)).there(blankHead("b", B)),
                        Rule.FIRST_MEETING,
                        "keep A at home in backups: FIRST_MEETING"));
    }

    private static Stream<Row> moved() {
        Given unchanged = AGREED.here(A);
        Given kept = nothing().base(placed("a", A).keeping(revision("b"), B, Given.NOON)).here(B);
        return Stream.of(
                quiet(
                        11,
                        "the storage moved on",
                        unchanged.there(head("b", B)),
                        Rule.CHANGED_THERE,
                        Action.PULL,
                        "pull B at home replacing A"),
                row(
                        11,
                        "the storage moved on while the emulator runs",
                        unchanged.emulatorRuns().there(head("b", B)),
                        Rule.CHANGED_THERE,
                        Action.PULL,
                        Attention.WAITING),
                row(
                        11,
                        "the storage moved on to a blank save",
                        unchanged.there(blankHead("b", B)),
                        Rule.CHANGED_THERE,
                        Action.SKIP,
                        Attention.BLANK,
                        "keep A at home in backups: BLANK"),
                quiet(
                        11,
                        "a conflict of which this is one side was settled elsewhere",
                        kept.there(head("c", C)),
                        Rule.CHANGED_THERE,
                        Action.PULL,
                        "pull C at home replacing B"),
                quiet(
                        12,
                        "the storage went back",
                        unchanged.lineage(Lineage.ANCESTOR).there(head("z", C)),
                        Rule.STORAGE_WENT_BACK,
                        Action.PUSH,
                        "push A at home over 1"),
                conflict(
                        13,
                        "the storage holds something unrelated",
                        unchanged.lineage(Lineage.UNRELATED).there(head("x", C)),
                        Rule.UNRELATED_THERE,
                        "keep A at home in storage"),
                quiet(
                        14,
                        "a storage without lineage has something later",
                        unchanged.lineage(Lineage.UNKNOWN).laterThere().there(head("b", B)),
                        Rule.LATER_THERE,
                        Action.PULL,
                        "pull B at home replacing A"),
                row(
                        14,
                        "a storage without lineage has something that is not later",
                        unchanged.lineage(Lineage.UNKNOWN).there(head("b", B)),
                        Rule.EARLIER_THERE,
                        Action.TIMESTAMP_CONFLICT,
                        Attention.TIMESTAMP_CONFLICT,
                        "keep A at home in backups: TIMESTAMP_CONFLICT"),
                quiet(
                        15,
                        "this device moved on",
                        AGREED.here(B).there(head("a", A)),
                        Rule.CHANGED_HERE,
                        Action.PUSH,
                        "push B at home over 1"),
                quiet(
                        15,
                        "a new save after a deletion",
                        nothing().base(unplaced("t", null)).here(B).there(tombstone("t")),
                        Rule.CHANGED_HERE,
                        Action.PUSH,
                        "push B at home over 1"),
                quiet(
                        15,
                        "this device moved on in a conflict that was settled in its favour",
                        kept.here(C).there(head("m", B)),
                        Rule.CHANGED_HERE,
                        Action.PUSH,
                        "push C at home over 1"),
                row(
                        15,
                        "an older file was put here by hand",
                        AGREED.here(B).olderThanBase().there(head("a", A)),
                        Rule.OLDER_HERE,
                        Action.TIMESTAMP_CONFLICT,
                        Attention.TIMESTAMP_CONFLICT,
                        "keep B at home in backups: TIMESTAMP_CONFLICT"),
                row(
                        15,
                        "this device moved on to a blank save",
                        AGREED.here(blank(B)).there(head("a", A)),
                        Rule.CHANGED_HERE,
                        Action.SKIP,
                        Attention.BLANK,
                        "keep B at home in backups: BLANK"),
                row(
                        15,
                        "this device moved on to a blank save, and one of two equal heads has progress",
                        AGREED.here(blank(B)).there(blankHead("a", A), head("a2", A)),
                        Rule.CHANGED_HERE,
                        Action.SKIP,
                        Attention.BLANK,
                        "keep B at home in backups: BLANK"),
                conflict(
                        16,
                        "both moved on",
                        AGREED.here(B).there(head("c", C)),
                        Rule.BOTH_CHANGED,
                        "keep B at home in storage"),
                conflict(
                        16,
                        "both moved on, this device to a blank save",
                        AGREED.here(blank(B)).there(head("c", C)),
                        Rule.BOTH_CHANGED,
                        "keep B at home in backups: BLANK"),
                conflict(
                        16,
                        "both moved on, and the storage can not hold two heads",
                        AGREED.here(B).lineage(Lineage.UNKNOWN).there(head("c", C)),
                        Rule.BOTH_CHANGED,
                        "keep B at home in backups: CONFLICT"));
    }

    private static Stream<Row> deleted() {
        return Stream.of(
                quiet(
                        17,
                        "deleted elsewhere, unchanged here",
                        AGREED.here(A).there(tombstone("t")),
                        Rule.DELETED_THERE,
                        Action.DELETE_LOCAL,
                        "delete A at home"),
                row(
                        17,
                        "deleted elsewhere, but something is still arriving",
                        AGREED.here(A).arriving().there(tombstone("t")),
                        Rule.DELETED_THERE,
                        Action.DELETE_LOCAL,
                        Attention.WAITING),
                row(
                        17,
                        "deleted elsewhere while the emulator runs",
                        AGREED.here(A).emulatorRuns().there(tombstone("t")),
                        Rule.DELETED_THERE,
                        Action.DELETE_LOCAL,
                        Attention.WAITING),
                conflict(
                        18,
                        "deleted elsewhere, changed here",
                        AGREED.here(B).there(tombstone("t")),
                        Rule.DELETED_THERE_CHANGED_HERE,
                        "keep B at home in storage"),
                conflict(
                        18,
                        "deleted by someone who never saw what was agreed on",
                        AGREED.here(A).lineage(Lineage.UNRELATED).there(tombstone("t")),
                        Rule.DELETED_THERE_CHANGED_HERE,
                        "keep A at home in storage"),
                conflict(
                        18,
                        "deleted before this device ever agreed on it",
                        nothing().here(A).there(tombstone("t")),
                        Rule.DELETED_THERE_CHANGED_HERE,
                        "keep A at home in backups: CONFLICT"),
                conflict(
                        18,
                        "deleted elsewhere, and put here by hand where it was not wanted",
                        nothing().base(unplaced("a", A)).here(A).there(tombstone("t")),
                        Rule.DELETED_THERE_CHANGED_HERE,
                        "keep A at home in storage"),
                quiet(
                        19,
                        "the storage lost it",
                        AGREED.here(A),
                        Rule.LOST_THERE,
                        Action.PUSH,
                        "push A at home over 0"),
                row(
                        19,
                        "the storage lost it, or has not got it back yet",
                        AGREED.here(A).arriving(),
                        Rule.LOST_THERE,
                        Action.PUSH,
                        Attention.WAITING,
                        "keep A at home in backups: ONLY_HERE"),
                quiet(
                        19,
                        "a storage that can not say why does not have it",
                        AGREED.here(A).lineage(Lineage.UNKNOWN),
                        Rule.MISSING_THERE,
                        Action.LOCAL_ONLY,
                        "keep A at home in backups: ONLY_HERE"),
                quiet(
                        9,
                        "a new save where both had agreed that it is gone",
                        nothing().base(unplaced("t", null)).here(A).lineage(Lineage.UNKNOWN),
                        Rule.NEW_HERE,
                        Action.PUSH,
                        "push A at home over 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void the_first_row_that_fits_wins(Row row) {
        SavePlan plan = row.given().plan();
        assertThat(plan.rule()).isEqualTo(row.rule());
        assertThat(plan.action()).isEqualTo(row.action());
        assertThat(plan.attention()).isEqualTo(row.attention());
        assertThat(StepWords.of(plan)).isEqualTo(row.steps());
        if (row.row() > 1) assertThat(plan.rule().row()).isEqualTo(row.row());
    }

    @Test
    void every_rule_has_an_example() {
        Set<Rule> shown = table().map(Row::rule).collect(Collectors.toSet());
        assertThat(Arrays.stream(Rule.values()).filter(rule -> rule != Rule.PLACES_DIFFER))
                .as("PlacesTest has those of several places")
                .allMatch(shown::contains);
    }
}
