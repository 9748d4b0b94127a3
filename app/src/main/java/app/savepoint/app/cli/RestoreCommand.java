package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restore`: puts a content back that a backup or a revision holds.
@Command(name = "restore", description = "Put an earlier content of a save back in place.")
final class RestoreCommand extends ServiceCommand {
    @Parameters(paramLabel = "SAVE", description = "Which save.")
    private String save = "";

    @ArgGroup(multiplicity = "1")
    private final From from = new From();

    RestoreCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        var selection = new Selection(List.of(save));
        var before = NewestBackup.of(service);
        if (from.backup != null) {
            SaveId id = backup(service.backups(selection), from.backup).save();
            return answer(id, service.restoreBackup(id, from.backup), before);
        }
        String wanted = from.revision == null ? "" : from.revision;
        Revision revision = new RevisionFinder(service.history(selection)).find(wanted).revision();
        SyncReport report = service.restoreRevision(revision.save(), revision.id());
        return answer(revision.save(), report, before);
    }

    private RestoreAnswer answer(SaveId id, SyncReport report, NewestBackup before) {
        return new RestoreAnswer(id, before.newer(id), report, context.messages());
    }

    private BackupRow backup(List<BackupRow> known, long number) {
        return known.stream()
                .filter(row -> row.id() == number)
                .findFirst()
                .orElseThrow(() ->
                        new RequestException(
                                "backup.unknown", Saying.of("backup.unknown.of", number, save)));
    }

    /// Where the content comes from: exactly one of both.
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
}
