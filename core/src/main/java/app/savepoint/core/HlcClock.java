package app.savepoint.core;

import app.savepoint.core.save.Hlc;
import java.time.InstantSource;
import java.util.function.Supplier;

/// This device's hybrid logical clock: each reading is later than every one before, its own or
/// seen.
final class HlcClock {
    private final Supplier<Hlc> seen;
    private final InstantSource clock;
    private Hlc last = Hlc.ZERO;

    /// @param seen the latest reading that was seen of any device
    HlcClock(Supplier<Hlc> seen, InstantSource clock) {
        this.seen = seen;
        this.clock = clock;
    }

    synchronized Hlc next() {
        last = last.max(seen.get()).next(Math.max(0, clock.millis()));
        return last;
    }
}
