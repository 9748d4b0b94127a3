package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.transfer.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Promises 1, 2 and 5 with a real process that is really killed: at every step of replacing files
/// and of publishing, three times each, and at any moment.
class KilledSavepointTest {
    private static final int TIMES = Integer.getInteger("savepoint.kills", 3);
    private static final int KILLS_BY_TIME = 3 * TIMES + 1;
    private static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07Z");
    private static final List<String> FILES =
            List.of("gba/Emerald.srm", "gba/Emerald.rtc", "snes/Zelda.srm", "gba/Fusion.srm");
    private static final Set<String> ONCE_IN_A_SYNC =
            Set.of(
                    "staged",
                    "backed-up",
                    "marked",
                    "switched",
                    "settled",
                    "cleared",
                    "unmarked",
                    "before-segment",
                    "segment-put",
                    "before-head",
                    "head-put",
                    "recording",
                    "recorded",
                    "recovered");
    private static final List<String> SAVES =
            List.of("gba/Emerald/save/main", "snes/Zelda/save/main", "gba/Fusion/save/main");

    @TempDir Path dir;

    private final Random random = new Random(11);
    private final Map<String, String> everPlayed = new TreeMap<>();
    private Cli cli;
    private int hour;

    @BeforeEach
    void two_devices_agree() {
        cli = new Cli(dir);
        for (String home : List.of("A", "B")) {
            folders(saves(home));
            done(home, "init", "--storage", "folder:" + dir.resolve("srv"), "--device", home);
            done(home, "roots", "add", saves(home).toString(), "--yes");
        }
        playAll("A");
        done("A", "sync");
        done("B", "sync");
        assertThat(contents("B")).isEqualTo(contents("A")).hasSize(FILES.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging",
                "staged",
                "written",
                "backed-up",
                "marked",
                "checked",
                "put-aside",
                "moved-in",
                "looked-again",
                "switched",
                "settled",
                "cleared",
                "unmarked",
                "recording",
                "recorded"
            })
    void a_pull_that_is_killed_leaves_whole_files_and_the_next_one_finishes(String step) {
        for (int time = 1; time <= TIMES; time++) {
            String when = step + ", time " + time;
            Map<String, String> before = contents("B");
            playAll("A");
            Map<String, String> after = contents("A");
            done("A", "sync");

            killAt("B", step, time);

            Map<String, String> found = contents("B");
            for (String file : FILES)
                assertThat(found.get(file))
                        .as(when + ", " + file)
                        .isIn(before.get(file), after.get(file));
            done("B", "sync");
            assertThat(contents("B")).as(when).isEqualTo(after);
            nothingIsLostAndNothingLeft(when);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before-content",
                "content-put",
                "flushed-objects",
                "before-segment",
                "segment-put",
                "before-head",
                "head-put",
                "recording",
                "recorded"
            })
    void a_push_that_is_killed_is_seen_whole_or_not_at_all_and_the_next_one_finishes(String step) {
        for (int time = 1; time <= TIMES; time++) {
            String when = step + ", time " + time;
            Map<String, String> before = contents("A");
            playAll("A");
            Map<String, String> after = contents("A");

            killAt("A", step, time);

            assertThat(contents("A")).as(when).isEqualTo(after);
            done("B", "sync");
            for (String file : FILES)
                assertThat(contents("B").get(file))
                        .as(when + ", " + file)
                        .isIn(before.get(file), after.get(file));
            done("A", "sync");
            done("B", "sync");
            assertThat(contents("A")).as(when).isEqualTo(after);
            assertThat(contents("B")).as(when).isEqualTo(after);
            nothingIsLostAndNothingLeft(when);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staged",
                "backed-up",
                "marked",
                "checked",
                "put-aside",
                "moved-in",
                "looked-again",
                "switched",
                "settled",
                "cleared",
                "recorded"
            })
    void what_an_emulator_writes_at_a_step_is_neither_lost_nor_replaced(String step) {
        for (boolean killed : new boolean[] {true, false}) {
            String when = step + (killed ? ", then killed" : ", then gone on");
            on("B", "resolve", "*", "--keep", "local");
            done("A", "sync");
            done("B", "sync");
            playAll("A");
            done("A", "sync");
            Map<String, String> wrote = new TreeMap<>();

            try (KillableSavepoint victim = victim("B", step, 1)) {
                assertThat(victim.standsStill()).as(step).isTrue();
                // Other workers go on meanwhile: what is read here may be theirs, and be taken back
                for (String file : FILES) wrote.put(file, play("B", file));
                if (killed) victim.kill();
                else victim.goOn();
            }

            on("B", "sync");
            on("B", "sync");
            assertThat(reachable("A", "B")).as("promise 1, " + when).containsAll(wrote.values());
            for (String file : FILES)
                assertThat(contents("B").get(file))
                        .as("promise 2, " + when + ": nobody asked to replace " + file)
                        .isEqualTo(wrote.get(file));
            nothingIsLostAndNothingLeft(when);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"looked", "recovered"})
    void a_recovery_that_is_killed_is_done_again(String step) {
        for (String first : List.of("put-aside", "moved-in", "settled")) {
            playAll("A");
            done("A", "sync");
            killAt("B", first, 2);

            killAt("B", step, 1);

            done("B", "sync");
            assertThat(contents("B")).as(first + ", " + step).isEqualTo(contents("A"));
            nothingIsLostAndNothingLeft(first + ", " + step);
        }
    }

    @Test
    void a_process_that_is_killed_at_any_moment_leaves_whole_files() {
        long length = 0;
        for (int kill = 0; kill <= KILLS_BY_TIME; kill++) {
            String victim = kill % 2 == 0 ? "B" : "A";
            Map<String, String> before = contents("B");
            playAll("A");
            Map<String, String> after = contents("A");
            if (victim.equals("B")) done("A", "sync");

            String when = "kill " + kill + " of " + victim;
            try (KillableSavepoint process =
                    KillableSavepoint.goingOn(dir, command(victim, "sync"))) {
                process.hasBegun();
                long begun = System.nanoTime();
                // The first one is let through, to know how long there is something to interrupt
                if (kill == 0) {
                    process.worksFor(Long.MAX_VALUE);
                    length = (System.nanoTime() - begun) / 1_000_000;
                } else {
                    long millis = random.nextLong(length + 1);
                    process.worksFor(millis);
                    process.kill();
                    when += " after " + millis + " ms";
                }
            }

            for (String file : FILES)
                assertThat(contents("B").get(file))
                        .as(when + ", " + file)
                        .isIn(before.get(file), after.get(file));
            done("A", "sync");
            done("B", "sync");
            assertThat(contents("B")).as(when).isEqualTo(after);
            nothingIsLostAndNothingLeft(when);
        }
    }

    /// So that a step that is added later is not forgotten above.
    @Test
    void every_step_of_a_pull_and_of_a_push_is_tried() {
        Set<String> steps = new LinkedHashSet<>();
        Steps record = steps::add;
        var homes =
                new Assembly(
                        InstantSource.system(),
                        UUID::randomUUID,
                        record,
                        store -> new SteppedObjectStore(store, record));
        playAll("A");
        cli.run(command("A", "sync"), homes);
        cli.run(command("B", "sync"), homes);

        Set<String> tried = new HashSet<>();
        for (var method : KilledSavepointTest.class.getDeclaredMethods()) {
            ValueSource source = method.getAnnotation(ValueSource.class);
            if (source != null) tried.addAll(List.of(source.strings()));
        }
        assertThat(tried).containsAll(steps);
    }

    /// @param time which of the three times: the first, second, third save, where a step comes for
    ///   each save
    private void killAt(String home, String step, int time) {
        int wanted = ONCE_IN_A_SYNC.contains(step) ? 1 : time;
        try (KillableSavepoint victim = victim(home, step, wanted)) {
            assertThat(victim.standsStill()).as(step + " is reached").isTrue();
            victim.kill();
        }
    }

    private KillableSavepoint victim(String home, String step, int time) {
        return KillableSavepoint.standingStillAt(step, time, dir, command(home, "sync"));
    }

    private void nothingIsLostAndNothingLeft(String when) {
        Map<String, String> lost = new TreeMap<>(everPlayed);
        lost.keySet().removeAll(reachable("A", "B"));
        assertThat(lost).as("promise 1, " + when).isEmpty();
        for (String home : List.of("A", "B")) {
            assertThat(files(saves(home)).map(path -> path.getFileName().toString()))
                    .as(when)
                    .noneMatch(name -> name.startsWith("."));
            assertThat(files(dir.resolve(home).resolve("swaps"))).as(when).isEmpty();
            assertThat(files(dir.resolve(home).resolve("work"))).as(when).isEmpty();
            assertThat(files(dir.resolve(home).resolve("backups")))
                    .as(when)
                    .noneMatch(path -> path.toString().contains(".staging-"));
        }
    }

    /// The hashes of everything that can be had: on a disk, in backups, as a revision.
    private Set<String> reachable(String... homes) {
        Set<String> found = new HashSet<>();
        for (String home : homes) {
            found.addAll(contents(home).values());
            files(dir.resolve(home).resolve("backups")).forEach(path -> found.add(hash(path)));
        }
        List<String> history = new ArrayList<>(List.of("history"));
        history.addAll(SAVES);
        for (JsonNode revision :
                on(homes[0], history.toArray(String[]::new)).json().get("revisions"))
            if (revision.get("available").asBoolean())
                for (JsonNode file : revision.get("files"))
                    found.add(file.get("sha256").asString());
        return found;
    }

    private void playAll(String home) {
        hour++;
        for (String file : FILES) {
            String _ = play(home, file);
        }
    }

    /// Returns the hash of what was played.
    private String play(String home, String file) {
        byte[] bytes = new byte[4096];
        random.nextBytes(bytes);
        // No two write at the very same moment: a scan tells files by size and time
        Instant played = PLAYED.plusSeconds(3600L * hour + (home.equals("B") ? 60 : 0));
        try {
            Path path = saves(home).resolve(file);
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, bytes);
            Files.setLastModifiedTime(path, FileTime.from(played));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String hash = ContentHash.of(bytes).hex();
        everPlayed.put(hash, file + " on " + home + " in hour " + hour);
        return hash;
    }

    private Path saves(String home) {
        return dir.resolve("saves-" + home);
    }

    private static void folders(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The hash of each save's file.
    private Map<String, String> contents(String home) {
        Map<String, String> contents = new TreeMap<>();
        for (String file : FILES) {
            Path path = saves(home).resolve(file);
            if (Files.exists(path)) contents.put(file, hash(path));
        }
        return contents;
    }

    private static String hash(Path path) {
        try {
            return ContentHash.of(Files.readAllBytes(path)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.exists(folder)) return Stream.empty();
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String home, String... words) {
        List<String> command =
                new ArrayList<>(List.of("--json", "--home", dir.resolve(home).toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Cli.Answer on(String home, String... words) {
        return cli.run(command(home, words));
    }

    private void done(String home, String... words) {
        Cli.Answer answer = on(home, words);
        assertThat(answer.status()).as(List.of(words) + ": " + answer.out()).isZero();
    }
}
