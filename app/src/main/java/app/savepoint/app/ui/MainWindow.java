package app.savepoint.app.ui;

import app.savepoint.app.conflict.ConflictView;
import app.savepoint.app.conflict.ConflictViewModel;
import app.savepoint.app.games.GamesView;
import app.savepoint.app.games.GamesViewModel;
import app.savepoint.app.history.ActivityView;
import app.savepoint.app.history.ActivityViewModel;
import app.savepoint.app.library.FolderOpener;
import app.savepoint.app.library.HomeView;
import app.savepoint.app.library.LibraryViewModel;
import app.savepoint.app.library.RowActions;
import app.savepoint.app.library.SaveItem;
import app.savepoint.app.library.StatusViewModel;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Wording;
import app.savepoint.app.settings.SettingsView;
import app.savepoint.app.settings.SettingsViewModel;
import app.savepoint.app.ui.Header.Page;
import app.savepoint.app.ui.controls.Overlay;
import app.savepoint.app.ui.controls.Toasts;
import app.savepoint.core.SyncService;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The whole window: the pages, what opens over them, and the keyboard.
public final class MainWindow implements RowActions, AutoCloseable {
    static final double WIDTH = 1120;
    static final double HEIGHT = 760;
    static final double LEAST_WIDTH = 800;
    static final double LEAST_HEIGHT = 560;

    /// Files change without a word, so how things stand is looked at anew now and then.
    private static final int MINUTES_BETWEEN_LOOKS = 10;

    private final Stage stage;
    private final SyncSession session;
    private final LibraryViewModel library;
    private final StatusViewModel status;
    private final ActivityViewModel activity;
    private final SettingsViewModel settings;
    private final GamesViewModel games;
    private final SyncService.Subscription outcomes;
    private final Scene scene;
    private final HomeView home;
    private final ActivityView activityPage;
    private final SettingsView settingsPage;
    private final GamesView gamesPage;
    private final Header header;
    private final StackPane root;
    private final StackPane page = new StackPane();
    private final Overlay overlay = new Overlay();
    private final FolderAdder folders;
    private final Timeline clock;
    private final ChangeListener<Boolean> onFocus = (property, before, now) -> returned(now);
    private int minutes;
    private @Nullable DetailsView details;

    /// Puts the library together; [#show] shows it.
    ///
    /// @param stage the window
    /// @param scene what the window shows
    /// @param service the open engine; whoever opened it closes it, after this
    /// @param fxThread runs what draws: `Platform::runLater`
    /// @param background runs what may take its time
    public MainWindow(
            Stage stage,
            Scene scene,
            Theme theme,
            SyncService service,
            Wording wording,
            FolderOpener opener,
            Executor fxThread,
            Executor background) {
        this.stage = stage;
        this.scene = scene;
        session = new SyncSession(service, wording, fxThread, background);
        library = new LibraryViewModel(session, opener);
        status = new StatusViewModel(library);
        activity = new ActivityViewModel(session);
        settings = new SettingsViewModel(session);
        games = new GamesViewModel(session);
        BorderPane frame = new BorderPane();
        Toasts toasts = new Toasts(wording.text("close"));
        root = new StackPane(frame, overlay, toasts);
        root.getStyleClass().add("window");
        StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
        header = new Header(wording, theme, service.goesByGames(), this::turnTo);
        folders = new FolderAdder(session, overlay);
        home = new HomeView(library, status, this);
        activityPage = new ActivityView(activity);
        settingsPage = new SettingsView(settings);
        gamesPage = new GamesView(games);
        page.getStyleClass().add("pages");
        frame.setTop(header);
        frame.setCenter(page);
        turnTo(Page.LIBRARY);
        outcomes = session.onOutcome(toasts::show);
        clock = new Timeline(new KeyFrame(Duration.minutes(1), tick -> minute()));
        clock.setCycleCount(Animation.INDEFINITE);
    }

    /// Shows the library and begins to look at the saves.
    public void show() {
        scene.setRoot(root);
        keys();
        stage.focusedProperty().addListener(onFocus);
        session.start();
        clock.play();
    }

    /// Asks a sync that runs to stop after the save in hand; from any thread.
    void cancel() {
        session.cancel();
    }

    LibraryViewModel library() {
        return library;
    }

    /// Finds what is drawn by its selector; null if nothing fits.
    @Nullable Node lookup(String selector) {
        return root.lookup(selector);
    }

    /// Watches a folder from now on; asks first where it does not look like one with saves.
    void watch(Path saves) {
        folders.add(saves, false);
    }

    private void minute() {
        home.tick();
        activityPage.tick();
        if (++minutes % MINUTES_BETWEEN_LOOKS == 0) lookAgain();
    }

    /// Whoever comes back to the window has been playing, perhaps.
    private void returned(boolean focused) {
        if (focused) lookAgain();
    }

    private void lookAgain() {
        if (!session.busy().get()) session.refresh();
    }

    private void keys() {
        var sync = new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN);
        var find = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
        scene.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.F5 || sync.match(event)) session.syncAll();
                    else if (find.match(event)) find();
                    else if (event.getCode() == KeyCode.ESCAPE) back();
                    else return;
                    event.consume();
                });
    }

    private void find() {
        if (overlay.isOpen()) return;
        if (page.getChildren().contains(gamesPage)) {
            gamesPage.search().requestFocus();
            gamesPage.search().selectAll();
            return;
        }
        open(Page.LIBRARY);
        home.search().requestFocus();
        home.search().selectAll();
    }

    /// Escape takes back one thing at a time, the uppermost first.
    private void back() {
        if (overlay.isOpen()) overlay.close();
        else if (details != null) closeDetails();
        else library.search().set("");
    }

    void open(Page wanted) {
        header.show(wanted);
    }

    private void turnTo(Page wanted) {
        closeDetails();
        switch (wanted) {
            case LIBRARY -> page.getChildren().setAll(home);
            case GAMES -> {
                games.load();
                page.getChildren().setAll(gamesPage);
            }
            case ACTIVITY -> page.getChildren().setAll(activityPage);
            case SETTINGS -> {
                settings.load();
                page.getChildren().setAll(settingsPage);
            }
        }
    }

    @Override
    public void decide(SaveItem item) {
        ConflictViewModel model = new ConflictViewModel(session, item.id());
        ConflictView view = new ConflictView(model, overlay::close);
        overlay.open(view, view.firstFocus(), model::close);
    }

    @Override
    public void why(SaveItem item) {
        details(item, DetailsView.Part.WHY);
    }

    @Override
    public void history(SaveItem item) {
        details(item, DetailsView.Part.HISTORY);
    }

    @Override
    public void games() {
        open(Page.GAMES);
    }

    @Override
    public void addFolder() {
        folders.choose();
    }

    private void details(SaveItem item, DetailsView.Part part) {
        closeDetails();
        DetailsView opened = new DetailsView(library, item, part, this::closeDetails);
        details = opened;
        StackPane.setAlignment(opened, Pos.CENTER_RIGHT);
        page.getChildren().add(opened);
        opened.requestFocus();
    }

    private void closeDetails() {
        DetailsView open = details;
        if (open == null) return;
        details = null;
        page.getChildren().remove(open);
        open.close();
    }

    @Override
    public void close() {
        clock.stop();
        stage.focusedProperty().removeListener(onFocus);
        closeDetails();
        overlay.close();
        outcomes.close();
        activity.close();
        status.close();
        library.close();
        session.close();
    }
}
