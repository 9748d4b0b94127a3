package app.savepoint.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Promise 1: an emulator writes between any two steps, in every way that emulators write, and what
/// it wrote is still somewhere.
class MeddlingTest {
    private static final String WROTE = "what the emulator wrote";

    /// How emulators write.
    enum Writing {
        /// Opens the file by its name, empties it, writes.
        IN_PLACE,
        /// Writes another file and renames it over the save.
        BY_RENAME,
        /// Has the file open all the time.
        BY_HANDLE
    }

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Shape shape : Shape.all())
            for (Disks disk : Disks.values())
                if (disk.isQuick() || shape.isTypical())
                    for (Writing writing : Writing.values())
                        if (writing != Writing.BY_HANDLE || !shape.old().isEmpty())
                            cases.add(Arguments.of(shape, disk, writing));
        return cases;
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cases")
    void what_is_written_between_two_steps_is_kept(Shape shape, Disks kind, Writing writing)
            throws IOException {
        meddle(shape, kind, writing, false);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cases")
    void what_is_written_between_two_steps_is_kept_though_a_crash_follows(
            Shape shape, Disks kind, Writing writing) throws IOException {
        meddle(shape, kind, writing, true);
    }

    private static void meddle(Shape shape, Disks kind, Writing writing, boolean crash)
            throws IOException {
        boolean reached = true;
        for (int step = 0; reached; step++)
            try (Disks.Fresh disk = kind.fresh()) {
                Bench bench = new Bench(disk.dir(), shape, kind.linking());
                String name = shape.folder() == null ? "E.srm" : "DATA.BIN";
                List<String> log = new ArrayList<>();
                try (Emulator emulator = new Emulator(bench.path(name), writing)) {
                    int at = step;
                    Steps steps =
                            one -> {
                                log.add(one);
                                if (log.size() != at + 1 || isOver(one)) return;
                                emulator.write();
                                if (crash) Crash.at(0).reached(one);
                            };
                    Crash.during(() -> bench.replace(steps));
                    reached = log.size() > at;
                    bench.recover();
                    String when = "step " + step + " of " + log;
                    if (emulator.wrote)
                        assertThat(bench.anywhere()).as(when).contains(name + "=" + WROTE);
                    // What it overwrites before anything of ours happened is its own affair
                    if (log.subList(0, Math.min(log.size(), step + 1)).contains("backed-up"))
                        assertThat(bench.anywhere()).as(when).containsAll(Bench.lines(shape.old()));
                    assertThat(bench.leftBehind()).as(when).isEmpty();
                }
            }
    }

    static List<Arguments> ofSeveralFiles() {
        return Shape.all().stream()
                .filter(shape -> shape.names().size() > 1 && !shape.wanted().isEmpty())
                .flatMap(shape ->
                        shape.names().stream()
                                .sorted()
                                .flatMap(name ->
                                        Arrays.stream(Disks.values())
                                                .filter(Disks::isQuick)
                                                .map(disk -> Arguments.of(shape, disk, name))))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("ofSeveralFiles")
    void a_file_that_is_deleted_between_two_steps_leaves_no_part_of_the_new_save(
            Shape shape, Disks kind, String name) throws IOException {
        deleteOne(shape, kind, name, false);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("ofSeveralFiles")
    void a_file_that_is_deleted_before_a_crash_leaves_no_part_of_the_new_save(
            Shape shape, Disks kind, String name) throws IOException {
        deleteOne(shape, kind, name, true);
    }

    private static void deleteOne(Shape shape, Disks kind, String name, boolean crash)
            throws IOException {
        Map<String, String> withoutIt = new TreeMap<>(shape.old());
        withoutIt.remove(name);
        boolean reached = true;
        for (int step = 0; reached; step++)
            try (Disks.Fresh disk = kind.fresh()) {
                Bench bench = new Bench(disk.dir(), shape, kind.linking());
                List<String> log = new ArrayList<>();
                int at = step;
                Crash.during(() ->
                        bench.replace(one -> {
                            boolean isOver = log.contains("looked-again");
                            log.add(one);
                            if (log.size() != at + 1 || isOver) return;
                            delete(bench.path(name));
                            if (crash) Crash.at(0).reached(one);
                        }));
                reached = log.size() > at;
                bench.recover();
                String when = "step " + step + " of " + log;
                assertThat(bench.found())
                        .as("whole, or as whoever deleted it would have it, " + when)
                        .isIn(shape.old(), shape.wanted(), withoutIt);
                if (log.contains("backed-up") && log.indexOf("backed-up") < step)
                    assertThat(bench.anywhere()).as(when).containsAll(Bench.lines(shape.old()));
                assertThat(bench.leftBehind()).as(when).isEmpty();
            }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The old file has lost its last name; who still writes to it had its gate open.
    private static boolean isOver(String step) {
        return step.equals("cleared") || step.equals("unmarked");
    }

    /// Writes the save when it is told to.
    private static final class Emulator implements AutoCloseable {
        private final Path file;
        private final Writing writing;
        private final FileChannel handle;
        boolean wrote;

        Emulator(Path file, Writing writing) throws IOException {
            this.file = file;
            this.writing = writing;
            this.handle =
                    writing == Writing.BY_HANDLE
                            ? FileChannel.open(file, StandardOpenOption.WRITE)
                            : null;
        }

        void write() {
            try {
                switch (writing) {
                    case IN_PLACE -> {
                        Files.createDirectories(file.getParent());
                        Files.writeString(file, WROTE);
                    }
                    case BY_RENAME -> {
                        Files.createDirectories(file.getParent());
                        Path other = file.resolveSibling("other.tmp");
                        Files.writeString(other, WROTE);
                        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                    case BY_HANDLE -> {
                        handle.truncate(0);
                        handle.write(ByteBuffer.wrap(WROTE.getBytes(UTF_8)), 0);
                    }
                }
                wrote = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (handle != null) handle.close();
        }
    }
}
