package app.savepoint.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.Assembly;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.cli.Terminal;
import app.savepoint.app.library.SaveItem;
import app.savepoint.app.library.SaveState;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.app.ui.DesktopWindow;
import app.savepoint.app.ui.Shown;
import app.savepoint.core.SyncService;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real window on the demo's real homes: engine, storage and files are those that ship.
class DemoWindowTest {
    private static final String EMERALD = "gba/Pokemon Emerald/save/main";
    private static final int MOST_CLICKS = 120;
    private static final int MILLIS_BETWEEN_CLICKS = 500;

    @TempDir Path dir;

    private final FxRobot robot = new FxRobot();
    private ExecutorService pool;
    private DemoWorld world;
    private StartViewModel start;
    private DesktopWindow window;
    private Stage stage;

    @BeforeEach
    void the_demo_is_shown() throws Exception {
        FxToolkit.registerPrimaryStage();
        world = new DemoWorld(dir, Instant.now());
        new DemoMain(world, silent(), Assembly.standard(), (_, _) -> {}).prepare();
        pool = Executors.newCachedThreadPool();
        Shown.onFx(() -> {
            Wording wording = new Wording(Locale.ENGLISH, ZoneOffset.UTC, InstantSource.system());
            start =
                    new StartViewModel(
                            Assembly.standard(),
                            DemoWorld.home(world.desktop()),
                            new OpenOptions(Duration.ZERO, Map.of()),
                            wording,
                            Platform::runLater,
                            pool);
            stage = new Stage();
            window =
                    new DesktopWindow(
                            stage, start, wording, pool, DesktopWindow.Syncing.WHEN_ASKED);
            // The screen that nobody sees has 1000 by 1000 points.
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(960);
            stage.setHeight(900);
            window.show();
            return true;
        });
        Shown.until(() -> items().size() == 12 && headline().startsWith("2 things need you"));
    }

    @AfterEach
    void the_window_is_closed() throws Exception {
        Shown.onFx(() -> {
            stage.close();
            window.close();
            return true;
        });
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        start.opened().ifPresent(SyncService::close);
    }

    @Test
    void sync_now_moves_what_can_move_and_settling_the_conflict_leaves_nothing_of_it()
            throws Exception {
        assertThat(Shown.onFx(() -> state("snes/Chrono Trigger/save/main")))
                .isEqualTo(SaveState.TO_PULL);
        assertThat(Shown.onFx(() -> state("snes/EarthBound/save/main")))
                .isEqualTo(SaveState.TO_PUSH);
        assertThat(Shown.onFx(() -> state(EMERALD))).isEqualTo(SaveState.CONFLICT);
        byte[] mine = Files.readAllBytes(saves(world.desktop(), "gba/Pokemon Emerald.srm"));

        click("#sync");

        Shown.until(() ->
                state("snes/Chrono Trigger/save/main") == SaveState.IN_SYNC
                        && state("snes/EarthBound/save/main") == SaveState.IN_SYNC
                        && !button("#sync").isDisabled()
                        && item(EMERALD).row().remote().size() == 2);
        assertThat(Shown.onFx(() -> text("#headline-detail")))
                .isEqualTo("1 conflict · 1 looks empty.");
        assertThat(saves(world.desktop(), "snes/Chrono Trigger.srm"))
                .hasSameBinaryContentAs(saves(world.handheld(), "snes/Chrono Trigger.srm"));
        assertThat(Shown.onFx(() -> state(EMERALD)))
                .as("nobody decided")
                .isEqualTo(SaveState.CONFLICT);
        assertThat(saves(world.desktop(), "gba/Pokemon Emerald.srm")).hasBinaryContent(mine);

        clickFor("#decide-Pokemon-Emerald", "#keep-here");
        clickFor("#keep-here", "#done");

        click("#done");
        Shown.until(() ->
                state(EMERALD) == SaveState.IN_SYNC && headline().startsWith("1 thing needs you"));
        assertThat(saves(world.desktop(), "gba/Pokemon Emerald.srm")).hasBinaryContent(mine);
    }

    private static Path saves(Path device, String file) {
        return DemoWorld.saves(device).resolve(file);
    }

    private static Terminal silent() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return new Terminal(
                InputStream.nullInputStream(), nowhere, nowhere, UTF_8, false, false, false, 100);
    }

    /// Clicks until something appears: what is told in the background may move a button away at the
    /// very moment it is clicked.
    private void clickFor(String selector, String appears) throws Exception {
        for (int tries = 0; !Shown.onFx(() -> drawn(appears)); tries++) {
            if (Shown.onFx(() -> drawn(selector))) click(selector);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(tries).as("clicks on " + selector).isLessThan(MOST_CLICKS);
            WaitForAsyncUtils.sleep(MILLIS_BETWEEN_CLICKS, TimeUnit.MILLISECONDS);
        }
    }

    /// Where it lies is asked on the thread that draws, since it may be drawing.
    private void click(String selector) throws Exception {
        Point2D middle =
                Shown.onFx(() -> {
                    Node node = Objects.requireNonNull(lookup(selector), selector);
                    Bounds bounds = node.localToScreen(node.getBoundsInLocal());
                    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
                });
        robot.clickOn(middle);
    }

    private List<SaveItem> items() {
        return lookup(".library-table") instanceof TableView<?> table
                ? table.getItems().stream().map(SaveItem.class::cast).toList()
                : List.of();
    }

    private SaveState state(String save) {
        return item(save).state();
    }

    private SaveItem item(String save) {
        return items().stream()
                .filter(item -> item.id().toString().equals(save))
                .findFirst()
                .orElseThrow();
    }

    private String headline() {
        return text("#headline");
    }

    private String text(String selector) {
        return lookup(selector) instanceof Labeled label ? label.getText() : "";
    }

    private ButtonBase button(String selector) {
        return (ButtonBase) lookup(selector);
    }

    private boolean drawn(String selector) {
        Node found = lookup(selector);
        return found != null && found.isVisible();
    }

    private Node lookup(String selector) {
        return Window.getWindows().contains(stage)
                ? stage.getScene().getRoot().lookup(selector)
                : null;
    }
}
