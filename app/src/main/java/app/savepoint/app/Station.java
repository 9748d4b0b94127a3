package app.savepoint.app;

import app.savepoint.core.SyncService;
import java.nio.file.Path;
import java.util.Optional;

/// What makes a process that stays on a home, such as the window or `watch`, the one that does the
/// commands of others.
public interface Station {
    /// Takes commands for a home from now on, until the result is closed.
    ///
    /// @param service the home's engine, which those commands use
    /// @return empty if this is one of those commands itself: then another one keeps the station
    Optional<Open> open(Path home, SyncService service);

    /// A station that is open.
    interface Open extends AutoCloseable {
        /// Why no command can be handed over after all; empty if they can. They then wait until
        /// this process ends.
        default Optional<Exception> trouble() {
            return Optional.empty();
        }

        /// Takes no more commands, and lets those under way finish.
        @Override
        void close();
    }
}
