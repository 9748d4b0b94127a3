package app.savepoint.app.cli;

import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.view.HistoryRow;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;

/// `history`: the revisions of saves that the storage keeps.
@Command(name = "history", description = "Show the revisions of saves in the storage.")
final class HistoryCommand extends ServiceCommand {
    @Mixin private final NamedSaves saves = new NamedSaves();

    HistoryCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return new Revisions(service.history(saves.selection()));
    }

    /// The revisions, newest first.
    private record Revisions(List<HistoryRow> rows) implements Answer {
        private static final int SHORT_ID = 8;

        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            out.writeStartObject();
            out.writeArrayPropertyStart("revisions");
            for (HistoryRow row : rows) revision(row, out);
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            var messages = page.messages();
            if (rows.isEmpty()) {
                page.line(messages.text("history.none"));
                return;
            }
            var table =
                    new Table(
                            Column.flexible(messages.text("column.save")),
                            Column.left(messages.text("column.revision")),
                            Column.left(messages.text("column.published")),
                            Column.left(messages.text("column.device")),
                            Column.right(messages.text("column.size")),
                            Column.left(messages.text("column.content")));
            for (HistoryRow row : rows) {
                Revision revision = row.revision();
                Manifest manifest = revision.manifest();
                Instant time = Instant.ofEpochMilli(revision.time().millis());
                table.row(
                        Cell.of(revision.save().toString()),
                        new Cell(
                                row.head() ? Tone.STRONG : Tone.PLAIN,
                                revision.id().last(SHORT_ID)
                                        + (row.head() ? " " + messages.text("history.head") : "")),
                        Cell.of(page.figures().ago(time) + ", " + page.figures().exact(time)),
                        Cell.of(row.deviceName()),
                        Cell.of(manifest == null ? "" : page.figures().size(manifest.size())),
                        manifest == null
                                ? new Cell(Tone.BAD, messages.text("content.deleted"))
                                : content(row, manifest, page));
            }
            page.table(table);
        }

        private static Cell content(HistoryRow row, Manifest manifest, Page page) {
            return row.available()
                    ? Cell.of(manifest.contentId().hex().substring(0, SHORT_ID))
                    : new Cell(Tone.FAINT, page.messages().text("content.removed"));
        }

        private static void revision(HistoryRow row, JsonGenerator out) {
            var json = new SaveJson(out);
            Revision revision = row.revision();
            Manifest manifest = revision.manifest();
            out.writeStartObject();
            out.writeStringProperty("save", revision.save().toString());
            out.writeStringProperty("id", revision.id().toString());
            json.words(
                    "parents", revision.parents().stream().sorted().map(Object::toString).toList());
            json.orNull("device", row.deviceName().isEmpty() ? null : row.deviceName());
            out.writeStringProperty(
                    "time", Instant.ofEpochMilli(revision.time().millis()).toString());
            out.writeNumberProperty("size", manifest == null ? 0 : manifest.size());
            json.orNull("contentId", manifest == null ? null : manifest.contentId());
            out.writeBooleanProperty("head", row.head());
            out.writeBooleanProperty("available", row.available());
            json.files(manifest == null ? List.of() : manifest.files());
            out.writeEndObject();
        }
    }
}
