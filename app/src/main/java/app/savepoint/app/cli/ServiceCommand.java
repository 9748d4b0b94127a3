package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import java.io.IOException;

/// A command that asks the engine of a home.
abstract class ServiceCommand extends AnswerCommand {
    ServiceCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    final Answer answer() throws IOException {
        try (SyncService service = context.open()) {
            return ask(service);
        }
    }

    abstract Answer ask(SyncService service) throws StorageException;
}
