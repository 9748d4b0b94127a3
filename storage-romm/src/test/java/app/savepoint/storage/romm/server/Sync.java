package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `POST /api/sync/negotiate`: compares what a client says it has with the heads of all slots.
final class Sync {
    private static final String ROM = "rom_id";
    private static final String NAME = "file_name";
    private static final String UPDATED = "updated_at";
    private static final String SIZE = "file_size_bytes";
    private static final int DATE_LENGTH = 10;

    private final Romm romm;
    private final Sessions sessions;
    private final Devices devices;

    /// A slot of a game; its name exactly as it is written.
    private record Place(int rom, String slot) {}

    /// One save as the client says it is.
    private record Entry(
            int rom,
            String name,
            @Nullable String slot,
            @Nullable String emulator,
            @Nullable String hash,
            Instant time) {}

    Sync(Romm romm, Sessions sessions, Devices devices) {
        this.romm = romm;
        this.sessions = sessions;
        this.devices = devices;
    }

    void routes(Router router) {
        router.add("POST", "/api/sync/negotiate", this::negotiate)
                .needs("assets.read", "devices.read")
                .since(Level.V4_9);
    }

    private Answer negotiate(Call call) {
        JsonNode body = call.json();
        List<Entry> entries = entries(body);
        Rows.Device device = device(call, body);
        if (!device.syncEnabled()) {
            throw Refusal.of(Status.BAD_REQUEST, "Sync is disabled for this device");
        }
        Map<Place, Rows.Save> heads = heads(call.user(), scope(body, entries));
        Map<String, Integer> totals = new LinkedHashMap<>();
        List<Fields> operations = new ArrayList<>();
        Set<Place> mentioned = new HashSet<>();
        for (Entry entry : entries) {
            Place place = entry.slot() == null ? null : new Place(entry.rom(), entry.slot());
            Rows.Save head = place == null ? null : heads.get(place);
            Comparison advice =
                    Comparison.of(
                            entry.time(),
                            entry.hash(),
                            head,
                            head == null ? null : romm.db().sync(device.id(), head.id()));
            if (place != null) {
                mentioned.add(place);
            }
            totals.merge(advice.action(), 1, Integer::sum);
            operations.add(head == null ? upload(entry) : operation(advice, head));
        }
        heads.forEach((place, head) -> {
            Comparison advice = absent(device, head);
            if (advice != null && !mentioned.contains(place)) {
                totals.merge(advice.action(), 1, Integer::sum);
                operations.add(operation(advice, head));
            }
        });
        int planned = operations.size() - totals.getOrDefault("no_op", 0);
        int session = sessions.begin(device, planned);
        devices.put(device.seen(romm.stored()));
        return Answer.ok(
                Fields.of("session_id", session)
                        .and("operations", operations)
                        .and("total_upload", totals.getOrDefault("upload", 0))
                        .and("total_download", totals.getOrDefault("download", 0))
                        .and("total_conflict", totals.getOrDefault("conflict", 0))
                        .and("total_no_op", totals.getOrDefault("no_op", 0)));
    }

    private Rows.Device device(Call call, JsonNode body) {
        String said = Devices.text(body, "device_id");
        String id = said == null ? call.identity().deviceId() : said;
        if (id == null) {
            throw Refusal.of(
                    Status.BAD_REQUEST,
                    "device_id is required (either in the request payload or implicit via a"
                            + " device-bound client token)");
        }
        return romm.device(call.user(), id);
    }

    /// The games that are looked at; null: all. The entries' own games always are.
    private @Nullable Set<Integer> scope(JsonNode body, List<Entry> entries) {
        JsonNode roms = body.get("rom_ids");
        if (roms == null || !roms.isArray() || romm.level().before(Level.V5_3)) {
            return null;
        }
        Set<Integer> scope = new HashSet<>();
        roms.forEach(rom -> scope.add(rom.asInt()));
        entries.forEach(entry -> scope.add(entry.rom()));
        return scope;
    }

    private Map<Place, Rows.Save> heads(int user, @Nullable Set<Integer> scope) {
        Map<Place, Rows.Save> heads = new LinkedHashMap<>();
        romm.db()
                .saves
                .where(row -> row.userId() == user && row.slot() != null)
                .filter(row -> scope == null || scope.contains(row.romId()))
                .sorted(SaveRules.NEWEST_FIRST)
                .forEach(row -> {
                    String slot = row.slot();
                    if (slot != null) {
                        heads.putIfAbsent(new Place(row.romId(), slot), row);
                    }
                });
        return heads;
    }

    private @Nullable Comparison absent(Rows.Device device, Rows.Save head) {
        Rows.DeviceSync sync = romm.db().sync(device.id(), head.id());
        if (sync == null) {
            return Comparison.ABSENT;
        }
        boolean old = sync.lastSyncedAt().isBefore(head.updatedAt());
        return old && !sync.untracked() ? Comparison.ABSENT_AND_OLD : null;
    }

    private static Fields upload(Entry entry) {
        return Fields.of("action", Comparison.UPLOAD_NEW.action())
                .and(ROM, entry.rom())
                .and("save_id", null)
                .and(NAME, entry.name())
                .and("slot", entry.slot())
                .and("emulator", entry.emulator())
                .and("reason", Comparison.UPLOAD_NEW.reason())
                .and("server_updated_at", null)
                .and("server_content_hash", null);
    }

    private Fields operation(Comparison advice, Rows.Save head) {
        return Fields.of("action", advice.action())
                .and(ROM, head.romId())
                .and("save_id", head.id())
                .and(NAME, head.fileName())
                .and("slot", head.slot())
                .and("emulator", head.emulator())
                .and("reason", advice.reason())
                .and("server_updated_at", romm.written(head.updatedAt()))
                .and("server_content_hash", head.contentHash());
    }

    private static List<Entry> entries(JsonNode body) {
        JsonNode saves = body.get("saves");
        if (saves == null || !saves.isArray()) {
            throw Call.invalid(Call.missing(List.of("body", "saves"), body));
        }
        List<Fields> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < saves.size(); at++) {
            JsonNode save = saves.get(at);
            int before = problems.size();
            for (String field : List.of(ROM, NAME, UPDATED, SIZE)) {
                if (!save.has(field)) {
                    problems.add(Call.missing(List.of("body", "saves", at, field), save));
                }
            }
            Instant time = save.has(UPDATED) ? Times.read(save.get(UPDATED).asString()) : null;
            if (save.has(UPDATED) && time == null) {
                problems.add(notATime(at, save.get(UPDATED).asString()));
            }
            if (time != null && problems.size() == before) {
                entries.add(
                        new Entry(
                                save.get(ROM).asInt(),
                                save.get(NAME).asString(),
                                Devices.text(save, "slot"),
                                Devices.text(save, "emulator"),
                                Devices.text(save, "content_hash"),
                                time));
            }
        }
        if (!problems.isEmpty()) {
            throw Call.invalid(problems.toArray(Fields[]::new));
        }
        return entries;
    }

    private static Fields notATime(int at, String text) {
        String why =
                text.length() < DATE_LENGTH ? "input is too short" : "invalid character in year";
        return Fields.of("type", "datetime_from_date_parsing")
                .and("loc", List.of("body", "saves", at, UPDATED))
                .and("msg", "Input should be a valid datetime or date, " + why)
                .and("input", text)
                .and("ctx", Fields.of("error", why));
    }
}
