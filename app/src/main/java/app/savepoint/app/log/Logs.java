package app.savepoint.app.log;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.core.Home;
import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Turns the log of this process to the home that it works on, from when one is first opened until
/// this is closed.
///
/// Java has one log per process, so there is one of these at a time; closing it leaves the log as
/// it was found. A log that can not be written is done without: no job waits for it, and no job
/// fails.
public final class Logs implements AutoCloseable {
    /// `debug` writes down more.
    private static final String DETAIL = "SAVEPOINT_LOG";

    private final LogLines lines;
    private final boolean detailed;

    /// Held here, because Java forgets a logger, its level included, that nobody holds.
    private @Nullable Logger ours;

    private @Nullable LogFolder folder;
    private @Nullable Found found;

    /// How the log was before.
    private record Found(
            Level level, List<Handler> handlers, @Nullable UncaughtExceptionHandler uncaught) {}

    /// @param environment the variables of this process, whose secrets are kept out of the log
    public Logs(Map<String, String> environment) {
        lines = new LogLines(LogSecrets.of(environment));
        detailed = environment.getOrDefault(DETAIL, "").equals("debug");
    }

    /// The same homes, with a log once one of them is opened.
    public Homes of(Homes homes) {
        return new Homes() {
            @Override
            public SyncService open(Path home, OpenOptions options) throws HomeException {
                turnTo(home);
                return homes.open(home, options);
            }

            @Override
            public InitResult init(InitWish wish) throws HomeException, StorageException {
                if (!wish.checkOnly()) turnTo(wish.home());
                return homes.init(wish);
            }
        };
    }

    private synchronized void turnTo(Path dir) {
        Home home = new Home(dir);
        if (folder != null && folder.isOf(home)) return;
        if (folder == null) begin();
        else folder.end();
        folder = new LogFolder(home, lines);
        root().addHandler(folder);
    }

    private void begin() {
        Logger root = root();
        found =
                new Found(
                        root.getLevel(),
                        List.of(root.getHandlers()),
                        Thread.getDefaultUncaughtExceptionHandler());
        for (Handler handler : found.handlers()) root.removeHandler(handler);
        root.setLevel(Level.WARNING);
        ours = Logger.getLogger("app.savepoint");
        ours.setLevel(detailed ? Level.FINE : Level.INFO);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                root.log(Level.SEVERE, thread.getName() + " ended unexpectedly", thrown));
    }

    @Override
    public synchronized void close() {
        if (folder == null || found == null || ours == null) return;
        folder.end();
        folder = null;
        ours.setLevel(null);
        root().setLevel(found.level());
        for (Handler handler : found.handlers()) root().addHandler(handler);
        Thread.setDefaultUncaughtExceptionHandler(found.uncaught());
    }

    private static Logger root() {
        return LogManager.getLogManager().getLogger("");
    }
}
