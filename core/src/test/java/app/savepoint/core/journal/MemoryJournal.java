package app.savepoint.core.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// A journal that lies in memory instead of on a disk: the same tables, queries and transactions on
/// the same SQLite, without threads of its own. What was committed outlives a crash of the engine
/// above it, as if no power could fail.
public final class MemoryJournal {
    private static final String LIKE_THE_WRITER = "PRAGMA trusted_schema = OFF";

    private final SQLiteConnection connection;
    private final CallersThread thread;
    private final Journal journal;

    private MemoryJournal(SQLiteConnection connection, CallersThread thread, Journal journal) {
        this.connection = connection;
        this.thread = thread;
        this.journal = journal;
    }

    /// A new one.
    ///
    /// @param file where it pretends to lie; paths in it belong to the same file system
    public static MemoryJournal fresh(Path file) {
        return of(file, New.BYTES, true);
    }

    /// One with the contents of another.
    public static MemoryJournal of(Path file, byte[] bytes) {
        return of(file, bytes, false);
    }

    private static MemoryJournal of(Path file, byte[] bytes, boolean fresh) {
        try {
            SQLiteConnection connection = connect();
            connection.deserialize("main", bytes);
            CallersThread thread = new CallersThread(connection);
            Database database = over(file, connection, thread);
            return new MemoryJournal(
                    connection, thread, new Journal(database, fresh, Optional.empty()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Journal journal() {
        return journal;
    }

    /// What is in it, as a copy of its file would have it; also when it is closed.
    public byte[] bytes() {
        return thread.bytesAtTheEnd().orElseGet(() -> bytes(connection));
    }

    private static byte[] bytes(SQLiteConnection connection) {
        try {
            return connection.serialize("main");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SQLiteConnection connect() throws SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setGetGeneratedKeys(false);
        return JDBC.createConnection(JDBC.PREFIX + ":memory:", settings.toProperties());
    }

    private static Database over(Path file, SQLiteConnection connection, CallersThread here)
            throws SQLException {
        Session only = new Session(connection);
        only.script(LIKE_THE_WRITER);
        return new Database(file, only, here, here, () -> only);
    }

    /// Tables without rows, made once.
    private static final class New {
        private static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            try (SQLiteConnection connection = connect()) {
                Schema.bringUp(over(Path.of("new"), connection, new CallersThread(connection)));
                return connection.serialize("main");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Works at once, one thing at a time.
    private static final class CallersThread extends AbstractExecutorService {
        private final ReentrantLock one = new ReentrantLock();
        private final SQLiteConnection connection;
        private volatile byte @Nullable [] atTheEnd;

        CallersThread(SQLiteConnection connection) {
            this.connection = connection;
        }

        Optional<byte[]> bytesAtTheEnd() {
            return Optional.ofNullable(atTheEnd);
        }

        @Override
        public void execute(Runnable work) {
            if (isShutdown()) throw new RejectedExecutionException("closed");
            one.lock();
            try {
                work.run();
            } finally {
                one.unlock();
            }
        }

        @Override
        public void shutdown() {
            if (atTheEnd == null) atTheEnd = bytes(connection);
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return atTheEnd != null;
        }

        @Override
        public boolean isTerminated() {
            return atTheEnd != null;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return atTheEnd != null;
        }
    }
}
