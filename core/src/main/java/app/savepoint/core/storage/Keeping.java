package app.savepoint.core.storage;

import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import java.time.Duration;

/// What of each save's history is to stay in the storage, as the person set it. Only contents are
/// ever dropped, and only those that this device published; that they were there stays known.
public interface Keeping {
    /// Saves keep the last 20 contents and those of 90 days, states the last 3 and those of 7 days.
    Rule SAVES = new Rule(20, Duration.ofDays(90));

    Rule STATES = new Rule(3, Duration.ofDays(7));

    /// The rule for a save.
    Rule rule(SaveId save);

    /// The rule that keeps least, whatever the save.
    Rule least();

    /// Whether this device needs a revision's content whatever the rule says, such as what it last
    /// agreed on, or what is pinned.
    boolean needs(Revision revision);

    /// A content stays if either says so.
    ///
    /// @param last so many of the newest contents
    /// @param age those that are no older
    record Rule(int last, Duration age) {
        public Rule {
            if (last < 0 || age.isNegative()) throw new IllegalArgumentException("less than none");
        }
    }
}
