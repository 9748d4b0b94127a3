package app.savepoint.core.journal;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Works for so many at a time, in the caller's own thread where it can: to hand over a query and
/// to be woken for its answer takes longer than most queries.
///
/// A call into SQLite holds a virtual thread's carrier for its whole length, so what comes from
/// virtual threads is done by threads of this lane.
final class Lane extends AbstractExecutorService {
    private final int width;
    private final Semaphore free;
    private final ExecutorService own;
    private volatile boolean ended;

    /// @param width how many at a time
    /// @param name what threads of its own are called
    Lane(int width, String name) {
        this.width = width;
        free = new Semaphore(width, true);
        own =
                Executors.newFixedThreadPool(
                        width, Thread.ofPlatform().daemon().name(name, 1).factory());
    }

    @Override
    public void execute(Runnable work) {
        if (Thread.currentThread().isVirtual()) {
            own.execute(() -> {
                free.acquireUninterruptibly();
                try {
                    work.run();
                } finally {
                    free.release();
                }
            });
            return;
        }
        free.acquireUninterruptibly();
        try {
            if (ended) throw new RejectedExecutionException("closed");
            work.run();
        } finally {
            free.release();
        }
    }

    @Override
    public void shutdown() {
        ended = true;
        own.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return own.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended && own.isTerminated() && free.availablePermits() == width;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        if (!own.awaitTermination(timeout, unit)) return false;
        long left = Math.max(0, end - System.nanoTime());
        if (!free.tryAcquire(width, left, TimeUnit.NANOSECONDS)) return false;
        free.release(width);
        return true;
    }
}
