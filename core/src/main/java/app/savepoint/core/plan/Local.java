package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Hold;
import java.time.Instant;

/// What lies at one place of this device, as much of it as a plan needs.
public sealed interface Local {
    /// Known to hold nothing.
    record Absent() implements Local {}

    /// Holds a content that was read whole.
    ///
    /// @param id what it is
    /// @param time the newest modified time of its files
    /// @param blank whether it holds no progress
    record Content(ContentId id, Instant time, boolean blank) implements Local {}

    /// Not to be compared, for a reason.
    record Held(Hold why) implements Local {}
}
