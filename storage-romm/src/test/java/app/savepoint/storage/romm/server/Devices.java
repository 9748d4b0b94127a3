package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The devices of a user. One is known again by its network address, else by host name and
/// platform, whatever program asks.
final class Devices {
    private static final String API = "api";
    private static final Set<String> MODES = Set.of(API, "file_transfer", "push_pull");

    private final Romm romm;

    /// What device authorization says about a device.
    record Wanted(
            String identifier,
            String name,
            @Nullable String platform,
            String client,
            @Nullable String clientVersion) {}

    Devices(Romm romm) {
        this.romm = romm;
    }

    void routes(Router router) {
        router.add("POST", "/api/devices", this::register).needs("devices.write");
        router.add("GET", "/api/devices", this::list).needs("devices.read");
        router.add("GET", "/api/devices/{id}", this::get).needs("devices.read");
        router.add("PUT", "/api/devices/{id}", this::update).needs("devices.write");
        router.add("DELETE", "/api/devices/{id}", this::delete).needs("devices.write");
    }

    /// The device of an installation: the one that has the identifier, brought up to date, or a new
    /// one.
    Rows.Device authorized(Rows.User user, Wanted wanted, @Nullable String name) {
        Rows.Device old =
                romm.db().devices.values().stream()
                        .filter(device ->
                                device.userId() == user.id()
                                        && wanted.identifier().equals(device.clientIdentifier()))
                        .findFirst()
                        .orElse(null);
        Instant now = romm.stored();
        return put(
                new Rows.Device(
                        old == null ? romm.ids().device() : old.id(),
                        user.id(),
                        name == null ? wanted.name() : name,
                        wanted.platform(),
                        wanted.client(),
                        wanted.clientVersion(),
                        null,
                        null,
                        null,
                        wanted.identifier(),
                        old == null ? API : old.syncMode(),
                        old == null || old.syncEnabled(),
                        now,
                        old == null ? now : old.createdAt(),
                        now));
    }

    /// The device that a browser gets when its user logs in.
    Rows.Device browser(Rows.User user) {
        Instant now = romm.stored();
        return put(
                new Rows.Device(
                        romm.ids().device(),
                        user.id(),
                        "Web Browser",
                        "Web",
                        "web",
                        null,
                        "127.0.0.1",
                        null,
                        null,
                        null,
                        API,
                        true,
                        now,
                        now,
                        now));
    }

    /// Writes a device.
    Rows.Device put(Rows.Device device) {
        romm.db().devices.put(device.id(), device);
        return device;
    }

    /// Takes a device away, with what it had and its sessions; saves stay.
    void remove(Rows.Device device) {
        romm.db().devices.remove(device.id());
        romm.db().syncs.forgetDevice(device.id());
        romm.db().sessions.removeIf(session -> session.deviceId().equals(device.id()));
        romm.db()
                .saves
                .where(save -> device.id().equals(save.originDevice()))
                .forEach(save -> romm.db().saves.put(save.id(), SaveRules.withoutOrigin(save)));
        romm.db()
                .tokens
                .where(token -> device.id().equals(token.deviceId()))
                .forEach(token -> romm.db().tokens.put(token.id(), token.unbound()));
    }

    private Answer register(Call call) {
        JsonNode body = call.json();
        Rows.Device wanted = merged(fresh(call.user()), body);
        Rows.Device known = flag(body, "allow_duplicate", false) ? null : known(wanted);
        if (known == null) {
            Rows.Device made = put(wanted.called(romm.ids().device()));
            return Answer.json(
                    Status.CREATED, registered(made).and("created_at", romm.written(romm.now())));
        }
        if (!flag(body, "allow_existing", true)) {
            return Answer.detail(
                    Status.CONFLICT,
                    Fields.of("error", "device_exists")
                            .and("message", "A device with this fingerprint already exists")
                            .and("device_id", known.id()));
        }
        if (flag(body, "reset_syncs", false)) {
            romm.db().syncs.forgetDevice(known.id());
        }
        return Answer.ok(registered(known));
    }

    private Fields registered(Rows.Device device) {
        return Fields.of("device_id", device.id())
                .and("name", device.name())
                .and("created_at", romm.written(device.createdAt()));
    }

    private Answer list(Call call) {
        return Answer.ok(
                romm.db().devices.values().stream()
                        .filter(device -> device.userId() == call.user())
                        .map(this::fields)
                        .toList());
    }

    private Answer get(Call call) {
        return Answer.ok(fields(romm.device(call.user(), call.path("id"))));
    }

    private Answer update(Call call) {
        JsonNode body = call.json();
        Rows.Device device = romm.device(call.user(), call.path("id"));
        if (isNull(body, "sync_mode") || isNull(body, "sync_enabled")) {
            return Answer.broken();
        }
        return Answer.ok(fields(put(merged(device, body))));
    }

    private Answer delete(Call call) {
        remove(romm.device(call.user(), call.path("id")));
        return Answer.done();
    }

    private Rows.@Nullable Device known(Rows.Device wanted) {
        for (Rows.Device device : romm.db().devices.values()) {
            boolean same =
                    wanted.macAddress() != null
                            ? wanted.macAddress().equals(device.macAddress())
                            : wanted.hostname() != null
                                    && wanted.hostname().equals(device.hostname())
                                    && wanted.platform() != null
                                    && wanted.platform().equals(device.platform());
            if (same && device.userId() == wanted.userId()) {
                return device;
            }
        }
        return null;
    }

    private Rows.Device fresh(int user) {
        Instant now = romm.stored();
        return new Rows.Device(
                "", user, null, null, null, null, null, null, null, null, API, true, now, now, now);
    }

    private Rows.Device merged(Rows.Device device, JsonNode body) {
        String mode = body.has("sync_mode") ? text(body, "sync_mode") : device.syncMode();
        if (mode == null || !MODES.contains(mode)) {
            String modes = "'api', 'file_transfer' or 'push_pull'";
            throw Call.invalid(
                    Fields.of("type", "enum")
                            .and("loc", List.of("body", "sync_mode"))
                            .and("msg", "Input should be " + modes)
                            .and("input", mode)
                            .and("ctx", Fields.of("expected", modes)));
        }
        return new Rows.Device(
                device.id(),
                device.userId(),
                either(body, "name", device.name()),
                either(body, "platform", device.platform()),
                either(body, "client", device.client()),
                either(body, "client_version", device.clientVersion()),
                either(body, "ip_address", device.ipAddress()),
                either(body, "mac_address", device.macAddress()),
                either(body, "hostname", device.hostname()),
                device.clientIdentifier(),
                mode,
                flag(body, "sync_enabled", device.syncEnabled()),
                device.lastSeen(),
                device.createdAt(),
                romm.stored());
    }

    private Fields fields(Rows.Device device) {
        return Fields.of("id", device.id())
                .and("user_id", device.userId())
                .and("name", device.name())
                .and("platform", device.platform())
                .and("client", device.client())
                .and("client_version", device.clientVersion())
                .and("ip_address", device.ipAddress())
                .and("mac_address", device.macAddress())
                .and("hostname", device.hostname())
                .andIf(
                        romm.level().from(Level.V5_0),
                        "client_device_identifier",
                        device.clientIdentifier())
                .and("sync_mode", device.syncMode())
                .and("sync_enabled", device.syncEnabled())
                .and("sync_config", null)
                .and("last_seen", romm.written(device.lastSeen()))
                .and("created_at", romm.written(device.createdAt()))
                .and("updated_at", romm.written(device.updatedAt()));
    }

    static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static @Nullable String either(JsonNode body, String name, @Nullable String old) {
        return body.has(name) ? text(body, name) : old;
    }

    private static boolean isNull(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value != null && value.isNull();
    }

    private static boolean flag(JsonNode body, String name, boolean otherwise) {
        JsonNode value = body.get(name);
        boolean said = value != null && !value.isNull();
        return said ? value.asBoolean() : otherwise;
    }
}
