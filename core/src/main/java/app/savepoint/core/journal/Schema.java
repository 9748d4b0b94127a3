package app.savepoint.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;

/// Brings the tables of a file to what this version knows.
final class Schema {
    /// In order; the first makes version 1. A file that was released is never edited, only followed
    /// by another.
    private static final List<String> MIGRATIONS =
            List.of(
                    "001-first.sql",
                    "002-server.sql",
                    "003-server-states.sql",
                    "004-hashes.sql",
                    "005-sending.sql",
                    "006-slots.sql");

    /// Marks the file as ours, so that another program's database is not taken for one: `SVPT`.
    static final int APPLICATION_ID = 0x53565054;

    /// The version this code reads and writes.
    static final int VERSION = MIGRATIONS.size();

    private Schema() {}

    /// Brings the file up to date; true if it was empty.
    static boolean bringUp(Database database) {
        int found = database.read(Schema::version);
        if (found > VERSION)
            throw new JournalException(
                    Reason.NEWER,
                    Saying.of("journal.newer", database.file(), found, VERSION)
                            .inEnglish(
                                    database.file()
                                            + " was written by a newer Savepoint (version "
                                            + found
                                            + ", this one knows "
                                            + VERSION
                                            + "). Nothing was changed."),
                    null);
        // Each step by itself: a crash between two of them leaves a file that the next start brings
        // further.
        for (int version = found + 1; version <= VERSION; version++) {
            String sql = read(MIGRATIONS.get(version - 1));
            String mark =
                    "PRAGMA user_version = "
                            + version
                            + "; PRAGMA application_id = "
                            + APPLICATION_ID;
            database.change(session -> {
                session.script(sql);
                session.script(mark);
            });
        }
        return found == 0;
    }

    private static int version(Session session) throws SQLException {
        long application = session.number("PRAGMA application_id");
        boolean empty = session.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && application != APPLICATION_ID)
            throw new IllegalArgumentException("tables of another program");
        return (int) session.number("PRAGMA user_version");
    }

    private static String read(String migration) {
        try (InputStream in = Schema.class.getResourceAsStream(migration)) {
            if (in == null)
                throw new IllegalStateException(migration + " is missing from the program");
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(migration, e);
        }
    }
}
