package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveWatchTest {
    /// Far longer than any system takes; waited out only if the test fails.
    private static final long PATIENCE_SECONDS = 30;

    @TempDir Path temp;
    private Shelf shelf;
    private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
    private final List<Hint> heard = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        shelf = new Shelf(temp.resolve("saves"));
    }

    @Test
    void a_save_that_is_written_is_hinted_at_and_a_hidden_file_is_not() throws Exception {
        shelf.file("gba/Old.srm", "old");
        try (SaveWatch watch = start(SaveWatch::realWatcher)) {
            Files.writeString(shelf.folder.resolve("gba/.savepoint-1"), "staging");
            Files.writeString(shelf.folder.resolve("gba/A.srm"), "new");

            await(h ->
                    h instanceof Hint.Changed(long root, var paths)
                            && root == 1
                            && paths.contains("gba/A.srm"));

            assertThat(heard).noneMatch(hint -> hint.toString().contains(".savepoint"));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void at_the_system_s_limit_it_says_so_and_has_everything_looked_at() throws Exception {
        try (SaveWatch watch =
                start((folder, listener) -> {
                    throw new IOException("User limit of inotify watches reached");
                })) {
            Hint notice = await(h -> h instanceof Hint.Notice);
            Hint everything = await(h -> h instanceof Hint.Everything);

            assertThat(notice.toString()).contains("watch.exhausted", "30");
            assertThat(everything.toString()).contains(shelf.folder.toString());
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void a_root_that_is_not_there_does_not_stop_the_others() throws Exception {
        Root away = new Root(2, temp.resolve("away"), null, null, List.of(), List.of(), null, 0);
        try (SaveWatch watch = start(SaveWatch::realWatcher, shelf.root, away)) {
            await(h -> h instanceof Hint.Notice(Saying said) && said.toString().contains("away"));
            await(h -> h instanceof Hint.Everything);
            Files.writeString(shelf.folder.resolve("A.srm"), "new");

            await(h -> h instanceof Hint.Changed(long root, var _) && root == 1);
            assertThat(watch).isNotNull();
        }
    }

    private SaveWatch start(SaveWatch.Source source, Root... roots) {
        return SaveWatch.start(
                roots.length == 0 ? List.of(shelf.root) : List.of(roots),
                SaveNames.bundled(),
                hints::add,
                source,
                InstantSource.system(),
                Duration.ofMillis(20));
    }

    private Hint await(Predicate<Hint> wanted) throws InterruptedException {
        while (true) {
            Hint hint = hints.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(hint).as("a hint within %d s", PATIENCE_SECONDS).isNotNull();
            heard.add(hint);
            if (wanted.test(hint)) return hint;
        }
    }
}
