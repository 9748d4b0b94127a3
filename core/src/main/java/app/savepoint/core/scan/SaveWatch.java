package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Saying;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches roots with the system's file events and hands on hints once things are quiet.
///
/// A root that can not be watched, because the system's limit is reached or the watch was lost, is
/// hinted at regularly instead. Links inside a root are not followed here; the scan now and then
/// looks behind them. Hints come on one thread of this watch, one after the other.
public final class SaveWatch implements AutoCloseable {
    /// How long nothing may change before a change is handed on.
    public static final Duration QUIET = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(SaveWatch.class.getName());

    /// An emulator that writes all the time is looked at now and then all the same.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(30);

    /// Makes the watcher of one folder, so that a test can make that fail.
    interface Source {
        DirectoryWatcher watcher(Path folder, DirectoryChangeListener listener) throws IOException;
    }

    private final SaveNames names;
    private final Consumer<Hint> listener;
    private final Source source;
    private final InstantSource clock;
    private final QuietTime quiet;
    private final RescanClock rescan;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Long, DirectoryWatcher> watchers = new HashMap<>();
    private final Map<Long, Root> polled = new HashMap<>();
    private final Set<Long> told = new HashSet<>();
    private final List<Hint> notices = new ArrayList<>();
    private final List<Root> again = new ArrayList<>();
    private Instant lastPoll;
    private boolean closed;

    private SaveWatch(
            SaveNames names,
            Consumer<Hint> listener,
            Source source,
            InstantSource clock,
            Duration quiet) {
        this.names = names;
        this.listener = listener;
        this.source = source;
        this.clock = clock;
        this.quiet = new QuietTime(quiet, LONGEST);
        this.rescan = new RescanClock(clock.instant());
        this.lastPoll = clock.instant();
        this.thread = Thread.ofPlatform().daemon().name("savepoint-watch").unstarted(this::run);
    }

    /// Watches these roots from now on. What happened before is not told, so a scan comes after.
    ///
    /// @param listener gets the hints; what it throws is logged and does not end the watch
    public static SaveWatch start(List<Root> roots, SaveNames names, Consumer<Hint> listener) {
        return start(roots, names, listener, SaveWatch::realWatcher, InstantSource.system(), QUIET);
    }

    static SaveWatch start(
            List<Root> roots,
            SaveNames names,
            Consumer<Hint> listener,
            Source source,
            InstantSource clock,
            Duration quiet) {
        var watch = new SaveWatch(names, listener, source, clock, quiet);
        roots.forEach(watch::watch);
        watch.thread.start();
        return watch;
    }

    static DirectoryWatcher realWatcher(Path folder, DirectoryChangeListener listener)
            throws IOException {
        // The time is enough for a hint, and reading whole files on every event would lag behind
        return DirectoryWatcher.builder()
                .path(folder)
                .fileHasher(FileHasher.LAST_MODIFIED_TIME)
                .listener(listener)
                .build();
    }

    private void watch(Root root) {
        try {
            Path real = root.path().toRealPath();
            DirectoryWatcher watcher = source.watcher(real, new Events(root, real));
            locked(() -> watchers.put(root.id(), watcher));
            var ended = watcher.watchAsync(SaveWatch::onThread);
            var _ = ended.whenComplete((done, failure) -> lost(root, failure));
        } catch (IOException e) {
            lost(root, e);
        }
    }

    private static void onThread(Runnable work) {
        Thread.ofPlatform().daemon().name("savepoint-watch-events").start(work);
    }

    /// From now on the root is looked at regularly instead.
    private void lost(Root root, @Nullable Throwable failure) {
        locked(() -> {
            if (closed) return;
            LOG.log(Level.INFO, "no file events for " + root.path(), failure);
            close(watchers.remove(root.id()));
            polled.put(root.id(), root);
            if (told.add(root.id())) notices.add(notice(root, failure));
            quiet.everything("no file events for " + root.path(), clock.instant());
            news.signalAll();
        });
    }

    private static Hint notice(Root root, @Nullable Throwable failure) {
        boolean exhausted =
                failure != null && String.valueOf(failure.getMessage()).contains("inotify");
        return new Hint.Notice(
                exhausted
                        ? Saying.of("watch.exhausted", root.path(), POLL.toSeconds())
                        : Saying.of("watch.no-events", root.path(), POLL.toSeconds()));
    }

    private void run() {
        while (true) {
            Optional<List<Hint>> hints = await();
            if (hints.isEmpty()) return;
            hints.get().forEach(this::tell);
            watchAgain();
        }
    }

    /// The next hints; empty once this is closed.
    private Optional<List<Hint>> await() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = clock.instant();
                List<Hint> hints = gather(now);
                if (!hints.isEmpty()) return Optional.of(hints);
                // Woken too early or too late does no harm: what is due is asked for each time
                long _ = news.awaitNanos(pause(now).toNanos());
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the watch was interrupted, so it ends", e);
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    private Duration pause(Instant now) {
        return quiet.next()
                .map(at -> Duration.between(now, at))
                .filter(until -> until.compareTo(TICK) < 0)
                .orElse(TICK);
    }

    private List<Hint> gather(Instant now) {
        var hints = new ArrayList<>(notices);
        notices.clear();
        rescan.tick(now)
                .ifPresent(why -> {
                    hints.add(new Hint.Everything(why));
                    again.addAll(polled.values());
                    polled.clear();
                });
        if (Duration.between(lastPoll, now).compareTo(POLL) >= 0) {
            lastPoll = now;
            polled.keySet().forEach(root -> hints.add(new Hint.Changed(root, Set.of())));
        }
        hints.addAll(quiet.due(now));
        return hints;
    }

    private void tell(Hint hint) {
        try {
            listener.accept(hint);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a hint was lost: " + hint, e);
        }
    }

    /// With every look at everything, file events get another chance too.
    private void watchAgain() {
        var roots = new ArrayList<Root>();
        locked(() -> {
            roots.addAll(again);
            again.clear();
        });
        roots.forEach(this::watch);
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static void close(@Nullable DirectoryWatcher watcher) {
        if (watcher == null) return;
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a watcher could not be closed", e);
        }
    }

    /// Ends the watch; no hint comes after.
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            watchers.values().forEach(SaveWatch::close);
            watchers.clear();
            news.signalAll();
        });
        if (Thread.currentThread().equals(thread)) return;
        try {
            thread.join();
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "not waited for the last hint", e);
            Thread.currentThread().interrupt();
        }
    }

    /// What happens in one root.
    private final class Events implements DirectoryChangeListener {
        private final Root root;
        private final Path real;

        Events(Root root, Path real) {
            this.root = root;
            this.real = real;
        }

        @Override
        public void onEvent(DirectoryChangeEvent event) {
            Path path = event.path();
            if (event.eventType() == EventType.OVERFLOW || path == null || !path.startsWith(real))
                everything("more happened in " + root.path() + " than could be told");
            else changed(real.relativize(path));
        }

        private void changed(Path path) {
            var parts = new ArrayList<String>();
            for (Path name : path) {
                if (names.never(name.toString())) return;
                parts.add(name.toString());
            }
            locked(() -> {
                quiet.changed(root.id(), String.join("/", parts), clock.instant());
                news.signalAll();
            });
        }

        @Override
        public void onException(Exception e) {
            LOG.log(Level.DEBUG, "events of " + root.path() + " were lost", e);
            // A new folder that can not be watched any more makes the whole watch doubtful
            if (String.valueOf(e.getMessage()).contains("inotify")) lost(root, e);
            else everything("events of " + root.path() + " were lost");
        }

        private void everything(String why) {
            locked(() -> {
                quiet.everything(why, clock.instant());
                news.signalAll();
            });
        }
    }
}
