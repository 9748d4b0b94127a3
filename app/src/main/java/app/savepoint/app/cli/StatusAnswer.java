package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.StatusReport.Summary;
import app.savepoint.core.view.Version;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Where every save stands.
///
/// @param report what was found
/// @param named whether the person named saves, and so wants to see each of them
/// @param messages in which reasons are given
record StatusAnswer(StatusReport report, boolean named, Messages messages) implements Answer {
    /// Up to so many saves are all listed; beyond, what is in sync only drowns the rest.
    private static final int FEW = 50;

    @Override
    public ExitStatus status() {
        return report.waitsForPerson() || changedRoots().findAny().isPresent()
                ? ExitStatus.WAITS
                : ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        var json = new SaveJson(out);
        Summary summary = report.summary();
        out.writeStartObject();
        out.writeObjectPropertyStart("summary");
        out.writeNumberProperty("inSync", summary.inSync());
        out.writeNumberProperty("push", summary.push());
        out.writeNumberProperty("pull", summary.pull());
        out.writeNumberProperty("conflicts", summary.conflicts());
        out.writeNumberProperty("waiting", summary.waiting());
        out.writeNumberProperty("errors", summary.errors());
        out.writeEndObject();
        out.writeArrayPropertyStart("saves");
        for (SaveRow row : report.saves()) json.row(row, messages);
        out.writeEndArray();
        json.notices(report.notices(), messages);
        out.writeBooleanProperty("offline", report.offline());
        out.writeNumberProperty("arriving", report.arriving());
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        List<SaveRow> listed = listed(page);
        if (!listed.isEmpty()) page.table(table(listed, page.figures())).gap();
        int hidden = report.saves().size() - listed.size();
        if (hidden > 0) page.line(Tone.FAINT, messages.count("status.hidden", hidden));
        if (report.offline()) page.line(Tone.WAITING, messages.text("status.offline"));
        if (report.arriving() > 0)
            page.line(Tone.WAITING, messages.count("status.arriving", report.arriving()));
        for (Notice notice : report.notices()) page.notice(notice.what());
        changedRoots().forEach(root -> changed(root, page));
        headline(page);
    }

    private List<SaveRow> listed(Page page) {
        if (named || page.verbose() || report.saves().size() <= FEW) return report.saves();
        return report.saves().stream().filter(row -> !isQuiet(row)).toList();
    }

    private static boolean isQuiet(SaveRow row) {
        return row.attention() == Attention.NONE
                && switch (row.action()) {
                    case IN_SYNC, CLOUD_ONLY, NONE -> true;
                    case PUSH,
                            PULL,
                            CONFLICT,
                            TIMESTAMP_CONFLICT,
                            DELETE_LOCAL,
                            DELETE_REMOTE,
                            LOCAL_ONLY,
                            SKIP ->
                            false;
                };
    }

    private Table table(List<SaveRow> rows, Figures figures) {
        var table =
                new Table(
                        Column.flexible(messages.text("column.save")),
                        Column.left(messages.text("column.state")),
                        Column.right(messages.text("column.size")),
                        Column.left(messages.text("column.changed")),
                        Column.left(messages.text("column.device")),
                        Column.flexible(messages.text("column.why")));
        for (SaveRow row : rows) {
            Version shown = shown(row);
            table.row(
                    Cell.of(row.id().toString()),
                    state(row),
                    Cell.of(shown == null ? "" : figures.size(shown.size())),
                    Cell.of(
                            shown == null || SaveJson.isUnread(shown)
                                    ? ""
                                    : figures.ago(shown.modified())),
                    Cell.of(shown == null ? "" : shown.deviceName()),
                    Cell.of(row.action() == Action.IN_SYNC ? "" : messages.reason(row)));
        }
        return table;
    }

    /// The content that the row's figures are of: what is on its way, else what lies here.
    private static @Nullable Version shown(SaveRow row) {
        Version there = row.remote().stream().filter(v -> !v.isDeletion()).findFirst().orElse(null);
        boolean preferThere = row.action() == Action.PULL || row.local() == null;
        return preferThere ? there : row.local();
    }

    private Cell state(SaveRow row) {
        return switch (row.attention()) {
            case NONE -> new Cell(tone(row.action()), messages.text("action." + row.action()));
            case WAITING -> new Cell(Tone.WAITING, messages.attention(row.attention()));
            case CONFLICT, TIMESTAMP_CONFLICT, BLANK, ROOT_CHANGED, ERROR ->
                    new Cell(Tone.BAD, messages.attention(row.attention()));
        };
    }

    private static Tone tone(Action action) {
        return switch (action) {
            case IN_SYNC -> Tone.GOOD;
            case PUSH, PULL, DELETE_LOCAL, DELETE_REMOTE -> Tone.MOVING;
            case CONFLICT, TIMESTAMP_CONFLICT -> Tone.BAD;
            case CLOUD_ONLY, LOCAL_ONLY, SKIP, NONE -> Tone.PLAIN;
        };
    }

    private Stream<RootRow> changedRoots() {
        return report.roots().stream().filter(root -> root.health() != RootHealth.OK);
    }

    private void changed(RootRow root, Page page) {
        page.line(
                Tone.BAD,
                messages.text(
                        "roots.changed",
                        root.root().path().toString(),
                        messages.text("health." + root.health().name())));
        page.detail(messages.text("roots.changed.next", root.root().path().toString()));
    }

    /// The last word: what stands where, and what to do about it.
    private void headline(Page page) {
        Summary summary = report.summary();
        if (report.saves().isEmpty()) {
            page.line(messages.text("status.empty"));
            return;
        }
        long toSettle =
                report.saves().stream().filter(r -> r.attention().settledByResolve()).count();
        if (toSettle > 0) page.line(Tone.BAD, messages.count("waits", toSettle));
        if (summary.push() > 0) page.line(messages.count("status.push", summary.push()));
        if (summary.pull() > 0) page.line(messages.count("status.pull", summary.pull()));
        if (summary.waiting() > 0)
            page.line(Tone.WAITING, messages.count("status.waiting", summary.waiting()));
        if (summary.errors() > 0)
            page.line(Tone.BAD, messages.count("status.errors", summary.errors()));
        boolean settled = summary.inSync() == report.saves().size();
        boolean safe = settled && report.arriving() == 0 && !report.offline() && !named;
        if (safe && status() == ExitStatus.DONE)
            page.line(Tone.GOOD, messages.count("status.safe", summary.inSync()));
        else if (summary.inSync() > 0)
            page.line(Tone.FAINT, messages.count("status.inSync", summary.inSync()));
    }
}
