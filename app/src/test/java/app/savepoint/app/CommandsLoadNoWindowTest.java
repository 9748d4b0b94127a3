package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command answers at once, so nothing of the window may be on its way. Asked of a Java of its
/// own, because this one has loaded all sorts of things.
class CommandsLoadNoWindowTest {
    private static final String[] OF_THE_WINDOW = {
        "javafx.",
        "com.sun.javafx.",
        "atlantafx.",
        "org.controlsfx.",
        "app.savepoint.app.ui.",
        "app.savepoint.app.session.",
        "app.savepoint.app.library."
    };

    private static final String[] OF_A_BUCKET = {
        "software.amazon.", "org.apache.hc.", "app.savepoint.storage.s3."
    };

    @TempDir Path dir;

    @Test
    void a_sync_of_a_folder_loads_no_class_of_the_window_nor_of_a_bucket() throws Exception {
        Path saves = Files.createDirectories(dir.resolve("saves/gba"));
        Files.writeString(saves.resolve("Golden Sun.srm"), "progress");
        savepoint("init", "--storage", "folder:" + dir.resolve("storage"));
        savepoint("roots", "add", saves.getParent().toString());

        List<String> loaded = savepoint("sync");

        assertThat(loaded)
                .as("the list is that of a sync")
                .anyMatch(line -> line.contains(" app.savepoint.core.SyncEngine"));
        assertThat(loaded)
                .filteredOn(line ->
                        Stream.concat(Stream.of(OF_THE_WINDOW), Stream.of(OF_A_BUCKET))
                                .anyMatch(start -> line.contains(' ' + start)))
                .isEmpty();
    }

    /// Returns what Java said of the classes it loaded.
    private List<String> savepoint(String... words) throws IOException, InterruptedException {
        Path log = dir.resolve("classes.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xlog:class+load:file=\"" + log + "\"");
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add("app.savepoint.app.Main");
        command.add("--home");
        command.add(dir.resolve("home").toString());
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        }
    }
}
