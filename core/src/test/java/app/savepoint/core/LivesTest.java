package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.testkit.World;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// Three devices live through play, deletions, blank saves, decisions, restarts and crashes; the
/// repetition is the seed.
///
/// One life again: `./mvnw -pl core test -Dtest=LivesTest -Dsavepoint.life=17`. A failure prints
/// the life as a table.
class LivesTest {
    private static final int LIVES = 40;
    private static final int EVENTS = 60;

    @TempDir Path dir;

    @RepeatedTest(LIVES)
    void nothing_is_lost_and_all_devices_agree_in_the_end(RepetitionInfo run) {
        long seed = Long.getLong("savepoint.life", run.getCurrentRepetition());
        try (World world = new World(seed, dir)) {
            world.liveThrough(EVENTS);

            Set<String> found = world.contentsFoundAnywhere();
            assertThat(world.contentsEverSynced())
                    .as("promise 1, life %d:%n%s", seed, world.script())
                    .allSatisfy((hash, where) -> assertThat(found).as(where).contains(hash));
            assertThat(Set.copyOf(world.views()))
                    .as("promise 4, life %d:%n%s", seed, world.script())
                    .hasSize(1);
        }
    }
}
