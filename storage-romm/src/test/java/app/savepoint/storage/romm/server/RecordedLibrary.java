package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The library of the recorded server, made again from what it said of it.
final class RecordedLibrary {
    private final Library library;

    RecordedLibrary(Library library) {
        this.library = library;
    }

    void platforms(JsonNode rows) {
        for (JsonNode row : rows) {
            library.exactly(
                    new Rows.Platform(
                            row.get("id").asInt(),
                            text(row, "slug"),
                            text(row, "fs_slug"),
                            text(row, "name"),
                            time(row, "created_at"),
                            time(row, "updated_at")));
        }
    }

    /// Sets up the games of a list, and the discs of the one that is a folder.
    void games(JsonNode items, JsonNode discs) {
        List<JsonNode> byId = new ArrayList<>();
        items.forEach(byId::add);
        byId.sort(Comparator.comparingInt(row -> row.get("id").asInt()));
        for (JsonNode row : byId) {
            int id = row.get("id").asInt();
            List<Rows.RomFile> files = new ArrayList<>();
            if (row.get("has_multiple_files").asBoolean()) {
                discs.forEach(disc -> files.add(file(disc, disc.get("id").asInt(), "file_name")));
            } else {
                files.add(file(row, id, "fs_name"));
            }
            library.exactly(
                    new Rows.Rom(
                            id,
                            row.get("platform_id").asInt(),
                            text(row, "fs_name"),
                            Tokens.strings(row.get("regions")),
                            Tokens.strings(row.get("languages")),
                            Tokens.strings(row.get("tags")),
                            text(row, "revision"),
                            text(row, "crc_hash"),
                            text(row, "md5_hash"),
                            text(row, "sha1_hash"),
                            files,
                            false,
                            time(row, "created_at"),
                            time(row, "updated_at")));
        }
    }

    private static Rows.RomFile file(JsonNode row, int id, String name) {
        String size = row.has("file_size_bytes") ? "file_size_bytes" : "fs_size_bytes";
        return new Rows.RomFile(
                id,
                text(row, name),
                new byte[row.get(size).asInt()],
                text(row, "crc_hash"),
                text(row, "md5_hash"),
                text(row, "sha1_hash"));
    }

    private static String text(JsonNode row, String name) {
        return row.get(name).asString();
    }

    private static Instant time(JsonNode row, String name) {
        return OffsetDateTime.parse(text(row, name)).toInstant();
    }
}
