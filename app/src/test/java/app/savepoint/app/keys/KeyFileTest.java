package app.savepoint.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.app.Messages;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what stands there | line | column
                "{\"a\": | 1 | 6",
                "{~  \"a\": \"b\",~  \"c\": sEcret~} | 3 | 8",
                "{\"a\": [\"sEcret\"]} | 1 | 7",
                "{\"a\": \"b\"}~sEcret | 2 | 1",
                "null | 1 | 1",
                "'' | 1 | 1"
            })
    void a_file_that_makes_no_sense_is_left_as_it_is_and_it_is_said_where_and_not_what(
            String text, int line, int column) throws IOException {
        String written = text.replace('~', '\n');
        Path file = Files.writeString(dir.resolve("keys.json"), written);
        KeyFile keys = new KeyFile(file);
        for (ThrowingCallable asked :
                List.<ThrowingCallable>of(
                        () -> keys.get("a"), () -> keys.put("b", "x"), () -> keys.remove("a")))
            assertThatThrownBy(asked)
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e ->
                                    assertThat(new Messages(Locale.ENGLISH).error(e.saying()))
                                            .startsWith("The keys in " + file)
                                            .contains("line " + line + ", column " + column + " "))
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("sEcret"));
        assertThat(file).hasContent(written);
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
