package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Promise 5, with a real process that really ends: nothing runs after the step, no `finally`, no
/// hook. The list of backups is lost with it and is made again from their folder.
class KilledProcessTest {
    private static final Shape SHAPE =
            Shape.all().stream()
                    .filter(s -> s.name().equals("two files"))
                    .findFirst()
                    .orElseThrow();

    private static final int KILLED = 137;

    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging:2",
                "backed-up",
                "marked",
                "put-aside:2",
                "moved-in",
                "moved-in:2",
                "looked-again",
                "settled"
            })
    void a_process_that_ends_at_a_step_leaves_a_save_that_is_whole(String step)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        KilledProcessTest.class.getName(),
                                        dir.toString(),
                                        step))
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isEqualTo(KILLED);
        Bench bench = Bench.again(dir, SHAPE, Links.hard());
        bench.backups().adopt();

        assertThat(bench.recover()).isEmpty();

        assertThat(bench.found()).isIn(SHAPE.old(), SHAPE.wanted());
        assertThat(bench.anywhere()).containsAll(Bench.lines(SHAPE.old()));
        assertThat(bench.leftBehind()).isEmpty();
        if (!bench.found().equals(SHAPE.wanted())) bench.replace(Steps.none());
        assertThat(bench.found()).isEqualTo(SHAPE.wanted());
        assertThat(Files.exists(bench.root.resolve("notes.txt"))).isTrue();
    }

    /// What the process does.
    public static void main(String[] args) throws IOException {
        new Bench(Path.of(args[0]), SHAPE, Links.hard()).replace(endAt(args[1]));
    }

    /// @param where the name of a step, with `:n` for the n-th time
    private static Steps endAt(String where) {
        String[] parts = where.split(":", -1);
        var left = new AtomicInteger(parts.length < 2 ? 1 : Integer.parseInt(parts[1]));
        return step -> {
            if (step.equals(parts[0]) && left.decrementAndGet() == 0)
                Runtime.getRuntime().halt(KILLED);
        };
    }
}
