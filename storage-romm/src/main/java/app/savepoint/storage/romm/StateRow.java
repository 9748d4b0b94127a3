package app.savepoint.storage.romm;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One state as RomM shows it: without a slot, a hash, or who it is from.
///
/// @param id RomM's number for it
/// @param rom the number of its game
/// @param size in bytes
/// @param emulator what wrote it, in the uploader's words; null if nobody said
/// @param createdAt when RomM made the row
/// @param changedAt when RomM last changed the row
/// @param picture what RomM shows with it; null if nothing
record StateRow(
        long id,
        long rom,
        String fileName,
        long size,
        @Nullable String emulator,
        Instant createdAt,
        Instant changedAt,
        @Nullable Picture picture) {

    /// The newest is what a state holds now; within one of RomM's whole seconds its numbers decide.
    static final Comparator<StateRow> BY_CHANGE =
            Comparator.comparing(StateRow::changedAt).thenComparingLong(StateRow::id);

    /// A picture that RomM shows with a state.
    ///
    /// @param id RomM's number for it, among its pictures
    /// @param size in bytes
    record Picture(long id, String fileName, long size) {}

    static StateRow read(JsonNode json) {
        JsonNode shown = json.path("screenshot");
        String emulator = json.path("emulator").asString("");
        return new StateRow(
                json.path("id").asLong(),
                json.path("rom_id").asLong(),
                json.path("file_name").asString(""),
                json.path("file_size_bytes").asLong(),
                emulator.isEmpty() ? null : emulator,
                time(json, "created_at"),
                time(json, "updated_at"),
                shown.isObject()
                        ? new Picture(
                                shown.path("id").asLong(),
                                shown.path("file_name").asString(""),
                                shown.path("file_size_bytes").asLong())
                        : null);
    }

    /// As it is remembered.
    private static Instant time(JsonNode json, String which) {
        return SaveRow.time(json.path(which).asString("")).truncatedTo(ChronoUnit.MILLIS);
    }

    /// Whether it may hold something else than what it was made with. The two times of a row that
    /// was only made differ by less than a second.
    boolean isWrittenAgain() {
        return !changedAt.isBefore(createdAt.plusSeconds(1));
    }

    /// Whether it holds, for all that RomM tells, the same as another one did.
    boolean isAs(StateRow other) {
        return id == other.id && size == other.size && changedAt.equals(other.changedAt);
    }
}
