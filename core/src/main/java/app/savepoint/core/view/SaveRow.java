package app.savepoint.core.view;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.SaveId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One save with what a sync would do about it.
///
/// @param id which save
/// @param availability where it can be had
/// @param action what a sync would do
/// @param attention what a person should know
/// @param rule the row of the decision table that fitted
/// @param guards what holds the action back
/// @param firstMeeting whether two saves met here for the first time and differ
/// @param detail what exactly, where the rule alone does not say it (a file's name, the system's
///   message); may be empty
/// @param local what lies on this device; null if nothing does
/// @param remote what the storage holds: one entry per head, newest first
/// @param base what was last agreed on; null if nothing ever was
/// @param suggestion what the facts speak for; null if the save is not in conflict, or if they say
///   nothing
public record SaveRow(
        SaveId id,
        Availability availability,
        Action action,
        Attention attention,
        Rule rule,
        List<SavePlan.Guard> guards,
        boolean firstMeeting,
        String detail,
        @Nullable Version local,
        List<Version> remote,
        @Nullable Version base,
        @Nullable Suggestion suggestion) {
    public SaveRow {
        guards = List.copyOf(guards);
        remote = List.copyOf(remote);
    }

    /// Whether nothing happens until a person decides.
    public boolean waitsForPerson() {
        return attention.waitsForPerson() || asks();
    }

    /// Whether only a person's word lets it move again, other than `resolve`.
    public boolean asks() {
        return guards.stream().anyMatch(SavePlan.Guard::asks);
    }
}
