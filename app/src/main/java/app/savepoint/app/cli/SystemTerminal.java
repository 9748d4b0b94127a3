package app.savepoint.app.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The terminal this process was started in.
///
/// Java does not say of each stream whether a person looks at it. Linux does; elsewhere a console
/// is believed to be all three of them, or none.
public final class SystemTerminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int USUAL_WIDTH = 80;

    private SystemTerminal() {}

    /// The three standard streams of this process.
    ///
    /// @param environment this process's environment variables
    public static Terminal open(Map<String, String> environment) {
        boolean out = isInteractive(1);
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                out ? charset(System.getProperty("stdout.encoding")) : StandardCharsets.UTF_8,
                isInteractive(0),
                out,
                isInteractive(2),
                out ? width(environment) : USUAL_WIDTH);
    }

    // JDK 22 to 24 always had a console; JDK 25 says null again where there is none (JDK-8351435).
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive(int descriptor) {
        Path link = DESCRIPTORS.resolve(Integer.toString(descriptor));
        if (!Files.isSymbolicLink(link)) {
            @Nullable Console console = System.console();
            return console != null && console.isTerminal();
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException e) {
            // A stream that can not be looked at is no screen to draw on.
            return false;
        }
    }

    private static Charset charset(@Nullable String name) {
        return name == null || !Charset.isSupported(name)
                ? StandardCharsets.UTF_8
                : Charset.forName(name);
    }

    /// What the shell says, else what the terminal says.
    private static int width(Map<String, String> environment) {
        int told = number(environment.getOrDefault("COLUMNS", ""));
        if (told > 0) return told;
        Path terminal = Path.of("/dev/tty");
        if (!Files.exists(terminal)) return USUAL_WIDTH;
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(terminal.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String[] size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip()
                            .split(" ", -1);
            int columns = size.length == 2 ? number(size[1]) : 0;
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (IOException e) {
            // No stty here; a table is then a little narrower than it could be.
            return USUAL_WIDTH;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
