package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `backups`: what was set aside on this device.
@Command(name = "backups", description = "Show what was set aside on this device.")
final class BackupsCommand extends ServiceCommand {
    @Mixin private final Saves saves = new Saves();

    BackupsCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return new Backups(service.backups(saves.selection()));
    }

    /// `backups pin` and `backups unpin`.
    abstract static class Pinning extends ServiceCommand {
        @Parameters(paramLabel = "ID", description = "Which, by its number.")
        private long backup;

        private final boolean pinned;

        Pinning(CommandContext context, Printer printer, boolean pinned) {
            super(context, printer);
            this.pinned = pinned;
        }

        @Override
        Answer ask(SyncService service) {
            return new Backups(List.of(service.pinBackup(backup, pinned)));
        }
    }

    /// `backups pin`.
    @Command(name = "pin", description = "Keep a backup for ever.")
    static final class Pin extends Pinning {
        Pin(CommandContext context, Printer printer) {
            super(context, printer, true);
        }
    }

    /// `backups unpin`.
    @Command(name = "unpin", description = "Let the rules apply to a backup again.")
    static final class Unpin extends Pinning {
        Unpin(CommandContext context, Printer printer) {
            super(context, printer, false);
        }
    }

    /// `backups verify`.
    @Command(
            name = "verify",
            description = "Read backups to their end and say which are not whole.")
    static final class Verify extends ServiceCommand {
        @Mixin private final Saves saves = new Saves();

        Verify(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) {
            return new Verified(service.verifyBackups(saves.selection()), context.messages());
        }
    }

    /// What reading them has shown.
    private record Verified(BackupCheck check, Messages messages) implements Answer {
        @Override
        public ExitStatus status() {
            return check.damaged().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
        }

        @Override
        public void json(JsonGenerator out) {
            out.writeStartObject();
            out.writeNumberProperty("checked", check.checked());
            out.writeArrayPropertyStart("damaged");
            for (BackupCheck.Damaged bad : check.damaged()) {
                out.writeStartObject();
                out.writeNumberProperty("id", bad.backup().id());
                out.writeStringProperty("save", bad.backup().save().toString());
                out.writeStringProperty("message", messages.error(bad.what()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            for (BackupCheck.Damaged bad : check.damaged()) {
                page.line(
                        Tone.BAD,
                        messages.text(
                                "backups.damaged",
                                Long.toString(bad.backup().id()),
                                bad.backup().save().toString()));
                page.detail(messages.error(bad.what()));
            }
            if (check.damaged().isEmpty() && !page.quiet())
                page.line(Tone.GOOD, messages.count("backups.whole", check.checked()));
        }
    }

    /// The backups, newest first.
    private record Backups(List<BackupRow> rows) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            var json = new SaveJson(out);
            out.writeStartObject();
            out.writeArrayPropertyStart("backups");
            for (BackupRow row : rows) {
                out.writeStartObject();
                out.writeNumberProperty("id", row.id());
                out.writeStringProperty("save", row.save().toString());
                out.writeStringProperty("time", row.time().toString());
                out.writeStringProperty("reason", row.reason());
                out.writeNumberProperty("size", row.manifest().size());
                out.writeStringProperty("contentId", row.manifest().contentId().hex());
                out.writeBooleanProperty("pinned", row.pinned());
                json.files(row.manifest().files());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            Messages messages = page.messages();
            if (rows.isEmpty()) {
                page.line(messages.text("backups.none"));
                return;
            }
            var table =
                    new Table(
                            Column.right(messages.text("column.id")),
                            Column.flexible(messages.text("column.save")),
                            Column.left(messages.text("column.setAside")),
                            Column.left(messages.text("column.why")),
                            Column.right(messages.text("column.size")));
            for (BackupRow row : rows)
                table.row(
                        Cell.of(Long.toString(row.id())),
                        Cell.of(row.save().toString()),
                        Cell.of(page.figures().ago(row.time()) + ", " + exact(row, page)),
                        Cell.of(why(row, messages)),
                        Cell.of(page.figures().size(row.manifest().size())));
            page.table(table);
        }

        private static String exact(BackupRow row, Page page) {
            return page.figures().exact(row.time());
        }

        private static String why(BackupRow row, Messages messages) {
            String word = messages.wordOr("kept." + row.reason(), row.reason());
            return row.pinned() ? word + ", " + messages.text("backups.pinned") : word;
        }
    }
}
