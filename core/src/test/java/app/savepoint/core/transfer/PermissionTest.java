package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may not be read or written is left as it is, said, and gone on with once it may.
class PermissionTest {
    private static final Shape TWO =
            Shape.all().stream()
                    .filter(s -> s.name().equals("two files"))
                    .findFirst()
                    .orElseThrow();

    @TempDir Path dir;

    private Bench bench;

    @BeforeEach
    void a_save_of_two_files() throws IOException {
        bench = new Bench(dir, TWO, Links.hard());
    }

    @AfterEach
    void what_was_forbidden_is_allowed_again() throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return;
        allow(bench.path("E.srm").getParent(), "rwxr-xr-x");
        if (Files.exists(bench.path("E.rtc"))) allow(bench.path("E.rtc"), "rw-r--r--");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void forbid(Path path, String permissions) throws IOException {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "this system has POSIX permissions");
        Path probe = Files.createFile(dir.resolve("probe"));
        allow(probe, "---------");
        assumeFalse(Files.isReadable(probe), "this user is not above all permissions, as root is");
        allow(path, permissions);
    }

    private void isUntouchedAndGoesOnOnceAllowed(Replaced replaced, Path forbidden, String allowed)
            throws IOException {
        assertThat(replaced)
                .isInstanceOfSatisfying(
                        Replaced.Failed.class,
                        failed ->
                                assertThat(failed.cause())
                                        .isInstanceOf(AccessDeniedException.class));
        allow(forbidden, allowed);
        assertThat(bench.recover()).isEmpty();
        assertThat(bench.found()).isEqualTo(TWO.old());
        assertThat(bench.leftBehind()).isEmpty();
        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Done.class);
        assertThat(bench.found()).isEqualTo(TWO.wanted());
        assertThat(bench.backedUp()).containsAll(Bench.lines(TWO.old()));
    }

    @Test
    void a_file_that_may_not_be_read_is_not_replaced() throws IOException {
        forbid(bench.path("E.rtc"), "---------");

        Replaced replaced = bench.replace(Steps.none());

        isUntouchedAndGoesOnOnceAllowed(replaced, bench.path("E.rtc"), "rw-r--r--");
    }

    @Test
    void a_folder_that_may_not_be_written_keeps_what_it_has() throws IOException {
        Path folder = bench.path("E.srm").getParent();
        forbid(folder, "r-xr-xr-x");

        Replaced replaced = bench.replace(Steps.none());

        isUntouchedAndGoesOnOnceAllowed(replaced, folder, "rwxr-xr-x");
    }

    /// The worst moment: all is backed up and marked, and the first file may just have moved.
    @Test
    void a_folder_that_is_locked_while_files_are_switched_is_held_until_it_is_open()
            throws IOException {
        Path folder = bench.path("E.srm").getParent();
        forbid(folder, "rwxr-xr-x");

        Replaced replaced =
                bench.replace(step -> {
                    if (step.equals("put-aside"))
                        try {
                            allow(folder, "r-xr-xr-x");
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                });

        assertThat(replaced).isInstanceOf(Replaced.Failed.class);
        assertThat(bench.recover()).as("held").containsExactly(TWO.place());
        allow(folder, "rwxr-xr-x");
        assertThat(bench.recover()).isEmpty();
        assertThat(bench.found()).as("all was whole, so it is ended").isEqualTo(TWO.wanted());
        assertThat(bench.backedUp()).containsAll(Bench.lines(TWO.old()));
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_file_that_another_program_has_locked_is_not_replaced() throws IOException {
        assumeTrue(
                System.getProperty("os.name").startsWith("Windows"),
                "locks keep others out, as on Windows");
        try (FileChannel other =
                        FileChannel.open(
                                bench.path("E.rtc"),
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Failed.class);
        }
        assertThat(bench.found()).isEqualTo(TWO.old());
        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Done.class);
        assertThat(bench.found()).isEqualTo(TWO.wanted());
    }
}
