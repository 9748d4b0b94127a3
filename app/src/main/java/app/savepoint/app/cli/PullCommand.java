package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pull`: fetches saves from the storage, and sends none.
@Command(name = "pull", description = "Fetch saves from the storage.")
final class PullCommand extends MovingCommand {
    @Mixin private final NamedSaves saves = new NamedSaves();

    @Option(
            names = "--force",
            description = "Settle conflicts in favour of the storage; the other content is kept.")
    private boolean force;

    PullCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        var request = new SyncRequest(saves.selection(), Direction.PULL, force, false);
        return service.sync(request, context.caller().cancelled());
    }
}
