package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `roots accept`: answers a folder that changed.
@Command(
        name = "accept",
        description = "Believe a changed folder as it is now, missing saves included.")
final class RootsAcceptCommand extends ServiceCommand {
    @Parameters(paramLabel = "PATH", description = "The folder that changed.")
    private Path path = Path.of("");

    RootsAcceptCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        Path folder = context.path(path);
        service.acceptRoot(folder);
        return new RootsAnswer("roots.accepted", folder.toString(), service.roots());
    }
}
