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

    /// For how long at most a storage is left alone because it asks for that.
    static final Duration LEFT_ALONE = Duration.ofHours(1);

    private Rhythm rhythm;
    private Instant due;
    private Instant lastChange = Instant.MIN;

    /// How long to wait after a failure; null while there was none.
    private @Nullable Duration pause;

    /// Before then the storage wants to be left alone, whatever changes here; null if it does not
    /// mind.
    private @Nullable Instant notBefore;

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
        notBefore = null;
        notLater(now.plus(poll(now)));
    }

    /// The storage was out of reach, or something went wrong.
    void failed(Instant now) {
        Duration wait = pause == null ? FIRST : pause;
        if (due.isAfter(now)) due = now.plus(wait);
        Duration longer = wait.multipliedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }

    /// The storage asks to be left alone for so long.
    void failed(Instant now, Duration asked) {
        failed(now);
        Duration until = asked.compareTo(LEFT_ALONE) < 0 ? asked : LEFT_ALONE;
        notBefore = now.plus(until);
        if (due.isBefore(notBefore)) due = notBefore;
    }

    /// Whether the storage was out of reach the last time.
    boolean isAway() {
        return pause != null;
    }

    /// The network is another one than when the storage was out of reach, so it is tried anew.
    void networkChanged(Instant now) {
        if (pause == null) return;
        pause = null;
        notLater(now);
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
        if (notBefore != null && isAhead(now, notBefore, LEFT_ALONE)) return false;
        return !isAhead(now, due, notBefore == null ? LONGEST : LEFT_ALONE);
    }

    private static boolean isAhead(Instant now, Instant time, Duration most) {
        return now.isBefore(time) && Duration.between(now, time).compareTo(most) <= 0;
    }
}
