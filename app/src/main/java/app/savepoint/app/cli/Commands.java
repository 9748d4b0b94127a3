package app.savepoint.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The list of commands, in the order of the help.
final class Commands {
    private final Map<String, Supplier<CommandLine>> makers = new LinkedHashMap<>();

    Commands(CommandContext context, Printer printer) {
        put("init", () -> new InitCommand(context, printer));
        makers.put("roots", () -> roots(context, printer));
        put("status", () -> new StatusCommand(context, printer));
        put("sync", () -> new SyncCommand(context, printer));
        put("push", () -> new PushCommand(context, printer));
        put("pull", () -> new PullCommand(context, printer));
        put("conflicts", () -> new ConflictsCommand(context, printer));
        put("resolve", () -> new ResolveCommand(context, printer));
        put("allow", () -> new AllowCommand(context, printer));
        put("explain", () -> new ExplainCommand(context, printer));
        put("history", () -> new HistoryCommand(context, printer));
        makers.put("backups", () -> backups(context, printer));
        put("restore", () -> new RestoreCommand(context, printer));
        put("undo", () -> new UndoCommand(context, printer));
        put("export", () -> new ExportCommand(context, printer));
        put("forget", () -> new ForgetCommand(context, printer));
        put("slots", () -> new SlotsCommand(context, printer));
        put("play", () -> new PlayCommand(context, printer));
        put("matches", () -> new MatchesCommand(context, printer));
        put("match", () -> new MatchCommand(context, printer));
        put("activity", () -> new ActivityCommand(context, printer));
        makers.put("devices", () -> devices(context, printer));
        makers.put("policy", () -> policy(context, printer));
        makers.put("watch", () -> new CommandLine(new WatchCommand(context, printer)));
        put("pause", () -> new PauseCommand(context, printer));
        put("resume", () -> new ResumeCommand(context, printer));
        put("doctor", () -> new DoctorCommand(context, printer));
        for (String name : NotYet.COMMANDS) makers.put(name, () -> NotYet.command(name));
    }

    /// Adds the commands that the arguments can mean.
    ///
    /// Reading a command's options takes longer than most commands do, so what is not named is left
    /// out, unless someone has to be shown what there is.
    void addTo(CommandLine savepoint, List<String> arguments) {
        List<String> named = makers.keySet().stream().filter(arguments::contains).toList();
        for (String name : asksForHelp(arguments) || named.isEmpty() ? makers.keySet() : named) {
            Supplier<CommandLine> maker = makers.get(name);
            if (maker != null) savepoint.addSubcommand(name, maker.get());
        }
    }

    static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    private void put(String name, Supplier<AnswerCommand> command) {
        makers.put(name, () -> new CommandLine(command.get()));
    }

    private static CommandLine roots(CommandContext context, Printer printer) {
        return new CommandLine(new RootsCommand(context, printer))
                .addSubcommand(new RootsAddCommand(context, printer))
                .addSubcommand(new RootsListCommand(context, printer))
                .addSubcommand(new RootsRemoveCommand(context, printer))
                .addSubcommand(new RootsAcceptCommand(context, printer));
    }

    private static CommandLine backups(CommandContext context, Printer printer) {
        return new CommandLine(new BackupsCommand(context, printer))
                .addSubcommand(new BackupsCommand.Pin(context, printer))
                .addSubcommand(new BackupsCommand.Unpin(context, printer))
                .addSubcommand(new BackupsCommand.Verify(context, printer));
    }

    private static CommandLine devices(CommandContext context, Printer printer) {
        return new CommandLine(new DevicesCommand(context, printer))
                .addSubcommand(new DevicesCommand.Renaming(context, printer))
                .addSubcommand(new DevicesCommand.Removing(context, printer));
    }

    private static CommandLine policy(CommandContext context, Printer printer) {
        return new CommandLine(new PolicyCommand(context, printer))
                .addSubcommand(new PolicyCommand.Listing(context, printer))
                .addSubcommand(new PolicyCommand.Setting(context, printer))
                .addSubcommand(new PolicyCommand.Unsetting(context, printer));
    }
}
