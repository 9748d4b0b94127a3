package app.savepoint.app.cli;

import app.savepoint.app.Desktop;
import app.savepoint.app.Errand;
import app.savepoint.app.HandedOver;
import app.savepoint.app.Homes;
import app.savepoint.app.Messages;
import app.savepoint.app.ProductVersion;
import app.savepoint.app.Station;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// Runs what was typed after `savepoint`, for whoever typed it, and returns the exit status.
///
/// Touches nothing of the process it runs in: no standard stream, no environment, no exit. So the
/// process that holds a home can run the command of another.
public final class SavepointCli {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 100;

    private final boolean json;
    private final CommandContext context;
    private final Printer printer;
    private final CommandLine commandLine;

    private SavepointCli(
            List<String> arguments,
            Terminal terminal,
            Caller caller,
            Homes homes,
            Desktop desktop,
            Errand errand,
            Station station) {
        var root = new SavepointCommand();
        var messages = new Messages(caller.locale());
        json = GlobalOptions.wantsJson(arguments);
        context =
                new CommandContext(
                        terminal, caller, homes, desktop, errand, station, root.options, messages);
        printer = new Printer(context, json);
        root.connect(context);
        commandLine = new CommandLine(root);
        Commands commands = new Commands(context, printer);
        commands.addTo(commandLine, arguments);
        if (Commands.asksForHelp(arguments))
            commandLine.setResourceBundle(messages.bundle("app.savepoint.app.help"));
    }

    /// Runs one command.
    ///
    /// @return its exit status
    public static int run(
            List<String> arguments,
            Terminal terminal,
            Caller caller,
            Homes homes,
            Desktop desktop,
            Errand errand,
            Station station) {
        return new SavepointCli(arguments, terminal, caller, homes, desktop, errand, station)
                .run(arguments);
    }

    private int run(List<String> arguments) {
        Terminal terminal = context.terminal();
        var out = new PrintWriter(terminal.out(), false, terminal.charset());
        var err = new PrintWriter(terminal.err(), false, terminal.charset());
        Ansi ansi = printer.colours() ? Ansi.ON : Ansi.OFF;
        commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setUsageHelpWidth(Math.clamp(terminal.width(), NARROWEST_HELP, WIDEST_HELP))
                .setAllowSubcommandsAsOptionParameters(true)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, typed) -> printer.problem(e))
                .setExecutionExceptionHandler((e, command, parsed) ->
                        e instanceof HandedOver done ? done.status() : printer.problem(e));
        int status = execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    /// What is under way is safe wherever it ends, so also where memory does.
    private int execute(List<String> arguments) {
        try {
            return commandLine.execute(arguments.toArray(String[]::new));
        } catch (OutOfMemoryError e) {
            return printer.problem(e);
        }
    }

    private int execute(ParseResult parsed) {
        Optional<NotYet> missing = NotYet.in(parsed);
        if (missing.isPresent()) return printer.problem(missing.get().refusal());
        if (!json) return new RunLast().execute(parsed);
        // Help and version are texts, so for scripts they come inside a document.
        for (CommandLine command : parsed.asCommandLineList()) {
            if (command.isUsageHelpRequested()) return document("help", help(command));
            if (command.isVersionHelpRequested())
                return document("version", ProductVersion.number());
        }
        return new RunLast().execute(parsed);
    }

    private int document(String name, String text) {
        printer.json(out -> {
            out.writeStartObject();
            out.writeStringProperty(name, text);
            out.writeEndObject();
        });
        return ExitStatus.DONE.code();
    }

    private static String help(CommandLine command) {
        ColorScheme plain = CommandLine.Help.defaultColorScheme(Ansi.OFF);
        return command.getUsageMessage(plain);
    }
}
