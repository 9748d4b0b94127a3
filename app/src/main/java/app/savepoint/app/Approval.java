package app.savepoint.app;

import app.savepoint.storage.romm.RommPairing;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// How a person is asked to let this device in at a server, where nobody is signed in yet.
///
/// @param show tells them what to do; null where nobody can be asked
/// @param cancelled whether they have lost patience
public record Approval(@Nullable Asking show, BooleanSupplier cancelled) {
    /// Tells a person what to do.
    @FunctionalInterface
    public interface Asking {
        void show(RommPairing.Code code);
    }

    /// Nobody can be asked.
    public static final Approval NOBODY = new Approval(null, () -> true);
}
