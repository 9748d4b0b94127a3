package app.savepoint.core.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSyncTest {
    @TempDir Path dir;

    @Test
    void a_volume_of_this_computer_is_forced_as_a_whole() throws IOException {
        Optional<FileSystemSync.Forced> volume = FileSystemSync.of(dir);
        assumeThat(volume).as("a system and a file system that can").isPresent();
        Files.writeString(dir.resolve("a"), "a");
        volume.get().force();
        Files.delete(dir.resolve("a"));
        Path gone = Files.createDirectory(dir.resolve("gone"));
        FileSystemSync.Forced lost = FileSystemSync.of(gone).orElseThrow();
        Files.delete(gone);
        assertThatThrownBy(lost::force).isInstanceOf(IOException.class);
    }

    @Test
    void what_is_no_volume_of_the_system_is_not() throws IOException {
        try (FileSystem other = Jimfs.newFileSystem(Configuration.unix())) {
            assertThat(FileSystemSync.of(other.getPath("/work"))).isEmpty();
        }
        assertThat(FileSystemSync.of(dir.resolve("nothing here"))).isEmpty();
    }
}
