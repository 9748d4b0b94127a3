package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.StorageException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Has this device let in by its owner's yes in a browser, so that no password is ever typed here.
/// From RomM 5.0 on. Source of the way it goes: RFC 8628, *OAuth 2.0 Device Authorization Grant*.
public final class RommPairing {
    /// What a server that says nothing else is given between two questions.
    private static final int USUAL_INTERVAL = 5;

    /// So much longer a server that is asked too often wants to be left alone, in seconds.
    private static final int SLOWER = 5;

    private static final int USUAL_LIFE = 600;
    private static final int REFUSED = 400;

    /// Without these nothing could be synced.
    private static final List<String> NEEDED =
            List.of("me.read", "platforms.read", "roms.read", "assets.read", "devices.read");

    /// Without these a device takes what others store, and stores nothing.
    private static final List<String> TO_WRITE = List.of("assets.write", "devices.write");

    private RommPairing() {}

    /// What a person has to do.
    ///
    /// @param code eight letters and digits, to be typed into the page
    /// @param page where to type it
    /// @param complete the same page with the code in it
    /// @param lasts how long the code is good
    public record Code(String code, URI page, URI complete, Duration lasts) {}

    /// What the server gave. It gives it once: whoever gets it keeps it before anything else.
    ///
    /// @param token what to sign in with from now on
    /// @param device the server's id for this device
    /// @param missing rights that a sync can not do without, and that the person took out
    /// @param readOnly whether they took out those that storing needs
    public record Granted(
            RommCredentials.Token token, String device, List<String> missing, boolean readOnly) {}

    /// Asks to be let in, shows what a person has to do for it, and waits until they did.
    ///
    /// @param cancelled whether the person has lost patience
    public static Granted pair(
            RommAddress address,
            Device device,
            String appVersion,
            InstantSource clock,
            RommSettings.Pause pause,
            Consumer<Code> show,
            BooleanSupplier cancelled)
            throws StorageException {
        try (Wire wire =
                new Wire(
                        address,
                        new RommCredentials.None(),
                        RommSite.agent(appVersion),
                        clock,
                        pause::last,
                        RandomGenerator.getDefault())) {
            RommVersion version = new RommClient(wire).version();
            if (!version.atLeast(RommVersion.OLDEST)) throw wire.errors().tooOld(version);
            if (!version.atLeast(RommVersion.DEVICE_AUTHORIZATION)) throw wire.errors().noSignIn();
            JsonNode begun = begin(wire, device, appVersion);
            show.accept(code(address, begun));
            return await(wire, begun, clock, cancelled);
        }
    }

    private static JsonNode begin(Wire wire, Device device, String appVersion)
            throws StorageException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_device_identifier", device.id().toString());
        body.put("name", device.name());
        body.put("client", RommClient.CLIENT);
        body.put("platform", device.type().word());
        body.put("client_version", appVersion);
        body.put("requested_scopes", List.of(Login.SCOPES.split(" ")));
        Answer answer = wire.ask(Ask.post("/api/auth/device/init", body).unsigned());
        if (!answer.isData() || !answer.json().path("device_code").isString())
            throw wire.errors().answered(answer);
        return answer.json();
    }

    private static Code code(RommAddress address, JsonNode begun) {
        return new Code(
                begun.path("user_code").asString(""),
                address.at(begun.path("verification_path").asString("/pair/device")),
                address.at(begun.path("verification_path_complete").asString("/pair/device")),
                Duration.ofSeconds(begun.path("expires_in").asInt(USUAL_LIFE)));
    }

    private static Granted await(
            Wire wire, JsonNode begun, InstantSource clock, BooleanSupplier cancelled)
            throws StorageException {
        int interval = begun.path("interval").asInt(USUAL_INTERVAL);
        Instant end = clock.instant().plusSeconds(begun.path("expires_in").asInt(USUAL_LIFE));
        Ask poll =
                Ask.post(
                                "/api/auth/device/token",
                                Map.of("device_code", begun.path("device_code").asString("")))
                        .unsigned();
        while (clock.instant().isBefore(end)) {
            if (!passes(interval, wire, cancelled)) throw wire.errors().pairingStopped();
            Answer answer = wire.ask(poll);
            if (answer.isData()) return granted(answer.json());
            if (answer.status() != REFUSED) throw wire.errors().answered(answer);
            switch (answer.detail()) {
                case "authorization_pending" -> {
                    // Nobody has said anything yet
                }
                case "slow_down" -> interval += SLOWER;
                case "access_denied" -> throw wire.errors().pairingDenied();
                default -> throw wire.errors().pairingOver();
            }
        }
        throw wire.errors().pairingOver();
    }

    /// Lets time pass, in which a person who has lost patience is heard soon.
    private static boolean passes(int seconds, Wire wire, BooleanSupplier cancelled) {
        for (int i = 0; i < Math.max(1, seconds); i++)
            if (cancelled.getAsBoolean() || !wire.wait(Duration.ofSeconds(1))) return false;
        return !cancelled.getAsBoolean();
    }

    private static Granted granted(JsonNode json) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : json.path("scopes")) scopes.add(scope.asString());
        return new Granted(
                new RommCredentials.Token(json.path("access_token").asString("")),
                json.path("device_id").asString(""),
                NEEDED.stream().filter(scope -> !scopes.contains(scope)).toList(),
                !scopes.containsAll(TO_WRITE));
    }
}
