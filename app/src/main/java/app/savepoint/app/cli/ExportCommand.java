package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.ExportFrom;
import app.savepoint.core.view.Exported;
import app.savepoint.core.view.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `export`: a copy of a save.
@Command(
        name = "export",
        description = {
            "Write a copy of a save: as a file, or as a zip where it has several or where the",
            "name ends in .zip. Without a choice it is what lies here, else what the storage has."
        })
final class ExportCommand extends ServiceCommand {
    @Parameters(index = "0", paramLabel = "SAVE", description = "Which save.")
    private String save = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Where to; a folder takes its name.")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "0..1")
    private final From from = new From();

    ExportCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        var selection = new Selection(List.of(save));
        return new Copied(
                service.export(selection, source(service, selection), context.path(file)),
                context.messages());
    }

    private ExportFrom source(SyncService service, Selection selection) {
        if (from.revision != null) {
            RevisionId id =
                    new RevisionFinder(service.history(selection))
                            .find(from.revision)
                            .revision()
                            .id();
            return new ExportFrom.Published(id);
        }
        Long backup = from.backup;
        if (backup == null) return new ExportFrom.Present();
        if (service.backups(selection).stream().noneMatch(row -> row.id() == backup))
            throw new RequestException(
                    "backup.unknown", Saying.of("backup.unknown.of", backup, save));
        return new ExportFrom.Backup(backup);
    }

    /// Where the content comes from.
    static final class From {
        @Option(
                names = "--backup",
                paramLabel = "ID",
                required = true,
                description = "A backup, by its number in `backups`.")
        private @Nullable Long backup;

        @Option(
                names = "--revision",
                paramLabel = "ID",
                required = true,
                description = "A revision, by its id in `history` or the end of it.")
        private @Nullable String revision;
    }

    /// What was written, or why nothing was.
    private record Copied(Exported copy, Messages messages) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.of(copy.report());
        }

        private Optional<Problem> problem() {
            return copy.report().failed().stream()
                    .findFirst()
                    .map(failure ->
                            new Problem(
                                    status(),
                                    failure.code(),
                                    messages.error(failure.what()),
                                    messages.text("hint.export")));
        }

        @Override
        public void json(JsonGenerator out) {
            Optional<Problem> problem = problem();
            if (problem.isPresent()) {
                problem.get().json(out);
                return;
            }
            out.writeStartObject();
            SyncAnswer.properties(copy.report(), out, messages);
            out.writeStringProperty("save", copy.save().toString());
            out.writeStringProperty("file", copy.file().toString());
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            Optional<Problem> problem = problem();
            if (problem.isPresent()) {
                page.problem(problem.get());
                return;
            }
            if (page.quiet()) return;
            page.line(
                    Tone.GOOD,
                    page.messages()
                            .text(
                                    copy.zip() ? "export.zip" : "export.file",
                                    copy.save().toString(),
                                    copy.file().toString()));
        }
    }
}
