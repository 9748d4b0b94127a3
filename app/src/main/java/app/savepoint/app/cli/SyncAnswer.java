package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// What a sync did, or would have done.
record SyncAnswer(SyncReport report, Messages messages) implements Answer {
    /// Up to so many saves that moved are named; of more, only their number is said.
    private static final int FEW = 50;

    /// More saves than these that are left alone for one reason are counted.
    private static final int SAME = 5;

    @Override
    public ExitStatus status() {
        return ExitStatus.of(report);
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        properties(report, out, messages);
        out.writeEndObject();
    }

    /// Writes what a sync did into the object that was begun.
    static void properties(SyncReport report, JsonGenerator out, Messages messages) {
        var json = new SaveJson(out);
        json.ids("pushed", report.pushed());
        json.ids("pulled", report.pulled());
        json.ids("deletedLocal", report.deletedLocal());
        json.ids("deletedRemote", report.deletedRemote());
        json.ids("conflicts", report.conflicts());
        out.writeArrayPropertyStart("skipped");
        for (Skipped skipped : report.skipped()) {
            out.writeStartObject();
            out.writeStringProperty("id", skipped.id().toString());
            out.writeStringProperty("reason", messages.phrase(skipped.reason()));
            out.writeStringProperty("attention", skipped.attention().name());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("failed");
        for (Failure failure : report.failed()) {
            out.writeStartObject();
            out.writeStringProperty("id", failure.id().toString());
            out.writeStringProperty("code", failure.code());
            out.writeStringProperty("message", messages.error(failure.what()));
            out.writeEndObject();
        }
        out.writeEndArray();
        requests(report.requests(), out);
        out.writeObjectPropertyStart("bytes");
        out.writeNumberProperty("up", report.bytesUp());
        out.writeNumberProperty("down", report.bytesDown());
        out.writeEndObject();
        out.writeNumberProperty("durationMs", report.duration().toMillis());
        json.notices(report.notices(), messages);
        out.writeBooleanProperty("dryRun", report.dryRun());
        out.writeBooleanProperty("stopped", report.stopped());
    }

    @Override
    public void text(Page page) {
        if (!page.quiet()) done(page);
        if (report.stopped()) page.line(Tone.WAITING, messages.text("sync.stopped"));
        for (Notice notice : report.notices()) page.notice(notice.what());
        for (Failure failure : report.failed()) {
            page.line(Tone.BAD, messages.text("sync.failed", failure.id().toString()));
            page.detail(messages.error(failure.what()));
        }
        if (!page.quiet() || status() != ExitStatus.DONE) skipped(page);
        if (report.conflicts().isEmpty()) return;
        page.line(Tone.BAD, messages.count("waits", report.conflicts().size()));
    }

    private static void requests(Requests requests, JsonGenerator out) {
        out.writeObjectPropertyStart("requests");
        out.writeNumberProperty("list", requests.list());
        out.writeNumberProperty("get", requests.get());
        out.writeNumberProperty("head", requests.head());
        out.writeNumberProperty("put", requests.put());
        out.writeNumberProperty("delete", requests.delete());
        out.writeNumberProperty("other", requests.other());
        out.writeEndObject();
    }

    private void done(Page page) {
        if (report.nothingToDo()) {
            if (report.stopped()) return;
            boolean clean = status() == ExitStatus.DONE && report.notices().isEmpty();
            page.line(clean ? Tone.GOOD : Tone.PLAIN, messages.text("sync.nothing"));
            return;
        }
        long moved = (long) report.pushed().size() + report.pulled().size();
        long deleted = (long) report.deletedLocal().size() + report.deletedRemote().size();
        if (page.verbose() || moved + deleted <= FEW) page.table(table()).gap();
        var parts = new ArrayList<String>();
        part(parts, "pushed", report.pushed());
        part(parts, "pulled", report.pulled());
        part(parts, "deletedLocal", report.deletedLocal());
        part(parts, "deletedRemote", report.deletedRemote());
        String all = String.join(", ", parts);
        if (report.dryRun()) page.line(messages.text("sync.would", all));
        else page.line(Tone.GOOD, messages.text("sync.did", all, bytes(page)));
    }

    private String bytes(Page page) {
        return page.figures().size(report.bytesUp() + report.bytesDown());
    }

    private void part(List<String> parts, String what, List<SaveId> saves) {
        if (!saves.isEmpty()) parts.add(messages.count("sync." + what, saves.size()));
    }

    private Table table() {
        var table =
                new Table(
                        Column.left(messages.text("column.what")),
                        Column.flexible(messages.text("column.save")));
        rows(table, "moved.pushed", report.pushed());
        rows(table, "moved.pulled", report.pulled());
        rows(table, "moved.deletedLocal", report.deletedLocal());
        rows(table, "moved.deletedRemote", report.deletedRemote());
        return table;
    }

    private void rows(Table table, String what, List<SaveId> saves) {
        for (SaveId save : saves)
            table.row(new Cell(Tone.MOVING, messages.text(what)), Cell.of(save.toString()));
    }

    /// What was left alone for good reason is counted; what someone should look at is named.
    private void skipped(Page page) {
        List<Skipped> named =
                report.skipped().stream()
                        .filter(s -> page.verbose() || s.attention() != Attention.NONE)
                        .toList();
        Map<String, List<Skipped>> byReason =
                named.stream()
                        .collect(
                                Collectors.groupingBy(
                                        skipped -> messages.phrase(skipped.reason()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byReason.forEach((reason, saves) -> {
            if (saves.size() > SAME && !page.verbose())
                page.line(Tone.WAITING, messages.count("sync.skippedMany", saves.size()));
            else
                for (Skipped skipped : saves)
                    page.line(Tone.WAITING, messages.text("sync.skipped", skipped.id().toString()));
            page.detail(reason);
        });
        int others = report.skipped().size() - named.size();
        if (others > 0) page.line(Tone.FAINT, messages.count("sync.left", others));
    }
}
