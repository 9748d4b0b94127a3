package app.savepoint.core.journal;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The third tree: what this device last agreed on with each storage, save by save and place by
/// place.
///
/// In the table, root 0 and an empty path stand for "no place on this device"; numbers of roots
/// begin with 1.
public final class Bases {
    private static final long NO_ROOT = 0;
    private static final String NO_PATH = "";

    private final Database database;
    private final Map<Long, Remembered<Map<SaveId, SaveBases>>> known = new ConcurrentHashMap<>();

    Bases(Database database) {
        this.database = database;
    }

    /// All that was agreed on with a storage. A save that is not in it was never agreed on.
    public Map<SaveId, SaveBases> with(long storage) {
        return known.computeIfAbsent(
                        storage,
                        number -> new Remembered<>(database, session -> with(session, number)))
                .get();
    }

    private static Map<SaveId, SaveBases> with(Session session, long storage) throws SQLException {
        List<Row> rows =
                session.list(
                        Bases::row,
                        "SELECT save, root, path, revision, content, placed, file_time, storage_time, kept, kept_content"
                                + " FROM base_save WHERE storage = ? ORDER BY save",
                        storage);
        Map<SaveId, SaveBases> bases = new HashMap<>();
        for (int start = 0, end; start < rows.size(); start = end) {
            end = start + 1;
            while (end < rows.size() && rows.get(end).save().equals(rows.get(start).save())) end++;
            bases.put(SaveId.parse(rows.get(start).save()), together(rows.subList(start, end)));
        }
        return Collections.unmodifiableMap(bases);
    }

    /// Remembers what was agreed on, with the lines that tell of it, as one transaction: after a
    /// crash all of it is there or none. Nothing that was sent from those places is in doubt then.
    /// What names a root that is gone is passed over, for there is no such place any more.
    public void record(
            Collection<Agreement> agreements,
            Collection<ActivityLine> activity,
            Collection<FileSyncLine> files) {
        if (agreements.isEmpty() && activity.isEmpty() && files.isEmpty()) return;
        var byKind =
                agreements.stream()
                        .collect(Collectors.partitioningBy(agreement -> agreement.base() != null));
        database.change(session -> {
            session.updateEach(
                    "DELETE FROM base_save WHERE storage = ? AND save = ? AND root = ? AND path = ?",
                    byKind.getOrDefault(false, List.of()),
                    Bases::key);
            session.updateEach(
                    "INSERT OR REPLACE INTO base_save (storage, save, root, path, revision, content, placed,"
                            + " file_time, storage_time, kept, kept_content)"
                            + " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11"
                            + " WHERE ?3 = 0 OR EXISTS (SELECT 1 FROM root WHERE id = ?3)",
                    byKind.getOrDefault(true, List.of()),
                    Bases::columns);
            Sendings.end(session, agreements.stream().map(Bases::key).toList());
            Activity.append(session, activity);
            FileSyncLog.append(session, files);
        });
    }

    private record Row(String save, @Nullable Place place, Base base) {}

    private static SaveBases together(List<Row> rows) {
        if (rows.size() == 1 && rows.getFirst().place() != null)
            return new SaveBases(null, Map.of(rows.getFirst().place(), rows.getFirst().base()));
        Base withoutPlace = null;
        Map<Place, Base> byPlace = new HashMap<>();
        for (Row row : rows) {
            Place place = row.place();
            if (place == null) withoutPlace = row.base();
            else byPlace.put(place, row.base());
        }
        return new SaveBases(withoutPlace, byPlace);
    }

    private static Row row(ResultSet row) throws SQLException {
        long root = row.getLong(2);
        Place place = root == NO_ROOT ? null : new Place(root, row.getString(3));
        Base base =
                new Base(
                        RevisionId.parse(row.getString(4)),
                        Columns.orNull(row, 5, ContentId::new),
                        row.getBoolean(6),
                        Columns.timeOrNull(row, 7),
                        Columns.orNull(row, 8, Instant::parse),
                        Columns.orNull(row, 9, RevisionId::parse),
                        Columns.orNull(row, 10, ContentId::new));
        return new Row(row.getString(1), place, base);
    }

    private static @Nullable Object[] key(Agreement agreement) {
        Place place = agreement.place();
        return new @Nullable Object[] {
            agreement.storage(),
            agreement.save().toString(),
            place == null ? NO_ROOT : place.root(),
            place == null ? NO_PATH : place.path()
        };
    }

    private static @Nullable Object[] columns(Agreement agreement) {
        Base base = java.util.Objects.requireNonNull(agreement.base());
        @Nullable Object[] key = key(agreement);
        return new @Nullable Object[] {
            key[0],
            key[1],
            key[2],
            key[3],
            base.revision().toString(),
            Columns.text(base.content()),
            base.placed(),
            Columns.millis(base.fileTime()),
            Columns.text(base.storageTime()),
            Columns.text(base.kept()),
            Columns.text(base.keptContent())
        };
    }
}
