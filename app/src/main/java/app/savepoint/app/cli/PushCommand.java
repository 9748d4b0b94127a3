package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `push`: sends saves to the storage, and takes none.
@Command(name = "push", description = "Send saves to the storage.")
final class PushCommand extends MovingCommand {
    @Mixin private final NamedSaves saves = new NamedSaves();

    @Option(
            names = "--force",
            description = "Settle conflicts in favour of this device; the other content is kept.")
    private boolean force;

    PushCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        var request = new SyncRequest(saves.selection(), Direction.PUSH, force, false);
        return service.sync(request, context.caller().cancelled());
    }
}
