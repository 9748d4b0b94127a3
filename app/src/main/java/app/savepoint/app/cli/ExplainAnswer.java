package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.view.SaveRow;
import tools.jackson.core.JsonGenerator;

/// Why a sync would do with a save what it would do: the three contents, the rule, the guards.
record ExplainAnswer(SaveRow row, Messages messages) implements Answer {
    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        var json = new SaveJson(out);
        out.writeStartObject();
        out.writeStringProperty("id", row.id().toString());
        out.writeStringProperty("action", row.action().name());
        out.writeStringProperty("attention", row.attention().name());
        out.writeStringProperty("rule", SaveJson.rule(row.rule()));
        out.writeStringProperty("reason", messages.reason(row));
        json.sides(row);
        json.guards(row.guards());
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        page.line(Tone.STRONG, row.id().toString());
        String state = messages.text("action." + row.action().name());
        String attention = messages.attention(row.attention());
        // A conflict is both what happens and what to look at.
        if (row.attention() != Attention.NONE && !attention.equals(state))
            state += ", " + attention;
        page.detail(messages.text("explain.action", state));
        page.detail(messages.text("explain.rule", row.rule().row(), messages.rule(row.rule())));
        if (!row.detail().isEmpty())
            page.detail(messages.text("explain.detail", messages.phrase(row.detail())));
        for (Guard guard : row.guards())
            page.detail(messages.text("explain.guard", messages.guard(guard)));
        page.gap().indented(new VersionTable(page).all(row));
    }
}
