package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roots add`: watches one more folder.
@Command(name = "add", description = "Watch a folder of saves.")
final class RootsAddCommand extends ServiceCommand {
    @Parameters(
            paramLabel = "PATH",
            description = "The folder. Sub-folders name systems: gba, snes.")
    private Path path = Path.of("");

    @Option(
            names = "--system",
            paramLabel = "S",
            description = "The system of all that is in it, such as gba.")
    private @Nullable String system;

    @Option(names = "--emulator", paramLabel = "E", description = "The emulator that owns it.")
    private @Nullable String emulator;

    @Option(
            names = "--ignore",
            paramLabel = "GLOB",
            description = "What to leave alone, in gitignore syntax; may be repeated.")
    private final List<String> ignore = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            description = "Take nothing but what matches; may be repeated.")
    private final List<String> only = new ArrayList<>();

    @Option(names = "--yes", description = "Also where few files look like saves.")
    private boolean yes;

    RootsAddCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        Path folder = context.path(path);
        return switch (service.addRoot(wish(folder, yes))) {
            case RootAdded.Added(var row) ->
                    new RootsAnswer("roots.added", row.root().path().toString(), service.roots());
            case RootAdded.NeedsYes doubt -> new RootNeedsYes(folder, doubt, context.messages());
            case RootAdded.Refused(var code, var why) -> throw new RequestException(code, why);
        };
    }

    private NewRoot wish(Path folder, boolean confirmed) {
        return new NewRoot(folder, system, emulator, ignore, only, confirmed);
    }
}
