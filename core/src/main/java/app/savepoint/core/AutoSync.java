package app.savepoint.core;

import app.savepoint.core.SyncService.Subscription;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Hint;
import app.savepoint.core.scan.Root;
import app.savepoint.core.storage.StorageException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps saves in step by itself for as long as anyone wants that: syncs after changes here, and
/// now and then to see what others did.
///
/// What to do when is decided in [Agenda]; one thread carries it out.
final class AutoSync {
    private static final System.Logger LOG = System.getLogger(AutoSync.class.getName());

    /// So long at most until the clock is looked at again, which may have been set.
    private static final Duration TICK = Duration.ofSeconds(10);

    /// Watches folders and hands on hints until it is closed.
    interface Watcher {
        AutoCloseable watch(List<Root> roots, Consumer<Hint> listener);
    }

    /// One sync of everything.
    interface Work {
        void sync(BooleanSupplier cancelled) throws StorageException;
    }

    private final Supplier<List<Root>> roots;
    private final Watcher watcher;
    private final Work work;
    private final Consumer<Saying> notices;
    private final Supplier<String> network;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<Rhythm> wanted = new ArrayList<>();
    private @Nullable Run run;

    /// @param notices told what a person should know of the watching
    /// @param network what this device is connected to, in any words that differ where that does
    AutoSync(
            Supplier<List<Root>> roots,
            Watcher watcher,
            Work work,
            Consumer<Saying> notices,
            Supplier<String> network,
            InstantSource clock) {
        this.roots = roots;
        this.watcher = watcher;
        this.work = work;
        this.notices = notices;
        this.network = network;
        this.clock = clock;
    }

    /// From now on, until the result is closed, saves are kept in step.
    Subscription join(Rhythm rhythm) {
        lock.lock();
        try {
            wanted.add(rhythm);
            if (run == null) {
                run = new Run(rhythm);
                run.thread.start();
            } else {
                run.rhythmChanged();
            }
        } finally {
            lock.unlock();
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) leave(rhythm);
        };
    }

    private void leave(Rhythm rhythm) {
        Run ended = null;
        lock.lock();
        try {
            wanted.remove(rhythm);
            if (wanted.isEmpty()) {
                ended = run;
                run = null;
                news.signalAll();
            } else if (run != null) {
                run.rhythmChanged();
            }
        } finally {
            lock.unlock();
        }
        if (ended != null) ended.end();
    }

    /// Other folders are to be watched from now on.
    void rootsChanged() {
        lock.lock();
        try {
            if (run == null) return;
            run.rootsChanged = true;
            run.agenda.changed(clock.instant());
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// One stretch of keeping in step.
    private final class Run {
        private final Agenda agenda;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final Thread thread =
                Thread.ofPlatform().daemon().name("savepoint-keep-in-step").unstarted(this::go);
        private boolean rootsChanged = true;
        private String lastAway = "";
        private String lastNetwork = "";

        Run(Rhythm rhythm) {
            agenda = new Agenda(clock.instant(), rhythm);
        }

        /// Of all who want it, the most attentive one sets the pace. Called with the lock held.
        void rhythmChanged() {
            agenda.rhythm(clock.instant(), Collections.min(wanted));
            news.signalAll();
        }

        private void go() {
            AutoCloseable watch = () -> {};
            try {
                while (!cancelled.get() && awaitDue()) {
                    if (rootsHaveChanged()) {
                        close(watch);
                        watch = watcher.watch(roots.get(), this::hinted);
                    }
                    syncOnce();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "saves are no longer kept in step by themselves", e);
                notices.accept(Saying.of("watch.over", e));
            } finally {
                close(watch);
            }
        }

        private boolean rootsHaveChanged() {
            lock.lock();
            try {
                boolean changed = rootsChanged;
                rootsChanged = false;
                return changed;
            } finally {
                lock.unlock();
            }
        }

        private void hinted(Hint hint) {
            if (hint instanceof Hint.Notice(var what)) notices.accept(what);
            lock.lock();
            try {
                agenda.changed(clock.instant());
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /// False once nobody wants any more.
        private boolean awaitDue() {
            lock.lock();
            try {
                while (!cancelled.get() && !agenda.isDue(clock.instant())) {
                    if (agenda.isAway() && hasOtherNetwork()) {
                        agenda.networkChanged(clock.instant());
                        continue;
                    }
                    Duration left = Duration.between(clock.instant(), agenda.due());
                    long nanos = (left.compareTo(TICK) < 0 ? left : TICK).toNanos();
                    // Woken too early or too late does no harm: what is due is asked each time
                    long _ = news.awaitNanos(Math.max(1, nanos));
                }
                return !cancelled.get();
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "interrupted, so it ends", e);
                return false;
            } finally {
                lock.unlock();
            }
        }

        private boolean hasOtherNetwork() {
            String before = lastNetwork;
            lastNetwork = network.get();
            return !lastNetwork.equals(before);
        }

        private void syncOnce() {
            // Before it begins: what changes meanwhile is a reason to try again
            lastNetwork = network.get();
            tell(agenda::begun);
            try {
                work.sync(cancelled::get);
                tell(agenda::done);
                if (!lastAway.isEmpty()) LOG.log(Level.INFO, "the storage is back");
                lastAway = "";
            } catch (StorageException e) {
                // Whoever listens was told by the sync itself. Trying on says nothing new.
                String said = String.valueOf(e.getMessage());
                Level level = said.equals(lastAway) ? Level.DEBUG : Level.WARNING;
                lastAway = said;
                LOG.log(level, "the storage is out of reach", e);
                Optional<Duration> until =
                        e instanceof StorageException.Unavailable away
                                ? away.until()
                                : Optional.empty();
                tell(now ->
                        until.ifPresentOrElse(
                                asked -> agenda.failed(now, asked), () -> agenda.failed(now)));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a sync failed", e);
                notices.accept(Saying.of("watch.failed", e));
                tell(agenda::failed);
            }
        }

        private void tell(Consumer<Instant> what) {
            lock.lock();
            try {
                what.accept(clock.instant());
            } finally {
                lock.unlock();
            }
        }

        private static void close(AutoCloseable watch) {
            try {
                watch.close();
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "a watch did not close", e);
            }
        }

        /// Waits until the save in hand is done.
        void end() {
            lock.lock();
            try {
                cancelled.set(true);
                news.signalAll();
            } finally {
                lock.unlock();
            }
            if (Thread.currentThread().equals(thread)) return;
            try {
                thread.join();
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "not waited for the last sync", e);
                Thread.currentThread().interrupt();
            }
        }
    }
}
