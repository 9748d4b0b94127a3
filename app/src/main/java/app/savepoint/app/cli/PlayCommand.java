package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `play`: makes one playthrough the active one on this device.
@Command(
        name = "play",
        description = {
            "Make one playthrough the one that is played on this device. The one that was stays",
            "in the storage; `undo` or another `play` brings it back."
        })
final class PlayCommand extends MovingCommand {
    @Parameters(paramLabel = "SAVE", description = "Which one, as in `slots`.")
    private String save = "";

    PlayCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        return service.play(new Selection(List.of(save)));
    }
}
