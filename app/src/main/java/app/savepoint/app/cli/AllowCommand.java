package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `allow`: says yes, once, to what a guard holds back.
@Command(
        name = "allow",
        description = {
            "Say yes, once, to what is held back: a save that looks empty, a state that is",
            "too large, a watched folder that changed."
        })
final class AllowCommand extends MovingCommand {
    @Parameters(paramLabel = "SAVE|PATH", description = "Which save, or which watched folder.")
    private String what = "";

    AllowCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        Optional<Path> root = root(service);
        if (root.isEmpty()) return service.allow(new Selection(List.of(what)));
        service.acceptRoot(root.get());
        return service.sync(SyncRequest.ALL, context.caller().cancelled());
    }

    private Optional<Path> root(SyncService service) {
        try {
            Path folder = context.path(Path.of(what));
            return service.roots().stream()
                    .map(row -> row.root().path())
                    .filter(folder::equals)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty(); // the name of a save need not be one of a file
        }
    }
}
