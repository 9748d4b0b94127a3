package app.savepoint.core.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// Does the same thing to many, some at a time, and returns when all are done.
///
/// @param width how many at once
public record Workers(int width) {
    /// How many files are forced to the disk at once where nobody chose a number. A disk that is
    /// waited for takes many orders in one go.
    public static final int WIDTH = 16;

    public Workers {
        if (width < 1) throw new IllegalArgumentException("no worker at all: " + width);
    }

    /// A piece of work whose troubles are its own: it throws only what nobody can handle.
    @FunctionalInterface
    public interface Work<T> {
        void on(T item);
    }

    /// Works on every item. With one worker or one item, in the caller's thread and in order.
    public <T> void each(Collection<T> items, Work<T> work) {
        if (width == 1 || items.size() < 2) {
            for (T item : items) work.on(item);
            return;
        }
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (T item : items)
            tasks.add(
                    new FutureTask<>(() -> {
                        work.on(item);
                        return true;
                    }));
        // Each worker takes the next by itself: to hand over thousands one by one costs more than
        // many of them take.
        AtomicInteger next = new AtomicInteger();
        int many = Math.min(width, tasks.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(many)) {
            for (int i = 0; i < many; i++)
                pool.execute(() -> {
                    for (int at = next.getAndIncrement();
                            at < tasks.size();
                            at = next.getAndIncrement()) tasks.get(at).run();
                });
            for (Future<Boolean> task : tasks) await(task);
        }
    }

    /// An interrupt does not stop work on a player's files half-way; it is handed on afterwards.
    private static void await(Future<Boolean> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    result.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException cause -> throw cause;
                        case Error cause -> throw cause;
                        case null, default -> throw new IllegalStateException(e);
                    }
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
