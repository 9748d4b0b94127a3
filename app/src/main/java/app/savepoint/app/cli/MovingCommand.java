package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;

/// A command that moves saves: shows progress while it does, and what it did after.
abstract class MovingCommand extends ServiceCommand {
    MovingCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    final Answer ask(SyncService service) throws StorageException {
        try (var progress = Progress.of(context);
                var _ = service.subscribe(progress)) {
            return new SyncAnswer(move(service), context.messages());
        }
    }

    abstract SyncReport move(SyncService service) throws StorageException;
}
