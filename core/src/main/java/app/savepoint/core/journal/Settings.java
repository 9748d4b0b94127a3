package app.savepoint.core.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Small things to be remembered by name, such as until when the person paused.
public final class Settings {
    private final Database database;

    Settings(Database database) {
        this.database = database;
    }

    /// What is remembered under a name.
    public Optional<String> get(String key) {
        return database.read(session -> get(session, key));
    }

    /// All that is remembered under names that begin so.
    public Map<String, String> startingWith(String prefix) {
        List<Map.Entry<String, String>> rows =
                database.read(session ->
                        session.list(
                                row -> Map.entry(row.getString(1), row.getString(2)),
                                "SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1",
                                prefix));
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Remembers a text under a name, in place of what was there.
    public void put(String key, String value) {
        database.change(session -> put(session, key, value));
    }

    /// The same for a text that no decision about saves depends on: what was seen [Stillness] of
    /// stays true.
    public void putAside(String key, String value) {
        database.changeAsideLightly(session -> put(session, key, value));
    }

    /// Forgets a name.
    public void remove(String key) {
        database.change(session -> session.update("DELETE FROM setting WHERE key = ?", key));
    }

    /// The same as part of a transaction.
    static Optional<String> get(Session session, String key) throws SQLException {
        return session.first(
                row -> row.getString(1), "SELECT value FROM setting WHERE key = ?", key);
    }

    /// The same as part of a transaction.
    static void put(Session session, String key, String value) throws SQLException {
        session.update("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", key, value);
    }
}
