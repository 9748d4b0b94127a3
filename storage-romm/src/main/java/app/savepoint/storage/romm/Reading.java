package app.savepoint.storage.romm;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads what rows hold, a few at a time. Safe for use by several threads.
final class Reading {
    /// A server answers a few at once as fast as many.
    private static final int AT_ONCE = 4;

    private final Shelf shelf;
    private final Staging staging;

    Reading(Shelf shelf, Staging staging) {
        this.shelf = shelf;
        this.staging = staging;
    }

    /// Reads rows and remembers what they hold.
    ///
    /// @param keep whether the bytes are likely to be wanted next
    /// @return what a person should hear of
    List<Notice> read(List<ServerVersion> rows, String device, boolean keep)
            throws StorageException {
        if (rows.isEmpty()) return List.of();
        List<ServerVersion> read = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        try (ExecutorService few =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Optional<ServerVersion>>> coming = new ArrayList<>();
            for (ServerVersion row : rows)
                coming.add(few.submit(() -> staging.read(row, device, keep)));
            for (int at = 0; at < rows.size(); at++) {
                Optional<ServerVersion> one = outcome(coming.get(at));
                one.ifPresent(read::add);
                if (one.isEmpty())
                    notices.add(
                            new Notice(
                                    "romm.unreadable",
                                    Saying.of("romm.unreadable", rows.get(at).fileName())));
            }
        } finally {
            shelf.learn(read);
        }
        return notices;
    }

    private static Optional<ServerVersion> outcome(Future<Optional<ServerVersion>> coming)
            throws StorageException {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unavailable(Saying.of("storage.stopped"), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) throw known;
            throw new IllegalStateException(e.getCause());
        }
    }
}
