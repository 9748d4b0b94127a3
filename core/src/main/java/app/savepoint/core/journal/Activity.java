package app.savepoint.core.journal;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.SaveId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Savepoint did on this device, so that it can be shown and taken back.
///
/// When the journal is opened, lines older than [#KEPT_FOR] and all but the latest [#KEPT_LINES]
/// are dropped, here and in [FileSyncLog].
public final class Activity {
    /// How long a line is kept.
    public static final Duration KEPT_FOR = Duration.ofDays(90);

    /// How many lines are kept at most.
    public static final int KEPT_LINES = 10_000;

    private static final String COLUMNS = "id, time, device, action, save, status, message, undo";

    private final Database database;

    Activity(Database database) {
        this.database = database;
    }

    /// A line with the number it was given, which is never used again.
    public record Entry(long id, ActivityLine line) {}

    /// Adds lines, in the order given.
    public void append(Collection<ActivityLine> lines) {
        if (!lines.isEmpty()) database.change(session -> append(session, lines));
    }

    /// The latest lines, newest first.
    public List<Entry> latest(int limit) {
        return database.read(session ->
                session.list(
                        Activity::entry,
                        "SELECT " + COLUMNS + " FROM activity ORDER BY id DESC LIMIT ?",
                        limit));
    }

    /// The line with that number.
    public Optional<Entry> find(long id) {
        return database.read(session ->
                session.first(
                        Activity::entry, "SELECT " + COLUMNS + " FROM activity WHERE id = ?", id));
    }

    static void append(Session session, Collection<ActivityLine> lines) throws SQLException {
        session.updateEach(
                "INSERT INTO activity (time, device, action, save, status, message, undo) VALUES (?, ?, ?, ?, ?, ?, ?)",
                lines,
                line ->
                        new @Nullable Object[] {
                            line.time().toEpochMilli(),
                            line.device().toString(),
                            line.action(),
                            Columns.text(line.save()),
                            line.status(),
                            line.message(),
                            line.undo()
                        });
    }

    static void prune(Session session, Instant now) throws SQLException {
        long oldest = now.minus(KEPT_FOR).toEpochMilli();
        for (String table : List.of("activity", "file_sync_log")) {
            session.update("DELETE FROM " + table + " WHERE time < ?", oldest);
            session.update(
                    "DELETE FROM " + table + " WHERE id <= (SELECT max(id) FROM " + table + ") - ?",
                    KEPT_LINES);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                new ActivityLine(
                        Columns.time(row, 2),
                        DeviceId.parse(row.getString(3)),
                        row.getString(4),
                        Columns.orNull(row, 5, SaveId::parse),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }
}
