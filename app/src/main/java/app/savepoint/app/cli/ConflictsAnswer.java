package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Every save that waits for a person, with what helps to decide.
record ConflictsAnswer(List<SaveRow> waiting, Messages messages) implements Answer {
    @Override
    public ExitStatus status() {
        return waiting.isEmpty() ? ExitStatus.DONE : ExitStatus.WAITS;
    }

    @Override
    public void json(JsonGenerator out) {
        var json = new SaveJson(out);
        out.writeStartObject();
        out.writeArrayPropertyStart("conflicts");
        for (SaveRow row : waiting) json.conflict(row, messages);
        out.writeEndArray();
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        if (waiting.isEmpty()) {
            page.line(Tone.GOOD, messages.text("conflicts.none"));
            return;
        }
        for (SaveRow row : waiting) conflict(row, page);
        page.line(Tone.BAD, messages.count("conflicts.count", waiting.size()));
        page.detail(messages.text("conflicts.next", waiting.getFirst().id().toString()));
    }

    private void conflict(SaveRow row, Page page) {
        page.line(Tone.STRONG, row.id().toString());
        page.detail(messages.attention(row.attention()) + ": " + messages.reason(row));
        page.indented(new VersionTable(page).choices(row));
        Suggestion suggestion = row.suggestion();
        if (suggestion != null)
            page.detail(
                    messages.text(
                            "conflicts.suggestion",
                            suggestion.keep().word(),
                            messages.because(suggestion)));
        page.gap();
    }
}
