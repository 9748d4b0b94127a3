package app.savepoint.app;

import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.SavepointCli;
import app.savepoint.app.cli.SystemTerminal;
import app.savepoint.app.cli.Terminal;
import app.savepoint.app.handover.HandOver;
import app.savepoint.app.handover.SocketStation;
import app.savepoint.app.handover.StayingHomes;
import app.savepoint.app.log.Logs;
import app.savepoint.app.ui.DesktopApp;
import app.savepoint.app.ui.DesktopWindow;
import app.savepoint.core.RequestException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the program starts. Keeps JavaFX off the way of a command, which has to answer at once.
public final class Main {
    private static final int SECONDS_TO_FINISH = 10;

    private Main() {}

    public static void main(String[] args) {
        var cancelled = new AtomicBoolean();
        var ended = new CompletableFuture<Integer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(cancelled, ended)));
        int status = 1;
        Map<String, String> environment = System.getenv();
        try (Logs logs = new Logs(environment)) {
            status =
                    run(
                            List.of(args),
                            SystemTerminal.open(environment),
                            caller(environment, cancelled),
                            logs.of(Assembly.standard()));
        } finally {
            ended.complete(status);
        }
        System.exit(status);
    }

    /// Runs one command for whoever asks, and returns its exit status. Touches neither the streams
    /// nor the environment of this process.
    public static int run(List<String> arguments, Terminal terminal, Caller caller, Homes homes) {
        return run(
                arguments,
                terminal,
                caller,
                homes,
                new HandOver(arguments, terminal, caller),
                new SocketStation(Main::handedOver));
    }

    private static int run(
            List<String> arguments,
            Terminal terminal,
            Caller caller,
            Homes homes,
            Errand errand,
            Station station) {
        return SavepointCli.run(
                arguments,
                terminal,
                caller,
                homes,
                desktop(caller, new StayingHomes(homes, station)),
                errand,
                station);
    }

    /// A command of another process; what it needs is here.
    private static int handedOver(
            List<String> arguments,
            Terminal terminal,
            Caller caller,
            Homes homes,
            Station station) {
        return run(arguments, terminal, caller, homes, Errand.NONE, station);
    }

    /// Lets what is told to stop finish what it has in hand, so that the next one has nothing to
    /// clear up. What then ended as it should, such as `watch`, ends with 0 and not with the
    /// signal's number.
    private static void finish(AtomicBoolean cancelled, CompletableFuture<Integer> ended) {
        if (ended.isDone()) return;
        cancelled.set(true);
        try {
            if (ended.get(SECONDS_TO_FINISH, TimeUnit.SECONDS) == 0) Runtime.getRuntime().halt(0);
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger(Main.class.getName())
                    .log(System.Logger.Level.WARNING, "stopped before the work was finished", e);
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
                        new DesktopApp.Viewer(caller.locale(), caller.zone(), caller.clock()),
                        DesktopWindow.Syncing.BY_ITSELF);
            } catch (NoWindowException | LinkageError e) {
                throw new RequestException("desktop.no-window", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
