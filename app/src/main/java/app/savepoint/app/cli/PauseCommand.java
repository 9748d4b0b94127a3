package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.Upkeep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `pause`: nothing moves by itself for a while.
@Command(name = "pause", description = "Move nothing by itself for a while, or until `resume`.")
final class PauseCommand extends ServiceCommand {
    @Parameters(
            paramLabel = "DURATION",
            arity = "0..1",
            description = "How long, such as 30m, 2h or 1d. Without it: until `resume`.")
    private @Nullable String duration;

    PauseCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        Instant now = context.caller().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until =
                duration == null ? Upkeep.UNTIL_RESUMED : now.plus(TimeSpan.parse(duration));
        service.upkeep().pause(until);
        return new PauseAnswer(service.upkeep().pausedUntil());
    }
}
