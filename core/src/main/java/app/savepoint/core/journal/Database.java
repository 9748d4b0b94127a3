package app.savepoint.core.journal;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import tools.jackson.core.JacksonException;

/// One SQLite file: one thing at a time is written, a few are read from snapshots.
///
/// Callers may be threads of any kind and wait for the outcome.
final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    /// The engine and a face may read at the same moment; more would only share the disk.
    private static final int READERS = 2;

    /// How long another program (a backup, a person's SQLite shell) may hold the file, in
    /// milliseconds.
    private static final int BUSY_TIMEOUT = 5_000;

    /// How much a connection keeps of the file in memory at most, in KiB.
    private static final int CACHE = 16 * 1024;

    /// How long the write-ahead log gets before it is brought into the main file, in pages.
    private static final int LONG_LOG = 4_000;

    /// On macOS fsync alone leaves the bytes in the drive's cache; elsewhere `fullfsync` changes
    /// nothing.
    private static final String WRITER =
            "PRAGMA trusted_schema = OFF; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = "
                    + LONG_LOG;

    private static final String READER = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON";

    private final Path file;
    private final Session writer;
    private final ExecutorService writing;
    private final ExecutorService reading;
    private final BlockingQueue<Session> readers = new LinkedBlockingQueue<>();
    private volatile long changes;

    /// Rows written and transactions that failed, counted by the one thread that writes.
    private long rows;

    private long failures;

    private final Connecting more;
    private volatile @Nullable Change afterEach;

    /// @param writer the connection that writes
    /// @param writing where it works; one thing at a time
    /// @param reading where others read
    /// @param more opens one more connection to read from
    Database(
            Path file,
            Session writer,
            ExecutorService writing,
            ExecutorService reading,
            Connecting more) {
        this.file = file;
        this.writer = writer;
        this.writing = writing;
        this.reading = reading;
        this.more = more;
    }

    /// Opens a connection.
    @FunctionalInterface
    interface Connecting {
        Session open() throws SQLException;
    }

    private static Database on(Path file, Session writer) {
        return new Database(
                file,
                writer,
                new Lane(1, "journal-writer-"),
                new Lane(READERS, "journal-reader-"),
                () -> connect(file, roomy(), READER));
    }

    /// What is done inside one transaction.
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T on(Session session) throws SQLException;
    }

    /// A change that returns nothing.
    @FunctionalInterface
    interface Change {
        void on(Session session) throws SQLException;
    }

    /// Opens the file, or makes an empty one.
    static Database open(Path file) {
        Session writer = null;
        try {
            writer = connect(file, writerSettings(), WRITER);
            // Nothing is read from a file before the first query; this one fails if it is no
            // database at all.
            writer.number("SELECT count(*) FROM sqlite_schema");
            return on(file, writer);
        } catch (SQLException e) {
            JournalException translated = SqlErrors.translate(file, e);
            if (writer != null) closeAfter(writer, translated);
            throw translated;
        }
    }

    Path file() {
        return file;
    }

    /// Has a change made in each transaction that wrote something, after all else.
    void afterEach(Change change) {
        afterEach = change;
    }

    /// Runs a change as one transaction: all of it is on the disk when this returns, or none of it
    /// ever is.
    <T extends @Nullable Object> T write(Work<T> work) {
        return writeOne(durably(followed(work)));
    }

    /// Runs a change as one transaction that a power cut may take back, with all that was written
    /// lightly after the last that was not: for what the next look finds out anew, or what only
    /// counts once something weightier follows. The end of this process takes nothing back.
    void changeLightly(Change change) {
        this.<@Nullable Object>writeOne(lightly(followed(nothing(change))));
    }

    private <T extends @Nullable Object> Work<T> followed(Work<T> work) {
        return session -> {
            T result = work.on(session);
            Change then = afterEach;
            if (then != null && session.changes() != rows) then.on(session);
            return result;
        };
    }

    private static Work<@Nullable Object> nothing(Change change) {
        return session -> {
            change.on(session);
            return null;
        };
    }

    /// The same for what nothing else depends on: it is not followed by [#afterEach].
    <T extends @Nullable Object> T writeAside(Work<T> work) {
        return writeOne(durably(work));
    }

    /// The same for what is no loss, as [#changeLightly] has it.
    void changeAsideLightly(Change change) {
        this.<@Nullable Object>writeOne(lightly(nothing(change)));
    }

    private <T extends @Nullable Object> T writeOne(Whole<T> whole) {
        return await(() ->
                writing.submit(() -> {
                    try {
                        T result = whole.transaction();
                        rows = writer.changes();
                        return result;
                    } catch (SQLException | RuntimeException | Error e) {
                        // Who can say what a transaction that failed to end has left?
                        failures++;
                        throw e;
                    } finally {
                        changes = rows + failures;
                    }
                }));
    }

    /// A transaction from its beginning to its end.
    @FunctionalInterface
    private interface Whole<T extends @Nullable Object> {
        T transaction() throws SQLException;
    }

    private <T extends @Nullable Object> Whole<T> durably(Work<T> work) {
        return () -> transaction(writer, "BEGIN IMMEDIATE", work);
    }

    /// Does not wait for the disk. The next that does takes it along, as all lies in one log.
    private <T extends @Nullable Object> Whole<T> lightly(Work<T> work) {
        return () -> {
            writer.update("PRAGMA synchronous = NORMAL");
            try {
                return transaction(writer, "BEGIN IMMEDIATE", work);
            } finally {
                writer.update("PRAGMA synchronous = FULL");
            }
        };
    }

    /// Grows with every row that is written, at the latest when its transaction has ended. As long
    /// as it stays the same, so does every answer.
    long changes() {
        return changes;
    }

    /// The same, for a change that returns nothing.
    void change(Change change) {
        this.<@Nullable Object>write(nothing(change));
    }

    /// Runs queries that all see the same moment, whatever is written meanwhile.
    <T extends @Nullable Object> T read(Work<T> work) {
        return await(() ->
                reading.submit(() -> {
                    Session reader = readers.poll();
                    if (reader == null) reader = more.open();
                    try {
                        return transaction(reader, "BEGIN", work);
                    } finally {
                        readers.add(reader);
                    }
                }));
    }

    private static <T extends @Nullable Object> T transaction(
            Session session, String begin, Work<T> work) throws SQLException {
        session.update(begin);
        try {
            T result = work.on(session);
            session.update("COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(session, e);
            throw e;
        }
    }

    private static void rollBack(Session session, Throwable cause) {
        try {
            session.update("ROLLBACK");
        } catch (SQLException e) {
            // A full disk and the like have already rolled back by themselves.
            cause.addSuppressed(e);
        }
    }

    private <T extends @Nullable Object> T await(Supplier<Future<T>> start) {
        Future<T> future;
        try {
            future = start.get();
        } catch (RejectedExecutionException e) {
            throw new JournalException(
                    Reason.REFUSED,
                    Saying.of("journal.closed", file).inEnglish(file + " is closed"),
                    e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // A transaction is short and its outcome matters; the interrupt is passed on
                    // afterwards.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private JournalException neverWritten(RuntimeException e) {
        return new JournalException(
                Reason.DAMAGED,
                Saying.of("journal.damaged", file)
                        .inEnglish(file + " holds what was never written: " + e.getMessage()),
                e);
    }

    private JournalException failure(@Nullable Throwable cause) {
        JournalException failure =
                switch (cause) {
                    case SQLException e -> SqlErrors.translate(file, e);
                    // The nouns refuse impossible values. We wrote none, so the disk did not keep
                    // what we wrote.
                    case IllegalArgumentException e -> neverWritten(e);
                    case JacksonException e -> neverWritten(e);
                    case JournalException e -> e;
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    case null, default -> throw new IllegalStateException(cause);
                };
        if (failure.reason() == Reason.DAMAGED) suspect();
        return failure;
    }

    /// Leaves a note that the next opening must not trust this file.
    private void suspect() {
        try {
            Files.write(Damage.note(file), new byte[0]);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "could not note that " + file + " is damaged", e);
        }
    }

    private static Session connect(Path file, SQLiteConfig settings, String script)
            throws SQLException {
        // The driver takes what follows a question mark for settings. In a URI it can be escaped; a
        // share's name on
        // Windows can not be told in one, but Windows has no such character in names.
        String name = file.toString();
        String where = name.indexOf('?') < 0 ? name : "file:" + file.toUri().getRawPath();
        Session session =
                new Session(JDBC.createConnection(JDBC.PREFIX + where, settings.toProperties()));
        session.script(script);
        return session;
    }

    /// A look into a file without any change to it. The caller closes the session.
    static Session connectReadOnly(Path file) throws SQLException {
        SQLiteConfig settings = settings();
        settings.setReadOnly(true);
        return connect(file, settings, READER);
    }

    private static SQLiteConfig writerSettings() {
        SQLiteConfig settings = roomy();
        settings.setJournalMode(JournalMode.WAL);
        // Each commit is on the disk when it returns. NORMAL would be enough to keep the file
        // whole, but a power cut
        // could take back commits: then a number of our own stream that is already published would
        // count as unused,
        // and this device would take itself for a clone. It is one fsync per batch, so it costs
        // little.
        settings.setSynchronous(SynchronousMode.FULL);
        return settings;
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(BUSY_TIMEOUT);
        settings.setGetGeneratedKeys(false);
        return settings;
    }

    /// What thousands of saves write in one sync stays in memory until it is done. Not for a file
    /// that may be no database: this is the first thing that would fail.
    private static SQLiteConfig roomy() {
        SQLiteConfig settings = settings();
        settings.setCacheSize(-CACHE);
        return settings;
    }

    /// Waits for what is under way, then lets go of the file.
    @Override
    public void close() {
        reading.close();
        writing.close();
        List<Session> all = new ArrayList<>();
        readers.drainTo(all);
        // The writer last: the last one to leave brings everything into the main file.
        all.add(writer);
        SQLException failed = null;
        for (Session session : all) {
            try {
                session.close();
            } catch (SQLException e) {
                failed = e;
            }
        }
        if (failed != null) throw SqlErrors.translate(file, failed);
    }

    private static void closeAfter(Session session, Exception cause) {
        try {
            session.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
