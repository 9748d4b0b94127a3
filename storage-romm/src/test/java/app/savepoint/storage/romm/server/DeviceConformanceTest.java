package app.savepoint.storage.romm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How devices are let in by a browser, known again and taken away.
class DeviceConformanceTest {
    private static final String INIT = "/api/auth/device/init";
    private static final String POLL = "/api/auth/device/token";

    @Test
    void a_flow_begins_with_two_codes_of_their_lengths() throws Exception {
        try (World world = new World(Level.V5_0)) {
            Client.Got got = init(world);
            assertThat(got.status()).isEqualTo(201);
            assertThat(World.text(got, "device_code")).matches("[0-9a-f]{64}");
            assertThat(World.text(got, "user_code")).matches("[A-HJ-NP-Z2-9]{8}");
            assertThat(World.text(got, "verification_path_complete"))
                    .isEqualTo("/pair/device?user_code=" + World.text(got, "user_code"));
            assertThat(got.json().get("expires_in").asInt()).isEqualTo(600);
            assertThat(got.json().get("interval").asInt()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_such_flow_before_5_0(Level level) throws Exception {
        try (World world = new World(level)) {
            assertThat(init(world).status()).isEqualTo(level.from(Level.V5_0) ? 201 : 404);
        }
    }

    @Test
    void who_polls_within_five_seconds_is_told_to_slow_down() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String code = code(init(world));
            assertThat(poll(world, code).detail()).isEqualTo("authorization_pending");
            assertThat(poll(world, code).detail()).isEqualTo("slow_down");
            world.server().advance(Duration.ofSeconds(5));
            assertThat(poll(world, code).detail()).isEqualTo("authorization_pending");
        }
    }

    @Test
    void an_approved_token_is_handed_out_once() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got init = init(world);
            String typed = World.text(init, "user_code");
            assertThat(world.server().people().waitingCodes()).containsExactly(typed);
            world.server().people().approve(world.user(), typed);
            assertThat(world.server().people().waitingCodes()).isEmpty();
            Client.Got token = poll(world, code(init));
            assertThat(token.status()).isEqualTo(200);
            assertThat(World.text(token, "access_token")).matches("rmm_[0-9a-f]{64}");
            world.server().advance(Duration.ofSeconds(5));
            assertThat(poll(world, code(init)).detail()).isEqualTo("expired_token");
        }
    }

    @Test
    void a_flow_that_is_denied_says_so_and_is_then_forgotten() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got init = init(world);
            world.server().people().deny(World.text(init, "user_code"));
            assertThat(poll(world, code(init)).detail()).isEqualTo("access_denied");
            world.server().advance(Duration.ofSeconds(61));
            assertThat(poll(world, code(init)).detail()).isEqualTo("expired_token");
        }
    }

    @Test
    void a_flow_ends_after_ten_minutes() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got init = init(world);
            world.server().advance(Duration.ofMinutes(10));
            assertThat(poll(world, code(init)).detail()).isEqualTo("expired_token");
        }
    }

    @Test
    void one_installation_stays_one_device_and_its_older_token_goes_on_working() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got one = approved(world);
            Client.Got two = approved(world);
            assertThat(World.text(two, "device_id")).isEqualTo(World.text(one, "device_id"));
            try (Client old = new Client(world.server(), World.text(one, "access_token"));
                    Client next = new Client(world.server(), World.text(two, "access_token"))) {
                assertThat(old.get("/api/users/me").status()).isEqualTo(200);
                assertThat(next.get("/api/users/me").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void who_approves_may_take_scopes_away_and_name_the_device() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got init = init(world);
            world.server()
                    .people()
                    .approve(
                            world.user(),
                            World.text(init, "user_code"),
                            List.of("me.read"),
                            "Sofa");
            Client.Got token = poll(world, code(init));
            assertThat(token.json().get("scopes").toString()).isEqualTo("[\"me.read\"]");
            String device = World.text(token, "device_id");
            assertThat(World.text(world.client().get("/api/devices/" + device), "name"))
                    .isEqualTo("Sofa");
        }
    }

    @Test
    void a_machine_that_is_known_gets_its_device_again_unchanged() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got again =
                    world.client()
                            .post(
                                    "/api/devices",
                                    """
                                    {"hostname":"laptop","platform":"linux","name":"other",
                                    "client":"somebody else"}
                                    """);
            assertThat(again.status()).isEqualTo(200);
            assertThat(World.text(again, "device_id")).isEqualTo(world.laptop());
            assertThat(World.text(again, "name")).isEqualTo("laptop");
        }
    }

    @Test
    void who_wants_no_existing_device_gets_409_and_its_id() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got =
                    world.client()
                            .post(
                                    "/api/devices",
                                    """
                                    {"hostname":"laptop","platform":"linux",
                                    "allow_existing":false}
                                    """);
            assertThat(got.status()).isEqualTo(409);
            assertThat(got.json().at("/detail/error").asString()).isEqualTo("device_exists");
            assertThat(got.json().at("/detail/device_id").asString()).isEqualTo(world.laptop());
        }
    }

    @Test
    void who_allows_duplicates_gets_a_new_device() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got =
                    world.client()
                            .post(
                                    "/api/devices",
                                    """
                                    {"hostname":"laptop","platform":"linux",
                                    "allow_duplicate":true}
                                    """);
            assertThat(got.status()).isEqualTo(201);
            assertThat(World.text(got, "device_id")).isNotEqualTo(world.laptop());
        }
    }

    @Test
    void a_device_that_is_deleted_leaves_its_saves() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            world.client()
                    .post(
                            "/api/sync/negotiate",
                            "{\"device_id\":\"" + world.laptop() + "\",\"saves\":[]}");
            Client.Got got = world.client().delete("/api/devices/" + world.laptop());
            assertThat(got.status()).isEqualTo(204);
            assertThat(world.server().look().syncs()).isEmpty();
            assertThat(world.server().look().sessions()).isEmpty();
            Client.Got row = world.client().get("/api/saves/" + save);
            assertThat(row.json().get("origin_device_id").isNull()).isTrue();
        }
    }

    @Test
    void reset_syncs_forgets_what_the_device_had() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            world.client()
                    .post(
                            "/api/devices",
                            """
                            {"hostname":"laptop","platform":"linux","reset_syncs":true}
                            """);
            assertThat(world.upload(world.laptop(), "two").status()).isEqualTo(409);
        }
    }

    private static Client.Got init(World world) throws IOException, InterruptedException {
        return world.client()
                .post(
                        INIT,
                        """
                        {"client_device_identifier":"one","name":"PC","client":"savepoint",
                        "requested_scopes":["me.read","assets.read"]}
                        """);
    }

    private static Client.Got approved(World world) throws IOException, InterruptedException {
        Client.Got init = init(world);
        world.server().people().approve(world.user(), World.text(init, "user_code"));
        return poll(world, code(init));
    }

    private static String code(Client.Got init) {
        return World.text(init, "device_code");
    }

    private static Client.Got poll(World world, String code)
            throws IOException, InterruptedException {
        return world.client().post(POLL, "{\"device_code\":\"" + code + "\"}");
    }
}
