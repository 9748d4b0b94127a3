package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The contents of one save below each other, facts before dates.
final class VersionTable {
    private static final int SHORT_ID = 8;

    private final Messages messages;
    private final Figures figures;
    private final Table table;

    VersionTable(Page page) {
        messages = page.messages();
        figures = page.figures();
        table =
                new Table(
                        Column.left(messages.text("column.side")),
                        Column.left(messages.text("column.device")),
                        Column.right(messages.text("column.size")),
                        Column.left(messages.text("column.content")),
                        Column.left(messages.text("column.changed")),
                        Column.left(messages.text("column.revision")),
                        Column.flexible(messages.text("column.where")));
    }

    /// All sides of a save.
    Table all(SaveRow row) {
        add("side.local", row.local());
        row.remote().forEach(head -> add("side.remote", head));
        add("side.base", row.base());
        return table;
    }

    /// The contents to choose from, each once: what this device sent itself is what lies here.
    Table choices(SaveRow row) {
        add("side.local", row.local());
        row.remote().stream()
                .filter(head -> !isSame(head, row.local()))
                .forEach(head -> add("side.remote", head));
        return table;
    }

    private static boolean isSame(Version head, @Nullable Version local) {
        return local != null
                && local.contentId() != null
                && local.contentId().equals(head.contentId());
    }

    private void add(String side, @Nullable Version version) {
        if (version == null) {
            table.row(
                    Cell.of(messages.text(side)),
                    new Cell(Tone.FAINT, messages.text("side.nothing")),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(""));
            return;
        }
        table.row(
                Cell.of(messages.text(side)),
                Cell.of(device(version)),
                Cell.of(version.isDeletion() ? "" : figures.size(version.size())),
                content(version),
                Cell.of(changed(version)),
                Cell.of(version.revision() == null ? "" : version.revision().last(SHORT_ID)),
                Cell.of(where(version)));
    }

    private Cell content(Version version) {
        if (version.isDeletion()) return new Cell(Tone.BAD, messages.text("content.deleted"));
        if (version.contentId() == null)
            return new Cell(Tone.WAITING, messages.text("content.unread"));
        if (version.blank()) return new Cell(Tone.WAITING, messages.text("content.blank"));
        return Cell.of(version.contentId().hex().substring(0, SHORT_ID));
    }

    private String changed(Version version) {
        if (SaveJson.isUnread(version)) return "";
        return figures.ago(version.modified()) + ", " + figures.exact(version.modified());
    }

    private static String device(Version version) {
        if (!version.deviceName().isEmpty()) return version.deviceName();
        return version.device() == null ? "" : version.device().last12();
    }

    private static String where(Version version) {
        if (!version.places().isEmpty())
            return version.places().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(" + "));
        return version.path() == null ? "" : version.path().toString();
    }
}
