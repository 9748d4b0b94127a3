package app.savepoint.app;

import app.savepoint.app.cli.SavepointCommand;

/// Where the program starts. Keeps JavaFX off the way of a command, which has to answer at once.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(SavepointCommand.commandLine().execute(args));
    }
}
