package app.savepoint.app.ui;

import app.savepoint.app.fake.Saves;
import app.savepoint.app.session.Wording;
import app.savepoint.core.SyncService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real library on an engine of the test's, drawn into pictures. Methods may be called from the
/// test's thread.
public final class Shown implements AutoCloseable {
    private static final long SECONDS = 60;
    private static final int LAYOUTS = 3;

    private final Stage stage;
    private final Scene scene;
    private final Theme theme;
    private final MainWindow window;

    private Shown(SyncService service, Locale locale, double width, double height, Executor pool) {
        stage = new Stage();
        scene = new Scene(new StackPane(), width, height);
        theme = new Theme(scene);
        theme.choice().set(Theme.Choice.LIGHT);
        stage.setScene(scene);
        window =
                new MainWindow(
                        stage,
                        scene,
                        theme,
                        service,
                        new Wording(
                                locale, ZoneId.of("Europe/Berlin"), InstantSource.fixed(Saves.NOW)),
                        folder -> {},
                        Platform::runLater,
                        pool);
        // The window itself stays away: the screen that nobody sees is smaller than some pictures.
        window.show();
    }

    /// Opens the window.
    ///
    /// @param pool what the engine is asked on; `Runnable::run` for one that answers at once
    public static Shown open(
            SyncService service, Locale locale, double width, double height, Executor pool)
            throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return onFx(() -> new Shown(service, locale, width, height, pool));
    }

    public MainWindow window() {
        return window;
    }

    public void dark() {
        onFx(() -> {
            theme.choice().set(Theme.Choice.DARK);
            return true;
        });
    }

    public static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(SECONDS * 1000, work);
    }

    /// Waits until something is so, looking at it on the thread that draws.
    public static void until(Callable<Boolean> so) throws TimeoutException {
        WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> onFx(so));
    }

    /// Draws something that is no library into a file.
    ///
    /// @param before done before it is drawn: what is in no window is drawn once and never anew
    public static Scene picture(
            Callable<Parent> made, Consumer<Scene> before, double width, double height, Path file)
            throws IOException, TimeoutException {
        return picture(made, before, new Frame(width, height, Theme.Choice.LIGHT), file);
    }

    /// How large a picture is, and whether it is day.
    record Frame(double width, double height, Theme.Choice theme) {}

    /// Draws something that is no library into a file.
    ///
    /// @param before done before it is drawn: what is in no window is drawn once and never anew
    static Scene picture(Callable<Parent> made, Consumer<Scene> before, Frame frame, Path file)
            throws IOException, TimeoutException {
        FxToolkit.registerPrimaryStage();
        Scene scene =
                onFx(() -> {
                    Scene drawn = new Scene(made.call(), frame.width(), frame.height());
                    try (Theme theme = new Theme(drawn)) {
                        theme.choice().set(frame.theme());
                    }
                    drawn.getRoot().applyCss();
                    drawn.getRoot().layout();
                    before.accept(drawn);
                    return drawn;
                });
        picture(scene, file);
        return scene;
    }

    /// Draws the window into a file.
    public void picture(Path file) throws IOException {
        picture(scene, file);
    }

    private static void picture(Scene scene, Path file) throws IOException {
        // What is laid out may ask for another layout, as scroll panes do.
        for (int i = 0; i < LAYOUTS; i++) {
            onFx(() -> scene.snapshot(null));
            WaitForAsyncUtils.waitForFxEvents();
        }
        var image = onFx(() -> SwingFXUtils.fromFXImage(scene.snapshot(null), null));
        Files.createDirectories(file.getParent());
        if (!ImageIO.write(image, "png", file.toFile())) throw new IOException("no PNG writer");
    }

    public Scene scene() {
        return scene;
    }

    /// Every node that is drawn and fits.
    public static List<Node> all(Scene scene, Predicate<Node> fits) {
        return onFx(() -> {
            List<Node> found = new ArrayList<>();
            collect(scene.getRoot(), fits, found);
            return found;
        });
    }

    private static void collect(Node node, Predicate<Node> fits, List<Node> found) {
        if (!node.isVisible()) return;
        if (fits.test(node)) found.add(node);
        if (node instanceof Parent parent)
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, fits, found));
    }

    /// Whether a control shows less than its whole text.
    public static boolean isCut(Labeled labeled) {
        String whole = labeled.getText();
        if (whole == null || whole.isEmpty()) return false;
        return labeled.getChildrenUnmodifiable().stream()
                .filter(child -> child instanceof Text && !(child instanceof FontIcon))
                .map(text -> ((Text) text).getText())
                .anyMatch(drawn -> !drawn.equals(whole));
    }

    @Override
    public void close() {
        onFx(() -> {
            stage.close();
            window.close();
            theme.close();
            return true;
        });
    }
}
