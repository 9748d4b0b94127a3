package app.savepoint.app.cli;

import app.savepoint.app.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/// Puts answers and problems where they belong: one JSON document on standard output, or text for
/// people with problems on standard error.
final class Printer {
    private static final System.Logger LOG = System.getLogger(Printer.class.getName());

    private final CommandContext context;
    private final boolean json;

    Printer(CommandContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /// Whether a person looks at the output and wants it in colour. See no-color.org.
    boolean colours() {
        return context.terminal().outInteractive() && context.wantsColour();
    }

    /// Prints what a command found or did; returns its exit status, which is the same if nobody
    /// reads that to its end.
    int answer(Answer answer) {
        whoeverReads(() -> {
            if (json) json(answer::json);
            // A refusal is no result, even where it has more to tell than an exception could.
            else if (answer.status() == ExitStatus.WRONG_USAGE) toErr(answer::text);
            else text(context.terminal().out(), page(colours()), answer::text);
        });
        return answer.status().code();
    }

    private static void whoeverReads(Runnable prints) {
        try {
            prints.run();
        } catch (OutputClosedException e) {
            LOG.log(Level.DEBUG, "nobody reads any more", e);
        }
    }

    /// Prints why a command could not do what it was asked; returns its exit status.
    int problem(Throwable thrown) {
        Problem problem = Problem.of(thrown, context.messages(), context::log);
        log(problem, thrown);
        whoeverReads(() -> {
            if (!json || !isWritten(problem)) toErr(page -> page.problem(problem));
            if (context.options().verbose) write(context.terminal().err(), trace(thrown));
        });
        return problem.status().code();
    }

    /// False if that is what there is no room for.
    private boolean isWritten(Problem problem) {
        try {
            json(problem::json);
            return true;
        } catch (OutputClosedException e) {
            throw e;
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "the answer could not be written", e);
            return false;
        }
    }

    /// What was typed wrong is no news for the log, and may be what nobody else is to read.
    private static void log(Problem problem, Throwable thrown) {
        if (problem.status() == ExitStatus.WRONG_USAGE) return;
        LOG.log(
                problem.isDefect() ? Level.ERROR : Level.WARNING,
                "the command failed: " + problem.code(),
                thrown);
    }

    /// Prints some lines at once, for a person.
    void say(Consumer<Page> content) {
        text(context.terminal().out(), page(colours()), content);
    }

    /// Prints one document: whole, or nothing of it.
    void json(Consumer<JsonGenerator> content) {
        try {
            new JsonDocument(content).writeTo(context.terminal().out());
        } catch (IOException e) {
            throw OutputClosedException.of(e);
        } catch (JacksonIOException e) {
            throw OutputClosedException.of(Objects.requireNonNull(e.getCause()));
        }
    }

    private Page page(boolean colours) {
        Terminal terminal = context.terminal();
        int width = terminal.outInteractive() ? terminal.width() : Table.UNLIMITED;
        boolean unicode = terminal.charset().newEncoder().canEncode(Table.ELLIPSIS);
        return new Page(context, new Style(colours), width, unicode);
    }

    private void toErr(Consumer<Page> content) {
        boolean colours = context.terminal().errInteractive() && context.wantsColour();
        text(context.terminal().err(), page(colours), content);
    }

    private void text(OutputStream to, Page page, Consumer<Page> content) {
        content.accept(page);
        write(to, page.toString().getBytes(context.terminal().charset()));
    }

    private static byte[] trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return Secrets.hide(text.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream to, byte[] bytes) {
        try {
            to.write(bytes);
            to.flush();
        } catch (IOException e) {
            throw OutputClosedException.of(e);
        }
    }
}
