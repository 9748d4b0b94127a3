package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `status`: where every save stands.
@Command(name = "status", description = "Show where every save stands; changes nothing.")
final class StatusCommand extends ServiceCommand {
    @Mixin private final Saves saves = new Saves();

    @Option(
            names = "--offline",
            description = "Leave the storage alone and use what was last seen of it.")
    private boolean offline;

    StatusCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        boolean named = !saves.selection().isAll();
        return new StatusAnswer(
                service.status(saves.selection(), offline), named, context.messages());
    }
}
