package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import picocli.CommandLine.Command;

/// `roots list`: the folders that are watched.
@Command(name = "list", description = "List the folders that are watched.")
final class RootsListCommand extends ServiceCommand {
    RootsListCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return RootsAnswer.list(service.roots());
    }
}
