package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Undone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `undo`: takes back what Savepoint did to a save.
@Command(
        name = "undo",
        description = {
            "Take back what was done to a save: the latest thing, or the one with that number",
            "in `activity`. Repeated, it goes further back."
        })
final class UndoCommand extends ServiceCommand {
    @Parameters(
            paramLabel = "ACTIVITY_ID",
            arity = "0..1",
            description = "Which entry of `activity`. Default: the latest that can be undone.")
    private @Nullable Long entry;

    UndoCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        var before = NewestBackup.of(service);
        Undone undone = service.undo(entry);
        return new RestoreAnswer(
                undone.save(), before.newer(undone.save()), undone.report(), context.messages());
    }
}
