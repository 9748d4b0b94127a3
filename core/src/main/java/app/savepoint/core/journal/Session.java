package app.savepoint.core.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection with the statements it has prepared. Used by one thread at a time.
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /// Makes something of the row a result stands at.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// All rows of a query.
    <T> List<T> list(Row<T> row, String sql, @Nullable Object... arguments) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            while (rows.next()) found.add(row.read(rows));
        }
        return found;
    }

    /// The first row of a query, if there is one.
    <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /// The number a query of one number returns.
    long number(String sql, @Nullable Object... arguments) throws SQLException {
        return first(row -> row.getLong(1), sql, arguments).orElseThrow();
    }

    /// Runs one change and returns how many rows it touched.
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /// Runs one change for each item, as one batch.
    <T> void updateEach(String sql, Collection<T> items, Function<T, @Nullable Object[]> arguments)
            throws SQLException {
        if (items.isEmpty()) return;
        PreparedStatement statement = statement(sql);
        for (T item : items) {
            bind(statement, arguments.apply(item));
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /// How many rows this connection has inserted, updated or deleted since it was opened, also by
    /// transactions that were rolled back.
    long changes() throws SQLException {
        return number("SELECT total_changes()");
    }

    /// Runs statements that return nothing, divided by semicolons.
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, arguments);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) return known;
        PreparedStatement made = connection.prepareStatement(sql);
        prepared.put(sql, made);
        return made;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
