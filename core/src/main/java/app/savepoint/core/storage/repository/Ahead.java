package app.savepoint.core.storage.repository;

import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Stores contents of what is published next while something else is being published, so that
/// neither the disk nor the network waits for the journal. No event speaks of them yet: what is not
/// published after all is taken back.
final class Ahead {
    private final Map<RevisionId, Future<Outgoing>> begun = new HashMap<>();

    /// Begins.
    ///
    /// @param store stores one's content
    void begin(List<Draft> drafts, int atOnce, UnaryOperator<Outgoing> store) {
        if (drafts.isEmpty() || atOnce == 1) return;
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        Math.min(drafts.size(), atOnce), Thread.ofVirtual().factory());
        for (Draft draft : drafts)
            begun.put(draft.revision().id(), pool.submit(() -> store.apply(new Outgoing(draft))));
        // What was submitted is done all the same
        pool.shutdown();
    }

    /// The drafts on their way: those that were begun as they are once that is done, the others
    /// untouched.
    List<Outgoing> take(List<Draft> drafts) {
        List<Outgoing> all = new ArrayList<>();
        for (Draft draft : drafts) {
            Future<Outgoing> early = begun.remove(draft.revision().id());
            all.add(early == null ? new Outgoing(draft) : done(early));
        }
        return all;
    }

    /// Takes back whatever nobody took.
    void takeBack(Contents contents) {
        List<Future<Outgoing>> left = List.copyOf(begun.values());
        begun.clear();
        for (Future<Outgoing> one : left) one.cancel(false);
        for (Future<Outgoing> one : left) if (!one.isCancelled()) done(one).discard(contents);
    }

    /// Waits to the end also where this thread is told to stop: what is being stored would else lie
    /// there without anyone knowing.
    private static Outgoing done(Future<Outgoing> early) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return early.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("unexpected", e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
