package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// States and the pictures that belong to them by name.
class StateConformanceTest {
    @ParameterizedTest
    @EnumSource
    void one_name_is_one_row_that_follows_its_emulator_from_5_2(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got one = state(world, "&emulator=mgba", "G.state1", "one");
            Client.Got two = state(world, "&emulator=vba", "G.state1", "two");
            assertThat(World.id(two)).isEqualTo(World.id(one));
            boolean follows = level.from(Level.V5_2);
            assertThat(World.text(two, "emulator")).isEqualTo(follows ? "vba" : "mgba");
            assertThat(World.text(two, "file_path")).endsWith(follows ? "/vba" : "/mgba");
            Rows.State row = world.server().look().states().getFirst();
            assertThat(world.server().look().bytes(row))
                    .isEqualTo((follows ? "two" : "one").getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_bytes_have_a_route_from_5_0_and_a_path_before(Level level) throws Exception {
        try (World world = new World(level)) {
            Client.Got row = state(world, "", "G.state1", "one");
            Client.Got direct = world.client().get("/api/states/1/content");
            Client.Got raw = world.client().get("/api/raw/assets/" + World.text(row, "full_path"));
            boolean five = level.from(Level.V5_0);
            assertThat(direct.status()).isEqualTo(five ? 200 : 404);
            assertThat(raw.status()).isEqualTo(five ? 404 : 200);
            if (five) {
                assertThat(direct.header("content-type")).isEqualTo("application/octet-stream");
                assertThat(direct.header("content-disposition")).startsWith("attachment");
            }
            assertThat((five ? direct : raw).text()).isEqualTo("one");
        }
    }

    @Test
    void a_picture_with_the_whole_name_goes_before_one_with_the_stem() throws Exception {
        try (World world = new World(Level.V5_2)) {
            state(world, "", "G.state1", "one");
            state(world, "", "G.state2", "two");
            picture(world, 1, "G.state1.png");
            picture(world, 1, "G.png");
            JsonNode states = world.client().get("/api/states").json();
            assertThat(states.at("/0/screenshot/file_name").asString()).isEqualTo("G.state1.png");
            assertThat(states.at("/1/screenshot/file_name").asString()).isEqualTo("G.png");
        }
    }

    @Test
    void a_picture_of_a_state_without_a_number_belongs_to_all_of_that_stem() throws Exception {
        try (World world = new World(Level.V5_2)) {
            state(world, "", "G.state", "one");
            state(world, "", "G.state1", "two");
            picture(world, 1, "G.state.png");
            JsonNode states = world.client().get("/api/states").json();
            assertThat(states.at("/0/screenshot/file_name").asString()).isEqualTo("G.state.png");
            assertThat(states.at("/1/screenshot/file_name").asString()).isEqualTo("G.state.png");
        }
    }

    @Test
    void a_hidden_game_takes_no_states_from_5_2_and_saves_until_5_3() throws Exception {
        for (Level level : Level.values()) {
            try (World world = new World(level)) {
                world.server().people().hide(world.user(), 1);
                assertThat(state(world, "", "G.state1", "one").status())
                        .isEqualTo(level.from(Level.V5_2) ? 404 : 200);
                assertThat(world.upload(world.laptop(), "one").status())
                        .isEqualTo(level.from(Level.V5_3) ? 404 : 200);
                assertThat(world.client().get("/api/roms/1").status())
                        .isEqualTo(level.from(Level.V5_0) ? 404 : 200);
            }
        }
    }

    @Test
    void the_ids_are_cheap_to_ask_for() throws Exception {
        try (World world = new World(Level.V5_2)) {
            state(world, "", "G.state1", "one");
            assertThat(world.client().get("/api/states/identifiers").text()).isEqualTo("[1]");
        }
    }

    private static Client.Got state(World world, String more, String name, String content)
            throws IOException, InterruptedException {
        return world.client()
                .upload(
                        "POST",
                        "/api/states?rom_id=1" + more,
                        "stateFile",
                        name,
                        content.getBytes(UTF_8));
    }

    private static void picture(World world, int state, String name)
            throws IOException, InterruptedException {
        world.client()
                .upload(
                        "PUT",
                        "/api/states/" + state,
                        "screenshotFile",
                        name,
                        "png".getBytes(UTF_8));
    }
}
