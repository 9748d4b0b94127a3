package app.savepoint.core.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How nouns stand in columns: a time as milliseconds since 1970, an id as its text, yes and no as
/// 1 and 0.
final class Columns {
    private Columns() {}

    static @Nullable String text(@Nullable Object noun) {
        return noun == null ? null : noun.toString();
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /// The noun that a text column holds, or null.
    static <T> @Nullable T orNull(ResultSet row, int column, Function<String, T> noun)
            throws SQLException {
        String text = row.getString(column);
        return text == null ? null : noun.apply(text);
    }
}
