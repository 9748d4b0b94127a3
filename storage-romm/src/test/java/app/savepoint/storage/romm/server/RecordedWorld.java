package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The server as the live one was when it was recorded, and what happened there between the
/// requests that were written down.
final class RecordedWorld {
    static final String VIEWER = "viewer";
    static final String OTHER = "other";

    private static final Instant VIEWER_MADE = Instant.parse("2026-11-20T23:57:05Z");
    private static final String LAPTOP = "72f71a7c-4aa5-46ac-8614-cc1bd16c0615";
    private static final String DESKTOP = "a75f3157-142f-4095-8cd5-a0747c0081e7";
    private static final int GAME = 6;

    private final RommServer server;
    private final Likeness likeness;
    private final Rows.User viewer;
    private final Rows.User other;

    RecordedWorld(RommServer server, Likeness likeness, List<Transcript> all) {
        this.server = server;
        this.likeness = likeness;
        Instant start = server.clock().instant();
        server.clock().set(VIEWER_MADE);
        server.people().admin("admin", password("admin"));
        viewer = server.people().user(VIEWER, password(VIEWER));
        other = server.people().user(OTHER, password(OTHER));
        server.clock().set(start);
        RecordedLibrary library = new RecordedLibrary(server.library());
        library.platforms(answer(all, 71));
        library.games(answer(all, 79).get("items"), answer(all, 92).get("files"));
        List<String> full = List.of(scopes(all).split(" ", -1));
        bindTokens(full);
    }

    static String password(String user) {
        return user + " secret";
    }

    /// What was done on the live server before this request without being written down, and the ids
    /// that it drew.
    void before(Transcript transcript) throws IOException {
        foretell(transcript);
        switch (transcript.number()) {
            case 117 -> likeness.stampedAs("[2026-11-20_23-58-00]", "[2026-11-20_23-57-59]");
            case 40 -> {
                server.clock().set(Instant.parse("2026-11-20T23:57:40.8Z"));
                server.ids().nextDevice("fea52ed6-79fb-49a1-8f3c-55732ca2c65c");
                server.people().logIn(viewer);
            }
            case 51 -> {
                exchangeOnce();
                exchangeOnce();
            }
            case 53 -> server.people().expireTokens(viewer, Duration.ofSeconds(60));
            case 69 -> deniedFlow();
            case 214 -> {
                upload("2026-11-20T23:58:26.9Z", "clean", "c.sav", repeated("clean0"));
                upload("2026-11-20T23:58:28.1Z", "clean", "c.sav", repeated("clean1"));
                likeness.stampedAs("c [2026-11-20_23-58-28]", "c [2026-11-20_23-58-27]");
            }
            case 220 -> {
                upload("2026-11-20T23:58:31.1Z", "lost", "lost.sav", repeated("lost"));
                server.others(viewer).loseFile(32);
            }
            case 225 ->
                    server.others(viewer)
                            .delete(
                                    server.look().saves().stream()
                                            .mapToInt(Rows.Save::id)
                                            .toArray());
            case 238 -> {
                server.clock().set(Instant.parse("2026-11-20T23:58:38.5Z"));
                server.others(viewer)
                        .upload(
                                GAME,
                                "autosave",
                                "Some Game (USA).sav",
                                RecordedBytes.save(3),
                                "mgba",
                                device(DESKTOP),
                                true);
            }
            case 241 -> {
                server.clock().set(Instant.parse("2026-11-20T23:58:39.9Z"));
                post("/api/saves/34/downloaded", "{\"device_id\":\"" + LAPTOP + "\"}");
                server.clock().set(Instant.parse("2026-11-20T23:58:41.5Z"));
                server.others(viewer).putInPlace(34, putBytes());
            }
            case 254 -> enableDesktop(false);
            case 255 -> enableDesktop(true);
            case 257, 258 ->
                    post("/api/sync/negotiate", "{\"device_id\":\"" + LAPTOP + "\",\"saves\":[]}");
            case 280 -> server.people().enable(other, false);
            default -> {}
        }
    }

    /// Ids are drawn by lot; the server is told what the live one drew.
    private void foretell(Transcript transcript) {
        String body = transcript.body();
        if (body == null || !body.startsWith("{") || transcript.method().equals("GET")) {
            return;
        }
        JsonNode answer = Fields.read(body.getBytes(UTF_8));
        String path = transcript.target().replaceFirst("\\?.*", "");
        switch (path) {
            case "/api/devices", "/api/auth/device/approve" -> {
                boolean made = transcript.status() == Status.CREATED || path.endsWith("approve");
                if (made && answer.has("device_id")) {
                    server.ids().nextDevice(answer.get("device_id").asString());
                }
            }
            case "/api/auth/device/init" -> {
                if (answer.has("user_code")) {
                    server.ids().nextSecret(answer.get("device_code").asString());
                    server.ids().nextCode(answer.get("user_code").asString());
                }
            }
            default -> {
                if (answer.has("code")) {
                    server.ids().nextCode(answer.get("code").asString());
                }
            }
        }
    }

    private void deniedFlow() throws IOException {
        server.ids().nextSecret("c1ccab9325aaa25f055f9d077a26f89071001d65a103f2f1fded8d11d06d111c");
        server.ids().nextCode("Z6J4CZZT");
        post(
                "/api/auth/device/init",
                "{\"client_device_identifier\":\"two\",\"name\":\"x\",\"client\":\"x\","
                        + "\"requested_scopes\":[\"me.read\"]}");
    }

    private void exchangeOnce() throws IOException {
        post("/api/client-tokens/exchange", "{\"code\":\"ZZZZ9999\"}");
    }

    private void upload(String moment, String slot, String name, byte[] bytes) {
        server.clock().set(Instant.parse(moment));
        server.others(viewer).upload(GAME, slot, name, bytes, null, device(LAPTOP), false);
    }

    private Rows.Device device(String id) {
        return server.look().devices().stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void enableDesktop(boolean enabled) throws IOException {
        send("PUT", "/api/devices/" + DESKTOP, "{\"sync_enabled\":" + enabled + "}");
    }

    private void post(String path, String json) throws IOException {
        send("POST", path, json);
    }

    private void send(String method, String path, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        RawHttp.send(
                server.address(),
                method + " " + path + " HTTP/1.1",
                List.of(
                        new Answer.Header("Authorization", likeness.filled("Bearer <jwt-1>")),
                        new Answer.Header("Connection", "close"),
                        new Answer.Header("Content-Length", String.valueOf(body.length))),
                body);
    }

    private void bindTokens(List<String> full) {
        People people = server.people();
        Duration life = Duration.ofMinutes(30);
        String good = people.jwt(viewer, full, life);
        List<String> reading = new ArrayList<>(full);
        reading.removeAll(List.of("devices.write", "assets.write"));
        List<String> deviceless = new ArrayList<>(full);
        deviceless.removeAll(List.of("devices.write", "devices.read"));
        likeness.bind("<jwt-7>", people.jwt(viewer, full, Duration.ofMinutes(-1)));
        likeness.bind("<jwt-8>", good.substring(0, good.length() - 4) + "AAAA");
        likeness.bind("<jwt-9>", people.jwt(other, full, life));
        likeness.bind("<jwt-10>", people.jwt(viewer, reading, life));
        likeness.bind("<jwt-11>", people.jwt(viewer, deviceless, life));
        likeness.bind("<64-hex-3>", "0".repeat(64));
    }

    private static String scopes(List<Transcript> all) {
        String form =
                all.stream()
                        .filter(one -> one.number() == 9)
                        .findFirst()
                        .orElseThrow()
                        .requestBody();
        String text = form == null ? "" : form;
        return text.substring(text.indexOf("scope=") + "scope=".length()).replace('+', ' ');
    }

    private static JsonNode answer(List<Transcript> all, int number) {
        Transcript found =
                all.stream().filter(one -> one.number() == number).findFirst().orElseThrow();
        String body = found.body();
        return Fields.read((body == null ? "{}" : body).getBytes(UTF_8));
    }

    private static byte[] repeated(String word) {
        return word.repeat(20).getBytes(UTF_8);
    }

    private static byte[] putBytes() {
        return Arrays.copyOf("SRAM-put".repeat(64).getBytes(UTF_8), 512);
    }
}
