package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SyncReport;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `resolve`: settles conflicts.
@Command(name = "resolve", description = "Decide which content of a save to go on with.")
final class ResolveCommand extends MovingCommand {
    @Mixin private final NamedSaves saves = new NamedSaves();

    @Option(
            names = "--keep",
            paramLabel = "WHICH",
            required = true,
            converter = KeepWord.class,
            completionCandidates = KeepWords.class,
            description = "What to keep: ${COMPLETION-CANDIDATES}. Nothing gets lost.")
    private Keep keep = Keep.LOCAL;

    @Option(
            names = "--revision",
            paramLabel = "ID",
            description = "Which of several contents in the storage, with --keep remote.")
    private @Nullable String revision;

    ResolveCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    SyncReport move(SyncService service) throws StorageException {
        return service.resolve(saves.selection(), keep, head(service));
    }

    private @Nullable RevisionId head(SyncService service) {
        if (revision == null) return null;
        if (keep != Keep.REMOTE) throw new RequestException("usage", Saying.of("usage.revision"));
        return new RevisionFinder(service.history(saves.selection()))
                .find(revision)
                .revision()
                .id();
    }

    /// Reads an answer by its word.
    static final class KeepWord implements ITypeConverter<Keep> {
        @Override
        public Keep convert(String word) {
            return Arrays.stream(Keep.values())
                    .filter(keep -> keep.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'%s' is none of %s"
                                            .formatted(word, String.join(", ", new KeepWords()))));
        }
    }

    /// The words for all answers.
    static final class KeepWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Keep.values()).map(Keep::word).iterator();
        }
    }
}
