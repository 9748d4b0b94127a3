package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.transfer.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Promises 1, 2 and 5 with a real process that is really killed: at every step of replacing files
/// and of publishing, three times each, and at any moment.
class KilledSavepointTest extends KilledHomes {
    private static final int TIMES = Integer.getInteger("savepoint.kills", 3);
    private static final int KILLS_BY_TIME = 3 * TIMES + 1;

    @Override
    String storage() {
        return "folder:" + dir.resolve("srv");
    }

    @ParameterizedTest
    @FieldSource("PULL_STEPS")
    void a_pull_that_is_killed_leaves_whole_files_and_the_next_one_finishes(String step) {
        for (int time = 1; time <= TIMES; time++) pullKilledAt(step, time);
        assertThat(died(step)).as("processes that died at " + step).isEqualTo(TIMES);
    }

    @ParameterizedTest
    @FieldSource("PUSH_STEPS")
    void a_push_that_is_killed_is_seen_whole_or_not_at_all_and_the_next_one_finishes(String step) {
        for (int time = 1; time <= TIMES; time++) pushKilledAt(step, time);
        assertThat(died(step)).as("processes that died at " + step).isEqualTo(TIMES);
    }

    @ParameterizedTest
    @FieldSource("EMULATOR_STEPS")
    void what_an_emulator_writes_at_a_step_is_neither_lost_nor_replaced(String step) {
        for (boolean killed : new boolean[] {true, false}) writtenMeanwhile(step, killed);
    }

    @ParameterizedTest
    @FieldSource("RECOVERY_STEPS")
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
        assertThat(died(step)).as("processes that died at " + step).isEqualTo(3);
    }

    @Test
    void a_recovery_that_is_killed_while_it_brings_back_what_was_there_is_done_again() {
        for (String first : List.of("moved-in", "switched", "settled")) movedBackAndKilled(first);
        assertThat(died(BACK_STEP)).as("processes that died there").isEqualTo(3);
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
                    KillableSavepoint.goingOn(dir, environment(), command(victim, "sync"))) {
                process.hasBegun();
                long begun = System.nanoTime();
                // The first one is let through, to know how long there is something to interrupt
                if (kill == 0) {
                    process.worksFor(Long.MAX_VALUE);
                    length = (System.nanoTime() - begun) / 1_000_000;
                } else {
                    long millis = random.nextLong(length + 1);
                    process.worksFor(millis);
                    boolean _ = process.kill();
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

    /// So that a step that is added later is not forgotten above: those that a sync of each device
    /// comes to, and those that the code names, whether or not one comes to them.
    @Test
    void every_step_there_is_is_tried() throws IOException {
        Set<String> steps = new TreeSet<>(stepsInTheCode());
        assertThat(steps).as("steps that the code names").hasSizeGreaterThan(15);
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

        Set<String> tried = new TreeSet<>(PULL_STEPS);
        tried.addAll(PUSH_STEPS);
        tried.addAll(RECOVERY_STEPS);
        tried.add(BACK_STEP);
        assertThat(tried).isEqualTo(steps);
    }

    private static Set<String> stepsInTheCode() throws IOException {
        Pattern step = Pattern.compile("\\breached\\(\"([a-z-]+)\"\\)");
        Set<String> steps = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("..", "core", "src", "main", "java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher found = step.matcher(Files.readString(source));
                while (found.find()) steps.add(found.group(1));
            }
        }
        return steps;
    }
}
