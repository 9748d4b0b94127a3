package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sync`: observes, plans, and carries the plan out.
@Command(name = "sync", description = "Bring saves in step, both ways.")
final class SyncCommand extends MovingCommand {
    @Mixin private final Saves saves = new Saves();

    @Option(names = "--dry-run", description = "Say only what would be done.")
    private boolean dryRun;

    SyncCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        var request = new SyncRequest(saves.selection(), Direction.BOTH, false, dryRun);
        return service.sync(request, context.caller().cancelled());
    }
}
