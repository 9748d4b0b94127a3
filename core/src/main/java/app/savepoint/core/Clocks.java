package app.savepoint.core;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Holds this device's clock against the storage's. What other devices wrote tells of a clock that
/// is behind; of one that is ahead nothing else does.
final class Clocks {
    /// A clock may be that much off before it is worth a word to whoever asks.
    static final Duration WORTH_A_WORD = Duration.ofMinutes(5);

    /// A server that takes its time zone for the world's is off by hours, for ever, and does no
    /// harm. From here on a sync says so unasked.
    private static final Duration WORTH_A_NOTICE = Duration.ofHours(15);

    private final Storage storage;
    private final InstantSource clock;

    Clocks(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// Says unasked that the clocks differ by about a day or more.
    Optional<Notice> notice() {
        return differ(WORTH_A_NOTICE).map(what -> new Notice("clock.differs", what));
    }

    /// What is wrong, for a person; empty if nothing is, as far as that can be told.
    Optional<Saying> differ(Duration tolerated) {
        return storage.time()
                .flatMap(there -> {
                    Instant here = clock.instant();
                    if (Duration.between(there, here).abs().compareTo(tolerated) <= 0)
                        return Optional.empty();
                    Instant thereToTheSecond = there.truncatedTo(ChronoUnit.SECONDS);
                    Instant hereToTheSecond = here.truncatedTo(ChronoUnit.SECONDS);
                    return Optional.of(
                            Saying.of("clock.differs", thereToTheSecond, hereToTheSecond)
                                    .inEnglish(
                                            "at the storage it is "
                                                    + thereToTheSecond
                                                    + ", and here it is "
                                                    + hereToTheSecond
                                                    + ": one of the two clocks is wrong"));
                });
    }
}
