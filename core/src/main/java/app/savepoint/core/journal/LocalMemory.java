package app.savepoint.core.journal;

import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalSave.Held;
import app.savepoint.core.scan.LocalSave.Present;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.RootHealth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The local tree as it was last seen.
public final class LocalMemory {
    private static final String COLUMNS =
            "save, root, path, content, size, modified_at, manifest, blank, hold, detail";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM local_save";
    private static final String REPLACE =
            "INSERT OR REPLACE INTO local_save ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// The setting that holds the [LocalDigest] of what was remembered last: a scan that found the
    /// same need not be compared line by line.
    private static final String DIGEST = "local.digest";

    private final Database database;
    private final Remembered<Set<SaveId>> ids;

    LocalMemory(Database database) {
        this.database = database;
        ids = new Remembered<>(database, LocalMemory::ids);
    }

    /// Which saves lie on this device.
    public Set<SaveId> ids() {
        return ids.get();
    }

    private static Set<SaveId> ids(Session session) throws SQLException {
        return Set.copyOf(
                session.list(
                        row -> SaveId.parse(row.getString(1)),
                        "SELECT DISTINCT save FROM local_save"));
    }

    /// Remembers what a scan found in the healthy roots it looked at. Of every other root the
    /// memory stays as it is: what could not be seen is not gone. Writes what changed and nothing
    /// else.
    public void replace(LocalTree tree) {
        Set<Long> believed = new HashSet<>();
        for (RootReport report : tree.roots())
            if (report.health() == RootHealth.OK) believed.add(report.root().id());
        if (believed.isEmpty()) return;
        database.changeLightly(session -> {
            believed.retainAll(session.list(row -> row.getLong(1), "SELECT id FROM root"));
            String digest = LocalDigest.of(tree, believed);
            if (digest.equals(Settings.get(session, DIGEST).orElse(""))) return;
            Map<Key, Line> gone = new HashMap<>();
            for (Line line : session.list(LocalMemory::line, SELECT))
                if (believed.contains(line.key().root())) gone.put(line.key(), line);
            List<LocalSave> changed = new ArrayList<>();
            for (LocalSave save : tree.saves()) {
                if (!believed.contains(save.place().root())) continue;
                Line line = line(save);
                if (!line.equals(gone.remove(line.key()))) changed.add(save);
            }
            session.updateEach(
                    "DELETE FROM local_save WHERE save = ? AND root = ? AND path = ?",
                    gone.keySet(),
                    key -> new Object[] {key.save(), key.root(), key.path()});
            session.updateEach(REPLACE, changed, LocalMemory::arguments);
            Settings.put(session, DIGEST, digest);
        });
    }

    /// Every save in every place as last seen, sorted by id and place.
    public List<LocalSave> saves() {
        List<LocalSave> saves =
                database.read(session -> session.list(row -> save(line(row)), SELECT));
        saves.sort(Comparator.comparing(LocalSave::save).thenComparing(LocalSave::place));
        return saves;
    }

    /// What tells one row from another.
    private record Key(String save, long root, String path) {}

    /// A row as it stands in the table, so that a scan is compared with it without reading any
    /// JSON.
    ///
    /// @param manifest null for a save that is held
    /// @param hold null for a save that is present
    private record Line(
            Key key,
            long size,
            @Nullable String manifest,
            boolean blank,
            @Nullable String hold,
            String detail) {}

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                new Key(row.getString(1), row.getLong(2), row.getString(3)),
                row.getLong(5),
                row.getString(7),
                row.getBoolean(8),
                row.getString(9),
                row.getString(10));
    }

    private static Line line(LocalSave save) {
        Place place = save.place();
        Key key = new Key(save.save().toString(), place.root(), place.path());
        return switch (save.state()) {
            case Present(var manifest, var blank) ->
                    new Line(key, manifest.size(), ManifestJson.write(manifest), blank, null, "");
            case Held(var why, var detail, var size) ->
                    new Line(key, size, null, false, why.name(), detail);
        };
    }

    private static LocalSave save(Line line) {
        Place place = new Place(line.key().root(), line.key().path());
        String manifest = line.manifest();
        String hold = line.hold();
        LocalSave.State state;
        if (manifest != null) state = new Present(ManifestJson.read(manifest), line.blank());
        else if (hold != null) state = new Held(Hold.valueOf(hold), line.detail(), line.size());
        else throw new IllegalArgumentException("neither present nor held: " + place);
        return new LocalSave(SaveId.parse(line.key().save()), place, state);
    }

    private static @Nullable Object[] arguments(LocalSave save) {
        Line line = line(save);
        Manifest manifest =
                switch (save.state()) {
                    case Present present -> present.manifest();
                    case Held _ -> null;
                };
        return new @Nullable Object[] {
            line.key().save(),
            line.key().root(),
            line.key().path(),
            manifest == null ? null : manifest.contentId().hex(),
            line.size(),
            manifest == null ? null : manifest.modifiedAt().toEpochMilli(),
            line.manifest(),
            line.blank(),
            line.hold(),
            line.detail()
        };
    }
}
