package app.savepoint.app.cli;

import app.savepoint.app.Plain;
import app.savepoint.app.cli.Style.Tone;
import java.util.ArrayList;
import java.util.List;

/// Aligned columns. Cells are cut only where a person's screen has an edge; a pipe gets all.
final class Table {
    /// The width of a pipe or a file.
    static final int UNLIMITED = Integer.MAX_VALUE;

    static final String ELLIPSIS = "…";

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /// One column.
    ///
    /// @param heading what stands above it
    /// @param right whether it is aligned to the right, as numbers are
    /// @param flexible whether it may be cut where the screen is too narrow
    record Column(String heading, boolean right, boolean flexible) {
        static Column left(String heading) {
            return new Column(heading, false, false);
        }

        static Column right(String heading) {
            return new Column(heading, true, false);
        }

        static Column flexible(String heading) {
            return new Column(heading, false, true);
        }
    }

    /// What stands in one place.
    record Cell(Tone tone, String text) {
        Cell {
            text = Plain.text(text);
        }

        static Cell of(String text) {
            return new Cell(Tone.PLAIN, text);
        }
    }

    Table row(Cell... cells) {
        if (cells.length != columns.size())
            throw new IllegalArgumentException("a row has " + columns.size() + " cells");
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The lines, each without spaces at its end.
    List<String> lines(int width, Style style, String ellipsis) {
        int[] widths = fit(naturalWidths(), width);
        var lines = new ArrayList<String>();
        lines.add(line(headings(), widths, style, ellipsis));
        for (List<Cell> row : rows) lines.add(line(row, widths, style, ellipsis));
        return lines;
    }

    private List<Cell> headings() {
        return columns.stream().map(column -> new Cell(Tone.FAINT, column.heading())).toList();
    }

    private int[] naturalWidths() {
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TextWidth.of(columns.get(i).heading());
            for (List<Cell> row : rows)
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i).text()));
        }
        return widths;
    }

    /// Takes from the flexible columns, the last one first, until all fit.
    private int[] fit(int[] widths, int width) {
        int gaps = GAP.length() * (widths.length - 1);
        long excess = (long) gaps - width;
        for (int column : widths) excess += column;
        for (int i = widths.length - 1; i >= 0 && excess > 0; i--) {
            if (!columns.get(i).flexible() || widths[i] <= NARROWEST) continue;
            int taken = (int) Math.min(excess, widths[i] - NARROWEST);
            widths[i] -= taken;
            excess -= taken;
        }
        return widths;
    }

    private String line(List<Cell> cells, int[] widths, Style style, String ellipsis) {
        var line = new StringBuilder();
        int behind = 0;
        for (int i = 0; i < widths.length; i++) {
            String text = TextWidth.cut(cells.get(i).text(), widths[i], ellipsis);
            int padding = widths[i] - TextWidth.of(text);
            boolean right = columns.get(i).right();
            if (text.isEmpty()) {
                behind += padding + GAP.length();
                continue;
            }
            line.append(" ".repeat(behind + (right ? padding : 0)));
            line.append(style.paint(cells.get(i).tone(), text));
            behind = GAP.length() + (right ? 0 : padding);
        }
        return line.toString();
    }
}
