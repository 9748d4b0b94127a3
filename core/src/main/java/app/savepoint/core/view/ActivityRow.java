package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that Savepoint did.
///
/// @param id its number on this device
/// @param time when
/// @param device the name of the device that did it
/// @param action what, as a stable word such as `pushed`
/// @param save about which save; null if about none
/// @param status `done` or `failed`
/// @param what what happened besides; its words may be empty
public record ActivityRow(
        long id,
        Instant time,
        String device,
        String action,
        @Nullable SaveId save,
        String status,
        Saying what) {
    /// In words alone.
    public ActivityRow(
            long id,
            Instant time,
            String device,
            String action,
            @Nullable SaveId save,
            String status,
            String words) {
        this(id, time, device, action, save, status, Saying.words(words));
    }
}
