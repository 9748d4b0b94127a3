package app.savepoint.core.journal;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/// What a query gave, kept as long as nothing is written and there is room for it. The journal is
/// this process's alone, so what it has not written has not changed.
///
/// @param <T> something that nobody changes
final class Remembered<T> {
    private final Database database;
    private final Database.Work<T> query;
    private @Nullable Answer<T> last;

    Remembered(Database database, Database.Work<T> query) {
        this.database = database;
        this.query = query;
    }

    /// @param changes how much had been written when it was asked
    private record Answer<T>(long changes, SoftReference<T> value) {}

    /// What the query gives now. Of several who ask at once, one asks the database.
    synchronized T get() {
        Answer<T> answer = last;
        // Read before the query runs: what is written in between makes the answer newer than it
        // says, which costs one query more and is never wrong.
        long changes = database.changes();
        T value = answer == null || answer.changes != changes ? null : answer.value.get();
        if (value != null) return value;
        T fresh = database.read(query);
        last = new Answer<>(changes, new SoftReference<>(fresh));
        return fresh;
    }
}
