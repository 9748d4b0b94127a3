package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentHash;
import app.savepoint.storage.s3.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Promises 1 to 4 where several real processes, each with a home of its own, sync with one bucket
/// at the same time, while their owners go on playing. With `-Dsavepoint.rounds=20` for a minute
/// and more.
class ManyAtOnceTest {
    private static final int ROUNDS = Integer.getInteger("savepoint.rounds", 0);

    @TempDir Path dir;
    private Cli cli;

    @ParameterizedTest
    @CsvSource({"2, 4", "8, 2"})
    void devices_that_sync_at_once_lose_nothing_and_come_to_agree(int devices, int usually)
            throws Exception {
        try (LocalS3 server = LocalS3.start().with("shared")) {
            cli = new Cli(dir, Assembly.standard(), server.environment());
            List<Integer> all = IntStream.rangeClosed(1, devices).boxed().toList();
            // From one start, since a first meeting is a device's own affair.
            for (String file : PlayingSavepoint.SHARED) {
                Path start = saves(1).resolve(file);
                Files.createDirectories(start.resolveSibling(""));
                Files.write(start, file.getBytes(UTF_8));
            }
            for (int each : all) setUp(each, server.uri("shared"));

            Set<String> played = playAll(all, server, ROUNDS == 0 ? usually : ROUNDS);
            for (int time = 1; time <= 2; time++)
                for (int each : all)
                    assertThat(cli.on("" + each, "sync").status()).as("%s", each).isIn(0, 3);

            assertThat(reachable(all)).as("promise 1").containsAll(played);
            Map<String, String> first = agreed(all.getFirst());
            assertThat(first).hasSize(devices + PlayingSavepoint.SHARED.size());
            for (int each : all)
                assertThat(agreed(each)).as("promise 4, %s", each).isEqualTo(first);
        }
    }

    private void setUp(int number, String storage) throws IOException {
        Path saves = Files.createDirectories(saves(number));
        String home = "" + number;
        assertThat(cli.on(home, "init", "--storage", storage, "--device", "D" + number).status())
                .isZero();
        assertThat(cli.on(home, "roots", "add", saves.toString(), "--yes").status()).isZero();
        assertThat(cli.on(home, "sync").status()).isZero();
    }

    private Path saves(int number) {
        return dir.resolve("saves-" + number);
    }

    /// Returns the hashes of everything that was on a device when it synced.
    private Set<String> playAll(List<Integer> all, LocalS3 server, int rounds) throws IOException {
        List<PlayingSavepoint> running = new ArrayList<>();
        try {
            for (int each : all)
                running.add(PlayingSavepoint.start(dir, each, rounds, server.environment()));
            for (PlayingSavepoint one : running) one.isReady();
            for (PlayingSavepoint one : running) one.play();
            Set<String> played = new HashSet<>();
            Set<String> meanwhile = new TreeSet<>();
            for (PlayingSavepoint one : running) {
                played.addAll(one.played());
                meanwhile.addAll(one.meanwhile());
                assertThat(one.replaced()).as("promise 2").isEmpty();
            }
            assertThat(played).hasSizeGreaterThan(all.size() * rounds);
            assertThat(meanwhile)
                    .as("played when a file was about to be replaced")
                    .contains(PlayingSavepoint.BEFORE_LAST_LOOK);
            return played;
        } finally {
            running.forEach(PlayingSavepoint::close);
        }
    }

    /// What a device knows of each save: its heads, and of one that is in no conflict what lies
    /// here.
    private Map<String, String> agreed(int number) {
        Map<String, String> agreed = new TreeMap<>();
        for (JsonNode save : cli.on("" + number, "status").json().get("saves")) {
            Set<String> heads = new TreeSet<>();
            save.get("remote").forEach(head -> heads.addAll(hashes(head)));
            String attention = save.get("attention").asString();
            String here = heads.size() == 1 ? "" + hashes(save.get("local")) : "";
            assertThat(attention)
                    .as("promise 3, %s", save)
                    .isEqualTo(heads.size() == 1 ? "NONE" : "CONFLICT");
            agreed.put(save.get("id").asString(), attention + heads + here);
        }
        return agreed;
    }

    private static List<String> hashes(JsonNode content) {
        List<String> hashes = new ArrayList<>();
        content.get("files").forEach(file -> hashes.add(file.get("sha256").asString()));
        return hashes;
    }

    private Set<String> reachable(List<Integer> all) throws IOException {
        Set<String> found = new HashSet<>();
        for (int each : all) {
            for (Path folder : List.of(saves(each), dir.resolve(each + "/backups"))) {
                if (!Files.exists(folder)) continue;
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(Files::isRegularFile).forEach(file -> found.add(hash(file)));
                }
            }
        }
        for (JsonNode save : cli.on("1", "status").json().get("saves"))
            for (JsonNode revision :
                    cli.on("1", "history", save.get("id").asString()).json().get("revisions"))
                if (revision.get("available").asBoolean()) found.addAll(hashes(revision));
        return found;
    }

    private static String hash(Path file) {
        try {
            return ContentHash.of(Files.readAllBytes(file)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
