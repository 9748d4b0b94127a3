package app.savepoint.core.journal;

import app.savepoint.core.backup.BackupIndex;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of backups in the journal.
public final class Backups implements BackupIndex {
    private static final String COLUMNS =
            "id, save, root, path, reason, content, manifest, size, time, pinned, file";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM backup";

    private final Database database;

    Backups(Database database) {
        this.database = database;
    }

    @Override
    public void add(Collection<StoredBackup> backups) {
        if (backups.isEmpty()) return;
        database.change(session ->
                session.updateEach(
                        "INSERT OR REPLACE INTO backup ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        backups,
                        Backups::columns));
    }

    @Override
    public List<StoredBackup> all() {
        return database.read(
                session -> session.list(Backups::backup, SELECT + " ORDER BY time DESC, id DESC"));
    }

    @Override
    public List<StoredBackup> of(SaveId save) {
        return database.read(session ->
                session.list(
                        Backups::backup,
                        SELECT + " WHERE save = ? ORDER BY time DESC, id DESC",
                        save.toString()));
    }

    @Override
    public Optional<StoredBackup> find(String id) {
        return database.read(
                session -> session.first(Backups::backup, SELECT + " WHERE id = ?", id));
    }

    @Override
    public boolean holds(SaveId save, ContentId content) {
        return database.read(session ->
                session.number(
                        "SELECT EXISTS (SELECT 1 FROM backup WHERE save = ? AND content = ?)",
                        save.toString(),
                        content.hex()))
                == 1;
    }

    @Override
    public boolean pin(String id, boolean pinned) {
        return database.write(session ->
                session.update("UPDATE backup SET pinned = ? WHERE id = ?", pinned, id))
                > 0;
    }

    @Override
    public void delete(Collection<String> ids) {
        if (ids.isEmpty()) return;
        database.change(session ->
                session.updateEach(
                        "DELETE FROM backup WHERE id = ?", ids, id -> new Object[] {id}));
    }

    private static StoredBackup backup(ResultSet row) throws SQLException {
        long root = row.getLong(3);
        Place place = row.wasNull() ? null : new Place(root, row.getString(4));
        return new StoredBackup(
                row.getString(1),
                SaveId.parse(row.getString(2)),
                place,
                row.getString(5),
                new ContentId(row.getString(6)),
                ManifestJson.read(row.getString(7)),
                row.getLong(8),
                Columns.time(row, 9),
                row.getBoolean(10),
                row.getString(11));
    }

    private static @Nullable Object[] columns(StoredBackup backup) {
        Place place = backup.place();
        return new @Nullable Object[] {
            backup.id(),
            backup.save().toString(),
            place == null ? null : place.root(),
            place == null ? null : place.path(),
            backup.reason(),
            backup.content().hex(),
            ManifestJson.write(backup.manifest()),
            backup.size(),
            backup.time().toEpochMilli(),
            backup.pinned(),
            backup.path()
        };
    }
}
