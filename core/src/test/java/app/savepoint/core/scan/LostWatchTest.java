package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Saying;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A watch that loses events, or is lost, on a clock that goes when the test says so.
@Timeout(120)
class LostWatchTest {
    /// Far longer than any system takes; waited out only if the test fails.
    private static final long PATIENCE_SECONDS = 30;

    private static final Hint LOOKED_AT = new Hint.Changed(1, Set.of());
    private static final String POKE = "gba/Poke.srm";

    @TempDir Path temp;
    private Shelf shelf;
    private Path real;
    private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
    private final List<DirectoryChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final List<DirectoryWatcher> watchers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-04T05:06:07Z"));

    @BeforeEach
    void setUp() throws IOException {
        shelf = new Shelf(temp.resolve("saves"));
        shelf.file("gba/A.srm", "a");
        real = shelf.folder.toRealPath();
    }

    @Test
    void where_more_happens_than_can_be_told_everything_is_looked_at() throws Exception {
        try (SaveWatch _ = start(this::kept)) {
            happens(EventType.OVERFLOW, real);
            assertThat(pass(Duration.ofSeconds(1))).hasOnlyElementsOfType(Hint.Everything.class);
            assertThat(pass(Duration.ofSeconds(1)))
                    .as("once, and then as ever")
                    .containsExactly(new Hint.Changed(1, Set.of(POKE)));
        }
    }

    @Test
    void an_error_of_the_watcher_may_have_hidden_anything() throws Exception {
        try (SaveWatch _ = start(this::kept)) {
            listeners.getFirst().onException(new IOException("something went wrong"));
            assertThat(pass(Duration.ofSeconds(1))).hasOnlyElementsOfType(Hint.Everything.class);
            assertThat(pass(Duration.ofSeconds(59)))
                    .as("it is watched all the same")
                    .doesNotContain(LOOKED_AT);
        }
    }

    @Test
    void a_new_folder_beyond_the_systems_limit_makes_the_whole_watch_doubtful() throws Exception {
        try (SaveWatch _ = start(this::kept)) {
            listeners.getFirst().onException(new IOException("inotify watch limit reached"));
            isSaid("watch.exhausted");
            assertThat(pass(Duration.ofSeconds(30))).contains(LOOKED_AT);
        }
    }

    @Test
    void a_watch_that_ends_by_itself_is_said_and_its_folder_looked_at_every_half_minute()
            throws Exception {
        try (SaveWatch _ = start(this::kept)) {
            watchers.getFirst().close();
            isSaid("watch.no-events");
            assertThat(pass(Duration.ofSeconds(29)))
                    .hasOnlyElementsOfType(Hint.Everything.class)
                    .isNotEmpty();
            assertThat(pass(Duration.ofSeconds(1))).contains(LOOKED_AT);
            assertThat(pass(Duration.ofSeconds(29))).doesNotContain(LOOKED_AT);
            assertThat(pass(Duration.ofSeconds(1))).contains(LOOKED_AT);
        }
    }

    @Test
    void with_the_next_look_at_everything_it_is_watched_again() throws Exception {
        try (SaveWatch _ = start(this::onceInVain)) {
            isSaid("watch.no-events");
            for (int i = 1; i < 12; i++) assertThat(pass(Duration.ofSeconds(50))).isNotEmpty();
            assertThat(listeners).as("not before").hasSize(1);
            assertThat(pass(Duration.ofSeconds(50)))
                    .contains(new Hint.Everything("ten minutes have passed"));
            while (watchers.isEmpty()) Thread.sleep(10);

            assertThat(pass(Duration.ofSeconds(31)))
                    .as("no need any more")
                    .doesNotContain(LOOKED_AT);
            Files.writeString(shelf.folder.resolve("gba/Later.srm"), "later");
            // The system tells of it when it likes, and only then does it begin to be quiet
            Hint heard = null;
            while (heard == null || !heard.toString().contains("gba/Later.srm")) {
                now.updateAndGet(before -> before.plusSeconds(1));
                heard = hints.poll(100, TimeUnit.MILLISECONDS);
                assertThat(heard instanceof Hint.Notice).isFalse();
            }
        }
    }

    private SaveWatch start(SaveWatch.Source source) {
        return SaveWatch.start(
                List.of(shelf.root),
                SaveNames.bundled(),
                hints::add,
                source,
                now::get,
                Duration.ofMillis(20));
    }

    private DirectoryWatcher kept(Path folder, DirectoryChangeListener listener)
            throws IOException {
        listeners.add(listener);
        DirectoryWatcher watcher = SaveWatch.realWatcher(folder, listener);
        watchers.add(watcher);
        return watcher;
    }

    private DirectoryWatcher onceInVain(Path folder, DirectoryChangeListener listener)
            throws IOException {
        if (!listeners.isEmpty()) return kept(folder, listener);
        listeners.add(listener);
        throw new IOException("no events today");
    }

    private void happens(EventType type, Path path) throws IOException {
        listeners.getFirst().onEvent(new DirectoryChangeEvent(type, false, path, null, 1, real));
    }

    private void isSaid(String key) throws InterruptedException {
        assertThat(next())
                .isInstanceOfSatisfying(
                        Hint.Notice.class,
                        notice -> assertThat(notice.what().key()).isEqualTo(key));
    }

    /// Lets a file change and then time pass, and returns all that is said up to that file.
    private List<Hint> pass(Duration time) throws Exception {
        happens(EventType.MODIFY, real.resolve(POKE));
        now.updateAndGet(before -> before.plus(time));
        List<Hint> said = new ArrayList<>();
        do said.add(next());
        while (!tellsOfThePoke(said.getLast()));
        return said;
    }

    /// What is quiet comes last of what is said at one time; a look at everything stands for it.
    private static boolean tellsOfThePoke(Hint hint) {
        return switch (hint) {
            case Hint.Changed(long _, var paths) -> paths.contains(POKE);
            case Hint.Everything(String why) -> !why.contains("minutes") && !why.contains("slept");
            case Hint.Notice(Saying _) -> false;
        };
    }

    private Hint next() throws InterruptedException {
        Hint hint = hints.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(hint).as("a hint within %d s", PATIENCE_SECONDS).isNotNull();
        return hint;
    }
}
