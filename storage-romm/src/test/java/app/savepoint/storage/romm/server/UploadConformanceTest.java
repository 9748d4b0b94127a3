package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a save that is sent.
class UploadConformanceTest {
    @ParameterizedTest
    @EnumSource
    void a_save_in_a_slot_gets_the_time_into_its_name(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got got = world.upload(world.laptop(), "one");
            assertThat(got.status()).isEqualTo(200);
            assertThat(World.text(got, "file_name"))
                    .isEqualTo("Some Game (USA) [2026-08-22_10-00-02].srm");
            assertThat(World.text(got, "slot")).isEqualTo(World.SLOT);
        }
    }

    @Test
    void a_time_that_is_in_the_name_is_replaced() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got =
                    world.client()
                            .save("rom_id=1&slot=autosave", "A [2020-01-01_00-00-00].srm", "one");
            assertThat(World.text(got, "file_name")).isEqualTo("A [2026-08-22_10-00-00].srm");
        }
    }

    @Test
    void the_time_stands_before_the_last_extension() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got got = world.client().save("rom_id=1&slot=a", "X.state.auto", "one");
            assertThat(World.text(got, "file_name"))
                    .isEqualTo("X.state [2026-08-22_10-00-00].auto");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_save_without_a_slot_is_written_over_in_place(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got one = world.archive(world.laptop(), "one");
            Client.Got two = world.archive(world.laptop(), "two");
            assertThat(World.text(two, "file_name")).isEqualTo(World.SAVE);
            assertThat(World.id(two)).isEqualTo(World.id(one));
            assertThat(World.text(two, "updated_at")).isGreaterThan(World.text(one, "updated_at"));
            assertThat(world.server().look().saves()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_device_that_has_not_seen_the_head_gets_409(Level level) throws Exception {
        try (World world = new World(level)) {
            world.upload(world.laptop(), "one");
            Client.Got got = world.upload(world.desktop(), "two");
            assertThat(got.status()).isEqualTo(409);
            assertThat(got.detail()).isEqualTo("Slot has a newer save since your last sync");
            assertThat(world.server().look().saves()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_device_that_has_acknowledged_the_head_may_write(Level level) throws Exception {
        try (World world = new World(level)) {
            int head = World.id(world.upload(world.laptop(), "one"));
            world.downloaded(head, world.desktop());
            Client.Got got = world.upload(world.desktop(), "two");
            assertThat(got.status()).isEqualTo(200);
            assertThat(World.id(got)).isGreaterThan(head);
        }
    }

    @Test
    void overwrite_and_no_device_pass_the_gate_with_a_new_row() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "one");
            assertThat(world.upload(world.desktop(), "two", "&overwrite=true").status())
                    .isEqualTo(200);
            world.server().advance(Duration.ofSeconds(2));
            assertThat(world.client().save("rom_id=1&slot=autosave", World.SAVE, "three").status())
                    .isEqualTo(200);
            assertThat(world.server().look().slot(1, World.SLOT)).hasSize(3);
        }
    }

    @Test
    void without_a_slot_only_a_device_that_once_had_it_can_be_stale() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.archive(world.laptop(), "one");
            assertThat(world.archive(world.desktop(), "two").status()).isEqualTo(200);
            Client.Got stale = world.archive(world.laptop(), "three");
            assertThat(stale.status()).isEqualTo(409);
            assertThat(stale.detail()).isEqualTo("Save has been updated since your last sync");
        }
    }

    @Test
    void bytes_that_an_older_row_has_are_answered_with_that_row_and_change_nothing()
            throws Exception {
        try (World world = new World(Level.V5_2)) {
            int old = World.id(world.upload(world.laptop(), "one"));
            int head = World.id(world.upload(world.laptop(), "two"));
            List<Rows.DeviceSync> syncs = world.server().look().syncs();
            Client.Got got = world.upload(world.laptop(), "one");
            assertThat(got.status()).isEqualTo(200);
            assertThat(World.id(got)).isEqualTo(old);
            assertThat(world.server().look().syncs()).isEqualTo(syncs);
            assertThat(
                            world.client()
                                    .get("/api/saves/summary?rom_id=1")
                                    .json()
                                    .at("/slots/0/latest/id")
                                    .asInt())
                    .isEqualTo(head);
        }
    }

    @Test
    void such_bytes_become_a_new_row_with_overwrite() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int old = World.id(world.upload(world.laptop(), "one"));
            world.upload(world.laptop(), "two");
            Client.Got got = world.upload(world.laptop(), "one", "&overwrite=true");
            assertThat(World.id(got)).isNotEqualTo(old);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_zip_in_another_slot_is_a_new_row_from_4_9(Level level) throws Exception {
        byte[] zip = "PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".getBytes(UTF_8);
        try (World world = new World(level)) {
            String path = "/api/saves?rom_id=1&slot=";
            Client.Got one = world.client().upload("POST", path + "a", "saveFile", "a.zip", zip);
            world.server().advance(Duration.ofSeconds(2));
            Client.Got two = world.client().upload("POST", path + "b", "saveFile", "b.zip", zip);
            assertThat(World.id(two) == World.id(one)).isEqualTo(level.before(Level.V4_9));
        }
    }

    @Test
    void cleaning_up_leaves_the_newest_rows_and_their_files() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String more = "&autocleanup=true&autocleanup_limit=2";
            int first = World.id(world.upload(world.laptop(), "one", more));
            Rows.Save gone = world.server().look().saves().getFirst();
            world.upload(world.laptop(), "two", more);
            world.upload(world.laptop(), "three", more);
            assertThat(world.server().look().slot(1, World.SLOT))
                    .hasSize(2)
                    .noneMatch(row -> row.id() == first);
            assertThat(world.server().look().bytes(gone)).isNull();
        }
    }

    @Test
    void the_limit_of_cleaning_up_is_at_least_one_and_at_most_a_hundred() throws Exception {
        try (World world = new World(Level.V5_2)) {
            for (int row = 0; row < 102; row++) {
                world.upload(world.laptop(), "number " + row);
            }
            world.upload(world.laptop(), "last", "&autocleanup=true&autocleanup_limit=5000");
            assertThat(world.server().look().saves()).hasSize(100);
            world.upload(world.laptop(), "very last", "&autocleanup=true&autocleanup_limit=0");
            assertThat(world.server().look().saves()).hasSize(1);
        }
    }

    @Test
    void a_game_or_a_device_that_is_not_there_is_404() throws Exception {
        try (World world = new World(Level.V5_2)) {
            assertThat(world.client().save("rom_id=99&slot=a", "x", "x").detail())
                    .isEqualTo("Rom with id '99' not found");
            Client.Got device = world.client().save("rom_id=1&slot=a&device_id=no", "x", "x");
            assertThat(device.status()).isEqualTo(404);
            assertThat(device.detail()).isEqualTo("Device with ID no not found");
        }
    }

    @Test
    void naming_a_device_needs_the_scope_for_devices() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String narrow =
                    world.server()
                            .people()
                            .token(world.user(), List.of("assets.read", "assets.write"));
            try (Client client = new Client(world.server(), narrow)) {
                String query = "rom_id=1&slot=a&device_id=" + world.laptop();
                assertThat(client.save(query, "x.srm", "x").status()).isEqualTo(403);
                assertThat(client.save("rom_id=1&slot=a", "x.srm", "x").status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_part_is_422_from_4_8_and_400_before(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got got =
                    world.client()
                            .upload(
                                    "POST",
                                    "/api/saves?rom_id=1",
                                    "file",
                                    "x.srm",
                                    "x".getBytes(UTF_8));
            assertThat(got.status()).isEqualTo(level.from(Level.V4_8) ? 422 : 400);
        }
    }

    @Test
    void names_are_made_safe() throws Exception {
        try (World world = new World(Level.V5_2)) {
            assertThat(World.text(world.client().save("rom_id=1", "a/b:c*?.srm", "x"), "file_name"))
                    .isEqualTo("b-c.srm");
            assertThat(world.client().save("rom_id=1", "..", "x").status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void from_5_1_a_body_over_the_limit_is_413(Level level) throws Exception {
        try (World world = new World(level)) {
            world.server().uploadLimit(1000);
            Client.Got got = world.upload(world.laptop(), "x".repeat(2000));
            assertThat(got.status()).isEqualTo(level.from(Level.V5_1) ? 413 : 200);
        }
    }

    @Test
    void two_slots_in_one_second_with_one_name_lose_the_first_slot() throws Exception {
        try (World world = new World(Level.V5_2)) {
            int first = World.id(world.client().save("rom_id=1&slot=a", "x.srm", "one"));
            Client.Got second = world.client().save("rom_id=1&slot=b", "x.srm", "two");
            assertThat(World.id(second)).isEqualTo(first);
            assertThat(world.server().look().slot(1, "a")).isEmpty();
        }
    }

    @Test
    void two_slots_in_one_second_with_equal_bytes_share_a_file() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.client().save("rom_id=1&slot=a", "x.srm", "same");
            world.client().save("rom_id=1&slot=b", "x.srm", "same");
            List<Rows.Save> rows = world.server().look().saves();
            assertThat(rows).hasSize(2);
            assertThat(rows.getFirst().fullPath()).isEqualTo(rows.getLast().fullPath());
        }
    }

    @Test
    void before_5_1_the_first_of_two_slots_in_one_second_keeps_foreign_bytes() throws Exception {
        try (World world = new World(Level.V5_0)) {
            world.client().save("rom_id=1&slot=a", "x.srm", "one");
            world.client().save("rom_id=1&slot=b", "x.srm", "two");
            Rows.Save first = world.server().look().slot(1, "a").getFirst();
            assertThat(world.server().look().bytes(first)).isEqualTo("two".getBytes(UTF_8));
            assertThat(first.contentHash()).isEqualTo(ContentHash.md5("one".getBytes(UTF_8)));
        }
    }

    @Test
    void two_uploads_to_a_slot_in_one_second_leave_one_row() throws Exception {
        try (World world = new World(Level.V5_2)) {
            String query = "rom_id=1&slot=a&device_id=" + world.laptop();
            int first = World.id(world.client().save(query, "x.srm", "one"));
            assertThat(World.id(world.client().save(query, "x.srm", "two"))).isEqualTo(first);
        }
    }

    @Test
    void what_is_too_long_breaks_the_server_until_5_3_says_so() throws Exception {
        String slot = "s".repeat(300);
        try (World old = new World(Level.V5_2);
                World next = new World(Level.V5_3)) {
            assertThat(old.client().save("rom_id=1&slot=" + slot, "x", "x").status())
                    .isEqualTo(500);
            assertThat(next.client().save("rom_id=1&slot=" + slot, "x", "x").status())
                    .isEqualTo(422);
        }
    }
}
