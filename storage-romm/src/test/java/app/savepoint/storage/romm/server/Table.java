package app.savepoint.storage.romm.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table with numbers for keys, which are given out in order and never again.
final class Table<R> {
    private final Map<Integer, R> rows;
    private int last;

    Table() {
        this(new TreeMap<>(), 0);
    }

    private Table(Map<Integer, R> rows, int last) {
        this.rows = rows;
        this.last = last;
    }

    /// The table as it is now; rows themselves never change.
    Table<R> copy() {
        return new Table<>(new TreeMap<>(rows), last);
    }

    int nextId() {
        last++;
        return last;
    }

    void put(int id, R row) {
        rows.put(id, row);
    }

    void remove(int id) {
        rows.remove(id);
    }

    @Nullable R find(int id) {
        return rows.get(id);
    }

    /// By rising key; not to be gone on with after a row has come or gone.
    Stream<R> all() {
        return rows.values().stream();
    }

    Stream<R> where(Predicate<R> condition) {
        return all().filter(condition);
    }

    void removeIf(Predicate<R> condition) {
        rows.values().removeIf(condition);
    }
}
