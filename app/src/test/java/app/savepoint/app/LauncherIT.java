package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The program as it is handed out: unpacked somewhere, on a machine without Java.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    /// What the launcher may use of the system.
    private static final List<String> TOOLS = List.of("dirname", "readlink");

    private final Path work;
    private final Path launcher;
    private final Path tools;

    /// What the system says of language and writing, or null for what this test was given.
    private @Nullable String locale;

    LauncherIT(@TempDir Path temp) {
        work = temp.resolve("a place with spaces");
        launcher = work.resolve("my programs/savepoint/bin").resolve(original().getFileName());
        tools = work.resolve("tools");
    }

    @BeforeAll
    void unpackThere() throws Exception {
        Path place = Files.createDirectories(launcher.getParent().getParent().getParent());
        // Knows both kinds of archive on the system that gets the kind
        var tar =
                new ProcessBuilder("tar", "-xf", archive().toString())
                        .directory(place.toFile())
                        .inheritIO();
        assertThat(tar.start().waitFor()).as("tar").isZero();
        Files.createDirectories(tools);
        if (!WINDOWS) {
            for (String tool : TOOLS) Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
    }

    @Test
    void says_its_version() throws Exception {
        assertThat(run(0, "--version")).startsWith("Savepoint ").hasLineCount(1);
    }

    @Test
    void carries_a_save_from_one_device_to_another() throws Exception {
        byte[] content = new byte[32 * 1024];
        new Random(1).nextBytes(content);
        Path played = work.resolve("played on A/gba/Pokemon Emerald.srm");
        Files.createDirectories(played.getParent());
        Files.write(played, content);
        Path elsewhere = Files.createDirectories(work.resolve("roots of B"));

        setUp("A", played.getParent().getParent());
        run(0, "--home", home("A"), "sync");
        setUp("B", elsewhere);
        run(0, "--home", home("B"), "sync");

        assertThat(elsewhere.resolve("gba/Pokemon Emerald.srm")).hasBinaryContent(content);
    }

    @Test
    void reads_any_name_and_speaks_the_language_whatever_locale_the_system_was_given()
            throws Exception {
        Assumptions.assumeFalse(WINDOWS, "Windows has no locale by environment");
        Assumptions.assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "the test itself can write the name");
        Path root = work.resolve("played elsewhere");
        Path played = root.resolve("gba/Pokémon Émeraude.srm");
        Files.createDirectories(played.getParent());
        byte[] content = new byte[32 * 1024];
        new Random(2).nextBytes(content);
        Files.write(played, content);

        locale = "C";
        setUp("C", root);
        assertThat(run(0, "--home", home("C"), "sync")).contains("Pokémon Émeraude", "1 save");
        locale = "de_DE.never-made";
        assertThat(run(0, "--home", home("C"), "sync")).contains("Nichts zu bewegen");
    }

    @Test
    void passes_on_the_exit_status() throws Exception {
        run(2, "no-such-command");
    }

    private void setUp(String device, Path root) throws Exception {
        String storage = "folder:" + work.resolve("storage");
        run(0, "--home", home(device), "init", "--storage", storage, "--device", device);
        run(0, "--home", home(device), "roots", "add", root.toString());
    }

    private String home(String device) {
        return work.resolve("home of " + device).toString();
    }

    private String run(int expectedStatus, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(work.toFile());
        builder.environment().put("PATH", WINDOWS ? systemFolder() : tools.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_"));
        if (locale != null) builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(expectedStatus);
        return output;
    }

    private static Path original() {
        String launcher = System.getProperty("savepoint.launcher");
        assertThat(launcher).as("system property savepoint.launcher").isNotNull();
        return Path.of(launcher + (WINDOWS ? ".bat" : ""));
    }

    /// What lies packed beside the folder of the program.
    private static Path archive() throws IOException {
        String kind = WINDOWS ? "savepoint-*.zip" : "savepoint-*.tar.gz";
        Path target = original().getParent().getParent().getParent();
        List<Path> found = new ArrayList<>();
        try (var archives = Files.newDirectoryStream(target, kind)) {
            archives.forEach(found::add);
        }
        assertThat(found).as(kind + " in " + target).hasSize(1);
        return found.getFirst();
    }

    private static String systemFolder() {
        return System.getenv("SystemRoot") + "\\System32";
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
