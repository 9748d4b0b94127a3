package app.savepoint.core.journal;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that Savepoint did, as the activity shows it.
///
/// @param time when, to the millisecond
/// @param device on which device
/// @param action a stable word, such as `push`
/// @param save which save it was about; null if none
/// @param status a stable word for how it went, such as `done`
/// @param message a sentence for a person, as [app.savepoint.core.save.Saying#written], or what
///   else belongs to the action; may be empty
/// @param undo what is needed to take it back, as JSON; null if it can not be taken back
public record ActivityLine(
        Instant time,
        DeviceId device,
        String action,
        @Nullable SaveId save,
        String status,
        String message,
        @Nullable String undo) {
    public ActivityLine {
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }
}
