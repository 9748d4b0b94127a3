package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it.
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public TestClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /// Sets it, also backwards.
    public void set(Instant instant) {
        now.set(instant);
    }

    /// Moves it on.
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
