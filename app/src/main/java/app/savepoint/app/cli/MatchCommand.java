package app.savepoint.app.cli;

import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.MatchWish;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `match`: says which of a server's games a game here is.
@Command(
        name = "match",
        description = {
            "Say which of the server’s games a game here is (RomM). The next sync goes by it; say",
            "something else, or --undo, at any time."
        })
final class MatchCommand extends ServiceCommand {
    @Parameters(paramLabel = "GAME", description = "Which game, as in `matches`.")
    private String game = "";

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    /// What is said about it.
    static final class Said {
        @Option(
                names = "--to",
                paramLabel = "ID",
                description = "It is the one with this number, as in `matches`.")
        private @Nullable Long id;

        @Option(
                names = "--none",
                description = "It is none of them; its saves stay on this device.")
        private boolean none;

        @Option(names = "--undo", description = "What was said before no longer holds.")
        private boolean undo;

        MatchWish wish() {
            if (id != null) return new MatchWish.Is(id);
            if (none) return new MatchWish.IsNone();
            if (undo) return new MatchWish.TakenBack();
            throw new IllegalStateException("one of them was said");
        }
    }

    MatchCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        return new MatchesAnswer(List.of(service.match(game, said.wish())));
    }
}
