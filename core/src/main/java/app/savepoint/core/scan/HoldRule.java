package app.savepoint.core.scan;

import app.savepoint.core.save.Hold;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import java.util.Optional;

/// Says which saves are left alone by policy, before any of their bytes are read.
@FunctionalInterface
public interface HoldRule {
    /// The slot's end of the state that an emulator writes by itself when it exits.
    String AUTOMATIC = ".auto";

    /// Why a save of that size, in bytes, is left alone; empty if it is to be read.
    Optional<LocalSave.Held> check(SaveId save, long size);

    /// Takes everything.
    static HoldRule none() {
        return (save, size) -> Optional.empty();
    }

    /// One rule for all states.
    ///
    /// @param on whether states are synced at all
    /// @param largest the largest state taken, in bytes
    /// @param automatic whether the state written at exit is taken too
    static HoldRule states(boolean on, long largest, boolean automatic) {
        return (save, size) -> {
            if (save.kind() != SaveKind.STATE) return Optional.empty();
            if (!on) return held(Hold.STATES_OFF, "states are switched off", size);
            if (!automatic && save.slot().endsWith(AUTOMATIC))
                return held(
                        Hold.STATE_AUTOMATIC,
                        "the emulator writes this state by itself at exit",
                        size);
            if (size > largest)
                return held(
                        Hold.STATE_TOO_LARGE,
                        "%,d bytes, and the limit is %,d".formatted(size, largest),
                        size);
            return Optional.empty();
        };
    }

    private static Optional<LocalSave.Held> held(Hold why, String detail, long size) {
        return Optional.of(new LocalSave.Held(why, detail, size));
    }
}
