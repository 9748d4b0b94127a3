package app.savepoint.app.fake;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Version;
import java.util.List;

/// Puts a row together.
final class RowBuilder {
    private final SaveId id;
    private final Availability availability;
    private final Action action;
    private final Attention attention;
    private final Rule rule;
    private List<Guard> guards = List.of();
    private boolean firstMeeting;
    private String detail = "";
    private Version local;
    private List<Version> remote = List.of();
    private Version base;
    private Suggestion suggestion;

    RowBuilder(
            SaveId id, Availability availability, Action action, Attention attention, Rule rule) {
        this.id = id;
        this.availability = availability;
        this.action = action;
        this.attention = attention;
        this.rule = rule;
    }

    RowBuilder guard(Guard guard) {
        guards = List.of(guard);
        return this;
    }

    RowBuilder firstMeeting() {
        firstMeeting = true;
        return this;
    }

    RowBuilder detail(String text) {
        detail = text;
        return this;
    }

    RowBuilder local(Version version) {
        local = version;
        return this;
    }

    RowBuilder remote(Version... heads) {
        remote = List.of(heads);
        return this;
    }

    RowBuilder base(Version version) {
        base = version;
        return this;
    }

    RowBuilder suggestion(Suggestion suggested) {
        suggestion = suggested;
        return this;
    }

    SaveRow build() {
        return new SaveRow(
                id,
                availability,
                action,
                attention,
                rule,
                guards,
                firstMeeting,
                detail,
                local,
                remote,
                base,
                suggestion);
    }
}
