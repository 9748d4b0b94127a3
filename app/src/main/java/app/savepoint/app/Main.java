package app.savepoint.app;

import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.SavepointCli;
import app.savepoint.app.cli.SystemTerminal;
import app.savepoint.app.cli.Terminal;
import app.savepoint.app.ui.DesktopApp;
import app.savepoint.core.RequestException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the program starts. Keeps JavaFX off the way of a command, which has to answer at once.
public final class Main {
    private static final int SECONDS_TO_FINISH = 10;

    private Main() {}

    public static void main(String[] args) {
        var cancelled = new AtomicBoolean();
        var done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(cancelled, done)));
        int status;
        try {
            Map<String, String> environment = System.getenv();
            status =
                    run(
                            List.of(args),
                            SystemTerminal.open(environment),
                            caller(environment, cancelled),
                            Assembly.standard());
        } finally {
            done.countDown();
        }
        System.exit(status);
    }

    /// Runs one command for whoever asks, and returns its exit status. Touches neither the streams
    /// nor the environment of this process.
    public static int run(List<String> arguments, Terminal terminal, Caller caller, Homes homes) {
        return SavepointCli.run(arguments, terminal, caller, homes, desktop(caller, homes));
    }

    /// Lets a sync that is told to stop finish the save it has in hand, so that the next one has
    /// nothing to clear up.
    private static void finish(AtomicBoolean cancelled, CountDownLatch done) {
        cancelled.set(true);
        try {
            if (!done.await(SECONDS_TO_FINISH, TimeUnit.SECONDS))
                System.getLogger(Main.class.getName())
                        .log(System.Logger.Level.WARNING, "stopped before the work was finished");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Caller caller(Map<String, String> environment, AtomicBoolean cancelled) {
        return new Caller(
                environment,
                Path.of("").toAbsolutePath(),
                HomeFolder.standard(
                        environment,
                        System.getProperty("os.name"),
                        Path.of(System.getProperty("user.home"))),
                Locale.getDefault(),
                ZoneId.systemDefault(),
                InstantSource.system(),
                cancelled::get);
    }

    /// Nothing of the window is loaded before it is asked for.
    private static Desktop desktop(Caller caller, Homes homes) {
        return (home, options) -> {
            try {
                DesktopApp.run(
                        homes,
                        home,
                        options,
                        new DesktopApp.Viewer(caller.locale(), caller.zone(), caller.clock()));
            } catch (NoWindowException | LinkageError e) {
                throw new RequestException(
                        "desktop.no-window",
                        "The window can not be opened here: " + e.getMessage(),
                        "Everything can be done in the terminal as well: savepoint --help");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
