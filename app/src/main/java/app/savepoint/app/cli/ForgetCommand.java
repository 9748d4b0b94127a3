package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `forget`: takes saves out of the storage.
@Command(
        name = "forget",
        description = {
            "Take saves out of the storage. The files on this device stay, and stay here alone",
            "until they are played on or pushed. Other devices that have not changed them",
            "remove them into their backups."
        })
final class ForgetCommand extends MovingCommand {
    @Mixin private final NamedSaves saves = new NamedSaves();

    @Option(
            names = "--history",
            description = "Remove the contents of all their revisions too; that can not be undone.")
    private boolean history;

    @Option(names = "--yes", description = "Yes, do it.")
    private boolean yes;

    ForgetCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        if (!yes)
            throw new RequestException(
                    "forget.needs-yes",
                    Saying.of(history ? "forget.needs-yes.history" : "forget.needs-yes"));
        return service.forget(saves.selection(), history);
    }
}
