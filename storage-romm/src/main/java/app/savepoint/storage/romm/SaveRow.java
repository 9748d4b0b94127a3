package app.savepoint.storage.romm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One save as RomM shows it.
///
/// @param id RomM's number for it
/// @param rom the number of its game
/// @param fileName with the time that RomM puts into it
/// @param size in bytes
/// @param slot null for a save without one
/// @param hash RomM's hash of its content; null where it has none
/// @param changedAt when RomM last changed the row
/// @param origin the device that uploaded it, by RomM's id; null if that is not known
/// @param current whether this device has said that it holds just this
/// @param devices what devices that ever had it are called, by RomM's ids
record SaveRow(
        long id,
        long rom,
        String fileName,
        long size,
        @Nullable String slot,
        @Nullable String hash,
        Instant changedAt,
        @Nullable String origin,
        boolean current,
        Map<String, String> devices) {

    /// @param device this device by RomM's id
    static SaveRow read(JsonNode json, String device) {
        Map<String, String> names = new HashMap<>();
        boolean current = false;
        for (JsonNode sync : json.path("device_syncs")) {
            String id = sync.path("device_id").asString("");
            String name = sync.path("device_name").asString("");
            if (!name.isEmpty()) names.put(id, name);
            if (id.equals(device)) current = sync.path("is_current").asBoolean(false);
        }
        return new SaveRow(
                json.path("id").asLong(),
                json.path("rom_id").asLong(),
                json.path("file_name").asString(""),
                json.path("file_size_bytes").asLong(),
                text(json.path("slot")),
                text(json.path("content_hash")),
                time(json.path("updated_at").asString("")),
                text(json.path("origin_device_id")),
                current,
                names);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? node.asString() : null;
    }

    /// A time as any version of RomM writes it; one without a zone is UTC.
    static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException none) {
                return Instant.EPOCH;
            }
        }
    }
}
