package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// How saves are read, acknowledged, changed and deleted.
class SaveConformanceTest {
    @Test
    void without_a_device_nothing_is_said_about_devices() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(world.client().get("/api/saves").json().at("/0/device_syncs").isEmpty())
                    .isTrue();
        }
    }

    @Test
    void a_device_that_never_had_a_save_gets_an_entry_that_nobody_wrote() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            JsonNode sync = world.sync(save, world.desktop());
            assertThat(sync.get("is_current").asBoolean()).isFalse();
            assertThat(sync.get("last_synced_at").asString())
                    .isEqualTo(World.text(world.client().get("/api/saves/" + save), "updated_at"));
            assertThat(world.server().look().syncs()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_asks_comes_first_and_from_4_9_the_others_follow(Level level) throws Exception {
        try (World world = new World(level)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            JsonNode syncs =
                    world.client()
                            .get("/api/saves/" + save + "?device_id=" + world.desktop())
                            .json()
                            .get("device_syncs");
            assertThat(syncs.at("/0/device_id").asString()).isEqualTo(world.desktop());
            assertThat(syncs.size()).isEqualTo(level.from(Level.V4_9) ? 2 : 1);
        }
    }

    @Test
    void the_first_answer_is_finer_than_the_row_and_calls_it_not_current() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got = world.upload(world.laptop(), "one");
            assertThat(World.text(got, "updated_at")).contains(".250000");
            assertThat(got.json().at("/device_syncs/0/is_current").asBoolean()).isFalse();
            assertThat(world.sync(World.id(got), world.laptop()).get("is_current").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void taking_the_bytes_books_them_only_when_that_is_wanted() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            String path = "/api/saves/" + save + "/content?device_id=" + world.desktop();
            assertThat(world.client().get(path + "&optimistic=false").text()).isEqualTo("one");
            assertThat(world.sync(save, world.desktop()).get("is_current").asBoolean()).isFalse();
            world.client().get(path);
            assertThat(world.sync(save, world.desktop()).get("is_current").asBoolean()).isTrue();
        }
    }

    @Test
    void a_file_that_the_disk_lost_is_404() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            world.server().others(world.user()).loseFile(save);
            Client.Got got = world.client().get("/api/saves/" + save + "/content");
            assertThat(got.status()).isEqualTo(404);
            assertThat(got.detail()).isEqualTo("Save file not found on disk");
        }
    }

    @Test
    void what_is_another_users_is_not_there_unless_it_is_shown_to_all() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            Rows.User other = world.server().people().user("other", "secret");
            try (Client client = world.clientOf(other)) {
                String path = "/api/saves/" + save + "/content";
                assertThat(client.get(path).status()).isEqualTo(404);
                world.server().others(world.user()).show(save, true);
                assertThat(client.get(path).text()).isEqualTo("one");
                assertThat(client.get("/api/saves").json().isEmpty()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_is_replaced_where_it_stands_and_4_9_renews_its_hash(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got before = world.upload(world.laptop(), "one");
            world.server().advance(Duration.ofSeconds(2));
            Client.Got after =
                    world.client()
                            .upload(
                                    "PUT",
                                    "/api/saves/"
                                            + World.id(before)
                                            + "?device_id="
                                            + world.desktop(),
                                    "saveFile",
                                    "ignored.srm",
                                    "two".getBytes(UTF_8));
            assertThat(after.status()).isEqualTo(200);
            assertThat(World.text(after, "file_name")).isEqualTo(World.text(before, "file_name"));
            assertThat(World.text(after, "slot")).isEqualTo(World.SLOT);
            boolean hashes = level.from(Level.V4_9);
            assertThat(after.json().get("content_hash").asString(null))
                    .isEqualTo(hashes ? ContentHash.md5("two".getBytes(UTF_8)) : null);
            assertThat(world.sync(World.id(before), world.desktop()).get("is_current").asBoolean())
                    .isEqualTo(hashes);
        }
    }

    @Test
    void showing_a_save_to_others_makes_it_new_to_every_device() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            world.server().advance(Duration.ofSeconds(2));
            world.client().put("/api/saves/" + save + "/visibility", "{\"is_public\":true}");
            assertThat(world.sync(save, world.laptop()).get("is_current").asBoolean()).isFalse();
            assertThat(world.upload(world.laptop(), "two").status()).isEqualTo(409);
        }
    }

    @Test
    void deleting_stops_at_the_first_that_is_not_there() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            assertThat(world.client().post("/api/saves/delete", "{\"saves\":[]}").status())
                    .isEqualTo(400);
            assertThat(
                            world.client()
                                    .post("/api/saves/delete", "{\"saves\":[" + save + ",99]}")
                                    .status())
                    .isEqualTo(404);
            assertThat(world.server().look().saves()).isEmpty();
        }
    }

    @Test
    void untracking_makes_a_record_and_an_acknowledgement_tracks_again() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int save = World.id(world.upload(world.laptop(), "one"));
            String body = "{\"device_id\":\"" + world.desktop() + "\"}";
            world.client().post("/api/saves/" + save + "/untrack", body);
            assertThat(world.sync(save, world.desktop()).get("is_untracked").asBoolean()).isTrue();
            world.downloaded(save, world.desktop());
            assertThat(world.sync(save, world.desktop()).get("is_untracked").asBoolean()).isFalse();
        }
    }

    @Test
    void the_summary_counts_every_slot_and_shows_its_newest() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            int head = World.id(world.upload(world.laptop(), "two"));
            world.archive(world.laptop(), "three");
            JsonNode summary = world.client().get("/api/saves/summary?rom_id=1").json();
            assertThat(summary.get("total_count").asInt()).isEqualTo(3);
            assertThat(summary.at("/slots/0/slot").isNull()).isTrue();
            assertThat(summary.at("/slots/1/count").asInt()).isEqualTo(2);
            assertThat(summary.at("/slots/1/latest/id").asInt()).isEqualTo(head);
            assertThat(world.client().get("/api/saves/summary").status()).isEqualTo(422);
        }
    }

    @Test
    void the_parts_of_a_name_are_cut_greedily() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got = world.client().save("rom_id=1", "Dr. Mario.state.auto", "x");
            assertThat(World.text(got, "file_name_no_ext")).isEqualTo("Dr. Mario");
            assertThat(World.text(got, "file_extension")).isEqualTo("state.auto");
        }
    }

    @Test
    void the_download_path_is_no_address() throws Exception {
        try (World world = new World(Level.V5_2)) {
            assertThat(World.text(world.upload(world.laptop(), "one"), "download_path"))
                    .startsWith("/api/saves/1/content?timestamp=2026-08-22 10:00:02")
                    .endsWith("+00:00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void times_say_their_zone_from_4_9(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got got = world.upload(world.laptop(), "one");
            for (String field : new String[] {"created_at", "updated_at"}) {
                assertThat(World.text(got, field).endsWith("+00:00"))
                        .isEqualTo(level.from(Level.V4_9));
            }
        }
    }

    @Test
    void the_bytes_cannot_be_asked_for_by_head() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(world.client().head("/api/saves/1/content").status()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_5_3_narrows_the_list_to_several_games(Level level) throws Exception {
        try (World world = new World(level)) {
            world.upload(world.laptop(), "one");
            JsonNode none = world.client().get("/api/saves?rom_ids=2&rom_ids=3").json();
            assertThat(none.size()).isEqualTo(level.from(Level.V5_3) ? 0 : 1);
            JsonNode empty = world.client().get("/api/saves?rom_ids=").json();
            assertThat(empty.size()).isEqualTo(level.from(Level.V5_3) ? 0 : 1);
            assertThat(world.client().get("/api/saves?rom_ids=1").json().size()).isOne();
        }
    }

    @Test
    void rom_id_0_narrows_nothing() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(world.client().get("/api/saves?rom_id=0").json().size()).isOne();
        }
    }
}
