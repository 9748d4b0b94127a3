package app.savepoint.app.cli;

import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.view.PolicyRow;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The rules that a person set, as they are after a command.
record PoliciesAnswer(List<PolicyRow> rows) implements Answer {
    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeArrayPropertyStart("policies");
        for (PolicyRow row : rows) {
            out.writeStartObject();
            out.writeStringProperty("key", row.key());
            out.writeStringProperty("value", row.value());
            out.writeStringProperty("scope", row.scope());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        var messages = page.messages();
        if (rows.isEmpty()) {
            page.line(messages.text("policy.none"));
            return;
        }
        var table =
                new Table(
                        Column.left(messages.text("column.rule")),
                        Column.left(messages.text("column.value")),
                        Column.flexible(messages.text("column.scope")));
        for (PolicyRow row : rows)
            table.row(
                    Cell.of(row.key()),
                    Cell.of(row.value()),
                    Cell.of(
                            row.scope().equals(PolicyRow.LIBRARY)
                                    ? messages.text("policy.library")
                                    : row.scope()));
        page.table(table);
    }
}
