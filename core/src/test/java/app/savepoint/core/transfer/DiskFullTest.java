package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.transfer.Bench.Shape;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The disk fills while saves are replaced: at whichever write that happens, nothing is changed,
/// nothing is lost, and once there is room again it goes on by itself.
class DiskFullTest {
    private static final int BLOCK = 64;
    private static final int DISK = 256 * BLOCK;

    static List<Shape> shapes() {
        return Shape.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void however_much_room_is_left_the_save_is_old_or_new(Shape shape) throws IOException {
        int failed = 0;
        boolean done = false;
        for (int blocks = 0; !done; blocks++)
            try (FileSystem memory = small()) {
                Bench bench = new Bench(memory.getPath("/work"), shape, Links.hard());
                Path filler = memory.getPath("/work/filler");
                fill(filler, blocks);
                String when = blocks + " blocks free";

                Replaced replaced = bench.replace(Steps.none());

                done = replaced instanceof Replaced.Done;
                if (done) {
                    assertThat(bench.found()).as(when).isEqualTo(shape.wanted());
                } else {
                    failed++;
                    assertThat(replaced).as(when).isInstanceOf(Replaced.Failed.class);
                    assertThat(bench.found()).as(when).isEqualTo(shape.old());
                }
                Files.delete(filler);
                assertThat(bench.recover()).as(when).isEmpty();
                assertThat(bench.leftBehind()).as(when).isEmpty();
                if (!done) bench.replace(Steps.none());
                assertThat(bench.found()).as(when).isEqualTo(shape.wanted());
                assertThat(bench.backedUp()).as(when).containsAll(Bench.lines(shape.old()));
            }
        assertThat(failed).as("it did not fit at first").isPositive();
    }

    /// The same with the disk full from a step on, recovery included.
    @ParameterizedTest
    @MethodSource("shapes")
    void a_disk_that_fills_at_any_step_and_a_crash_lose_nothing(Shape shape) throws IOException {
        boolean reached = true;
        for (int step = 0; reached; step++)
            try (FileSystem memory = small()) {
                Bench bench = new Bench(memory.getPath("/work"), shape, Links.hard());
                Path filler = memory.getPath("/work/filler");
                int[] count = {0};
                int at = step;
                boolean crashed =
                        Crash.during(() ->
                                bench.replace(one -> {
                                    if (count[0]++ != at) return;
                                    fill(filler, 0);
                                    Crash.at(0).reached(one);
                                }));
                reached = crashed;
                String when = "full and dead at step " + step;
                if (!crashed) continue;

                tryToRecover(bench);
                assertThat(bench.found()).as(when).isIn(shape.old(), shape.wanted());

                Files.deleteIfExists(filler);
                assertThat(bench.recover()).as(when).isEmpty();
                assertThat(bench.found()).as(when).isIn(shape.old(), shape.wanted());
                assertThat(bench.anywhere()).as(when).containsAll(Bench.lines(shape.old()));
                assertThat(bench.leftBehind()).as(when).isEmpty();
            }
    }

    /// On a real one: `-Dsavepoint.small-disk=DIR`, a folder on a disk with less than 4 MiB free,
    /// such as a tmpfs.
    @Test
    void a_real_disk_that_fills_changes_nothing() throws IOException {
        String folder = System.getProperty("savepoint.small-disk");
        assumeTrue(folder != null, "no small disk was named");
        Path dir = Path.of(folder).resolve(UUID.randomUUID().toString());
        assumeTrue(
                Files.getFileStore(Path.of(folder)).getUsableSpace() < 4 << 20,
                "the disk has less than 4 MiB free");
        String large = "x".repeat(5 << 20);
        Shape shape =
                new Shape(
                        "large",
                        null,
                        java.util.Map.of("E.srm", "old"),
                        java.util.Map.of("E.srm", large));
        Bench bench = new Bench(dir, shape, Links.hard());

        Replaced replaced = bench.replace(Steps.none());

        assertThat(replaced)
                .isInstanceOfSatisfying(
                        Replaced.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessageContaining("space"));
        assertThat(bench.found()).isEqualTo(shape.old());
        assertThat(bench.leftBehind()).isEmpty();
    }

    private static FileSystem small() {
        return Jimfs.newFileSystem(
                Configuration.unix().toBuilder()
                        .setBlockSize(BLOCK)
                        .setMaxSize(DISK)
                        .setMaxCacheSize(0)
                        .build());
    }

    /// Leaves so many blocks free.
    private static void fill(Path filler, int free) {
        try {
            int taken = 0;
            Files.write(filler, new byte[0]);
            try (var out = Files.newOutputStream(filler)) {
                while (true) {
                    out.write(new byte[BLOCK]);
                    taken++;
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("space");
            }
            Files.delete(filler);
            Files.write(filler, new byte[Math.max(0, taken - free) * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whatever it says: there is no room.
    private static void tryToRecover(Bench bench) {
        try {
            bench.recover();
        } catch (UncheckedIOException e) {
            assertThat(e).hasStackTraceContaining("space");
        }
    }
}
