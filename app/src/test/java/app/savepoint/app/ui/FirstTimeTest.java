package app.savepoint.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.Assembly;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Wording;
import app.savepoint.app.setup.BucketPreset;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.core.SyncService;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.s3.LocalS3;
import app.savepoint.storage.s3.S3Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// From a home that nobody has set up to all safe, in the real window on the real engine.
class FirstTimeTest {
    @TempDir Path dir;

    private final FxRobot robot = new FxRobot();
    private ExecutorService pool;
    private StartViewModel start;
    private DesktopWindow window;
    private Stage stage;

    private void openForTheFirstTime(DesktopWindow.Syncing syncing) throws Exception {
        FxToolkit.registerPrimaryStage();
        pool = Executors.newCachedThreadPool();
        Shown.onFx(() -> {
            Wording wording = new Wording(Locale.ENGLISH, ZoneOffset.UTC, InstantSource.system());
            start =
                    new StartViewModel(
                            Assembly.standard(),
                            dir.resolve("home"),
                            new OpenOptions(Duration.ZERO, Map.of()),
                            wording,
                            Platform::runLater,
                            pool);
            stage = new Stage();
            window = new DesktopWindow(stage, start, wording, pool, syncing);
            // The screen that nobody sees has 1000 by 1000 points.
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(900);
            stage.setHeight(900);
            window.show();
            return true;
        });
        Shown.until(() -> lookup("#setup-go") != null);
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
    void three_answers_and_a_sync_make_all_safe() throws Exception {
        openForTheFirstTime(DesktopWindow.Syncing.WHEN_ASKED);
        play(3);
        answer();
        Shown.until(() -> headline().equals("1 save waits for a sync"));

        assertThat(dir.resolve("shared/savepoint.json")).isRegularFile();
        robot.clickOn("#sync");

        Shown.until(() -> headline().equals("All safe"));
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void from_then_on_what_is_played_is_safe_by_itself() throws Exception {
        openForTheFirstTime(DesktopWindow.Syncing.BY_ITSELF);
        play(3);
        answer();
        Shown.until(() -> headline().equals("All safe") && stored() == 1);

        play(4);

        Shown.until(() -> stored() == 2);
        Shown.until(() -> headline().equals("All safe"));
    }

    @Test
    void through_a_bucket_it_goes_the_same_way_and_the_keys_are_kept() throws Exception {
        try (LocalS3 server = LocalS3.start().with("my-saves")) {
            openForTheFirstTime(DesktopWindow.Syncing.WHEN_ASKED);
            play(3);
            robot.clickOn("#setup-kind-bucket");
            choose("#setup-preset", BucketPreset.MINIO);
            type("#setup-bucket", "my-saves");
            type("#setup-server", server.endpoint().toString());
            type("#setup-access-key", server.environment().get(S3Credentials.ACCESS_KEY));
            type("#setup-secret-key", server.environment().get(S3Credentials.SECRET_KEY));
            choose("#setup-keep", KeyPlace.FILE);
            type("#setup-saves", dir.resolve("saves").toString());
            fire("#setup-test");
            Shown.until(() -> lookup(".setup-found") != null);
            assertThat(server.keys("my-saves")).isEmpty();
            fire("#setup-go");
            Shown.until(() -> headline().equals("1 save waits for a sync"));

            robot.clickOn("#sync");

            Shown.until(() -> headline().equals("All safe"));
            assertThat(server.keys("my-saves")).anyMatch(key -> key.startsWith("saves/gba/"));
            assertThat(dir.resolve("home/keys.json")).isRegularFile();
        }
    }

    @Test
    void through_a_romm_server_it_goes_the_same_way_and_the_sign_in_is_kept() throws Exception {
        try (RommServer server = RommServer.start(Level.V5_2, InstantSource.system())) {
            Rows.User ann = server.people().user("ann", "secret words");
            server.library().rom(server.library().platform("gba"), "Golden Sun.gba");
            openForTheFirstTime(DesktopWindow.Syncing.WHEN_ASKED);
            play(3);
            robot.clickOn("#setup-kind-romm");
            robot.clickOn("#setup-romm-by-token");
            type("#setup-romm-server", server.address().toString());
            type("#setup-romm-token", server.people().token(ann, Scopes.ALL_WE_NEED));
            choose("#setup-romm-keep", KeyPlace.FILE);
            type("#setup-saves", dir.resolve("saves").toString());
            fire("#setup-romm-test");
            Shown.until(() -> lookup(".setup-found") != null);
            assertThat(server.look().devices()).isEmpty();
            fire("#setup-go");
            Shown.until(() -> headline().equals("1 save waits for a sync"));

            robot.clickOn("#sync");

            Shown.until(() -> headline().equals("All safe"));
            assertThat(server.look().saves()).hasSize(1);
            assertThat(dir.resolve("home/keys.json")).isRegularFile();
        }
    }

    /// What lies below the edge of the page can not be clicked.
    private void fire(String button) {
        Shown.onFx(() -> {
            ((ButtonBase) lookup(button)).fire();
            return true;
        });
    }

    @SuppressWarnings("unchecked") // it holds what is chosen
    private <T> void choose(String box, T one) {
        Shown.onFx(() -> {
            ((ComboBox<T>) lookup(box)).setValue(one);
            return true;
        });
    }

    private void play(int seed) throws IOException {
        byte[] progress = new byte[32 * 1024];
        new Random(seed).nextBytes(progress);
        Files.write(Files.createDirectories(saves()).resolve("Golden Sun.srm"), progress);
    }

    private Path saves() {
        return dir.resolve("saves/gba");
    }

    private void answer() {
        type("#setup-storage", dir.resolve("shared").toString());
        type("#setup-device", "Living room");
        type("#setup-saves", dir.resolve("saves").toString());
        robot.clickOn("#setup-go");
    }

    /// How many contents of the save the shared folder holds.
    private long stored() {
        Path folder = dir.resolve("shared/saves/gba/Golden Sun/save.main");
        if (!Files.isDirectory(folder)) return 0;
        try (Stream<Path> contents = Files.list(folder)) {
            return contents.filter(file -> file.toString().endsWith(".zst")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Long paths are not typed key by key.
    private void type(String field, String text) {
        Shown.onFx(() -> {
            ((TextInputControl) lookup(field)).setText(text);
            return true;
        });
    }

    private String headline() {
        return lookup("#headline") instanceof Labeled label ? label.getText() : "";
    }

    private Node lookup(String selector) {
        return stage.getScene().getRoot().lookup(selector);
    }
}
