package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.WantedStates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a storage at a RomM server needs besides the server.
///
/// @param work a folder for files that are on their way; emptied by whoever owns it
/// @param device this device
/// @param here the games of which this device has saves
/// @param readOnly whether this device was let in to take saves, and not to store any
/// @param states which states are wanted, as it is set then
/// @param version which Savepoint this is
/// @param clock this device's clock
/// @param pause lets time pass
/// @param random the chance in pauses
public record RommSettings(
        Path work,
        Supplier<Device> device,
        Supplier<Set<GameKey>> here,
        boolean readOnly,
        Supplier<WantedStates> states,
        String version,
        InstantSource clock,
        Pause pause,
        RandomGenerator random) {

    /// Lets time pass.
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration) throws InterruptedException;
    }
}
