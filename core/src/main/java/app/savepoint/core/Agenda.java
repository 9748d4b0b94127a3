package app.savepoint.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When to sync next: at once after something changed here, now and then to see what others did,
/// and less and less often while the storage is out of reach.
///
/// Knows no clock: whoever calls says what time it is. Not thread-safe.
final class Agenda {
    /// Saves that were written not longer ago are being played.
    static final Duration PLAYING = Duration.ofMinutes(10);

    /// How soon it is tried the first time whether a storage is back.
    static final Duration FIRST = Duration.ofSeconds(30);

    /// How often at least it is tried whether the storage is back.
    static final Duration LONGEST = Duration.ofMinutes(5);

    private Rhythm rhythm;
    private Instant due;
    private Instant lastChange = Instant.MIN;

    /// How long to wait after a failure; null while there was none.
    private @Nullable Duration pause;

    /// The first sync is due at once.
    Agenda(Instant now, Rhythm rhythm) {
        due = now;
        this.rhythm = rhythm;
    }

    /// From now on it goes by another rhythm.
    void rhythm(Instant now, Rhythm other) {
        rhythm = other;
        if (pause == null) notLater(now.plus(poll(now)));
    }

    /// Something changed here.
    void changed(Instant now) {
        lastChange = now;
        if (now.isBefore(due)) due = now;
    }

    private Duration poll(Instant now) {
        boolean plays = !now.isAfter(until(lastChange)) && !now.isBefore(lastChange);
        return (plays ? Rhythm.ATTENTIVE : rhythm).every();
    }

    private static Instant until(Instant change) {
        return change.equals(Instant.MIN) ? change : change.plus(PLAYING);
    }

    /// A sync was begun; what changes from now on makes the next one due.
    void begun(Instant now) {
        due = now.plus(pause == null ? poll(now) : pause);
    }

    /// It went well.
    void done(Instant now) {
        pause = null;
        notLater(now.plus(poll(now)));
    }

    /// The storage was out of reach, or something went wrong.
    void failed(Instant now) {
        Duration wait = pause == null ? FIRST : pause;
        if (due.isAfter(now)) due = now.plus(wait);
        Duration longer = wait.multipliedBy(2);
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
