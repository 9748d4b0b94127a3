package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The decision table of `core/docs/design.md`, section 3, rows 0 and 2 to 19: the first row that
/// fits wins.
///
/// What this device last had stands for the base: the agreed revision, or the one under which its
/// own side of a conflict was kept in the storage, so that a conflict settled elsewhere is a
/// revision to follow (decision 0003).
final class DecisionTable {
    private final Situation situation;
    private final AtPlace at;

    private DecisionTable(Situation situation, AtPlace at) {
        this.situation = situation;
        this.at = at;
    }

    static Rule ruleFor(Situation situation, AtPlace at) {
        return new DecisionTable(situation, at).rule();
    }

    private Rule rule() {
        return switch (at.local()) {
            case Local.Held _ -> Rule.HELD;
            case Local.Absent _ ->
                    switch (situation.remote()) {
                        case Remote.Split _ -> Rule.HEADS_DIFFER;
                        case Remote.Missing _ -> Rule.GONE;
                        case Remote.Settled settled -> nothingHere(settled.head());
                    };
            case Local.Content here ->
                    switch (situation.remote()) {
                        case Remote.Split _ -> Rule.HEADS_DIFFER;
                        case Remote.Missing _ -> onlyHere();
                        case Remote.Settled settled -> bothSides(here, settled.head());
                    };
        };
    }

    private Rule nothingHere(Head there) {
        Base base = at.base();
        if (there.isTombstone()) return Rule.GONE;
        if (base == null || base.isTombstone())
            return situation.taken() && situation.policy().download() == Policy.Download.ALL
                    ? Rule.NEW_THERE
                    : Rule.NEW_THERE_NOT_TAKEN;
        if (!base.placed()) return Rule.STAYS_IN_STORAGE;
        if (situation.policy().deletion() == Policy.OnDeletion.KEEP_REMOTE)
            return Rule.REMOVED_HERE;
        return isBase(there) ? Rule.REMOVED_HERE_AND_THERE : Rule.REMOVED_HERE_CHANGED_THERE;
    }

    private Rule onlyHere() {
        // Nothing agreed on, or that it is gone: then a file here and nothing there is a new save.
        if (at.base() == null || at.base().lastHadContent() == null) return Rule.NEW_HERE;
        return situation.lineage() ? Rule.LOST_THERE : Rule.MISSING_THERE;
    }

    private Rule bothSides(Local.Content here, Head there) {
        Base base = at.base();
        if (here.id().equals(there.content())) return Rule.SAME;
        if (base == null)
            return there.isTombstone()
                    ? Rule.DELETED_THERE_CHANGED_HERE
                    : firstMeeting(here, there);
        if (!base.wasHere() && !base.isTombstone() && !there.isTombstone())
            return Rule.APPEARED_HERE;
        if (at.isAtBase()) return there.isTombstone() ? deletedThere() : changedThere();
        if (isBase(there)) return at.olderThanBase() ? Rule.OLDER_HERE : Rule.CHANGED_HERE;
        return there.isTombstone() ? Rule.DELETED_THERE_CHANGED_HERE : Rule.BOTH_CHANGED;
    }

    private Rule firstMeeting(Local.Content here, Head there) {
        if (at.earlierRevision()) return Rule.BEHIND;
        if (here.blank() && !there.blank()) return Rule.BLANK_HERE;
        if (there.blank() && !here.blank()) return Rule.BLANK_THERE;
        return Rule.FIRST_MEETING;
    }

    private Rule changedThere() {
        return switch (at.lineage()) {
            case DESCENDS -> Rule.CHANGED_THERE;
            case ANCESTOR -> Rule.STORAGE_WENT_BACK;
            case UNRELATED -> Rule.UNRELATED_THERE;
            case UNKNOWN -> at.laterThere() ? Rule.LATER_THERE : Rule.EARLIER_THERE;
        };
    }

    private Rule deletedThere() {
        return at.lineage() == Lineage.DESCENDS
                ? Rule.DELETED_THERE
                : Rule.DELETED_THERE_CHANGED_HERE;
    }

    /// Whether the storage holds what this device last had, by content: a detour that came back is
    /// no change.
    private boolean isBase(Head there) {
        @Nullable Base base = at.base();
        @Nullable ContentId had = base == null ? null : base.lastHadContent();
        return base != null && Objects.equals(had, there.content());
    }
}
