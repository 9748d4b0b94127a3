package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What the server advises, and its sessions. The head is written at second 2.
class SyncConformanceTest {
    private static final String EARLIER = "2026-08-22T09:00:00Z";
    private static final String HEAD = "2026-08-22T10:00:02Z";
    private static final String LATER = "2026-08-22T11:00:00Z";

    @ParameterizedTest
    @EnumSource
    void there_is_advice_from_4_9(Level level) throws Exception {
        try (World world = new World(level)) {
            assertThat(negotiate(world, world.laptop()).status())
                    .isEqualTo(level.from(Level.V4_9) ? 200 : 404);
        }
    }

    @Test
    void it_needs_a_device_that_is_there_and_may_sync() throws Exception {
        try (World world = new World(Level.V5_2)) {
            assertThat(negotiate(world, "nope").status()).isEqualTo(404);
            assertThat(world.client().post("/api/sync/negotiate", "{\"saves\":[]}").status())
                    .isEqualTo(400);
            world.client().put("/api/devices/" + world.laptop(), "{\"sync_enabled\":false}");
            Client.Got off = negotiate(world, world.laptop());
            assertThat(off.status()).isEqualTo(400);
            assertThat(off.detail()).isEqualTo("Sync is disabled for this device");
        }
    }

    @Test
    void a_save_without_a_slot_is_always_to_be_uploaded() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(advice(world, world.laptop(), entry(null, md5("one"), HEAD)))
                    .isEqualTo("upload: Save exists on client but not on server");
        }
    }

    @Test
    void equal_hashes_are_identical_whatever_the_times() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            for (String time : new String[] {EARLIER, HEAD, LATER}) {
                assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("one"), time)))
                        .isEqualTo("no_op: Content is identical");
            }
        }
    }

    @Test
    void an_untracked_save_is_left_alone() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            world.client()
                    .post(
                            "/api/saves/" + save + "/untrack",
                            "{\"device_id\":\"" + world.laptop() + "\"}");
            assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("x"), LATER)))
                    .isEqualTo("no_op: Save is untracked on this device");
            assertThat(operations(world, world.laptop())).isEmpty();
        }
    }

    @Test
    void a_device_with_a_record_is_judged_by_what_changed_since() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("x"), LATER)))
                    .isEqualTo("upload: Client save is newer than last sync");
            assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("x"), EARLIER)))
                    .isEqualTo("no_op: No changes since last sync");
            world.server().advance(Duration.ofSeconds(2));
            world.server().others(world.user()).putInPlace(save, "two".getBytes(UTF_8));
            assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("x"), LATER)))
                    .isEqualTo("conflict: Both sides changed since last sync");
            assertThat(advice(world, world.laptop(), entry(World.SLOT, md5("x"), EARLIER)))
                    .isEqualTo("download: Server save is newer than last sync");
            assertThat(operations(world, world.laptop()))
                    .isEqualTo(
                            "download: Server save updated since last sync, not present on client");
        }
    }

    @Test
    void a_device_without_a_record_is_judged_by_the_clocks() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(advice(world, world.desktop(), entry(World.SLOT, md5("x"), LATER)))
                    .isEqualTo("upload: Client save is newer (no sync history)");
            assertThat(advice(world, world.desktop(), entry(World.SLOT, md5("x"), EARLIER)))
                    .isEqualTo("download: Server save is newer (no sync history)");
            assertThat(advice(world, world.desktop(), entry(World.SLOT, md5("x"), HEAD)))
                    .isEqualTo("conflict: Same timestamp but different content");
            assertThat(advice(world, world.desktop(), entry(World.SLOT, null, HEAD)))
                    .isEqualTo("conflict: Same timestamp but different content");
        }
    }

    @Test
    void nothing_known_of_both_seems_identical() throws Exception {
        try (World world = new World(Level.V5_2)) {
            byte[] broken = "PK\005\006\1\0\1\0\1\0\1\0\1\0\1\0\1\0\1\0\1\0".getBytes(UTF_8);
            world.server().advance(Duration.ofSeconds(2));
            world.client()
                    .upload(
                            "POST",
                            "/api/saves?rom_id=1&slot=autosave",
                            "saveFile",
                            "x.srm",
                            broken);
            assertThat(advice(world, world.desktop(), entry(World.SLOT, null, HEAD)))
                    .isEqualTo("no_op: Saves appear identical");
        }
    }

    @Test
    void an_empty_list_brings_each_head_that_the_device_never_had() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            world.upload(world.laptop(), "two");
            world.server().others(world.user()).upload(1, "other", "y.srm", "y".getBytes(UTF_8));
            String absent = "download: Save exists on server but not on client";
            assertThat(operations(world, world.desktop())).isEqualTo(absent + "\n" + absent);
            assertThat(operations(world, world.laptop())).isEqualTo(absent);
        }
    }

    @Test
    void a_slot_spelt_otherwise_is_another_slot() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(operations(world, world.desktop(), entry("Autosave", md5("one"), HEAD)))
                    .isEqualTo(
                            "upload: Save exists on client but not on server\n"
                                    + "download: Save exists on server but not on client");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5_2", "V5_3"})
    void only_5_3_looks_at_the_games_that_are_named(Level level) throws Exception {
        try (World world = new World(level)) {
            world.upload(world.laptop(), "one");
            Client.Got got =
                    world.client()
                            .post(
                                    "/api/sync/negotiate",
                                    "{\"device_id\":\""
                                            + world.desktop()
                                            + "\",\"saves\":[],\"rom_ids\":[]}");
            assertThat(got.json().get("operations").size())
                    .isEqualTo(level.from(Level.V5_3) ? 0 : 1);
        }
    }

    @Test
    void a_second_negotiation_cancels_the_first_session() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int first = session(negotiate(world, world.laptop()));
            negotiate(world, world.laptop());
            assertThat(World.text(world.client().get("/api/sync/sessions/" + first), "status"))
                    .isEqualTo("CANCELLED");
            Client.Got got = complete(world, first, "{}");
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.detail()).isEqualTo("Session is already CANCELLED");
        }
    }

    @Test
    void completing_a_session_puts_its_own_counts() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int session = session(negotiate(world, world.laptop()));
            world.upload(world.laptop(), "one", "&session_id=" + session);
            assertThat(world.server().look().sessions().getFirst().completed()).isOne();
            JsonNode done =
                    complete(world, session, "{\"operations_completed\":3,\"operations_failed\":1}")
                            .json()
                            .get("session");
            assertThat(done.get("operations_completed").asInt()).isEqualTo(3);
            assertThat(done.get("operations_failed").asInt()).isOne();
        }
    }

    @Test
    void play_sessions_are_taken_once_and_not_from_the_future() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String good = play("2026-08-22T08:00:00Z", "2026-08-22T09:00:00Z");
            assertThat(played(world, good).json().at("/results/0/status").asString())
                    .isEqualTo("created");
            assertThat(played(world, good).json().at("/results/0/status").asString())
                    .isEqualTo("duplicate");
            String future = play("2026-08-22T08:00:00Z", "2026-08-22T12:00:00Z");
            assertThat(played(world, future).json().at("/results/0/status").asString())
                    .isEqualTo("error");
            assertThat(
                            played(world, play("2026-08-22T08:00:00.1Z", "2026-08-22T08:00:00.9Z"))
                                    .status())
                    .isEqualTo(422);
            assertThat(played(world, play("2026-08-22T08:00:00", "2026-08-22T09:00:00")).status())
                    .isEqualTo(500);
            StringJoiner many = new StringJoiner(",");
            for (int count = 0; count < 101; count++) {
                many.add(good);
            }
            assertThat(played(world, many.toString()).status()).isEqualTo(400);
        }
    }

    private static String md5(String content) {
        return ContentHash.md5(content.getBytes(UTF_8));
    }

    private static String entry(@Nullable String slot, @Nullable String hash, String time) {
        return String.format(
                Locale.ROOT,
                "{\"rom_id\":1,\"file_name\":\"x.srm\",\"slot\":%s,\"content_hash\":%s,"
                        + "\"updated_at\":\"%s\",\"file_size_bytes\":3}",
                slot == null ? "null" : "\"" + slot + "\"",
                hash == null ? "null" : "\"" + hash + "\"",
                time);
    }

    private static String play(String start, String end) {
        return "{\"rom_id\":1,\"start_time\":\""
                + start
                + "\",\"end_time\":\""
                + end
                + "\",\"duration_ms\":1000}";
    }

    private static Client.Got played(World world, String sessions)
            throws IOException, InterruptedException {
        return world.client()
                .post(
                        "/api/play-sessions",
                        "{\"device_id\":\""
                                + world.laptop()
                                + "\",\"sessions\":["
                                + sessions
                                + "]}");
    }

    private static Client.Got negotiate(World world, String device, String... entries)
            throws IOException, InterruptedException {
        return world.client()
                .post(
                        "/api/sync/negotiate",
                        "{\"device_id\":\""
                                + device
                                + "\",\"saves\":["
                                + String.join(",", entries)
                                + "]}");
    }

    /// All operations, a line each.
    private static String operations(World world, String device, String... entries)
            throws IOException, InterruptedException {
        StringJoiner lines = new StringJoiner("\n");
        negotiate(world, device, entries)
                .json()
                .get("operations")
                .forEach(operation ->
                        lines.add(
                                operation.get("action").asString()
                                        + ": "
                                        + operation.get("reason").asString()));
        return lines.toString();
    }

    /// The first operation, which is about the entry.
    private static String advice(World world, String device, String entry)
            throws IOException, InterruptedException {
        return operations(world, device, entry).lines().findFirst().orElse("");
    }

    private static int session(Client.Got got) {
        return got.json().get("session_id").asInt();
    }

    private static Client.Got complete(World world, int session, String body)
            throws IOException, InterruptedException {
        return world.client().post("/api/sync/sessions/" + session + "/complete", body);
    }
}
