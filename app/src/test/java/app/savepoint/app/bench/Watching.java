package app.savepoint.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/// A `watch --json` that runs on its own.
final class Watching implements AutoCloseable {
    private final Process process;
    private final BufferedReader events;

    /// Starts it, and returns once the first sync is done.
    Watching(List<String> command) throws IOException {
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        events = process.inputReader(UTF_8);
        await("synced");
    }

    /// Returns once it tells of such an event.
    void await(String event) throws IOException {
        String start = "{\"event\":\"" + event + "\"";
        for (String line = events.readLine(); line != null; line = events.readLine())
            if (line.startsWith(start)) return;
        throw new IOException("it ended before " + event);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
