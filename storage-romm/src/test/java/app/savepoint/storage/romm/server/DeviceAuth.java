package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Device authorization, from 5.0: a code that a browser approves, a token that is handed out once.
final class DeviceAuth {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration DENIED_LIFE = Duration.ofSeconds(60);
    private static final int MOST_STARTS = 10;
    private static final int MOST_POLLS = 60;

    private final Romm romm;
    private final Devices devices;
    private final Tokens tokens;
    private final Map<String, Flow> flows = new TreeMap<>();
    private final Attempts starts =
            new Attempts(MOST_STARTS, "Too many device authorization attempts. Try again later.");
    private final Attempts polls =
            new Attempts(MOST_POLLS, "Too many polling attempts. Try again later.");

    /// One authorization on its way; by user code.
    private static final class Flow {
        private final String deviceCode;
        private final String userCode;
        private final Devices.Wanted wanted;
        private final List<String> scopes;
        private Instant ends;
        private @Nullable Instant polled;
        private boolean denied;
        private Rows.@Nullable Token token;

        Flow(
                String deviceCode,
                String userCode,
                Devices.Wanted wanted,
                List<String> scopes,
                Instant ends) {
            this.deviceCode = deviceCode;
            this.userCode = userCode;
            this.wanted = wanted;
            this.scopes = scopes;
            this.ends = ends;
        }
    }

    DeviceAuth(Romm romm, Devices devices, Tokens tokens) {
        this.romm = romm;
        this.devices = devices;
        this.tokens = tokens;
    }

    void routes(Router router) {
        Level since = Level.V5_0;
        router.add("POST", "/api/auth/device/init", this::init).open().since(since);
        router.add("POST", "/api/auth/device/token", this::token).open().since(since);
        router.add("GET", "/api/auth/device/pending/{code}", this::pending)
                .needs("me.read")
                .since(since);
        router.add("POST", "/api/auth/device/approve", this::approve)
                .needs("me.write")
                .since(since);
        router.add("POST", "/api/auth/device/deny", this::deny).needs("me.write").since(since);
    }

    /// The scopes that a code asks for and that this user may give.
    List<String> allowed(Rows.User user, String userCode) {
        return undecided(userCode).scopes.stream().filter(Scopes.of(user)::contains).toList();
    }

    /// The user codes that wait for a decision.
    List<String> waiting() {
        return flows.values().stream()
                .filter(flow -> !flow.denied && flow.token == null)
                .filter(flow -> romm.now().isBefore(flow.ends))
                .map(flow -> flow.userCode)
                .toList();
    }

    /// What the browser does when the user says yes; gives the device.
    Rows.Device approve(
            Rows.User user,
            String userCode,
            List<String> scopes,
            @Nullable String name,
            @Nullable String life) {
        Flow flow = undecided(userCode);
        if (!flow.scopes.containsAll(scopes) || !Scopes.of(user).containsAll(scopes)) {
            throw Refusal.of(
                    Status.FORBIDDEN, "Approved scopes exceed what's allowed for this user");
        }
        Instant end = tokens.end(life);
        Rows.Device device = devices.authorized(user, flow.wanted, name);
        String label = device.name() == null ? "device" : device.name();
        flow.token = tokens.make(user, label, scopes.stream().sorted().toList(), device.id(), end);
        return device;
    }

    /// What the browser does when the user says no.
    void deny(String userCode) {
        Flow flow = undecided(userCode);
        flow.denied = true;
        flow.ends = romm.now().plus(DENIED_LIFE);
    }

    private Answer init(Call call) {
        starts.count(romm.now());
        JsonNode body = call.json();
        List<String> asked = Tokens.strings(body.get("requested_scopes"));
        List<String> unknown = new ArrayList<>(asked);
        unknown.removeAll(Scopes.ADMIN);
        if (asked.isEmpty() || !unknown.isEmpty()) {
            throw Call.invalid(
                    Fields.of("type", "value_error")
                            .and("loc", List.of("body", "requested_scopes"))
                            .and(
                                    "msg",
                                    "Value error, Unknown scopes: " + String.join(", ", unknown))
                            .and("input", asked)
                            .and("ctx", Fields.of("error", new Fields())));
        }
        Devices.Wanted wanted =
                new Devices.Wanted(
                        call.text("client_device_identifier"),
                        call.text("name"),
                        Devices.text(body, "platform"),
                        call.text("client"),
                        Devices.text(body, "client_version"));
        Flow flow =
                new Flow(
                        romm.ids().secret(),
                        romm.ids().code(),
                        wanted,
                        asked.stream().sorted().toList(),
                        romm.now().plus(LIFE));
        flows.put(flow.userCode, flow);
        String page = "/pair/device";
        return Answer.json(
                Status.CREATED,
                Fields.of("device_code", flow.deviceCode)
                        .and("user_code", flow.userCode)
                        .and("verification_path", page)
                        .and("verification_path_complete", page + "?user_code=" + flow.userCode)
                        .and("expires_in", LIFE.toSeconds())
                        .and("interval", INTERVAL.toSeconds()));
    }

    private Answer token(Call call) {
        polls.count(romm.now());
        String code = call.text("device_code");
        Flow flow = alive(code);
        if (flow == null) {
            throw Refusal.of(Status.BAD_REQUEST, "expired_token");
        }
        Instant before = flow.polled;
        flow.polled = romm.now();
        if (before != null && romm.now().isBefore(before.plus(INTERVAL))) {
            throw Refusal.of(Status.BAD_REQUEST, "slow_down");
        }
        if (flow.denied) {
            throw Refusal.of(Status.BAD_REQUEST, "access_denied");
        }
        Rows.Token token = flow.token;
        if (token == null) {
            throw Refusal.of(Status.BAD_REQUEST, "authorization_pending");
        }
        flows.remove(flow.userCode);
        return Answer.ok(
                Fields.of("access_token", Auth.SECRET_PREFIX + token.secret())
                        .and("device_id", token.deviceId())
                        .and("scopes", token.scopes())
                        .and("expires_at", romm.written(token.expiresAt())));
    }

    private Answer pending(Call call) {
        Flow flow = undecided(call.path("code"));
        return Answer.ok(
                Fields.of("client_device_identifier", flow.wanted.identifier())
                        .and("name", flow.wanted.name())
                        .and("client", flow.wanted.client())
                        .and("platform", flow.wanted.platform())
                        .and("client_version", flow.wanted.clientVersion())
                        .and("requested_scopes", flow.scopes)
                        .and("allowed_scopes", allowed(call.identity().user(), flow.userCode))
                        .and("expires_at", romm.written(flow.ends)));
    }

    private Answer approve(Call call) {
        JsonNode body = call.json();
        Rows.Device device =
                approve(
                        call.identity().user(),
                        call.text("user_code"),
                        Tokens.strings(body.get("approved_scopes")),
                        Devices.text(body, "device_name"),
                        Devices.text(body, "expires_in"));
        return Answer.ok(Fields.of("device_id", device.id()).and("device_name", device.name()));
    }

    private Answer deny(Call call) {
        deny(call.text("user_code"));
        return Answer.ok(null);
    }

    private Flow undecided(String userCode) {
        Flow flow = flows.get(userCode);
        if (flow == null || !romm.now().isBefore(flow.ends)) {
            throw Refusal.notFound("Invalid or expired user code");
        }
        if (flow.denied || flow.token != null) {
            throw Refusal.of(Status.GONE, "This request has already been decided");
        }
        return flow;
    }

    private @Nullable Flow alive(String deviceCode) {
        for (Flow flow : flows.values()) {
            if (flow.deviceCode.equals(deviceCode) && romm.now().isBefore(flow.ends)) {
                return flow;
            }
        }
        return null;
    }
}
