package app.savepoint.app.ui;

import app.savepoint.app.Homes;
import app.savepoint.app.NoWindowException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.app.ui.DesktopWindow.Syncing;
import app.savepoint.core.SyncService;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.stage.Stage;

/// Opens the window on a home, and gives the home back once the window is closed.
///
/// A process can do this once: the window toolkit does not start a second time.
public final class DesktopApp {
    private static final System.Logger LOG = System.getLogger(DesktopApp.class.getName());

    /// A toolkit that has not started by then never will; without a display some do not even fail.
    private static final int SECONDS_TO_START = 60;

    /// For the save in hand to be finished.
    private static final int SECONDS_TO_FINISH = 30;

    private final StartViewModel start;
    private final Wording wording;
    private final Syncing syncing;
    private final ExecutorService background;
    private final CompletableFuture<Void> shown = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private DesktopApp(
            Homes homes,
            Path home,
            OpenOptions options,
            Wording wording,
            ExecutorService pool,
            Syncing syncing) {
        this.wording = wording;
        this.syncing = syncing;
        this.background = pool;
        this.start =
                new StartViewModel(homes, home, options, wording, Platform::runLater, background);
    }

    /// Who looks at the window.
    ///
    /// @param locale their language
    /// @param zone where they are
    /// @param clock what "two hours ago" is counted from
    public record Viewer(Locale locale, ZoneId zone, InstantSource clock) {}

    /// Shows the window and returns once it is closed.
    ///
    /// @throws NoWindowException if no window can be opened here; the home was not touched then
    public static void run(
            Homes homes, Path home, OpenOptions options, Viewer viewer, Syncing syncing)
            throws NoWindowException, InterruptedException {
        Wording wording = new Wording(viewer.locale(), viewer.zone(), viewer.clock());
        ExecutorService pool =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("savepoint-window-", 0).factory());
        new DesktopApp(homes, home, options, wording, pool, syncing).run();
    }

    private void run() throws NoWindowException, InterruptedException {
        try {
            startToolkit();
            closed.get();
        } catch (ExecutionException e) {
            throw new NoWindowException("The window failed: " + reason(e), e);
        } finally {
            finish();
        }
    }

    /// In a thread of its own, because a toolkit without a display may wait for ever.
    private void startToolkit() throws NoWindowException, InterruptedException {
        background.execute(() -> {
            try {
                Platform.startup(this::open);
            } catch (RuntimeException | LinkageError e) {
                shown.completeExceptionally(e);
            }
        });
        try {
            shown.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new NoWindowException(reason(e), e);
        } catch (TimeoutException e) {
            throw new NoWindowException(
                    "The window toolkit did not start within " + SECONDS_TO_START + " seconds.", e);
        }
    }

    private void open() {
        try {
            Stage stage = new Stage();
            DesktopWindow window = new DesktopWindow(stage, start, wording, background, syncing);
            stage.setOnHidden(event -> {
                window.close();
                closed.complete(null);
                Platform.exit();
            });
            window.show();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(window)));
            shown.complete(null);
        } catch (RuntimeException | LinkageError e) {
            shown.completeExceptionally(e);
            Platform.exit();
        }
    }

    /// By a signal or by logging out: the toolkit goes by itself, and what is in hand is finished.
    private void endWith(DesktopWindow window) {
        window.cancel();
        closed.complete(null);
    }

    /// Lets what was begun be finished, then gives the home back.
    private void finish() throws InterruptedException {
        background.shutdown();
        if (!background.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS))
            LOG.log(Level.WARNING, "the window was closed before the work was finished");
        start.opened().ifPresent(SyncService::close);
    }

    /// The cause that says most: the toolkit wraps it several times.
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) deepest = deepest.getCause();
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
