package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.app.Plain;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.save.Saying;
import java.util.List;

/// A text for a person, as it is being written.
final class Page {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private final CommandContext context;
    private final Style style;
    private final int width;
    private final boolean unicode;
    private final Figures figures;

    /// @param width columns of the screen, or [Table#UNLIMITED]
    /// @param unicode whether it can show more than letters
    Page(CommandContext context, Style style, int width, boolean unicode) {
        this.context = context;
        this.style = style;
        this.width = width;
        this.unicode = unicode;
        Caller caller = context.caller();
        this.figures = new Figures(context.messages(), caller.zone(), caller.clock().instant());
    }

    Messages messages() {
        return context.messages();
    }

    Figures figures() {
        return figures;
    }

    /// Whether only what went wrong or waits is to be said.
    boolean quiet() {
        return context.options().quiet;
    }

    /// Whether nothing is to be left out.
    boolean verbose() {
        return context.options().verbose;
    }

    Page line(String line) {
        return line(Tone.PLAIN, line);
    }

    Page line(Tone tone, String line) {
        text.append(style.paint(tone, Plain.text(line))).append('\n');
        return this;
    }

    /// A line that belongs to the one above.
    Page detail(String line) {
        text.append(INDENT).append(Plain.text(line)).append('\n');
        return this;
    }

    /// What a person should hear of a storage, and what they can do about it.
    Page notice(Saying what) {
        line(Tone.WAITING, messages().error(what));
        String next = messages().next(what);
        return next.isEmpty() ? this : detail(next);
    }

    /// A line that keeps what follows apart, unless nothing stands above.
    Page gap() {
        if (!text.isEmpty()) text.append('\n');
        return this;
    }

    Page table(Table table) {
        return table(table, "");
    }

    /// A table that belongs to the line above.
    Page indented(Table table) {
        return table(table, INDENT);
    }

    Page problem(Problem problem) {
        List<String> lines = problem.message().strip().lines().toList();
        text.append(style.paint(Tone.BAD, messages().text("error") + ":"))
                .append(' ')
                .append(Plain.text(lines.getFirst()))
                .append('\n');
        lines.stream().skip(1).forEach(this::detail);
        return problem.hint().isEmpty() ? this : detail(problem.hint());
    }

    private Page table(Table table, String indent) {
        int room = width == Table.UNLIMITED ? width : width - indent.length();
        for (String line : table.lines(room, style, unicode ? Table.ELLIPSIS : "~"))
            text.append(indent).append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
