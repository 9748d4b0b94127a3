package app.savepoint.storage.romm;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads what rows hold, a few at a time, since only that tells whether it is what lies here.
final class Unread {
    /// A server answers a few at once as fast as many.
    private static final int AT_ONCE = 4;

    /// So many of the past are read at once.
    private static final int LATEST = 20;

    private Unread() {}

    /// Reads what one row holds; empty if that can not be had.
    @FunctionalInterface
    interface Reader {
        Optional<ServerVersion> read(ServerVersion row) throws StorageException, NoSave;
    }

    /// What came is whole and can be no save. Whoever put it there has to put something else there;
    /// until then it keeps nothing else from moving.
    static final class NoSave extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Saying saying;

        NoSave(Saying saying, IOException cause) {
            super(cause);
            this.saying = saying;
        }
    }

    /// The heads that were not read yet.
    static List<ServerVersion> heads(Shelf shelf) {
        return among(shelf.heads().values());
    }

    /// Of the rows of one save, oldest first, the latest that were not read yet.
    static List<ServerVersion> latest(List<ServerVersion> rows) {
        List<ServerVersion> unread = among(rows);
        return unread.subList(Math.max(0, unread.size() - LATEST), unread.size());
    }

    static List<ServerVersion> among(Collection<ServerVersion> rows) {
        return rows.stream().filter(row -> row.manifest() == null).toList();
    }

    /// Reads rows, and returns what a person should hear of.
    static List<Notice> read(Shelf shelf, List<ServerVersion> unread, Reader reader)
            throws StorageException {
        if (unread.isEmpty()) return List.of();
        List<ServerVersion> read = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        try (ExecutorService few =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Optional<ServerVersion>>> coming = new ArrayList<>();
            for (ServerVersion row : unread) coming.add(few.submit(() -> reader.read(row)));
            StorageException trouble = null;
            for (int at = 0; at < unread.size(); at++) {
                Optional<ServerVersion> one;
                try {
                    one = outcome(coming.get(at));
                } catch (StorageException e) {
                    // What else came is not fetched again for that
                    if (trouble == null) trouble = e;
                    continue;
                } catch (NoSave e) {
                    notices.add(new Notice(e.saying.key(), e.saying));
                    continue;
                }
                one.ifPresent(read::add);
                if (one.isEmpty())
                    notices.add(
                            new Notice(
                                    "romm.unreadable",
                                    Saying.of("romm.unreadable", unread.get(at).fileName())));
            }
            if (trouble != null) throw trouble;
        } finally {
            shelf.learn(read);
        }
        return notices;
    }

    private static Optional<ServerVersion> outcome(Future<Optional<ServerVersion>> coming)
            throws StorageException, NoSave {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unavailable(Saying.of("storage.stopped"), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) throw known;
            if (e.getCause() instanceof NoSave known) throw known;
            throw new IllegalStateException(e.getCause());
        }
    }
}
