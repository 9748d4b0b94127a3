package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// What the person decided. One decision stands per save: a later one takes the place of an earlier
/// one.
public final class Choices {
    private final Database database;

    Choices(Database database) {
        this.database = database;
    }

    /// Remembers a decision.
    public void put(StoredChoice choice) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO choice (save, kind, argument, local, heads, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                        choice.save().toString(),
                        choice.kind(),
                        choice.argument(),
                        Columns.text(choice.local()),
                        TextsJson.write(
                                choice.heads().stream()
                                        .map(RevisionId::toString)
                                        .sorted()
                                        .toList()),
                        choice.madeAt().toEpochMilli()));
    }

    /// All decisions, sorted by save.
    public List<StoredChoice> all() {
        return database.read(session ->
                session.list(
                        Choices::choice,
                        "SELECT save, kind, argument, local, heads, made_at FROM choice ORDER BY save"));
    }

    /// Forgets the decision about a save.
    public void remove(SaveId save) {
        database.change(
                session -> session.update("DELETE FROM choice WHERE save = ?", save.toString()));
    }

    private static StoredChoice choice(ResultSet row) throws SQLException {
        return new StoredChoice(
                SaveId.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Columns.orNull(row, 4, ContentId::new),
                TextsJson.read(row.getString(5)).stream()
                        .map(RevisionId::parse)
                        .collect(Collectors.toSet()),
                Columns.time(row, 6));
    }
}
