package app.savepoint.app.cli;

import app.savepoint.app.Desktop;
import app.savepoint.app.Errand;
import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.Messages;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.Station;
import app.savepoint.core.Home;
import app.savepoint.core.SyncService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a command works with: who asks, where the answer goes, and the way to the engine. One per
/// run.
///
/// @param terminal where the answer goes
/// @param caller who asks
/// @param homes the way to the engine
/// @param desktop the way to the window
/// @param errand hands a command to the process that holds the home
/// @param station makes this process the one that does the commands of others
/// @param options what was said for every command
/// @param messages what people are told
record CommandContext(
        Terminal terminal,
        Caller caller,
        Homes homes,
        Desktop desktop,
        Errand errand,
        Station station,
        GlobalOptions options,
        Messages messages) {

    /// The home that is meant, absolute.
    Path home() {
        if (options.home != null) return path(options.home);
        String named = caller.environment().getOrDefault("SAVEPOINT_HOME", "");
        return named.isEmpty() ? caller.standardHome() : path(Path.of(named));
    }

    /// A path that the person typed, absolute.
    Path path(Path typed) {
        return caller.directory().resolve(typed).normalize();
    }

    /// Where the log of that home is, if there is one.
    Optional<Path> log() {
        return Optional.of(new Home(home()).logs()).filter(Files::isDirectory);
    }

    /// Opens the engine of the home that is meant.
    SyncService open() throws HomeException {
        return homes.open(home(), openOptions());
    }

    /// Whether whoever asks has not forbidden colours (no-color.org).
    boolean wantsColour() {
        return caller.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    OpenOptions openOptions() {
        return new OpenOptions(options.patience(), caller.environment(), errand);
    }
}
