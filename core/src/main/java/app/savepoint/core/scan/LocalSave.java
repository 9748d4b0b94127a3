package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;

/// A save found on this device, in one of its places.
///
/// @param save which save; its system is [#UNKNOWN_SYSTEM] where no folder and no setting names one
/// @param place where it lies
/// @param state what was found there
public record LocalSave(SaveId save, Place place, State state) {
    /// Stands for a system that could not be told. Nothing under it is ever published.
    public static final String UNKNOWN_SYSTEM = SaveNames.UNKNOWN_SYSTEM;

    /// What was found at a place.
    public sealed interface State {}

    /// It could be read whole.
    ///
    /// @param manifest its files
    /// @param blank whether it holds no progress: empty, uniform, or freshly formatted
    public record Present(Manifest manifest, boolean blank) implements State {}

    /// It is there and is left as it is.
    ///
    /// @param why the reason
    /// @param detail what exactly, for a person: a file's name, the system's message
    /// @param size its length in bytes as far as known
    public record Held(Hold why, String detail, long size) implements State {}
}
