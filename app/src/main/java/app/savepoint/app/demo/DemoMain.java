package app.savepoint.app.demo;

import app.savepoint.app.Assembly;
import app.savepoint.app.Homes;
import app.savepoint.app.Main;
import app.savepoint.app.NoWindowException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.SystemTerminal;
import app.savepoint.app.cli.Terminal;
import app.savepoint.app.log.Logs;
import app.savepoint.app.ui.DesktopApp;
import app.savepoint.app.ui.DesktopWindow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Sets up two devices and a storage in a fresh folder, by the same commands that a person would
/// type, and opens the window on one of them; where no window opens, the demo goes on in the
/// terminal.
public final class DemoMain {
    /// The system property that names the folder; it is emptied first.
    static final String DIR = "savepoint.demo.dir";

    private final DemoWorld world;
    private final Terminal terminal;
    private final Homes homes;
    private final Opener opener;
    private final PrintStream out;

    /// Warns that JavaFX came by the class path, which nobody who watches a demo has to know.
    private final Logger toolkit = Logger.getLogger("javafx");

    /// Shows the window on a home and returns once it is closed.
    @FunctionalInterface
    interface Opener {
        void open(Homes homes, Path home) throws NoWindowException, InterruptedException;
    }

    DemoMain(DemoWorld world, Terminal terminal, Homes homes, Opener opener) {
        this.world = world;
        this.homes = homes;
        this.opener = opener;
        this.terminal = terminal;
        this.out = new PrintStream(terminal.out(), true, StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path dir = Path.of(System.getProperty(DIR, "target/demo")).toAbsolutePath().normalize();
        Terminal terminal = SystemTerminal.open(System.getenv());
        int status;
        try (Logs logs = new Logs(System.getenv())) {
            status = run(dir, terminal, logs.of(Assembly.standard()), DemoMain::window);
        }
        System.exit(status);
    }

    /// Shows the demo in a folder of which nothing else is left.
    static int run(Path dir, Terminal terminal, Homes homes, Opener opener)
            throws IOException, InterruptedException {
        empty(dir);
        return new DemoMain(new DemoWorld(dir, Instant.now()), terminal, homes, opener).run();
    }

    /// Returns 0 if the demo came to the end it is meant to come to: the window was closed, or in
    /// the terminal all is in step but what waits for a person.
    private int run() throws IOException, InterruptedException {
        out.println("Savepoint demo: two devices share the folder " + world.storage());
        prepare();
        int status = inWindow() ? 0 : inTerminal();
        out.println();
        out.println("Look around, or settle what is left:");
        out.println("  savepoint --home \"" + DemoWorld.home(world.desktop()) + "\" conflicts");
        return status;
    }

    private boolean inWindow() throws InterruptedException {
        try {
            out.println("The window opens. The demo ends when you close it.");
            toolkit.setLevel(Level.SEVERE);
            opener.open(homes, DemoWorld.home(world.desktop()));
            return true;
        } catch (NoWindowException | LinkageError e) {
            // Some say nothing, and then their name does
            out.println(
                    "No window can be opened here: "
                            + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            out.println("So the demo runs in the terminal.");
            return false;
        }
    }

    private static void window(Homes homes, Path home)
            throws NoWindowException, InterruptedException {
        DesktopApp.run(
                homes,
                home,
                new OpenOptions(Duration.ZERO, System.getenv()),
                new DesktopApp.Viewer(
                        Locale.getDefault(), ZoneId.systemDefault(), InstantSource.system()),
                // What a sync does is to be seen
                DesktopWindow.Syncing.WHEN_ASKED);
    }

    private int inTerminal() {
        heading("Before");
        type(world.desktop(), "status");
        heading("Sync now");
        int synced = type(world.desktop(), "sync");
        heading("After");
        type(world.desktop(), "status");
        return synced == 3 ? 0 : 1;
    }

    /// Both devices as they were left: this computer has not synced since the handheld did.
    void prepare() throws IOException {
        world.writeCommon();
        setUp(world.desktop(), "This computer", "linux");
        quietly(world.desktop(), "sync");
        setUp(world.handheld(), "Handheld", "other");
        quietly(world.handheld(), "sync");
        world.playOnHandheld();
        quietly(world.handheld(), "sync");
        world.playOnDesktop();
    }

    private void setUp(Path device, String name, String type) throws IOException {
        quietly(
                device,
                "init",
                "--storage",
                "folder:" + world.storage(),
                "--device",
                name,
                "--type",
                type);
        quietly(device, "roots", "add", DemoWorld.saves(device).toString());
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text + " ==");
    }

    private int type(Path device, String... words) {
        return savepoint(device, terminal, words);
    }

    /// What only prepares the demo says nothing, unless it fails.
    private void quietly(Path device, String... words) throws IOException {
        var said = new java.io.ByteArrayOutputStream();
        var silent =
                new Terminal(
                        java.io.InputStream.nullInputStream(),
                        said,
                        said,
                        StandardCharsets.UTF_8,
                        false,
                        false,
                        false,
                        terminal.width());
        int status = savepoint(device, silent, words);
        if (status != 0)
            throw new IOException(
                    String.join(" ", words) + ": " + said.toString(StandardCharsets.UTF_8));
    }

    private int savepoint(Path device, Terminal where, String... words) {
        List<String> arguments =
                new ArrayList<>(List.of("--home", DemoWorld.home(device).toString()));
        arguments.addAll(List.of(words));
        var caller =
                new Caller(
                        Map.copyOf(System.getenv()),
                        world.dir(),
                        DemoWorld.home(device),
                        Locale.getDefault(),
                        ZoneId.systemDefault(),
                        InstantSource.system(),
                        () -> false);
        return Main.run(arguments, where, caller, homes);
    }

    private static void empty(Path dir) throws IOException {
        if (Files.exists(dir))
            try (Stream<Path> all = Files.walk(dir)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        Files.createDirectories(dir);
    }
}
