package app.savepoint.core.journal;

import app.savepoint.core.save.SaveId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// What was sent to storages and deleted from them, step by step; written by [Bases#record].
public final class FileSyncLog {
    private final Database database;

    FileSyncLog(Database database) {
        this.database = database;
    }

    /// The latest lines, newest first.
    public List<FileSyncLine> latest(int limit) {
        return database.read(session ->
                session.list(
                        FileSyncLog::line,
                        "SELECT time, storage, save, status, detail FROM file_sync_log ORDER BY id DESC LIMIT ?",
                        limit));
    }

    static void append(Session session, Collection<FileSyncLine> lines) throws SQLException {
        session.updateEach(
                "INSERT INTO file_sync_log (time, storage, save, status, detail) VALUES (?, ?, ?, ?, ?)",
                lines,
                line ->
                        new Object[] {
                            line.time().toEpochMilli(),
                            line.storage(),
                            line.save().toString(),
                            line.status().word(),
                            line.detail()
                        });
    }

    private static FileSyncLine line(ResultSet row) throws SQLException {
        return new FileSyncLine(
                Columns.time(row, 1),
                row.getLong(2),
                SaveId.parse(row.getString(3)),
                FileSyncStatus.ofWord(row.getString(4)),
                row.getString(5));
    }
}
