package app.savepoint.storage.romm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is let in, and how the server says that somebody is not.
class LogInConformanceTest {
    private static final String TOKEN = "/api/token";

    @ParameterizedTest
    @EnumSource
    void anybody_may_ask_which_version_it_is(Level level) throws Exception {
        try (World world = new World(level);
                Client stranger = new Client(world.server(), null)) {
            assertThat(stranger.get("/api/heartbeat").json().at("/SYSTEM/VERSION").asString())
                    .isEqualTo(level.version());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_slash_at_the_end_changes_nothing(Level level) throws Exception {
        try (World world = new World(level)) {
            assertThat(world.client().get("/api/platforms/").text())
                    .isEqualTo(world.client().get("/api/platforms").text());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stranger_gets_401_from_5_2_and_403_before(Level level) throws Exception {
        try (World world = new World(level);
                Client stranger = new Client(world.server(), null)) {
            Client.Got got = stranger.get("/api/platforms");
            if (level.from(Level.V5_2)) {
                assertThat(got.status()).isEqualTo(401);
                assertThat(got.detail()).isEqualTo("Not authenticated");
                assertThat(got.header("www-authenticate")).isEqualTo("Bearer");
            } else {
                assertThat(got.status()).isEqualTo(403);
                assertThat(got.detail()).isEqualTo("Forbidden");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_without_the_scope_gets_403(Level level) throws Exception {
        try (World world = new World(level)) {
            String narrow =
                    world.server()
                            .people()
                            .jwt(world.user(), List.of("me.read"), Duration.ofMinutes(5));
            try (Client client = new Client(world.server(), narrow)) {
                Client.Got got = client.get("/api/platforms");
                assertThat(got.status()).isEqualTo(403);
                assertThat(got.detail()).isEqualTo("Forbidden");
            }
        }
    }

    @Test
    void a_client_token_that_is_unknown_or_over_or_taken_back_makes_a_stranger() throws Exception {
        try (World world = new World(Level.V5_2)) {
            People people = world.server().people();
            String token = people.token(world.user(), Scopes.ALL_WE_NEED);
            try (Client client = new Client(world.server(), token);
                    Client unknown = new Client(world.server(), "rmm_" + "0".repeat(64))) {
                assertThat(client.get("/api/users/me").status()).isEqualTo(200);
                assertThat(unknown.get("/api/users/me").status()).isEqualTo(401);
                people.expireTokens(world.user(), Duration.ofSeconds(1));
                assertThat(client.get("/api/users/me").status()).isEqualTo(401);
                people.revokeTokens(world.user());
                assertThat(client.get("/api/users/me").status()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_token_of_oauth_that_is_over_breaks_every_route() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String token =
                    world.server()
                            .people()
                            .jwt(world.user(), Scopes.ALL_WE_NEED, Duration.ofMinutes(1));
            world.server().advance(Duration.ofMinutes(1));
            try (Client client = new Client(world.server(), token)) {
                Client.Got got = client.get("/api/heartbeat");
                assertThat(got.status()).isEqualTo(500);
                assertThat(got.header("content-type")).startsWith("text/plain");
            }
        }
    }

    @Test
    void a_password_gives_a_pair_of_tokens_and_a_refresh_token_works_once() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got pair =
                    world.client()
                            .form(
                                    TOKEN,
                                    "grant_type=password&username=player&password=secret"
                                            + "&scope=me.read+platforms.read");
            assertThat(pair.json().get("expires").asInt()).isEqualTo(1800);
            assertThat(pair.json().get("refresh_expires").asInt()).isEqualTo(604_800);
            String refresh = World.text(pair, "refresh_token");
            String again = "grant_type=refresh_token&refresh_token=" + refresh;
            assertThat(world.client().form(TOKEN, again).json().has("refresh_token")).isTrue();
            Client.Got twice = world.client().form(TOKEN, again);
            assertThat(twice.status()).isEqualTo(401);
            assertThat(twice.detail()).isEqualTo("Could not validate credentials");
            try (Client client = new Client(world.server(), refresh)) {
                assertThat(client.get("/api/platforms").status()).isEqualTo(401);
            }
        }
    }

    @Test
    void on_4_7_a_refresh_gives_no_new_refresh_token_and_the_old_one_goes_on_working()
            throws Exception {
        try (World world = new World(Level.V4_7)) {
            Client.Got pair =
                    world.client()
                            .form(TOKEN, "grant_type=password&username=player&password=secret");
            String again =
                    "grant_type=refresh_token&refresh_token=" + World.text(pair, "refresh_token");
            assertThat(world.client().form(TOKEN, again).json().has("refresh_token")).isFalse();
            assertThat(world.client().form(TOKEN, again).status()).isEqualTo(200);
        }
    }

    @Test
    void a_password_gives_no_scope_that_the_user_lacks() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got =
                    world.client()
                            .form(
                                    TOKEN,
                                    "grant_type=password&username=player&password=secret"
                                            + "&scope=users.write");
            assertThat(got.status()).isEqualTo(403);
            assertThat(got.detail()).isEqualTo("Insufficient scope");
        }
    }

    @Test
    void a_write_without_an_authorization_is_refused_before_all_else() throws Exception {
        try (World world = new World(Level.V5_2);
                Client stranger = new Client(world.server(), null)) {
            Client.Got got = stranger.post("/api/devices", "{}");
            assertThat(got.status()).isEqualTo(403);
            assertThat(got.text()).isEqualTo("CSRF token verification failed");
        }
    }

    @Test
    void an_exchanged_code_renews_the_secret_and_works_once() throws Exception {
        try (World world = new World(Level.V5_2)) {
            People people = world.server().people();
            String all =
                    people.jwt(world.user(), List.of("me.read", "me.write"), Duration.ofMinutes(5));
            try (Client browser = new Client(world.server(), all);
                    Client stranger = new Client(world.server(), null)) {
                Client.Got made =
                        browser.post(
                                "/api/client-tokens", "{\"name\":\"x\",\"scopes\":[\"me.read\"]}");
                String old = World.text(made, "raw_token");
                Client.Got pair =
                        browser.post("/api/client-tokens/" + World.id(made) + "/pair", "{}");
                String code = "{\"code\":\"" + World.text(pair, "code") + "\"}";
                String renewed =
                        World.text(stranger.post("/api/client-tokens/exchange", code), "raw_token");
                try (Client before = new Client(world.server(), old);
                        Client after = new Client(world.server(), renewed)) {
                    assertThat(before.get("/api/users/me").status()).isEqualTo(401);
                    assertThat(after.get("/api/users/me").status()).isEqualTo(200);
                }
                assertThat(stranger.post("/api/client-tokens/exchange", code).status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void the_sixth_exchange_within_a_minute_is_too_many() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String path = "/api/client-tokens/exchange";
            String code = "{\"code\":\"ZZZZ9999\"}";
            for (int tries = 0; tries < 5; tries++) {
                assertThat(world.client().post(path, code).status()).isEqualTo(404);
            }
            assertThat(world.client().post(path, code).status()).isEqualTo(429);
            world.server().advance(Duration.ofSeconds(61));
            assertThat(world.client().post(path, code).status()).isEqualTo(404);
        }
    }

    @Test
    void a_client_token_loses_what_its_user_loses() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String token =
                    world.server().people().token(world.user(), List.of("me.read", "users.write"));
            try (Client client = new Client(world.server(), token)) {
                world.server().people().enable(world.user(), false);
                assertThat(client.get("/api/users/me").status()).isEqualTo(401);
                assertThat(world.client().get("/api/users/me").status()).isEqualTo(500);
            }
        }
    }
}
