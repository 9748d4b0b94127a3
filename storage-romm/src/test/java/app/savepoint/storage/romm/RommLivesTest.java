package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.backup.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lives of two or three devices at a RomM server that others use as well; see
/// `core/docs/lives.md`.
///
/// More of them: `-Dromm.lives=500`; others: `-Dromm.lives.from=501`. One life again, with its
/// script: `-Dromm.life=17`.
class RommLivesTest {
    private static final int STEPS = 40;
    private static final int LIVES = Integer.getInteger("romm.lives", 42);
    private static final long FIRST = Long.getLong("romm.lives.from", 1);
    private static final int SHOWN = 3;

    @TempDir Path dir;

    @Test
    void no_life_at_a_romm_server_breaks_a_promise() {
        Long one = Long.getLong("romm.life");
        List<Long> seeds =
                one != null
                        ? List.of(one)
                        : LongStream.range(FIRST, FIRST + LIVES).boxed().toList();
        Map<Long, String> broken = new ConcurrentSkipListMap<>();
        Map<String, AtomicInteger> happened = new ConcurrentHashMap<>();
        new Workers(Runtime.getRuntime().availableProcessors())
                .each(
                        seeds,
                        seed -> {
                            if (broken.size() < SHOWN) live(seed, broken, happened);
                        });
        assertThat(broken.values()).as("lives that broke a promise").isEmpty();
        if (one == null && LIVES >= 42)
            // Else these lives would say nothing about it
            assertThat(happened)
                    .containsKeys(
                            "pushed",
                            "pulled",
                            "conflict",
                            "settled",
                            "crashed",
                            "gave up",
                            "came between",
                            "put back",
                            "imported again",
                            "state settled",
                            "state pushed",
                            "state pulled",
                            "state came between");
    }

    private void live(long seed, Map<Long, String> broken, Map<String, AtomicInteger> happened) {
        Path own = dir.resolve(Long.toString(seed));
        try (RommLife life = new RommLife(seed, own)) {
            life.liveThrough(STEPS);
            life.happened()
                    .forEach((what, often) ->
                            happened.computeIfAbsent(what, _ -> new AtomicInteger())
                                    .addAndGet(often));
            if (Long.getLong("romm.life") != null) System.out.println(life.story());
        } catch (AssertionError e) {
            broken.put(seed, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            broken.put(seed, "life " + seed + ": " + e);
        }
    }
}
