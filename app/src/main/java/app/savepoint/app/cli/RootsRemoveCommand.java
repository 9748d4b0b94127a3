package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `roots remove`: stops watching a folder.
@Command(
        name = "remove",
        description = "Stop watching a folder; its files stay, and so does what is stored of them.")
final class RootsRemoveCommand extends ServiceCommand {
    @Parameters(paramLabel = "PATH", description = "The folder to stop watching.")
    private Path path = Path.of("");

    RootsRemoveCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        Path folder = context.path(path);
        service.removeRoot(folder);
        return new RootsAnswer("roots.removed", folder.toString(), service.roots());
    }
}
