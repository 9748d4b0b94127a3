package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import java.util.List;
import picocli.CommandLine.Command;

/// `conflicts`: every save that waits for a person.
@Command(name = "conflicts", description = "Show every save that waits for you to decide.")
final class ConflictsCommand extends ServiceCommand {
    ConflictsCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        List<SaveRow> waiting =
                service.status(Selection.ALL, false).saves().stream()
                        .filter(row -> row.attention().settledByResolve())
                        .toList();
        return new ConflictsAnswer(waiting, context.messages());
    }
}
