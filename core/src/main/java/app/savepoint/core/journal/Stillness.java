package app.savepoint.core.journal;

import java.util.List;
import java.util.Optional;

/// What was seen when there was last nothing to do, kept until anything else is written into this
/// journal. As long as it is there, whoever sees the same again knows the same.
public final class Stillness {
    private static final String KEY = "still";

    private final Database database;

    Stillness(Database database) {
        this.database = database;
        database.afterEach(
                session -> session.update("DELETE FROM setting WHERE key = '" + KEY + "'"));
    }

    /// What was noted last; none if something was written since.
    public Optional<List<String>> note() {
        return database.read(session -> Settings.get(session, KEY)).map(TextsJson::read);
    }

    /// How far this journal is written.
    public long mark() {
        return database.changes();
    }

    /// Notes what was seen and what was to be said of it, unless something was written since the
    /// mark was read.
    public void note(List<String> seen, long mark) {
        String text = TextsJson.write(seen);
        database.changeAsideLightly(session -> {
            // Nobody else writes while this does
            if (database.changes() != mark) return;
            if (!Settings.get(session, KEY).equals(Optional.of(text)))
                Settings.put(session, KEY, text);
        });
    }
}
