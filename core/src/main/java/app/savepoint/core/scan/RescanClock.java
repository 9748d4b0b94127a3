package app.savepoint.core.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Says when to look at everything without a hint: now and then, and after the computer slept or
/// its clock was set, which shows as a gap between two ticks.
///
/// Not thread-safe.
final class RescanClock {
    /// How often to look at everything.
    static final Duration EVERY = Duration.ofMinutes(10);

    /// No tick is late by that much unless the computer slept.
    static final Duration GAP = Duration.ofMinutes(1);

    private Instant lastTick;
    private Instant lastRescan;

    RescanClock(Instant now) {
        lastTick = now;
        lastRescan = now;
    }

    /// To be called every few seconds with the wall clock's time; says why to look, if so.
    Optional<String> tick(Instant now) {
        Duration since = Duration.between(lastTick, now);
        lastTick = now;
        if (since.abs().compareTo(GAP) > 0) return rescan(now, "the computer slept");
        if (Duration.between(lastRescan, now).compareTo(EVERY) >= 0)
            return rescan(now, "ten minutes have passed");
        return Optional.empty();
    }

    private Optional<String> rescan(Instant now, String why) {
        lastRescan = now;
        return Optional.of(why);
    }
}
