package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.ActivityRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/// `activity`: what happened.
@Command(name = "activity", description = "Show what happened, newest first.")
final class ActivityCommand extends ServiceCommand {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many entries at most. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    ActivityCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        if (limit < 1) throw new RequestException("usage", Saying.of("usage.limit", limit));
        return new Activity(service.activity(limit), context.messages());
    }

    /// What happened, newest first.
    private record Activity(List<ActivityRow> rows, Messages messages) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            var json = new SaveJson(out);
            out.writeStartObject();
            out.writeArrayPropertyStart("activity");
            for (ActivityRow row : rows) {
                out.writeStartObject();
                out.writeNumberProperty("id", row.id());
                out.writeStringProperty("time", row.time().toString());
                out.writeStringProperty("device", row.device());
                out.writeStringProperty("action", row.action());
                json.orNull("save", row.save());
                out.writeStringProperty("status", row.status());
                out.writeStringProperty("message", messages.error(row.what()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            if (rows.isEmpty()) {
                page.line(messages.text("activity.none"));
                return;
            }
            var table =
                    new Table(
                            Column.right(messages.text("column.id")),
                            Column.left(messages.text("column.when")),
                            Column.left(messages.text("column.device")),
                            Column.left(messages.text("column.what")),
                            Column.flexible(messages.text("column.save")),
                            Column.flexible(messages.text("column.message")));
            for (ActivityRow row : rows)
                table.row(
                        Cell.of(Long.toString(row.id())),
                        Cell.of(page.figures().ago(row.time())),
                        Cell.of(row.device()),
                        new Cell(
                                row.status().equals("failed") ? Tone.BAD : Tone.PLAIN,
                                what(row, messages)),
                        Cell.of(row.save() == null ? "" : row.save().toString()),
                        Cell.of(message(row, messages)));
            page.table(table);
        }

        private static String what(ActivityRow row, Messages messages) {
            String word = messages.wordOr("did." + row.action(), row.action());
            return row.status().equals("done")
                    ? word
                    : word + " (" + messages.wordOr("did." + row.status(), row.status()) + ")";
        }

        private static String message(ActivityRow row, Messages messages) {
            return row.action().equals("undone") && row.status().equals("done")
                    ? messages.text("activity.undid", row.what().toString())
                    : messages.error(row.what());
        }
    }
}
