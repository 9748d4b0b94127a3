package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
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
/// @param message what happened, in words
public record ActivityRow(
        long id,
        Instant time,
        String device,
        String action,
        @Nullable SaveId save,
        String status,
        String message) {}
