package app.savepoint.core.journal;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.scan.ScanCache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What earlier scans learned of files, in `local_file`.
final class FileMemory implements ScanCache {
    private final Database database;
    private final Map<Long, Remembered<Map<String, Entry>>> known = new ConcurrentHashMap<>();

    FileMemory(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Entry> entries(long root) {
        return known.computeIfAbsent(
                        root, id -> new Remembered<>(database, session -> entries(session, id)))
                .get();
    }

    private static Map<String, Entry> entries(Session session, long root) throws SQLException {
        Map<String, Entry> entries = new HashMap<>();
        for (Entry entry :
                session.list(
                        FileMemory::entry,
                        "SELECT path, size, modified_nanos, file_key, hash, blank, settled FROM local_file"
                                + " WHERE root = ?",
                        root)) entries.put(entry.path(), entry);
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public void update(long root, Collection<Entry> seen, Collection<String> gone) {
        if (seen.isEmpty() && gone.isEmpty()) return;
        Database.Change change = session -> update(session, root, seen, gone);
        // What is forgotten may be about to be replaced: it must not come back. What was seen is
        // seen again.
        if (gone.isEmpty()) database.changeLightly(change);
        else database.change(change);
    }

    private static void update(
            Session session, long root, Collection<Entry> seen, Collection<String> gone)
            throws SQLException {
        if (session.number("SELECT count(*) FROM root WHERE id = ?", root) == 0) return;
        session.updateEach(
                "DELETE FROM local_file WHERE root = ? AND path = ?",
                gone,
                path -> new Object[] {root, path});
        session.updateEach(
                "INSERT OR REPLACE INTO local_file"
                        + " (root, path, size, modified_nanos, file_key, hash, blank, settled)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                seen,
                entry ->
                        new Object[] {
                            root,
                            entry.path(),
                            entry.size(),
                            entry.modifiedNanos(),
                            entry.fileKey(),
                            entry.hash().hex(),
                            entry.blank(),
                            entry.settled()
                        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                new ContentHash(row.getString(5)),
                row.getBoolean(6),
                row.getBoolean(7));
    }
}
