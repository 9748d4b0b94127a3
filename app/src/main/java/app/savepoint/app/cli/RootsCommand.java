package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import picocli.CommandLine.Command;

/// `roots`: the folders that are watched; alone the same as `roots list`.
@Command(name = "roots", description = "Say which folders of saves to watch.")
final class RootsCommand extends ServiceCommand {
    RootsCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return RootsAnswer.list(service.roots());
    }
}
