package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The README's session, typed into the packed program, each answer held against `docs/cli.md`.
class PackedSessionIT {
    private static final String EMERALD = "gba/Pokemon Emerald/save/main";
    private static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07Z");
    private static final List<String> FILES =
            List.of(
                    "gba/Pokemon Emerald.srm",
                    "gbc/Pokemon Crystal.srm",
                    "gbc/Pokemon Crystal.rtc",
                    "snes/Zelda é.srm");

    @TempDir Path dir;
    private final Random random = new Random(11);
    private DocumentedJson documented;
    private Path onA;
    private Path onB;

    @BeforeEach
    void begin() throws IOException {
        documented = new DocumentedJson();
        onA = Files.createDirectories(dir.resolve("home of A/saves"));
        onB = Files.createDirectories(dir.resolve("deck/saves"));
        for (String file : FILES) write(onA.resolve(file), PLAYED);
    }

    @Test
    void the_session_of_the_readme_goes_through_the_packed_program() throws Exception {
        String storage = "folder:" + dir.resolve("srv");
        answer(0, "A", "init", "--storage", storage, "--device", "Desktop");
        answer(0, "A", "roots", "add", onA.toString());
        assertThat(list(answer(0, "A", "sync"), "pushed")).hasSize(3).contains(EMERALD);

        JsonNode joined = answer(0, "B", "init", "--storage", storage, "--device", "Deck");
        assertThat(joined.at("/storage/joined").booleanValue()).isTrue();
        answer(0, "B", "roots", "add", onB.toString());
        assertThat(list(answer(0, "B", "sync"), "pulled")).hasSize(3).contains(EMERALD);
        for (String file : FILES) {
            assertThat(onB.resolve(file)).hasSameBinaryContentAs(onA.resolve(file));
            assertThat(Files.getLastModifiedTime(onB.resolve(file)).toInstant()).isEqualTo(PLAYED);
        }

        Path here = onA.resolve(FILES.getFirst());
        Path there = onB.resolve(FILES.getFirst());
        byte[] first = Files.readAllBytes(here);
        byte[] second = write(there, PLAYED.plusSeconds(60));
        assertThat(list(answer(0, "B", "sync"), "pushed")).containsExactly(EMERALD);
        assertThat(list(answer(0, "A", "sync"), "pulled")).containsExactly(EMERALD);
        assertThat(here).hasBinaryContent(second);
        assertThat(Files.getLastModifiedTime(here).toInstant()).isEqualTo(PLAYED.plusSeconds(60));

        byte[] theirs = write(there, PLAYED.plusSeconds(120));
        byte[] mine = write(here, PLAYED.plusSeconds(180));
        answer(0, "B", "sync");
        assertThat(list(answer(3, "A", "sync"), "conflicts")).containsExactly(EMERALD);
        assertThat(here).hasBinaryContent(mine);
        assertThat(there).hasBinaryContent(theirs);
        assertThat(stored()).contains(first, second, theirs, mine);
        assertThat(answer(3, "A", "conflicts").at("/conflicts/0/remote")).hasSize(2);
        assertThat(answer(3, "B", "sync").get("conflicts")).hasSize(1);
        assertThat(answer(0, "A", "explain", EMERALD).get("action").stringValue())
                .isEqualTo("CONFLICT");

        assertThat(list(answer(0, "A", "resolve", EMERALD, "--keep", "local"), "pushed"))
                .containsExactly(EMERALD);
        assertThat(list(answer(0, "B", "sync"), "pulled")).containsExactly(EMERALD);
        assertThat(there).hasBinaryContent(mine);
        for (String home : List.of("A", "B")) {
            JsonNode summary = answer(0, home, "status").get("summary");
            assertThat(summary.get("inSync").intValue()).as("%s", summary).isEqualTo(3);
            assertThat(run(0, home, List.of("status"))).contains("All safe: 3 saves");
            assertThat(answer(0, home, "history", EMERALD).get("revisions")).hasSize(5);
            answer(0, home, "backups");
            answer(0, home, "activity");
            answer(0, home, "devices");
            answer(0, home, "doctor");
        }
    }

    /// The contents of the save in the storage, without any help of Savepoint.
    private List<byte[]> stored() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(dir.resolve("srv/saves/gba/Pokemon Emerald/save.main"))) {
            for (Path file : files.toList())
                try (var plain = new ZstdInputStream(Files.newInputStream(file))) {
                    contents.add(plain.readAllBytes());
                }
        }
        return contents;
    }

    /// Types a command; its answer has to be as described.
    private JsonNode answer(int status, String home, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--json"));
        arguments.addAll(List.of(words));
        JsonNode document = JsonMapper.shared().readTree(run(status, home, arguments));
        documented.check(words[0], document);
        return document;
    }

    private String run(int status, String home, List<String> words) throws Exception {
        String launcher =
                System.getProperty("savepoint.launcher")
                        + (File.separatorChar == '\\' ? ".bat" : "");
        List<String> command =
                new ArrayList<>(List.of(launcher, "--home", dir.resolve(home).toString()));
        command.addAll(words);
        Path err = dir.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("SAVEPOINT_JAVA_OPTS", "-Duser.language=en");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, out).isEqualTo(status);
        assertThat(err).as("%s says nothing besides", words).isEmptyFile();
        return out;
    }

    private byte[] write(Path file, Instant modified) throws IOException {
        byte[] bytes = new byte[32768];
        random.nextBytes(bytes);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return bytes;
    }

    private static List<String> list(JsonNode document, String name) {
        List<String> values = new ArrayList<>();
        document.get(name).forEach(value -> values.add(value.stringValue()));
        return values;
    }
}
