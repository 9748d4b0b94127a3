package app.savepoint.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/// A command on its way to a home that another process may hold.
@FunctionalInterface
public interface Errand {
    /// Nobody takes it; whoever has it does it.
    Errand NONE = (home, patience) -> OptionalInt.empty();

    /// Hands the command to the process that stays on a home, and passes on what it says.
    ///
    /// @param patience how long that process may take to say that it has heard
    /// @return its exit status; empty if no process there takes commands
    OptionalInt handTo(Path home, Duration patience) throws HomeException;
}
