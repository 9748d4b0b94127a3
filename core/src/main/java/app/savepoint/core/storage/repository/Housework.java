package app.savepoint.core.storage.repository;

import java.time.Duration;

/// How a device looks after what it wrote into a repository; other than [#USUAL] only where a test
/// has no years to wait.
///
/// @param joinFrom so many small segments at the end of the own stream are joined into one, at the
///   earliest after as many publishings
/// @param every how often it is looked what else is due
/// @param checkpointEvents after so many new events a checkpoint is made
/// @param stay how long what is not needed any more stays for those who may still be at it; and
///   after how long a checkpoint is made of however little is new
public record Housework(int joinFrom, Duration every, int checkpointEvents, Duration stay) {
    /// Joining eight keeps a stream short, and seven days are what a replica may lag behind.
    public static final Housework USUAL =
            new Housework(8, Duration.ofDays(1), 1000, Duration.ofDays(7));

    public Housework {
        if (joinFrom < 2) throw new IllegalArgumentException("joining takes two");
    }
}
