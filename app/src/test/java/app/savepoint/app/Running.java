package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `watch --json` that runs in a thread of the test, line by line.
final class Running implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Cli.Answer> answer;

    Running(Cli cli, String home) {
        answer =
                CompletableFuture.supplyAsync(
                        () -> cli.running(home, new Lines(), cancelled::get, "watch"),
                        task -> Thread.ofPlatform().daemon().name("watch " + home).start(task));
    }

    /// Waits for an event of that name, and passes over others.
    JsonNode await(String event) throws InterruptedException {
        List<JsonNode> others = new ArrayList<>();
        while (true) {
            JsonNode line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("waited for %s, and heard %s", event, others).isNotNull();
            if (line.get("event").stringValue().equals(event)) return line;
            others.add(line);
        }
    }

    /// Ends it as Ctrl-C would, and returns its exit status.
    int end() {
        cancelled.set(true);
        return answer().status();
    }

    /// What it said on standard error, once it has ended.
    String err() {
        return answer().err();
    }

    private Cli.Answer answer() {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        int _ = end();
    }

    private final class Lines extends OutputStream {
        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            line.append(new String(bytes, from, length, StandardCharsets.UTF_8));
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                lines.add(JsonMapper.shared().readTree(line.substring(0, end)));
                line.delete(0, end + 1);
            }
        }
    }
}
