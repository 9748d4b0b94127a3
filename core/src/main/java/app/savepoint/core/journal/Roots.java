package app.savepoint.core.journal;

import app.savepoint.core.scan.Root;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The folders whose saves are kept in sync.
public final class Roots {
    private static final String COLUMNS =
            "id, path, system, emulator, ignore, only, volume, saves_accepted";

    private final Database database;

    Roots(Database database) {
        this.database = database;
    }

    /// Adds a root and returns it with its number; the number it came with is passed over. A number
    /// is never used again.
    public Root add(Root root) {
        return database.write(session ->
                session.first(
                                this::root,
                                "INSERT INTO root (path, system, emulator, ignore, only, volume, saves_accepted)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING "
                                        + COLUMNS,
                                root.path().toString(),
                                root.system(),
                                root.emulator(),
                                TextsJson.write(root.ignore()),
                                TextsJson.write(root.only()),
                                root.volume(),
                                root.savesAccepted())
                        .orElseThrow());
    }

    /// All roots, in the order they were added.
    public List<Root> all() {
        return database.read(session ->
                session.list(this::root, "SELECT " + COLUMNS + " FROM root ORDER BY id"));
    }

    /// Changes what is known of the root with that number. What is so already is not written again.
    public void update(Root root) {
        database.change(session -> {
            Optional<Root> known =
                    session.first(
                            this::root, "SELECT " + COLUMNS + " FROM root WHERE id = ?", root.id());
            if (known.isEmpty() || known.get().equals(root)) return;
            session.update(
                    "UPDATE root SET path = ?, system = ?, emulator = ?, ignore = ?, only = ?, volume = ?,"
                            + " saves_accepted = ? WHERE id = ?",
                    root.path().toString(),
                    root.system(),
                    root.emulator(),
                    TextsJson.write(root.ignore()),
                    TextsJson.write(root.only()),
                    root.volume(),
                    root.savesAccepted(),
                    root.id());
        });
    }

    /// Forgets a root, its places, and what was agreed on there. No file is touched.
    public void remove(long id) {
        database.change(session -> session.update("DELETE FROM root WHERE id = ?", id));
    }

    private Root root(ResultSet row) throws SQLException {
        return new Root(
                row.getLong(1),
                database.file().getFileSystem().getPath(row.getString(2)),
                row.getString(3),
                row.getString(4),
                TextsJson.read(row.getString(5)),
                TextsJson.read(row.getString(6)),
                row.getString(7),
                row.getInt(8));
    }
}
