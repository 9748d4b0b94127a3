package app.savepoint.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

/// A command that gives an answer.
abstract class AnswerCommand implements Callable<Integer> {
    final CommandContext context;
    private final Printer printer;

    AnswerCommand(CommandContext context, Printer printer) {
        this.context = context;
        this.printer = printer;
    }

    @Override
    public final Integer call() throws IOException {
        return printer.answer(answer());
    }

    abstract Answer answer() throws IOException;
}
