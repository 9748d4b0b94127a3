package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What became of a restore.
///
/// @param save which save
/// @param replacedBackup the backup that now holds what was replaced; null if nothing was
/// @param report what the engine did
record RestoreAnswer(
        SaveId save, @Nullable Long replacedBackup, SyncReport report, Messages messages)
        implements Answer {
    @Override
    public ExitStatus status() {
        return ExitStatus.of(report);
    }

    @Override
    public void json(JsonGenerator out) {
        if (!report.failed().isEmpty()) {
            Failure failure = report.failed().getFirst();
            new Problem(
                            status(),
                            failure.code(),
                            messages.error(failure.what()),
                            messages.text("hint.restore"))
                    .json(out);
            return;
        }
        out.writeStartObject();
        out.writeStringProperty("restored", save.toString());
        if (replacedBackup == null) out.writeNullProperty("replacedBackup");
        else out.writeNumberProperty("replacedBackup", replacedBackup);
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        for (Failure failure : report.failed()) {
            page.line(Tone.BAD, messages.text("sync.failed", failure.id().toString()));
            page.detail(messages.error(failure.what()));
            page.detail(messages.text("hint.restore"));
        }
        if (!report.failed().isEmpty() || page.quiet()) return;
        page.line(Tone.GOOD, messages.text("restore.done", save.toString()));
        if (replacedBackup != null)
            page.detail(messages.text("restore.replaced", Long.toString(replacedBackup)));
    }
}
