package app.savepoint.core.scan;

import app.savepoint.core.save.Saying;
import java.util.Set;

/// What watching has to say. Only a hint: a missed or doubled one does no harm, since a scan looks
/// for itself.
public sealed interface Hint {
    /// Something in that root may have changed.
    ///
    /// @param root its number
    /// @param paths where, below the root with `/` between names; empty if that is not known
    record Changed(long root, Set<String> paths) implements Hint {
        public Changed {
            paths = Set.copyOf(paths);
        }
    }

    /// Anything may have changed.
    ///
    /// @param why for a log
    record Everything(String why) implements Hint {}

    /// A person should know this.
    ///
    /// @param what what works otherwise than usual, and what to do
    record Notice(Saying what) implements Hint {}
}
