package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Games and platforms, what the server says it can do, and what a test can do to it.
class LibraryConformanceTest {
    @Test
    void a_page_has_its_bounds() throws Exception {
        try (World world = new World(Level.V5_2)) {
            assertThat(world.client().get("/api/roms?limit=0").status()).isEqualTo(422);
            assertThat(world.client().get("/api/roms?limit=10001").status()).isEqualTo(422);
            JsonNode beyond = world.client().get("/api/roms?offset=50").json();
            assertThat(beyond.get("items").isEmpty()).isTrue();
            assertThat(beyond.get("total").asInt()).isOne();
        }
    }

    @Test
    void pages_in_the_order_of_ids_hold_every_game_once() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Rows.Platform platform = world.server().library().platform("snes");
            for (int number = 0; number < 7; number++) {
                world.server().library().rom(platform, "Game " + (9 - number) + ".sfc");
            }
            String query = "/api/roms?order_by=id&order_dir=asc&limit=3&offset=";
            StringBuilder ids = new StringBuilder();
            for (int offset = 0; offset < 9; offset += 3) {
                world.client()
                        .get(query + offset)
                        .json()
                        .get("items")
                        .forEach(item -> ids.append(item.get("id").asInt()).append(' '));
            }
            assertThat(ids).hasToString("1 2 3 4 5 6 7 8 ");
        }
    }

    @Test
    void a_game_is_found_by_any_hash_of_its_bytes() throws Exception {
        try (World world = new World(Level.V5_2)) {
            byte[] bytes = World.GAME.getBytes(UTF_8);
            String sha1 = ContentHash.hex("SHA-1", bytes);
            assertThat(World.id(world.client().get("/api/roms/by-hash?sha1_hash=" + sha1))).isOne();
            assertThat(
                            World.id(
                                    world.client()
                                            .get(
                                                    "/api/roms/by-hash?crc_hash=0&md5_hash="
                                                            + ContentHash.md5(bytes))))
                    .isOne();
            assertThat(world.client().get("/api/roms/by-hash").status()).isEqualTo(400);
            assertThat(world.client().get("/api/roms/by-hash?md5_hash=0").status()).isEqualTo(404);
        }
    }

    @Test
    void names_tell_region_language_revision_and_the_rest() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Rows.Rom rom =
                    world.server()
                            .library()
                            .rom(
                                    world.server().library().platform("snes"),
                                    "Game (Europe) (En,Fr) (Rev 1) [Hack].sfc");
            JsonNode game = world.client().get("/api/roms/" + rom.id()).json();
            assertThat(game.get("regions").toString()).isEqualTo("[\"Europe\"]");
            assertThat(game.get("languages").toString()).isEqualTo("[\"English\",\"French\"]");
            assertThat(game.get("revision").asString()).isEqualTo("1");
            assertThat(game.get("tags").toString()).isEqualTo("[\"Hack\"]");
            assertThat(game.get("fs_name_no_tags").asString()).isEqualTo("Game");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_description_of_the_routes_shows_what_a_version_can(Level level) throws Exception {
        try (World world = new World(level)) {
            JsonNode paths = world.client().get("/openapi.json").json().get("paths");
            assertThat(paths.has("/api/devices")).isTrue();
            assertThat(paths.has("/api/client-tokens")).isEqualTo(level.from(Level.V4_8));
            assertThat(paths.has("/api/sync/negotiate")).isEqualTo(level.from(Level.V4_9));
            assertThat(paths.has("/api/auth/device/init")).isEqualTo(level.from(Level.V5_0));
            assertThat(paths.get("/api/saves").toString().contains("\"rom_ids\""))
                    .isEqualTo(level.from(Level.V5_3));
        }
    }

    @Test
    void an_upgrade_to_4_9_fills_in_hashes_and_makes_every_row_new() throws Exception {
        try (World world = new World(Level.V4_8)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            world.server().advance(Duration.ofSeconds(2));
            world.server().upgrade(Level.V4_9);
            Rows.Save row = world.server().look().saves().getFirst();
            assertThat(row.contentHash()).isEqualTo(ContentHash.md5("one".getBytes(UTF_8)));
            assertThat(world.sync(save, world.laptop()).get("is_current").asBoolean()).isFalse();
        }
    }

    @Test
    void a_backup_brings_back_rows_files_and_the_next_id() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            RommServer.Backup backup = world.server().backup();
            int second = World.id(world.upload(world.laptop(), "two"));
            world.downloaded(1, world.desktop());
            world.server().restore(backup);
            assertThat(world.sync(1, world.desktop()).get("is_current").asBoolean()).isFalse();
            assertThat(world.client().get("/api/saves/identifiers").text()).isEqualTo("[1]");
            assertThat(World.id(world.upload(world.laptop(), "three"))).isEqualTo(second);
        }
    }

    @Test
    void a_game_that_is_imported_again_has_another_id_and_no_saves() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            Rows.Rom again = world.server().library().importAgain(1);
            assertThat(again.id()).isEqualTo(2);
            assertThat(again.md5()).isEqualTo(world.rom().md5());
            assertThat(world.upload(world.laptop(), "two").status()).isEqualTo(404);
            assertThat(world.server().look().saves()).isEmpty();
        }
    }

    @Test
    void the_time_of_the_answer_is_the_clocks() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.server().advance(Duration.ofHours(3));
            assertThat(world.client().get("/api/heartbeat").header("date"))
                    .isEqualTo("Sat, 22 Aug 2026 13:00:00 GMT");
        }
    }

    @Test
    void mariadb_finds_a_slot_whatever_its_case_and_postgres_does_not() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            String path = "/api/saves?slot=AutoSave";
            assertThat(world.client().get(path).json().size()).isOne();
            world.server().store(Store.POSTGRES);
            assertThat(world.client().get(path).json().size()).isZero();
        }
    }

    @Test
    void postgres_keeps_fractions_of_seconds() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.server().store(Store.POSTGRES);
            Client.Got first = world.upload(world.laptop(), "one");
            assertThat(first.json().at("/device_syncs/0/is_current").asBoolean()).isTrue();
            assertThat(World.text(world.client().get("/api/saves/1"), "updated_at"))
                    .isEqualTo("2026-08-22T10:00:02.250000+00:00");
        }
    }

    @Test
    void the_web_player_names_its_saves_by_the_game_and_the_time() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Rows.Save save = world.server().others(world.user()).webSave(1, "web".getBytes(UTF_8));
            assertThat(save.fileName()).isEqualTo("Some Game (USA) [2026-08-22 10-00-00-250].srm");
            assertThat(save.slot()).isNull();
        }
    }

    @Test
    void it_speaks_tls_with_a_certificate_that_nobody_knows(@TempDir Path folder) throws Exception {
        SelfSigned own = SelfSigned.make(folder);
        TestClock clock = new TestClock(RommServer.START);
        try (RommServer server = RommServer.startSecure(Level.V5_2, clock, own.context());
                Client client = new Client(server, null)) {
            assertThat(own.pem()).startsWith("-----BEGIN CERTIFICATE-----");
            assertThatThrownBy(() -> client.get("/api/heartbeat")).isInstanceOf(SSLException.class);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.address() + "/api/heartbeat")).build();
            try (HttpClient knowing =
                    HttpClient.newBuilder().sslContext(trusting(own.pem())).build()) {
                assertThat(knowing.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static SSLContext trusting(String pem) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        known.setCertificateEntry(
                "romm",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8))));
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
