package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SlotRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `slots`: the playthroughs of a game.
@Command(name = "slots", description = "Show the playthroughs of a game.")
final class SlotsCommand extends ServiceCommand {
    @Parameters(paramLabel = "GAME", description = "Which game, such as \"gba/Pokemon Emerald\".")
    private String game = "";

    SlotsCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        return new Slots(service.slots(new Selection(List.of(game))));
    }

    /// The playthroughs, sorted by slot.
    private record Slots(List<SlotRow> rows) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            var json = new SaveJson(out);
            out.writeStartObject();
            out.writeArrayPropertyStart("slots");
            for (SlotRow row : rows) {
                out.writeStartObject();
                out.writeStringProperty("id", row.id().toString());
                out.writeStringProperty("slot", row.id().slot());
                out.writeBooleanProperty("active", row.active());
                json.orNull("device", row.device().isEmpty() ? null : row.device());
                json.orNull("modified", row.modified());
                out.writeNumberProperty("size", row.size());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            Messages messages = page.messages();
            if (rows.isEmpty()) {
                page.line(messages.text("slots.none"));
                return;
            }
            var table =
                    new Table(
                            Column.flexible(messages.text("column.save")),
                            Column.left(messages.text("column.state")),
                            Column.left(messages.text("column.device")),
                            Column.left(messages.text("column.changed")),
                            Column.right(messages.text("column.size")));
            for (SlotRow row : rows)
                table.row(
                        Cell.of(row.id().toString()),
                        row.active()
                                ? new Cell(Tone.GOOD, messages.text("slots.active"))
                                : Cell.of(messages.text("slots.stored")),
                        Cell.of(row.device()),
                        Cell.of(row.modified() == null ? "" : page.figures().ago(row.modified())),
                        Cell.of(page.figures().size(row.size())));
            page.table(table);
            if (rows.size() > 1) page.gap().line(Tone.FAINT, messages.text("slots.next"));
        }
    }
}
