package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What `watch` says: one line per event, for people or as one JSON document each. What stays as it
/// was is said once.
final class WatchLines {
    /// Columns for what happened, so that the saves stand below each other.
    private static final int WORD = 17;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final CommandContext context;
    private final Printer printer;
    private final Messages messages;
    private final Set<SaveId> waiting = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean outOfReach;
    private boolean synced;

    WatchLines(CommandContext context, Printer printer) {
        this.context = context;
        this.printer = printer;
        this.messages = context.messages();
    }

    void begun(List<RootRow> roots, StorageInfo storage) {
        List<String> folders = roots.stream().map(row -> row.root().path().toString()).toList();
        say(
                "watching",
                Tone.PLAIN,
                folders.isEmpty()
                        ? messages.text("roots.none")
                        : messages.text("watch.begun", String.join(", ", folders), storage.uri()),
                out -> new SaveJson(out).words("roots", folders));
    }

    /// No other command can be handed to this process.
    void alone(Exception cause) {
        String why = Problem.words(cause, messages);
        notice("watch.alone", messages.text("watch.alone", context.home(), why));
    }

    void ended() {
        say("stopped", Tone.PLAIN, messages.text("watch.ended"), out -> {});
    }

    void event(SyncEvent event) {
        switch (event) {
            case SyncEvent.Pushed(var save) -> save("pushed", Tone.MOVING, save);
            case SyncEvent.Pulled(var save) -> save("pulled", Tone.MOVING, save);
            case SyncEvent.Deleted(var save, var here) ->
                    save(here ? "deleted-here" : "deleted-in-storage", Tone.MOVING, save);
            case SyncEvent.NeedsPerson(var save) -> waits(save);
            case SyncEvent.Failed(var failure) -> failed(failure);
            case SyncEvent.StorageOutOfReach(var code, var what) ->
                    away(code, messages.error(what));
            case SyncEvent.Noticed(var code, var what) -> notice(code, messages.error(what));
            case SyncEvent.Finished(var report) -> finished(report);
            case SyncEvent.Started _,
                    SyncEvent.Scanning _,
                    SyncEvent.Planned _,
                    SyncEvent.Moving _ -> {}
        }
    }

    private void finished(SyncReport report) {
        if (report.dryRun()) return;
        report.notices().forEach(this::notice);
        report.conflicts().forEach(this::waits);
        List<SaveId> asked =
                report.skipped().stream()
                        .filter(SyncReport.Skipped::asks)
                        .map(SyncReport.Skipped::id)
                        .toList();
        asked.forEach(this::waits);
        if (outOfReach) {
            outOfReach = false;
            say("storage-back", Tone.GOOD, messages.text("watch.back"), out -> {});
        }
        if (synced && report.nothingToDo()) return;
        synced = true;
        int moved = report.pushed().size() + report.pulled().size();
        int open = report.conflicts().size() + asked.size();
        say(
                "synced",
                Tone.GOOD,
                open == 0 ? messages.text("watch.synced") : messages.count("waits", open),
                out -> {
                    out.writeNumberProperty("moved", moved);
                    out.writeNumberProperty("conflicts", report.conflicts().size());
                });
    }

    private void notice(Notice notice) {
        notice(notice.code(), messages.error(notice.what()));
    }

    private void notice(String code, String message) {
        if (told.add(code + " " + message))
            say("notice", Tone.WAITING, message, out -> words(out, code, message));
    }

    private void waits(SaveId save) {
        if (waiting.add(save)) save("waits", Tone.BAD, save);
    }

    private void failed(SyncReport.Failure failure) {
        String message = messages.error(failure.what());
        say(
                "failed",
                Tone.BAD,
                failure.id() + ": " + message,
                out -> {
                    out.writeStringProperty("save", failure.id().toString());
                    words(out, failure.code(), message);
                });
    }

    private void away(String code, String message) {
        if (outOfReach) return;
        outOfReach = true;
        say("out-of-reach", Tone.WAITING, message, out -> words(out, code, message));
    }

    private void save(String event, Tone tone, SaveId save) {
        if (!event.equals("waits")) waiting.remove(save);
        say(event, tone, save.toString(), out -> out.writeStringProperty("save", save.toString()));
    }

    private static void words(JsonGenerator out, String code, String message) {
        out.writeStringProperty("code", code);
        out.writeStringProperty("message", message);
    }

    private void say(String event, Tone tone, String words, Consumer<JsonGenerator> more) {
        Instant now = context.caller().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        if (context.options().json) {
            printer.json(out -> {
                out.writeStartObject();
                out.writeStringProperty("event", event);
                out.writeStringProperty("time", now.toString());
                more.accept(out);
                out.writeEndObject();
            });
            return;
        }
        String time = TIME.format(now.atZone(context.caller().zone()));
        String what = messages.text("watch.event." + event);
        String gap = " ".repeat(Math.max(2, WORD - what.length()));
        printer.say(page -> page.line(tone, time + "  " + what + gap + words));
    }
}
