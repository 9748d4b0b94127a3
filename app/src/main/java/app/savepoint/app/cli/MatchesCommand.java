package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.MatchedGame;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `matches`: how games here meet games at a server.
@Command(
        name = "matches",
        description = "Show which of the server’s games the games here are (RomM).")
final class MatchesCommand extends ServiceCommand {
    @Option(names = "--open", description = "Only those of which something has to be said.")
    private boolean open;

    MatchesCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        List<MatchedGame> all = service.matches(false);
        return MatchesAnswer.of(open ? all.stream().filter(MatchedGame::isOpen).toList() : all);
    }
}
