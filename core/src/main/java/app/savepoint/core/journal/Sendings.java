package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.InDoubt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What this device sent and has not heard of. What was agreed on for a place ends what was sent
/// from there, in the same transaction: see [Bases#record].
public final class Sendings {
    private final Database database;

    Sendings(Database database) {
        this.database = database;
    }

    /// Remembers what is sent now, each in place of what was sent before from there.
    ///
    /// It outlives the process. A power cut takes it back only together with what a repository
    /// writes down before its first event, so nothing was published then; at a server a person is
    /// asked.
    public void begin(Collection<Sending> sendings) {
        if (sendings.isEmpty()) return;
        database.changeLightly(session ->
                session.updateEach(
                        "INSERT OR REPLACE INTO sending (storage, save, root, path, revision, content, file_time,"
                                + " expected) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        sendings,
                        Sendings::columns));
    }

    /// What was sent to a storage and not heard of.
    public List<Sending> to(long storage) {
        return database.read(session ->
                session.list(
                        row -> sending(row, storage),
                        "SELECT save, root, path, revision, content, file_time, expected FROM sending"
                                + " WHERE storage = ? ORDER BY save, root, path",
                        storage));
    }

    /// Forgets what is known not to have been taken.
    public void forget(Collection<Sending> sendings) {
        if (sendings.isEmpty()) return;
        database.change(session -> end(session, sendings.stream().map(Sendings::key).toList()));
    }

    /// Ends what was sent from these places.
    ///
    /// @param keys storage, save, root and path of each
    static void end(Session session, Collection<@Nullable Object[]> keys) throws SQLException {
        session.updateEach(
                "DELETE FROM sending WHERE storage = ? AND save = ? AND root = ? AND path = ?",
                keys,
                key -> key);
    }

    private static @Nullable Object[] key(Sending sending) {
        return new @Nullable Object[] {
            sending.storage(),
            sending.what().save().toString(),
            sending.place().root(),
            sending.place().path()
        };
    }

    private static @Nullable Object[] columns(Sending sending) {
        InDoubt what = sending.what();
        return new @Nullable Object[] {
            sending.storage(),
            what.save().toString(),
            sending.place().root(),
            sending.place().path(),
            what.revision().toString(),
            what.content().toString(),
            sending.fileTime().toEpochMilli(),
            TextsJson.write(
                    what.expectedHeads().stream().map(RevisionId::toString).sorted().toList())
        };
    }

    private static Sending sending(ResultSet row, long storage) throws SQLException {
        return new Sending(
                storage,
                new Place(row.getLong(2), row.getString(3)),
                new InDoubt(
                        SaveId.parse(row.getString(1)),
                        RevisionId.parse(row.getString(4)),
                        new ContentId(row.getString(5)),
                        TextsJson.read(row.getString(7)).stream()
                                .map(RevisionId::parse)
                                .collect(Collectors.toSet())),
                Columns.time(row, 6));
    }
}
