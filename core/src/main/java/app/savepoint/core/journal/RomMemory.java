package app.savepoint.core.journal;

import app.savepoint.core.storage.server.GameKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The hashes of the games themselves that lie beside saves.
public final class RomMemory {
    private final Database database;

    RomMemory(Database database) {
        this.database = database;
    }

    /// A file as it was when it was read.
    ///
    /// @param path where it lies
    /// @param size in bytes
    /// @param hashes of what is in it; none if it could not be told
    public record Line(
            GameKey key, String path, long size, Instant modifiedAt, Set<String> hashes) {
        public Line {
            hashes = Set.copyOf(hashes);
        }
    }

    /// Every file that was read.
    public List<Line> all() {
        return database.read(session ->
                session.list(
                        RomMemory::line,
                        "SELECT system, game, path, size, modified_at, hashes FROM rom"));
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                new GameKey(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                hashes(row.getString(6)));
    }

    /// The hashes of the files of each game.
    public Map<GameKey, Set<String>> hashes() {
        Map<GameKey, Set<String>> hashes = new HashMap<>();
        for (Line line : all())
            if (!line.hashes().isEmpty())
                hashes.computeIfAbsent(line.key(), _ -> new HashSet<>()).addAll(line.hashes());
        return hashes;
    }

    /// Remembers files, each in place of what was known of it.
    public void remember(Collection<Line> lines) {
        if (lines.isEmpty()) return;
        database.change(session ->
                session.updateEach(
                        "INSERT OR REPLACE INTO rom (system, game, path, size, modified_at, hashes)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        lines,
                        line ->
                                new Object[] {
                                    line.key().system(),
                                    line.key().game(),
                                    line.path(),
                                    line.size(),
                                    line.modifiedAt().toEpochMilli(),
                                    text(line.hashes())
                                }));
    }

    static Set<String> hashes(String text) {
        return text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split(" ", -1)));
    }

    static String text(Set<String> hashes) {
        return String.join(" ", new TreeSet<>(hashes));
    }
}
