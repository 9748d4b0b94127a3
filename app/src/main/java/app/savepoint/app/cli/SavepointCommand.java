package app.savepoint.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `savepoint` itself: what holds for every command, and the list of them.
@Command(
        name = "savepoint",
        description = "Keeps the saves of your games in step between your devices.",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class)
public final class SavepointCommand implements Runnable {
    private SavepointCommand() {}

    /// Everything that can be typed after `savepoint`, ready to be executed.
    public static CommandLine commandLine() {
        return new CommandLine(new SavepointCommand());
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
