package app.savepoint.core.journal;

import org.jspecify.annotations.Nullable;

/// The answer to a question that is asked again and again: it stands until something is written.
/// Answers are handed out more than once, so they must not be changed.
final class Standing<T> {
    private final Database database;
    private final Database.Work<T> question;
    private volatile @Nullable Answer<T> last;

    private record Answer<T>(long changes, T value) {}

    Standing(Database database, Database.Work<T> question) {
        this.database = database;
        this.question = question;
    }

    T get() {
        // Counted first: what is written while the question is answered makes the answer an old one
        long changes = database.changes();
        Answer<T> known = last;
        if (known != null && known.changes() == changes) return known.value();
        T value = database.read(question);
        last = new Answer<>(changes, value);
        return value;
    }
}
