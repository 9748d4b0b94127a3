package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.SyncService.Subscription;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Hint;
import app.savepoint.core.scan.Root;
import app.savepoint.core.storage.StorageException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Time stands still here: what happens, happens because something was told.
@Timeout(60)
class AutoSyncTest {
    private static final Instant NOON = Instant.parse("2026-05-05T12:00:00Z");

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<Consumer<Hint>> watching = new LinkedBlockingQueue<>();
    private final List<String> notices = new ArrayList<>();
    private List<Root> roots = List.of(root(1, "a"));
    private boolean outOfReach;
    private volatile String network = "no network";
    private String nextNetwork = network;
    private final AutoSync auto =
            new AutoSync(
                    () -> roots,
                    (watched, listener) -> {
                        done.add("watches " + watched.size());
                        watching.add(listener);
                        return () -> done.add("watches no more");
                    },
                    cancelled -> {
                        done.add("syncs");
                        network = nextNetwork;
                        if (outOfReach) throw new StorageException.Unavailable("away", null);
                    },
                    said -> notices.add(said.toString()),
                    () -> network,
                    InstantSource.fixed(NOON));

    @Test
    void it_watches_and_syncs_at_once_and_again_after_each_hint() throws InterruptedException {
        Subscription joined = auto.join(Rhythm.QUIET);
        expect("watches 1", "syncs");
        Consumer<Hint> listener = watching.take();
        listener.accept(new Hint.Changed(1, Set.of("x.srm")));
        expect("syncs");
        listener.accept(new Hint.Notice(Saying.words("no events here")));
        expect("syncs");
        joined.close();
        expect("watches no more");
        assertThat(notices).containsExactly("no events here");
    }

    @Test
    void other_folders_are_watched_as_soon_as_they_are_named() throws InterruptedException {
        Subscription joined = auto.join(Rhythm.QUIET);
        expect("watches 1", "syncs");
        roots = List.of(root(1, "a"), root(2, "b"));
        auto.rootsChanged();
        expect("watches no more", "watches 2", "syncs");
        joined.close();
    }

    @Test
    void it_goes_on_until_the_last_one_leaves() throws InterruptedException {
        Subscription first = auto.join(Rhythm.QUIET);
        Subscription second = auto.join(Rhythm.QUIET);
        expect("watches 1", "syncs");
        first.close();
        first.close();
        watching.take().accept(new Hint.Everything("slept"));
        expect("syncs");
        second.close();
        expect("watches no more");
        auto.join(Rhythm.QUIET).close();
    }

    @Test
    void a_storage_out_of_reach_ends_nothing() throws InterruptedException {
        outOfReach = true;
        Subscription joined = auto.join(Rhythm.QUIET);
        expect("watches 1", "syncs");
        watching.take().accept(new Hint.Everything("slept"));
        expect("syncs");
        joined.close();
    }

    @Test
    void a_storage_out_of_reach_is_tried_again_as_soon_as_there_is_another_network()
            throws InterruptedException {
        outOfReach = true;
        nextNetwork = "wlan 192.0.2.7";
        Subscription joined = auto.join(Rhythm.QUIET);
        expect("watches 1", "syncs", "syncs");
        joined.close();
    }

    private void expect(String... events) throws InterruptedException {
        for (String event : events) assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
    }

    private static Root root(long id, String name) {
        return new Root(
                id, Path.of(name).toAbsolutePath(), null, null, List.of(), List.of(), null, 0);
    }
}
