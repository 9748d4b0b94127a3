package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerGame;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How games here meet games at a server.
///
/// @param games sorted
record MatchesAnswer(List<MatchedGame> games) implements Answer {
    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeArrayPropertyStart("matches");
        for (MatchedGame one : games) {
            out.writeStartObject();
            out.writeStringProperty("game", one.key().toString());
            @Nullable ServerGame there = one.game();
            if (there == null) out.writeNullProperty("storageId");
            else out.writeStringProperty("storageId", Long.toString(there.id()));
            out.writeStringProperty(
                    "how", one.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            out.writeBooleanProperty("certain", one.isSettled());
            out.writeArrayPropertyStart("candidates");
            for (ServerGame candidate : one.candidates()) {
                out.writeStartObject();
                out.writeStringProperty("storageId", Long.toString(candidate.id()));
                out.writeStringProperty("name", candidate.fileName());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        Messages messages = page.messages();
        if (games.isEmpty()) {
            page.line(messages.text("matches.none"));
            return;
        }
        var table =
                new Table(
                        Column.flexible(messages.text("column.game")),
                        Column.left(messages.text("column.state")),
                        Column.left(messages.text("column.number")),
                        Column.flexible(messages.text("column.server")));
        for (MatchedGame one : games) {
            String how = messages.text("match." + one.how().name());
            Tone tone = one.isSettled() ? Tone.GOOD : Tone.WAITING;
            ServerGame there = one.game();
            List<ServerGame> shown = there == null ? one.candidates() : List.of(there);
            Cell game = Cell.of(one.key().toString());
            Cell state = new Cell(tone, how);
            if (shown.isEmpty()) table.row(game, state, Cell.of(""), Cell.of(""));
            for (ServerGame candidate : shown) {
                table.row(
                        game,
                        state,
                        Cell.of(Long.toString(candidate.id())),
                        Cell.of(candidate.fileName()));
                game = Cell.of("");
                state = Cell.of("");
            }
        }
        page.table(table);
        if (games.stream().anyMatch(one -> one.how() == MatchedGame.How.OPEN))
            page.gap().line(Tone.FAINT, messages.text("matches.next"));
    }
}
