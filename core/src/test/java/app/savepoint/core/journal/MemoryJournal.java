package app.savepoint.core.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// A journal's file that lies in memory instead of on a disk: the same tables, queries and
/// transactions on the same SQLite, without threads of its own. What was committed outlives a crash
/// of the engine above it, as if no power could fail.
///
/// It is opened as often as the program starts. The connection below and the statements that were
/// prepared on it stay, from one home to the next: nothing lies in them but what lies in the file.
public final class MemoryJournal implements AutoCloseable {
    private static final String LIKE_THE_WRITER = "PRAGMA trusted_schema = OFF";
    private static final Set<String> TRANSACTION = Set.of("BEGIN", "COMMIT", "ROLLBACK");

    private final SQLiteConnection connection;
    private final Session writer;
    private final Session reader;
    private boolean fresh = true;
    private @Nullable Copy last;

    /// What was in it, and how much had been written by then.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Copy(byte[] bytes, long changes) {}

    private MemoryJournal(SQLiteConnection connection) throws SQLException {
        this.connection = connection;
        writer = new Session(staysOpen(connection, Set.of()));
        // One thing is done at a time: all that is read in one go is of one moment anyway.
        reader = new Session(staysOpen(connection, TRANSACTION));
        writer.script(LIKE_THE_WRITER);
    }

    /// A new one, with the tables that a new home's has.
    static MemoryJournal fresh() {
        try {
            MemoryJournal made = new MemoryJournal(connect());
            made.connection.deserialize("main", New.BYTES);
            return made;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens it, as a program that starts does. Whoever opened it before has closed it.
    ///
    /// @param file where it pretends to lie; paths in it belong to the same file system
    public Journal open(Path file) {
        CallersThread here = new CallersThread();
        Journal journal =
                new Journal(
                        new Database(file, writer, here, here, () -> reader),
                        fresh,
                        Optional.empty());
        fresh = false;
        return journal;
    }

    /// What is in it, as a copy of its file would have it.
    public byte[] bytes() {
        try {
            byte[] bytes = connection.serialize("main");
            last = new Copy(bytes, changes());
            return bytes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long changes() throws SQLException {
        return connection.getDatabase().total_changes();
    }

    /// Puts a copy in its place. Whoever opened it has closed it.
    public void become(byte[] copy) {
        try {
            fresh = false;
            boolean isThat =
                    last != null
                            && last.changes() == changes()
                            && Arrays.equals(last.bytes(), copy);
            if (!isThat) connection.deserialize("main", copy);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes all rows out, so that it is as good as a new one. Whoever opened it has closed it.
    void empty() {
        try {
            fresh = true;
            last = null;
            writer.script("PRAGMA foreign_keys = OFF");
            writer.update("BEGIN");
            for (String table : tables()) writer.update("DELETE FROM " + table);
            writer.update("COMMIT");
            writer.script("PRAGMA foreign_keys = ON");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> tables() throws SQLException {
        return writer.list(
                row -> row.getString(1),
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    }

    @Override
    public void close() {
        try {
            connection.close();
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

    /// The connection for one who must not close it.
    ///
    /// @param idle statements that do nothing
    private static Connection staysOpen(Connection connection, Set<String> idle) {
        PreparedStatement nothing =
                (PreparedStatement)
                        Proxy.newProxyInstance(
                                MemoryJournal.class.getClassLoader(),
                                new Class<?>[] {PreparedStatement.class},
                                (_, method, _) -> {
                                    if (method.getName().equals("executeUpdate")) return 0;
                                    throw new UnsupportedOperationException(method.getName());
                                });
        return (Connection)
                Proxy.newProxyInstance(
                        MemoryJournal.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) return null;
                            if (method.getName().equals("prepareStatement")
                                    && idle.contains(String.valueOf(arguments[0]))) return nothing;
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /// Tables without rows, made once.
    private static final class New {
        private static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            try (SQLiteConnection connection = connect()) {
                MemoryJournal empty = new MemoryJournal(connection);
                CallersThread here = new CallersThread();
                Schema.bringUp(
                        new Database(Path.of("new"), empty.writer, here, here, () -> empty.reader));
                return connection.serialize("main");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Works at once, one thing at a time.
    private static final class CallersThread extends AbstractExecutorService {
        private final ReentrantLock one = new ReentrantLock();
        private volatile boolean ended;

        @Override
        public void execute(Runnable work) {
            if (ended) throw new RejectedExecutionException("closed");
            one.lock();
            try {
                work.run();
            } finally {
                one.unlock();
            }
        }

        @Override
        public void shutdown() {
            ended = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            ended = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return ended;
        }

        @Override
        public boolean isTerminated() {
            return ended;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return ended;
        }
    }
}
