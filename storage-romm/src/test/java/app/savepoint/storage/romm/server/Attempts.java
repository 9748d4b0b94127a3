package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Counts tries inside a minute that slides; all come from one address here.
final class Attempts {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final int most;
    private final String sentence;
    private final Deque<Instant> tries = new ArrayDeque<>();

    Attempts(int most, String sentence) {
        this.most = most;
        this.sentence = sentence;
    }

    /// Counts one, and refuses where there were enough.
    void count(Instant now) {
        while (!tries.isEmpty() && !tries.getFirst().isAfter(now.minus(MINUTE))) {
            tries.removeFirst();
        }
        if (tries.size() >= most) {
            throw Refusal.of(Status.TOO_MANY, sentence);
        }
        tries.addLast(now);
    }
}
