package app.savepoint.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.storage.StorageException.NeedsPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir Path dir;

    @Test
    void what_is_kept_is_there_later_until_it_is_removed() throws IOException {
        KeyFile keys = new KeyFile(dir.resolve("keys.json"));
        assertThat(keys.get("a")).isEmpty();
        keys.put("a", "id\nsecret");
        keys.put("b", "other");
        keys.put("b", "newer");
        KeyFile later = new KeyFile(dir.resolve("keys.json"));
        assertThat(later.get("a")).contains("id\nsecret");
        assertThat(later.get("b")).contains("newer");
        later.remove("a");
        later.remove("never");
        assertThat(keys.get("a")).isEmpty();
        assertThat(keys.get("b")).contains("newer");
        assertThat(dir).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        assumeThat(Files.getFileStore(dir).supportsFileAttributeView("posix"))
                .as("a file system that knows owners")
                .isTrue();
        Path file = dir.resolve("keys.json");
        new KeyFile(file).put("a", "secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_makes_no_sense_is_said_and_left_as_it_is() throws IOException {
        Path file = Files.writeString(dir.resolve("keys.json"), "{\"a\": ");
        KeyFile keys = new KeyFile(file);
        assertThatThrownBy(() -> keys.put("b", "x"))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("can not be read");
        assertThat(file).hasContent("{\"a\": ");
    }
}
