package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two devices, A and B, that share a storage, and real processes of theirs that are really killed.
abstract class KilledHomes {
    private static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07Z");
    static final List<String> FILES =
            List.of("gba/Emerald.srm", "gba/Emerald.rtc", "snes/Zelda.srm", "gba/Fusion.srm");

    /// At which a pull can be killed.
    static final List<String> PULL_STEPS =
            List.of(
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
                    "recorded");

    /// At which a push can be killed.
    static final List<String> PUSH_STEPS =
            List.of(
                    "before-content",
                    "content-put",
                    "flushed-objects",
                    "before-segment",
                    "segment-put",
                    "before-head",
                    "head-put",
                    "recording",
                    "recorded");

    /// Of a pull, between which an emulator may write.
    static final List<String> EMULATOR_STEPS =
            List.of(
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
                    "recorded");

    /// Of the recovery with which a sync begins after a crash.
    static final List<String> RECOVERY_STEPS = List.of("looked", "recovered");

    /// Of a recovery that brings back what was there before.
    static final String BACK_STEP = "moved-back";

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

    final Random random = new Random(11);
    private final Map<String, String> everPlayed = new TreeMap<>();

    /// How often a process really died at a step.
    private final Map<String, Integer> died = new TreeMap<>();

    Cli cli;
    private int hour;

    @BeforeEach
    void two_devices_agree() {
        cli = new Cli(dir, Assembly.standard(), environment());
        for (String home : List.of("A", "B")) {
            folders(saves(home));
            done(home, "init", "--storage", storage(), "--device", home);
            done(home, "roots", "add", saves(home).toString(), "--yes");
        }
        playAll("A");
        done("A", "sync");
        done("B", "sync");
        assertThat(contents("B")).isEqualTo(contents("A")).hasSize(FILES.size());
    }

    /// What the two share.
    abstract String storage();

    /// The variables that a process sees besides its machine's.
    Map<String, String> environment() {
        return Map.of();
    }

    /// A pull is killed at a step: its files are whole, and the next one finishes.
    void pullKilledAt(String step, int time) {
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

    /// A push is killed at a step: it is seen whole or not at all, and the next one finishes.
    void pushKilledAt(String step, int time) {
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

    /// An emulator writes while a pull is at a step: that is neither lost nor replaced.
    ///
    /// @param killed whether the pull is killed then, or goes on
    void writtenMeanwhile(String step, boolean killed) {
        String when = step + (killed ? ", then killed" : ", then gone on");
        agree();
        playAll("A");
        done("A", "sync");
        Map<String, String> wrote = new TreeMap<>();

        try (KillableSavepoint victim = victim("B", step, 1)) {
            assertThat(victim.standsStill()).as(step).isTrue();
            // Other workers go on meanwhile: what is read here may be theirs, and be taken back
            for (String file : FILES) wrote.put(file, play("B", file));
            if (killed) assertThat(victim.kill()).as(when).isTrue();
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

    /// An emulator that holds a file open writes to it once another one has its name: a recovery
    /// brings that back, is killed meanwhile, and the next one ends it.
    ///
    /// @param first where the pull is killed, with the new file in its place and the old one aside
    void movedBackAndKilled(String first) {
        agree();
        Map<String, String> before = contents("B");
        playAll("A");
        done("A", "sync");
        killAt("B", first, 2);
        Map<String, String> wrote = writeToWhatLiesAside("B", before);

        killAt("B", BACK_STEP, 1);

        on("B", "sync");
        on("B", "sync");
        assertThat(reachable("A", "B")).as("promise 1, " + first).containsAll(wrote.values());
        Map<String, String> found = contents("B");
        wrote.forEach((file, hash) ->
                assertThat(found.get(file))
                        .as("promise 2, " + first + ": nobody asked to replace " + file)
                        .isEqualTo(hash));
        nothingIsLostAndNothingLeft(first);
    }

    private void agree() {
        on("B", "resolve", "*", "--keep", "local");
        done("A", "sync");
        done("B", "sync");
    }

    /// Returns the hash of what was written, by file.
    private Map<String, String> writeToWhatLiesAside(String home, Map<String, String> before) {
        Map<String, String> wrote = new TreeMap<>();
        Map<String, String> now = contents(home);
        for (Path hidden : files(saves(home)).toList()) {
            if (!hidden.getFileName().toString().startsWith(".")) continue;
            for (String file : FILES) {
                // While it has both names, what is written there is written to the save itself
                boolean aside = hash(hidden).equals(before.get(file));
                if (!aside || before.get(file).equals(now.get(file))) continue;
                wrote.put(file, write(hidden, home, file + ", aside,"));
            }
        }
        assertThat(wrote).as("files that lie aside").isNotEmpty();
        return wrote;
    }

    /// @param time which of the three times: the first, second, third save, where a step comes for
    ///   each save
    void killAt(String home, String step, int time) {
        int wanted = ONCE_IN_A_SYNC.contains(step) ? 1 : time;
        try (KillableSavepoint victim = victim(home, step, wanted)) {
            assertThat(victim.standsStill()).as(step + " is reached").isTrue();
            assertThat(victim.kill()).as("it is killed at " + step).isTrue();
            died.merge(step, 1, Integer::sum);
        }
    }

    /// How often a process was killed at that step, which it had really come to.
    int died(String step) {
        return died.getOrDefault(step, 0);
    }

    KillableSavepoint victim(String home, String step, int time) {
        return KillableSavepoint.standingStillAt(
                step, time, dir, environment(), command(home, "sync"));
    }

    void nothingIsLostAndNothingLeft(String when) {
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
    Set<String> reachable(String... homes) {
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

    void playAll(String home) {
        hour++;
        for (String file : FILES) {
            String _ = play(home, file);
        }
    }

    /// Returns the hash of what was played.
    String play(String home, String file) {
        Path path = saves(home).resolve(file);
        folders(path.resolveSibling(""));
        return write(path, home, file);
    }

    private String write(Path path, String home, String what) {
        byte[] bytes = new byte[4096];
        random.nextBytes(bytes);
        // No two write at the very same moment: a scan tells files by size and time
        Instant played = PLAYED.plusSeconds(3600L * hour + (home.equals("B") ? 60 : 0));
        try {
            Files.write(path, bytes);
            Files.setLastModifiedTime(path, FileTime.from(played));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String hash = ContentHash.of(bytes).hex();
        everPlayed.put(hash, what + " on " + home + " in hour " + hour);
        return hash;
    }

    Path saves(String home) {
        return dir.resolve("saves-" + home);
    }

    static void folders(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The hash of each save's file.
    Map<String, String> contents(String home) {
        Map<String, String> contents = new TreeMap<>();
        for (String file : FILES) {
            Path path = saves(home).resolve(file);
            if (Files.exists(path)) contents.put(file, hash(path));
        }
        return contents;
    }

    static String hash(Path path) {
        try {
            return ContentHash.of(Files.readAllBytes(path)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> files(Path folder) {
        if (!Files.exists(folder)) return Stream.empty();
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(String home, String... words) {
        List<String> command =
                new ArrayList<>(List.of("--json", "--home", dir.resolve(home).toString()));
        command.addAll(List.of(words));
        return command;
    }

    Cli.Answer on(String home, String... words) {
        return cli.run(command(home, words));
    }

    void done(String home, String... words) {
        Cli.Answer answer = on(home, words);
        assertThat(answer.status()).as(List.of(words) + ": " + answer.out()).isZero();
    }
}
