package app.savepoint.app.history;

import java.time.Instant;

/// Something that Savepoint did, as a line of the activity.
///
/// @param action what, as a stable word
/// @param failed whether it went wrong
/// @param sentence what, for people
/// @param detail more about it; may be empty
/// @param device who did it
/// @param time when
/// @param day the day's name if it is the first line of a day; else empty
public record ActivityEntry(
        String action,
        boolean failed,
        String sentence,
        String detail,
        String device,
        Instant time,
        String day) {}
