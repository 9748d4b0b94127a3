package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Promise 5: the power goes out at every step of every kind of change, on every kind of disk.
class ReplacementCrashTest {
    static List<Arguments> changes() {
        return Shape.all().stream()
                .flatMap(shape ->
                        Arrays.stream(Disks.values())
                                .filter(disk -> disk.isQuick() || shape.isTypical())
                                .map(disk -> Arguments.of(shape, disk)))
                .toList();
    }

    private static Bench bench(Disks.Fresh disk, Shape shape, Disks kind) throws IOException {
        return new Bench(disk.dir(), shape, kind.linking());
    }

    private static int steps(Shape shape, Disks kind) throws IOException {
        try (Disks.Fresh disk = kind.fresh()) {
            Bench bench = bench(disk, shape, kind);
            List<String> steps = Crash.stepsOf(bench::replace);
            assertThat(bench.found()).isEqualTo(shape.wanted());
            assertThat(steps).contains("staged", "backed-up", "marked", "looked-again", "unmarked");
            return steps.size();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void after_a_crash_at_any_step_the_save_is_whole_and_the_next_run_finishes(
            Shape shape, Disks kind) throws IOException {
        int steps = steps(shape, kind);
        for (int step = 0; step < steps; step++)
            try (Disks.Fresh disk = kind.fresh()) {
                Bench bench = bench(disk, shape, kind);
                int at = step;
                assertThat(Crash.during(() -> bench.replace(Crash.at(at)))).isTrue();
                if (kind.links()) eachFileIsOldOrNew(bench, step);

                assertThat(bench.recover()).isEmpty();

                isWhole(bench, "step " + step);
                finishes(bench, "step " + step);
            }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void after_a_crash_of_the_recovery_too_the_save_is_whole(Shape shape, Disks kind)
            throws IOException {
        int steps = steps(shape, kind);
        for (int step = 0; step < steps; step++) {
            boolean crashed = true;
            for (int second = 0; crashed; second++)
                try (Disks.Fresh disk = kind.fresh()) {
                    Bench bench = bench(disk, shape, kind);
                    int at = step;
                    int then = second;
                    Crash.during(() -> bench.replace(Crash.at(at)));
                    crashed = Crash.during(() -> bench.recover(Crash.at(then)));
                    if (kind.links()) eachFileIsOldOrNew(bench, step);

                    assertThat(bench.recover()).isEmpty();

                    isWhole(bench, "steps " + step + " and " + second);
                    finishes(bench, "steps " + step + " and " + second);
                }
        }
    }

    /// Where the disk has links, not even the moment before the recovery is without the save.
    private static void eachFileIsOldOrNew(Bench bench, int step) {
        Map<String, String> found = bench.found();
        for (String name : bench.shape.names()) {
            String old = bench.shape.old().get(name);
            String wanted = bench.shape.wanted().get(name);
            assertThat(found.get(name)).as(name + " at step " + step).isIn(old, wanted);
            if (old != null && wanted != null) assertThat(found).containsKey(name);
        }
    }

    private static void isWhole(Bench bench, String when) throws IOException {
        assertThat(bench.found()).as(when).isIn(bench.shape.old(), bench.shape.wanted());
        assertThat(bench.anywhere()).as(when).containsAll(Bench.lines(bench.shape.old()));
        assertThat(bench.leftBehind()).as(when).isEmpty();
        assertThat(bench.root.resolve("notes.txt")).hasContent("not ours");
    }

    private static void finishes(Bench bench, String when) throws IOException {
        if (!bench.found().equals(bench.shape.wanted()))
            assertThat(bench.replace(Steps.none())).as(when).isInstanceOf(Replaced.Done.class);
        assertThat(bench.found()).as(when).isEqualTo(bench.shape.wanted());
        assertThat(bench.backedUp()).as(when).containsAll(Bench.lines(bench.shape.old()));
        assertThat(bench.leftBehind()).as(when).isEmpty();
    }
}
