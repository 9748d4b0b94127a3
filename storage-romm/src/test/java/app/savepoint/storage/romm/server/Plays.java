package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Stretches of playing.
final class Plays {
    private static final int MOST = 100;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final String START = "start_time";
    private static final String END = "end_time";
    private static final String LENGTH = "duration_ms";

    private final Romm romm;

    Plays(Romm romm) {
        this.romm = romm;
    }

    void routes(Router router) {
        String path = "/api/play-sessions";
        router.add("POST", path, this::create).needs("roms.user.write").since(Level.V4_9);
        router.add("GET", path, this::list)
                .needs("roms.user.read")
                .params("rom_id", "device_id", "start_after", "end_before", "limit", "offset")
                .since(Level.V4_9);
        router.add("DELETE", path + "/{id}", this::delete)
                .needs("roms.user.write")
                .since(Level.V4_9);
    }

    /// Takes in what was played, and says of each what became of it.
    Fields ingest(int user, Rows.@Nullable Device device, JsonNode sessions) {
        check(sessions);
        List<Fields> results = new ArrayList<>();
        int created = 0;
        for (int at = 0; at < sessions.size(); at++) {
            Fields result = one(user, device == null ? null : device.id(), sessions.get(at), at);
            results.add(result);
            if (result.is("status", "created")) {
                created++;
            }
        }
        return Fields.of("results", results)
                .and("created_count", created)
                .and("skipped_count", results.size() - created);
    }

    private Answer create(Call call) {
        JsonNode body = call.json();
        JsonNode sessions = body.get("sessions");
        if (sessions == null || !sessions.isArray()) {
            throw Call.invalid(Call.missing(List.of("body", "sessions"), body));
        }
        if (sessions.isEmpty() || sessions.size() > MOST) {
            throw Refusal.of(
                    Status.BAD_REQUEST,
                    sessions.isEmpty()
                            ? "No sessions were provided"
                            : "At most " + MOST + " sessions at once");
        }
        String said = Devices.text(body, "device_id");
        String id = said == null ? call.identity().deviceId() : said;
        Rows.Device device = id == null ? null : romm.device(call.user(), id);
        return Answer.json(Status.CREATED, ingest(call.user(), device, sessions));
    }

    private Answer list(Call call) {
        Integer rom = call.number("rom_id");
        String device = call.query("device_id");
        Instant after = moment(call.query("start_after"));
        Instant before = moment(call.query("end_before"));
        Integer limit = call.number("limit");
        Integer offset = call.number("offset");
        return Answer.ok(
                romm.db()
                        .plays
                        .where(row -> row.userId() == call.user())
                        .filter(row -> rom == null || rom.equals(row.romId()))
                        .filter(row -> device == null || device.equals(row.deviceId()))
                        .filter(row -> after == null || row.start().isAfter(after))
                        .filter(row -> before == null || row.end().isBefore(before))
                        .skip(offset == null ? 0 : offset)
                        .limit(limit == null ? MOST : limit)
                        .map(this::fields)
                        .toList());
    }

    private Answer delete(Call call) {
        int id = call.id("id");
        Rows.Play row = romm.db().plays.find(id);
        if (row == null || row.userId() != call.user()) {
            throw Refusal.notFound("Play session with ID " + id + " not found");
        }
        romm.db().plays.remove(id);
        return Answer.done();
    }

    /// Times without a zone break the server; an end that is no end is refused.
    private static void check(JsonNode sessions) {
        for (int at = 0; at < sessions.size(); at++) {
            JsonNode session = sessions.get(at);
            for (String field : List.of(START, END, LENGTH)) {
                if (!session.has(field)) {
                    throw Call.invalid(
                            Call.missing(List.of("body", "sessions", at, field), session));
                }
            }
            String start = session.get(START).asString();
            String end = session.get(END).asString();
            if (!Times.hasZone(start) || !Times.hasZone(end)) {
                throw new Refusal(Answer.broken());
            }
            if (!Times.stored(instant(end)).isAfter(Times.stored(instant(start)))) {
                throw Call.invalid(
                        Fields.of("type", "value_error")
                                .and("loc", List.of("body", "sessions", at))
                                .and("msg", "Value error, end_time must be after start_time")
                                .and("input", session));
            }
        }
    }

    private Fields one(int user, @Nullable String device, JsonNode session, int at) {
        Instant start = Times.stored(instant(session.get(START).asString()));
        Instant end = Times.stored(instant(session.get(END).asString()));
        if (end.isAfter(romm.now().plus(AHEAD))) {
            return result(at, "error", null, "end_time is in the future");
        }
        JsonNode sent = session.get("rom_id");
        Integer named = sent == null || !sent.isInt() ? null : sent.asInt();
        Integer rom = named == null || romm.db().roms.find(named) == null ? null : named;
        boolean known =
                romm.db()
                        .plays
                        .where(row -> row.userId() == user && row.start().equals(start))
                        .filter(row -> Objects.equals(row.deviceId(), device))
                        .anyMatch(row -> Objects.equals(row.romId(), rom));
        if (known) {
            return result(at, "duplicate", null, null);
        }
        int id = romm.db().plays.nextId();
        romm.db()
                .plays
                .put(
                        id,
                        new Rows.Play(
                                id,
                                user,
                                device,
                                rom,
                                Devices.text(session, "save_slot"),
                                start,
                                end,
                                session.get(LENGTH).asLong(),
                                romm.stored()));
        return result(at, "created", id, null);
    }

    private static Fields result(
            int at, String status, @Nullable Integer id, @Nullable String detail) {
        return Fields.of("index", at).and("status", status).and("id", id).and("detail", detail);
    }

    private static Instant instant(String text) {
        return Objects.requireNonNull(Times.read(text));
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Times.read(text);
    }

    private Fields fields(Rows.Play row) {
        return Fields.of("id", row.id())
                .and("user_id", row.userId())
                .and("device_id", row.deviceId())
                .and("rom_id", row.romId())
                .and("save_slot", row.slot())
                .and("start_time", romm.written(row.start()))
                .and("end_time", romm.written(row.end()))
                .and("duration_ms", row.durationMs())
                .and("created_at", romm.written(row.createdAt()));
    }
}
