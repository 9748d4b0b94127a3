package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The path that every client goes, at every level.
class FirstStepsTest {
    @ParameterizedTest
    @EnumSource
    void a_save_goes_up_and_comes_down_again(Level level) throws Exception {
        try (RommServer server = RommServer.start(level)) {
            Rows.User user = server.people().user("player", "secret");
            Rows.Rom rom =
                    server.library().rom(server.library().platform("gba"), "Some Game (USA).gba");
            String token = server.people().jwt(user, Scopes.ALL_WE_NEED, Duration.ofMinutes(30));
            try (Client client = new Client(server, token)) {
                assertThat(client.get("/api/heartbeat").json().at("/SYSTEM/VERSION").asString())
                        .isEqualTo(level.version());
                String device =
                        client.post("/api/devices", "{\"hostname\":\"pc\",\"platform\":\"linux\"}")
                                .json()
                                .get("device_id")
                                .asString();
                String query = "rom_id=" + rom.id() + "&slot=autosave&device_id=" + device;
                Client.Got up = client.save(query, "Some Game (USA).srm", "progress");
                assertThat(up.status()).isEqualTo(200);
                int id = up.json().get("id").asInt();
                assertThat(client.get("/api/saves/identifiers").json().toString())
                        .isEqualTo("[" + id + "]");
                assertThat(client.get("/api/saves/" + id + "/content").body())
                        .isEqualTo("progress".getBytes(UTF_8));
                assertThat(client.get("/api/roms").json().get("total").asInt()).isOne();
                assertThat(client.get("/api/platforms").json().get(0).get("slug").asString())
                        .isEqualTo("gba");
            }
        }
    }

    @Test
    void a_device_is_let_in_by_a_browser() throws Exception {
        try (RommServer server = RommServer.start(Level.V5_2);
                Client stranger = new Client(server, null)) {
            Rows.User user = server.people().user("player", "secret");
            Client.Got init =
                    stranger.post(
                            "/api/auth/device/init",
                            """
                            {"client_device_identifier":"one","name":"PC","client":"savepoint",
                            "requested_scopes":["me.read","assets.read","devices.read"]}
                            """);
            assertThat(init.status()).isEqualTo(201);
            String poll = "{\"device_code\":\"" + init.json().get("device_code").asString() + "\"}";
            assertThat(stranger.post("/api/auth/device/token", poll).detail())
                    .isEqualTo("authorization_pending");
            server.people().approve(user, init.json().get("user_code").asString());
            server.advance(Duration.ofSeconds(6));
            Client.Got token = stranger.post("/api/auth/device/token", poll);
            String secret = token.json().get("access_token").asString();
            try (Client client = new Client(server, secret)) {
                assertThat(client.get("/api/users/me").json().get("current_device_id").asString())
                        .isEqualTo(token.json().get("device_id").asString());
            }
        }
    }
}
