package app.savepoint.storage.romm.server;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// A server with one user, one game and two devices, for the tests of the server itself.
final class World implements AutoCloseable {
    static final String GAME = "Some Game (USA).gba";
    static final String SLOT = "autosave";
    static final String SAVE = "Some Game (USA).srm";

    private final RommServer server;
    private final Rows.User user;
    private final Rows.Rom rom;
    private final Client client;
    private final String laptop;
    private final String desktop;

    World(Level level) throws IOException, InterruptedException {
        server = RommServer.start(level);
        user = server.people().user("player", "secret");
        rom = server.library().rom(server.library().platform("gba"), GAME);
        client = clientOf(user);
        laptop = device("laptop");
        desktop = device("desktop");
    }

    RommServer server() {
        return server;
    }

    Rows.User user() {
        return user;
    }

    Rows.Rom rom() {
        return rom;
    }

    Client client() {
        return client;
    }

    /// The device that has uploaded, in most tests.
    String laptop() {
        return laptop;
    }

    /// The other one.
    String desktop() {
        return desktop;
    }

    /// A client that may do all that Savepoint does.
    Client clientOf(Rows.User whose) {
        return new Client(
                server, server.people().jwt(whose, Scopes.ALL_WE_NEED, Duration.ofDays(300)));
    }

    String device(String host) throws IOException, InterruptedException {
        return client.post(
                        "/api/devices",
                        "{\"hostname\":\""
                                + host
                                + "\",\"platform\":\"linux\",\"name\":\""
                                + host
                                + "\"}")
                .json()
                .get("device_id")
                .asString();
    }

    /// Uploads into the slot, a second after whatever was before.
    Client.Got upload(String device, String content) throws IOException, InterruptedException {
        return upload(device, content, "");
    }

    Client.Got upload(String device, String content, String more)
            throws IOException, InterruptedException {
        server.advance(Duration.ofSeconds(2));
        return client.save(
                "rom_id=" + rom.id() + "&slot=" + SLOT + "&device_id=" + device + more,
                SAVE,
                content);
    }

    /// Uploads without a slot.
    Client.Got archive(String device, String content) throws IOException, InterruptedException {
        server.advance(Duration.ofSeconds(2));
        return client.save("rom_id=" + rom.id() + "&device_id=" + device, SAVE, content);
    }

    Client.Got downloaded(int save, String device) throws IOException, InterruptedException {
        return client.post(
                "/api/saves/" + save + "/downloaded", "{\"device_id\":\"" + device + "\"}");
    }

    /// What the server says of a save to a device: the first of `device_syncs`.
    JsonNode sync(int save, String device) throws IOException, InterruptedException {
        return client.get("/api/saves/" + save + "?device_id=" + device)
                .json()
                .get("device_syncs")
                .get(0);
    }

    static int id(Client.Got got) {
        return got.json().get("id").asInt();
    }

    static String text(Client.Got got, String field) {
        return got.json().get(field).asString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
