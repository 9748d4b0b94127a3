package app.savepoint.app.cli;

import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.view.RootRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The folders that are watched, as they are after a command.
///
/// @param done the sentence that says what the command did; null if it only shows
/// @param path the folder that sentence is about; empty if it only shows
/// @param roots all of them
record RootsAnswer(@Nullable String done, String path, List<RootRow> roots) implements Answer {
    static RootsAnswer list(List<RootRow> roots) {
        return new RootsAnswer(null, "", roots);
    }

    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeArrayPropertyStart("roots");
        for (RootRow row : roots) root(row, out);
        out.writeEndArray();
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        if (done != null) {
            if (page.quiet()) return;
            page.line(Tone.GOOD, page.messages().text(done, path)).gap();
        }
        if (roots.isEmpty()) {
            page.line(page.messages().text("roots.none"));
            return;
        }
        page.table(table(page));
    }

    private static void root(RootRow row, JsonGenerator out) {
        var json = new SaveJson(out);
        out.writeStartObject();
        out.writeStringProperty("path", row.root().path().toString());
        json.orNull("system", row.root().system());
        json.orNull("emulator", row.root().emulator());
        out.writeStringProperty("evidence", row.evidence());
        out.writeStringProperty("health", row.health().name());
        out.writeNumberProperty("saves", row.saves());
        out.writeStringProperty("detail", row.detail());
        out.writeEndObject();
    }

    private Table table(Page page) {
        var messages = page.messages();
        var table =
                new Table(
                        Column.flexible(messages.text("column.folder")),
                        Column.left(messages.text("column.system")),
                        Column.left(messages.text("column.emulator")),
                        Column.right(messages.text("column.saves")),
                        Column.left(messages.text("column.health")),
                        Column.flexible(messages.text("column.why")));
        for (RootRow row : roots) {
            boolean ok = row.health() == RootHealth.OK;
            table.row(
                    Cell.of(row.root().path().toString()),
                    Cell.of(orDash(row.root().system())),
                    Cell.of(orDash(row.root().emulator())),
                    Cell.of(Integer.toString(row.saves())),
                    new Cell(
                            ok ? Tone.GOOD : Tone.BAD,
                            messages.text("health." + row.health().name())),
                    Cell.of(ok ? row.evidence() : row.detail()));
        }
        return table;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
