package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of the caches that Java prepared the launcher starts with. Java itself is replaced by
/// something that says what it was given.
class LauncherCacheIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("savepoint.launcher"));

    @TempDir Path dir;
    private Path copy;

    @BeforeEach
    void replaceJava() throws Exception {
        Assumptions.assumeTrue(File.separatorChar == '/', "on Windows there is one cache");
        copy = dir.resolve("a place with spaces/bin/savepoint");
        Files.createDirectories(copy.getParent());
        Files.copy(LAUNCHER, copy);
        Path java = copy.resolveSibling("../runtime/bin/java").normalize();
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(copy.resolveSibling("../lib").normalize());
        for (String name : new String[] {"savepoint.aot", "savepoint-s3.aot"})
            Files.createFile(copy.resolveSibling("../lib/" + name).normalize());
    }

    private String cache(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(copy.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(dir.toFile());
        process.environment().keySet().removeAll(List.of("SAVEPOINT_HOME", "XDG_DATA_HOME"));
        process.environment().put("HOME", dir.resolve("person").toString());
        process.environment().putAll(environment);
        Process started = process.start();
        String said = new String(started.getInputStream().readAllBytes(), UTF_8);
        assertThat(started.waitFor()).isZero();
        return said.lines()
                .filter(line -> line.startsWith("-XX:AOTCache="))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .findFirst()
                .orElse("none");
    }

    private void home(String path, String kind) throws Exception {
        Path home = Files.createDirectories(dir.resolve(path));
        Files.writeString(home.resolve("storage.kind"), kind + "\n");
    }

    @Test
    void a_home_over_a_bucket_has_its_own_wherever_it_is_named() throws Exception {
        home("my home", "s3");
        home("person/.local/share/savepoint", "s3");
        home("data/savepoint", "s3");
        String s3 = "savepoint-s3.aot";
        assertThat(cache(Map.of(), "--home", "my home", "sync")).isEqualTo(s3);
        assertThat(cache(Map.of(), "sync", "--home=my home")).isEqualTo(s3);
        assertThat(cache(Map.of("SAVEPOINT_HOME", dir.resolve("my home").toString()), "sync"))
                .isEqualTo(s3);
        assertThat(cache(Map.of(), "sync")).isEqualTo(s3);
        assertThat(cache(Map.of("XDG_DATA_HOME", dir.resolve("data").toString()), "sync"))
                .isEqualTo(s3);
        assertThat(cache(Map.of(), "--home", "new", "init", "--storage", "s3://saves"))
                .isEqualTo(s3);
    }

    @Test
    void every_other_home_has_the_common_one() throws Exception {
        home("shared", "folder");
        home("served", "romm");
        home("strange", "../../etc/passwd");
        for (String home : new String[] {"shared", "served", "strange", "nowhere"})
            assertThat(cache(Map.of(), "--home", home, "sync")).isEqualTo("savepoint.aot");
        Files.delete(copy.resolveSibling("../lib/savepoint.aot").normalize());
        assertThat(cache(Map.of(), "--home", "shared", "sync")).isEqualTo("none");
    }
}
