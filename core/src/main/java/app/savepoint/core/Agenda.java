package app.savepoint.core;

import java.time.Duration;
import java.time.Instant;

/// When to sync next: at once after something changed here, now and then to see what others did,
/// and less and less often while the storage is out of reach.
///
/// Knows no clock: whoever calls says what time it is. Not thread-safe.
final class Agenda {
    /// How often the storage is asked for news.
    static final Duration POLL = Duration.ofSeconds(30);

    /// How often at least it is tried whether the storage is back.
    static final Duration LONGEST = Duration.ofMinutes(5);

    private Instant due;
    private Duration pause = POLL;

    /// The first sync is due at once.
    Agenda(Instant now) {
        due = now;
    }

    /// Something changed here.
    void changed(Instant now) {
        if (now.isBefore(due)) due = now;
    }

    /// A sync was begun; what changes from now on makes the next one due.
    void begun(Instant now) {
        due = now.plus(pause);
    }

    /// It went well.
    void done(Instant now) {
        pause = POLL;
        notLater(now.plus(pause));
    }

    /// The storage was out of reach, or something went wrong.
    void failed(Instant now) {
        if (due.isAfter(now)) due = now.plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }

    private void notLater(Instant time) {
        if (due.isAfter(time)) due = time;
    }

    /// When the next sync is due.
    Instant due() {
        return due;
    }

    boolean isDue(Instant now) {
        // A clock that was set back far must not make it wait for hours.
        return !now.isBefore(due) || Duration.between(now, due).compareTo(LONGEST) > 0;
    }
}
