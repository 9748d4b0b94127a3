package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import picocli.CommandLine.Command;

/// `resume`: ends a pause.
@Command(name = "resume", description = "End a pause.")
final class ResumeCommand extends ServiceCommand {
    ResumeCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        service.upkeep().resume();
        return new PauseAnswer(service.upkeep().pausedUntil());
    }
}
