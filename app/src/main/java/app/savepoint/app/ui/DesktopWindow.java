package app.savepoint.app.ui;

import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.Start;
import app.savepoint.app.setup.StartView;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.core.Rhythm;
import app.savepoint.core.SyncService;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The one window: at first the way to an open home, then the library.
public final class DesktopWindow implements AutoCloseable {
    private final Stage stage;
    private final StartViewModel start;
    private final Wording wording;
    private final Executor background;
    private final Scene scene;
    private final Theme theme;
    private final Syncing syncing;
    private volatile @Nullable MainWindow main;
    private SyncService.@Nullable Subscription inStep;

    /// When saves are synced while the window is open.
    public enum Syncing {
        /// After each change, and now and then to see what others did, as `watch` does.
        BY_ITSELF,
        /// When the person asks for it, and never else.
        WHEN_ASKED
    }

    /// @param stage an empty stage
    public DesktopWindow(
            Stage stage,
            StartViewModel start,
            Wording wording,
            Executor background,
            Syncing syncing) {
        this.stage = stage;
        this.syncing = syncing;
        this.start = start;
        this.wording = wording;
        this.background = background;
        StartView first = new StartView(start, new SystemLinkOpener(System.getProperty("os.name")));
        scene = new Scene(first, MainWindow.WIDTH, MainWindow.HEIGHT);
        theme = new Theme(scene);
        stage.setScene(scene);
        stage.setTitle(wording.text("app.name"));
        stage.getIcons().setAll(Mark.icons());
        stage.setMinWidth(MainWindow.LEAST_WIDTH);
        stage.setMinHeight(MainWindow.LEAST_HEIGHT);
        start.start().addListener((property, before, now) -> go(now));
    }

    /// Shows the window and begins to open the home.
    public void show() {
        stage.show();
        start.open();
    }

    /// What is drawn once the home is open; null until then.
    public @Nullable MainWindow main() {
        return main;
    }

    private void go(Start now) {
        if (!(now instanceof Start.Ready(var service, var saves)) || main != null) return;
        MainWindow opened =
                new MainWindow(
                        stage,
                        scene,
                        theme,
                        service,
                        wording,
                        new SystemFolderOpener(System.getProperty("os.name")),
                        Platform::runLater,
                        background);
        main = opened;
        opened.show();
        if (saves != null) opened.watch(saves);
        if (syncing == Syncing.BY_ITSELF) inStep = service.keepInStep(Rhythm.ATTENTIVE);
    }

    /// Asks a sync that runs to stop after the save in hand; from any thread.
    void cancel() {
        start.cancel();
        MainWindow opened = main;
        if (opened != null) opened.cancel();
    }

    @Override
    public void close() {
        start.cancel();
        MainWindow opened = main;
        if (opened != null) opened.close();
        SyncService.Subscription kept = inStep;
        // Waits for the save in hand
        if (kept != null) background.execute(kept::close);
        theme.close();
    }
}
