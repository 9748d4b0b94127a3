package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.MemoryJournals;
import app.savepoint.testkit.lives.World;
import app.savepoint.testkit.lives.World.Housekept;
import app.savepoint.testkit.lives.World.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of lives of three to five devices; see `core/docs/lives.md`.
///
/// More of them: `-Dlives=5000`; others: `-Dlives.from=3001 -Dlives=6000`. One life again, with its
/// script: `./mvnw -pl core test -Dtest=LivesTest -Dlife=17`.
class LivesTest {
    private static final int STEPS = 60;
    private static final int FIRST = Integer.getInteger("lives.from", 1);
    private static final int IN_MEMORY = Integer.getInteger("lives", 1200) - FIRST + 1;
    private static final int ON_DISK = 20;
    private static final int SHOWN = 3;

    @TempDir Path dir;

    @Test
    void no_life_in_memory_breaks_a_promise() {
        try (MemoryJournals journals = new MemoryJournals()) {
            Housekept housekept = live(IN_MEMORY, _ -> Machines.inMemory(journals));
            if (Long.getLong("life") != null) return;
            // Else these lives would say nothing about it
            assertThat(housekept.unions()).isGreaterThan(IN_MEMORY / 2);
            assertThat(housekept.cleared()).isGreaterThan(IN_MEMORY / 10);
            assertThat(housekept.checkpoints()).isGreaterThan(IN_MEMORY / 4);
            assertThat(housekept.dropped()).isGreaterThan(IN_MEMORY / 4);
        }
    }

    /// The same lives again as far as a real disk can have them: there no home is copied.
    @Test
    void no_life_on_the_real_disk_breaks_a_promise() {
        live(ON_DISK, seed -> Machines.onDisk(dir.resolve(Long.toString(seed))));
    }

    private interface Places {
        Machines of(long seed);
    }

    private static Housekept live(int lives, Places places) {
        Long one = Long.getLong("life");
        List<Long> seeds =
                one != null
                        ? List.of(one)
                        : LongStream.range(FIRST, FIRST + lives).boxed().toList();
        Map<Long, String> broken = new ConcurrentSkipListMap<>();
        AtomicReference<Housekept> housekept = new AtomicReference<>(new Housekept(0, 0, 0, 0));
        new Workers(Runtime.getRuntime().availableProcessors())
                .each(
                        seeds,
                        seed -> {
                            if (broken.size() < SHOWN)
                                housekept.accumulateAndGet(
                                        live(seed, places.of(seed), broken), Housekept::plus);
                        });
        assertThat(broken.values()).as("lives that broke a promise").isEmpty();
        return housekept.get();
    }

    private static Housekept live(long seed, Machines machines, Map<Long, String> broken) {
        try (World world = new World(seed, machines)) {
            world.liveThrough(STEPS);
            if (Long.getLong("life") != null) System.out.println(world.story());
            return world.housekept();
        } catch (AssertionError e) {
            broken.put(seed, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            broken.put(seed, "life " + seed + ": " + e);
        }
        return new Housekept(0, 0, 0, 0);
    }
}
