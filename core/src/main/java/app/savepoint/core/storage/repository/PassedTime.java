package app.savepoint.core.storage.repository;

import java.time.Duration;
import java.time.InstantSource;

/// How much time has passed, for a device that can not trust its clock: what lies between two looks
/// at it counts, but never more than a day of it, and nothing where the clock went back.
///
/// So a clock that jumps by a year makes something a day older, and a device that is rarely on
/// waits longer than it had to.
final class PassedTime {
    private static final String NOTE = "passed";
    private static final Duration MOST = Duration.ofDays(1);
    private static final Duration WORTH_NOTING = Duration.ofHours(1);

    private final RepositoryMemory memory;
    private final InstantSource clock;

    PassedTime(RepositoryMemory memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /// Milliseconds since this device first asked.
    long millis() {
        long now = clock.millis();
        String[] noted = memory.noted(NOTE).orElse("0 " + now).split(" ", 2);
        long before = Long.parseLong(noted[0]);
        long since = now - Long.parseLong(noted[1]);
        long passed = before + Math.clamp(since, 0, MOST.toMillis());
        if (since < 0 || since >= WORTH_NOTING.toMillis() || memory.noted(NOTE).isEmpty())
            memory.note(NOTE, passed + " " + now);
        return passed;
    }
}
