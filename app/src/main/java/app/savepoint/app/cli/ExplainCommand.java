package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `explain`: why a sync would do with a save what it would do.
@Command(name = "explain", description = "Show why a sync would do what it would do with a save.")
final class ExplainCommand extends ServiceCommand {
    private static final int NAMED_AT_MOST = 10;

    @Parameters(paramLabel = "SAVE", description = "Which save; one that fits exactly one.")
    private String save = "";

    ExplainCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        List<SaveRow> rows = service.status(new Selection(List.of(save)), false).saves();
        return new ExplainAnswer(only(rows), context.messages());
    }

    private SaveRow only(List<SaveRow> rows) {
        if (rows.size() == 1) return rows.getFirst();
        if (rows.isEmpty()) throw new RequestException("save.unknown", save);
        String names =
                rows.stream()
                        .limit(NAMED_AT_MOST)
                        .map(row -> row.id().toString())
                        .collect(Collectors.joining("\n"));
        throw new RequestException(
                "save.several", Saying.of("save.several.explain", save, rows.size(), names));
    }
}
