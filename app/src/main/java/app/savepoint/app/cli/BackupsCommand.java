package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.BackupRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;

/// `backups`: what was set aside on this device.
@Command(name = "backups", description = "Show what was set aside on this device.")
final class BackupsCommand extends ServiceCommand {
    @Mixin private final Saves saves = new Saves();

    BackupsCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return new Backups(service.backups(saves.selection()));
    }

    /// The backups, newest first.
    private record Backups(List<BackupRow> rows) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            var json = new SaveJson(out);
            out.writeStartObject();
            out.writeArrayPropertyStart("backups");
            for (BackupRow row : rows) {
                out.writeStartObject();
                out.writeNumberProperty("id", row.id());
                out.writeStringProperty("save", row.save().toString());
                out.writeStringProperty("time", row.time().toString());
                out.writeStringProperty("reason", row.reason());
                out.writeNumberProperty("size", row.manifest().size());
                out.writeStringProperty("contentId", row.manifest().contentId().hex());
                out.writeBooleanProperty("pinned", row.pinned());
                json.files(row.manifest().files());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            Messages messages = page.messages();
            if (rows.isEmpty()) {
                page.line(messages.text("backups.none"));
                return;
            }
            var table =
                    new Table(
                            Column.right(messages.text("column.id")),
                            Column.flexible(messages.text("column.save")),
                            Column.left(messages.text("column.setAside")),
                            Column.left(messages.text("column.why")),
                            Column.right(messages.text("column.size")));
            for (BackupRow row : rows)
                table.row(
                        Cell.of(Long.toString(row.id())),
                        Cell.of(row.save().toString()),
                        Cell.of(page.figures().ago(row.time()) + ", " + exact(row, page)),
                        Cell.of(row.reason() + (row.pinned() ? pinned(messages) : "")),
                        Cell.of(page.figures().size(row.manifest().size())));
            page.table(table);
        }

        private static String exact(BackupRow row, Page page) {
            return page.figures().exact(row.time());
        }

        private static String pinned(Messages messages) {
            return ", " + messages.text("backups.pinned");
        }
    }
}
