package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sessions of syncing; a device has at most one that is open.
final class Sessions {
    private static final String OPEN = "IN_PROGRESS";
    private static final String COMPLETED = "COMPLETED";
    private static final String CANCELLED = "CANCELLED";
    private static final int USUAL_LIST = 50;

    private final Romm romm;
    private final Plays plays;

    Sessions(Romm romm, Plays plays) {
        this.romm = romm;
        this.plays = plays;
    }

    void routes(Router router) {
        String path = "/api/sync/sessions";
        router.add("GET", path, this::list)
                .needs("devices.read")
                .params("device_id", "limit")
                .since(Level.V4_9);
        router.add("GET", path + "/{id}", this::get).needs("devices.read").since(Level.V4_9);
        router.add("POST", path + "/{id}/complete", this::complete)
                .needs("devices.write")
                .since(Level.V4_9);
    }

    /// Opens a session, which cancels the one that was open.
    int begin(Rows.Device device, int planned) {
        romm.db()
                .sessions
                .where(row -> row.deviceId().equals(device.id()) && row.status().equals(OPEN))
                .forEach(row -> put(row, CANCELLED, row.completed(), row.failed()));
        int id = romm.db().sessions.nextId();
        romm.db()
                .sessions
                .put(
                        id,
                        new Rows.Session(
                                id,
                                device.id(),
                                device.userId(),
                                OPEN,
                                romm.stored(),
                                null,
                                planned,
                                0,
                                0));
        return id;
    }

    /// Counts one operation of a session; what is wrong with it is not said.
    static void count(Romm romm, @Nullable Integer id, int user) {
        Rows.Session session = id == null ? null : romm.db().sessions.find(id);
        if (session != null && session.userId() == user) {
            romm.db()
                    .sessions
                    .put(
                            session.id(),
                            new Rows.Session(
                                    session.id(),
                                    session.deviceId(),
                                    user,
                                    session.status(),
                                    session.initiatedAt(),
                                    session.completedAt(),
                                    session.planned(),
                                    session.completed() + 1,
                                    session.failed()));
        }
    }

    private Answer list(Call call) {
        String device = call.query("device_id");
        Integer limit = call.number("limit");
        return Answer.ok(
                romm.db()
                        .sessions
                        .where(row -> row.userId() == call.user())
                        .filter(row -> device == null || row.deviceId().equals(device))
                        .sorted(
                                Comparator.comparing(Rows.Session::initiatedAt)
                                        .reversed()
                                        .thenComparingInt(Rows.Session::id))
                        .limit(limit == null ? USUAL_LIST : limit)
                        .map(this::fields)
                        .toList());
    }

    private Answer get(Call call) {
        return Answer.ok(fields(own(call)));
    }

    private Answer complete(Call call) {
        Rows.Session session = own(call);
        JsonNode body = call.json();
        if (!session.status().equals(OPEN)) {
            throw Refusal.of(Status.BAD_REQUEST, "Session is already " + session.status());
        }
        JsonNode played = body.get("play_sessions");
        boolean ingests = played != null && played.isArray();
        Fields ingest =
                ingests
                        ? plays.ingest(
                                call.user(), romm.device(call.user(), session.deviceId()), played)
                        : null;
        Rows.Session done =
                put(
                        session,
                        COMPLETED,
                        number(body, "operations_completed"),
                        number(body, "operations_failed"));
        return Answer.ok(Fields.of("session", fields(done)).and("play_session_ingest", ingest));
    }

    private Rows.Session put(Rows.Session row, String status, int completed, int failed) {
        Instant now = romm.stored();
        Rows.Session changed =
                new Rows.Session(
                        row.id(),
                        row.deviceId(),
                        row.userId(),
                        status,
                        row.initiatedAt(),
                        now,
                        row.planned(),
                        completed,
                        failed);
        romm.db().sessions.put(row.id(), changed);
        return changed;
    }

    private Rows.Session own(Call call) {
        int id = call.id("id");
        Rows.Session row = romm.db().sessions.find(id);
        if (row == null || row.userId() != call.user()) {
            throw Refusal.notFound("Sync session with ID " + id + " not found");
        }
        return row;
    }

    private Fields fields(Rows.Session row) {
        Instant ended = row.completedAt();
        return Fields.of("id", row.id())
                .and("device_id", row.deviceId())
                .and("user_id", row.userId())
                .and("status", row.status())
                .and("initiated_at", romm.written(row.initiatedAt()))
                .and("completed_at", romm.written(ended))
                .and("operations_planned", row.planned())
                .and("operations_completed", row.completed())
                .and("operations_failed", row.failed())
                .and("error_message", null)
                .and("created_at", romm.written(row.initiatedAt()))
                .and("updated_at", romm.written(ended == null ? row.initiatedAt() : ended));
    }

    private static int number(JsonNode body, String name) {
        JsonNode value = body.get(name);
        boolean said = value != null && !value.isNull();
        return said ? value.asInt() : 0;
    }
}
