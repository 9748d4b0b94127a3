package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does the same with many things, a bounded number of them at once.
final class Parallel {
    private Parallel() {}

    /// One thing's work.
    @FunctionalInterface
    interface Work<T, R> {
        R on(T item) throws StorageException;
    }

    /// The results in the order of the items; the first error ends it all.
    static <T, R> List<R> map(Collection<T> items, int atOnce, Work<T, R> work)
            throws StorageException {
        List<R> results = new ArrayList<>(items.size());
        if (items.size() == 1 || atOnce == 1) {
            for (T item : items) results.add(work.on(item));
            return results;
        }
        List<Future<R>> running = new ArrayList<>(items.size());
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        Math.clamp(items.size(), 1, atOnce), Thread.ofVirtual().factory());
        try {
            for (T item : items) running.add(pool.submit(() -> work.on(item)));
            for (Future<R> each : running) results.add(each.get());
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) throw known;
            throw new IllegalStateException("unexpected", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unavailable(
                    Saying.of("storage.stopped").inEnglish("stopped before it was done"), e);
        } finally {
            pool.shutdownNow();
            pool.close();
        }
    }
}
