package app.savepoint.core.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The storages that this home has joined. What is remembered of a storage hangs on its number
/// here.
public final class Storages {
    private static final String COLUMNS = "id, uri, kind, repository";

    /// First the one that carries that identity, then one under that URI whose identity was not
    /// seen yet.
    private static final String KNOWN =
            "SELECT id FROM storage WHERE kind = ?2 AND (repository = ?3 OR repository IS NULL AND uri = ?1)"
                    + " ORDER BY repository IS NULL, id LIMIT 1";

    private final Database database;

    Storages(Database database) {
        this.database = database;
    }

    /// Remembers a storage. One that is known already, by the identity it carries or, as long as
    /// that was not seen, by its URI, keeps its number and all that hangs on it, and is found under
    /// the URI given from now on.
    public KnownStorage add(String uri, String kind, @Nullable String repository) {
        return database.write(session -> {
            Optional<KnownStorage> known =
                    session.first(
                            Storages::known,
                            "UPDATE storage SET uri = ?1, repository = coalesce(?3, repository) WHERE id = ("
                                    + KNOWN
                                    + ") RETURNING "
                                    + COLUMNS,
                            uri,
                            kind,
                            repository);
            if (known.isPresent()) return known.get();
            return session.first(
                            Storages::known,
                            "INSERT INTO storage (uri, kind, repository) VALUES (?, ?, ?) RETURNING "
                                    + COLUMNS,
                            uri,
                            kind,
                            repository)
                    .orElseThrow();
        });
    }

    /// The storage last added under that URI.
    public Optional<KnownStorage> find(String uri) {
        return database.read(session ->
                session.first(
                        Storages::known,
                        "SELECT " + COLUMNS + " FROM storage WHERE uri = ? ORDER BY id DESC",
                        uri));
    }

    /// All of them, in the order they were joined.
    public List<KnownStorage> all() {
        return database.read(session ->
                session.list(Storages::known, "SELECT " + COLUMNS + " FROM storage ORDER BY id"));
    }

    private static KnownStorage known(ResultSet row) throws SQLException {
        return new KnownStorage(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
    }
}
