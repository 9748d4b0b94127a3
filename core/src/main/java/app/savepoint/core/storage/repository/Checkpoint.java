package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.repository.StreamReader.Position;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/// A checkpoint: a database that holds the segments of all streams up to some event of each, as
/// they lay in the storage (decision 0008). So what it says is read by the same rules, and has to
/// fit what the heads say.
///
/// It is worked on in memory, and whoever it comes from is not trusted: no schema but the one there
/// has to be, nothing in it that would run, nothing longer than a segment may be.
final class Checkpoint implements AutoCloseable {
    /// The most that is read, and written.
    static final int LONGEST = 64 * 1024 * 1024;

    private static final int MOST_SEGMENTS = 10_000;

    private static final Map<String, String> TABLES =
            Map.of(
                    "about",
                    "CREATE TABLE about (format INTEGER NOT NULL, repository TEXT NOT NULL)",
                    "vector",
                    "CREATE TABLE vector (device TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL,"
                            + " digest TEXT NOT NULL) WITHOUT ROWID",
                    "segment",
                    "CREATE TABLE segment (device TEXT NOT NULL, first INTEGER NOT NULL,"
                            + " last INTEGER NOT NULL, object BLOB NOT NULL,"
                            + " PRIMARY KEY (device, first)) WITHOUT ROWID");

    private final SQLiteConnection database;
    private final Map<String, Keys.Span> spans = new TreeMap<>();
    private final Map<String, DeviceId> devices = new HashMap<>();

    private Checkpoint(SQLiteConnection database) {
        this.database = database;
    }

    private static SQLiteConnection memory() throws SQLException {
        return JDBC.createConnection(JDBC.PREFIX + ":memory:", new java.util.Properties());
    }

    /// Makes one.
    ///
    /// @param segments the objects by their keys
    /// @param vector where the chain of each stream ends in it
    static byte[] write(
            UUID repository, Map<String, byte[]> segments, Map<DeviceId, Position> vector)
            throws SQLException {
        try (SQLiteConnection database = memory()) {
            try (Statement statement = database.createStatement()) {
                for (String table : TABLES.values()) statement.executeUpdate(table);
            }
            database.setAutoCommit(false);
            try (PreparedStatement row =
                    database.prepareStatement("INSERT INTO about VALUES (?, ?)")) {
                row.setInt(1, Marker.FORMAT);
                row.setString(2, repository.toString());
                row.executeUpdate();
            }
            try (PreparedStatement row =
                    database.prepareStatement("INSERT INTO vector VALUES (?, ?, ?)")) {
                for (Map.Entry<DeviceId, Position> stream : vector.entrySet()) {
                    row.setString(1, stream.getKey().toString());
                    row.setLong(2, stream.getValue().seq());
                    row.setString(3, String.valueOf(stream.getValue().digest()));
                    row.executeUpdate();
                }
            }
            try (PreparedStatement row =
                    database.prepareStatement("INSERT INTO segment VALUES (?, ?, ?, ?)")) {
                for (Map.Entry<String, byte[]> segment : segments.entrySet()) {
                    DeviceId device = Keys.streamOf(segment.getKey()).orElseThrow();
                    Keys.Span span = Keys.span(device, segment.getKey()).orElseThrow();
                    row.setString(1, device.toString());
                    row.setLong(2, span.first());
                    row.setLong(3, span.last());
                    row.setBytes(4, segment.getValue());
                    row.executeUpdate();
                }
            }
            database.commit();
            return database.serialize("main");
        }
    }

    /// Reads one, and looks it over; to be closed.
    static Checkpoint read(byte[] object, UUID repository) throws Malformed {
        SQLiteConnection database = null;
        try {
            database = memory();
            try (Statement statement = database.createStatement()) {
                statement.executeUpdate("PRAGMA trusted_schema = OFF");
                statement.executeUpdate("PRAGMA cell_size_check = ON");
            }
            database.deserialize("main", object);
            Checkpoint read = new Checkpoint(database);
            read.lookOver(repository);
            database = null;
            return read;
        } catch (SQLException e) {
            throw new Malformed("no database", e);
        } finally {
            if (database != null) closeQuietly(database);
        }
    }

    private static void closeQuietly(SQLiteConnection database) {
        try {
            database.close();
        } catch (SQLException e) {
            System.getLogger(Checkpoint.class.getName())
                    .log(System.Logger.Level.DEBUG, "not closed", e);
        }
    }

    private void lookOver(UUID repository) throws SQLException, Malformed {
        Map<String, String> found = new HashMap<>();
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate("PRAGMA query_only = ON");
            // First of all, before anything in it is asked for
            try (ResultSet rows = statement.executeQuery("SELECT name, sql FROM sqlite_schema")) {
                while (rows.next()) {
                    found.put(String.valueOf(rows.getString(1)), rows.getString(2));
                    if (found.size() > TABLES.size()) break;
                }
            }
            if (!found.equals(TABLES)) throw new Malformed("holds other tables");
            try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
                if (!rows.next() || !"ok".equals(rows.getString(1)))
                    throw new Malformed("is damaged");
            }
            try (ResultSet rows = statement.executeQuery("SELECT format, repository FROM about")) {
                if (!rows.next()
                        || rows.getInt(1) != Marker.FORMAT
                        || !repository.toString().equals(rows.getString(2)))
                    throw new Malformed("is of another repository, or of another format");
            }
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT device, first, last, length(object) FROM segment LIMIT "
                                    + (MOST_SEGMENTS + 1))) {
                while (rows.next()) {
                    DeviceId device = device(rows.getString(1));
                    String key = Keys.segment(device, rows.getLong(2), rows.getLong(3));
                    Keys.Span span =
                            Keys.span(device, key)
                                    .orElseThrow(() -> new Malformed("holds no segment: " + key));
                    if (rows.getLong(4) > StreamReader.LONGEST || spans.size() == MOST_SEGMENTS)
                        throw new Malformed("is far too long");
                    spans.put(key, span);
                    devices.put(key, device);
                }
            }
        }
    }

    private static DeviceId device(@Nullable String text) throws Malformed {
        try {
            return DeviceId.parse(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw new Malformed("names no device", e);
        }
    }

    /// Where the stream of each device is said to end in it.
    Map<DeviceId, Position> vector() throws Malformed {
        Map<DeviceId, Position> vector = new TreeMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT device, seq, digest FROM vector LIMIT " + MOST_SEGMENTS)) {
            while (rows.next())
                vector.put(
                        device(rows.getString(1)),
                        new Position(rows.getLong(2), new ContentHash(rows.getString(3))));
            return vector;
        } catch (SQLException | IllegalArgumentException e) {
            throw new Malformed("says nothing of where it ends", e);
        }
    }

    /// What it holds, as if it lay in a storage.
    HeldSegments segments() {
        List<String> keys = new ArrayList<>(spans.keySet());
        return new HeldSegments(keys, this::object);
    }

    private byte[] object(String key) throws Unavailable {
        Keys.Span span = spans.get(key);
        DeviceId device = devices.get(key);
        if (span == null || device == null) throw new IllegalArgumentException("not held: " + key);
        try (PreparedStatement query =
                database.prepareStatement(
                        "SELECT object FROM segment WHERE device = ? AND first = ?")) {
            query.setString(1, device.toString());
            query.setLong(2, span.first());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) return row.getBytes(1);
            }
            throw new SQLException("no such row");
        } catch (SQLException e) {
            throw new Unavailable(
                    Saying.of("storage.broke-off", key).inEnglish("reading broke off: " + key), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(database);
    }
}
