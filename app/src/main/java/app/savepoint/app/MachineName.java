package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the machine calls itself, as a first name for a device.
///
/// Java's own way to it looks the name up in the network, where nobody is to be asked for anything.
final class MachineName {
    private static final String UNKNOWN = "This computer";
    private static final int LONGEST = 64;
    private static final int SECONDS = 2;

    private MachineName() {}

    static String of(Map<String, String> environment) {
        @Nullable String windows = environment.get("COMPUTERNAME");
        String name = windows != null ? windows : linux();
        // The rest says in which network it is.
        String first = name.split("\\.", 2)[0].strip();
        if (first.isEmpty()) return UNKNOWN;
        return first.substring(0, Math.min(LONGEST, first.length()));
    }

    private static String linux() {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        try {
            return Files.isReadable(kernel) ? Files.readString(kernel) : asked();
        } catch (IOException e) {
            return ""; // a machine need not know its own name
        }
    }

    private static String asked() throws IOException {
        Process process = new ProcessBuilder("hostname").start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
