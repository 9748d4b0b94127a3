package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// States at a RomM server, once a person wants them there.
class RommStatesSessionTest extends AtRomm {
    @Test
    void states_stay_here_until_a_person_switches_them_on_and_then_go_with_their_picture()
            throws Exception {
        TwoComputers two = two();
        String id = "gba/Pokemon Emerald/state/mGBA.1";
        byte[] state = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 1);
        byte[] picture = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1.png"), 1);
        assertThat(two.sync("A").list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status", id).out()).contains("policy set states on");
        assertThat(server.log().of("GET", "/api/states.*")).isEmpty();

        two.cli.on("A", "policy", "set", "states", "on");
        assertThat(two.sync("A").list("pushed")).containsExactly(id);
        assertThat(requests(two.sync("A"))).isEqualTo(2);
        assertThat(two.sync("B").list("pulled")).as("off there").isEmpty();
        two.cli.on("B", "policy", "set", "states", "on", "--game", "gba/Pokemon Emerald");
        assertThat(two.sync("B").list("pulled")).containsExactly(id);
        Path there = two.onB("gba/Pokemon Emerald.state1");
        assertThat(there).hasBinaryContent(state);
        assertThat(there.resolveSibling("Pokemon Emerald.state1.png")).hasBinaryContent(picture);
        assertThat(requests(two.sync("B"))).isEqualTo(2);

        two.play(there.resolveSibling("Pokemon Emerald.state1.png"), 2);
        assertThat(two.sync("B").list("pushed")).as("a picture alone is no change").isEmpty();

        byte[] mine = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 5);
        byte[] theirs = two.play(there, 6);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(id);
        assertThat(two.cli.on("A", "resolve", id, "--keep", "both").status()).isZero();
        two.sync("B");
        assertThat(there).hasBinaryContent(mine);
        assertThat(server.look().states())
                .extracting(row -> server.look().bytes(row))
                .contains(state, theirs, mine);
        assertThat(two.cli.on("B", "status").status()).isZero();

        two.cli.on("A", "policy", "set", "states", "off");
        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 9);
        assertThat(two.sync("A").list("pushed")).isEmpty();
        assertThat(requests(two.sync("A"))).isEqualTo(1);
    }

    @Test
    void a_state_that_another_program_wrote_lands_under_its_own_name() throws Exception {
        TwoComputers two = two();
        two.cli.on("A", "policy", "set", "states", "on");
        server.othersStates(ann)
                .upload(emerald.id(), "Pokemon Emerald [x].state3", "mgba", bytes(3));
        server.advance(Duration.ofMinutes(1));
        assertThat(two.sync("A").list("pulled"))
                .containsExactly("gba/Pokemon Emerald/state/mGBA.3");
        try (var files = Files.walk(two.onA(""))) {
            assertThat(files.filter(file -> file.toString().endsWith("Pokemon Emerald.state3")))
                    .hasSize(1);
        }
    }

    @Test
    void a_server_that_is_too_old_for_states_is_named() throws Exception {
        server.upgrade(Level.V4_9);
        TwoComputers two = two();
        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 1);
        two.cli.on("A", "policy", "set", "states", "on");
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status").out()).contains("RomM 5.0 or newer");
        assertThat(two.cli.on("A", "backups").json().get("backups")).hasSize(1);
    }
}
