package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Games of every name at a RomM server, which writes some characters otherwise, leaves some out,
/// and refuses what it can do nothing with.
class RommNamesSessionTest extends AtRomm {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tom & Jerry - 100% + more #1 [!]",
                "Ōkami (日本) - ゼルダの伝説",
                "Who Framed? Roger* <Rabbit> + \"Friends\"",
                "Star Trek: Deep|Space",
                "???",
                "Dr. Mario",
                "ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説"
                        + "ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説ゼルダの伝説"
            })
    void a_save_goes_there_and_back_under_the_name_it_has_here(String game) throws Exception {
        Rows.Rom rom = game("gba", game + ".gba");
        String save = "gba/" + game + "/save/main";
        TwoComputers two = two();
        Path onA = two.onA("gba/" + game + ".srm");
        Path onB = two.onB("gba/" + game + ".srm");
        byte[] mine = two.play(onA, 1);

        assertThat(two.sync("A").list("pushed")).containsExactly(save);
        assertThat(server.look().slot(rom.id(), "autosave")).hasSize(1);
        assertThat(two.sync("B").list("pulled")).containsExactly(save);
        assertThat(onB).hasBinaryContent(mine);

        byte[] theirs = two.write(onB, server.clock().instant().plus(Duration.ofMinutes(1)));
        byte[] later = two.write(onA, server.clock().instant().plus(Duration.ofMinutes(2)));
        assertThat(two.sync("B").list("pushed")).containsExactly(save);
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(save);
        assertThat(two.cli.on("A", "resolve", save, "--keep", "both").status()).isZero();
        two.sync("B");
        assertThat(onB).hasBinaryContent(later);
        assertThat(server.look().saves().stream().map(row -> server.look().bytes(row)))
                .as("the other side is kept in a slot of its own")
                .contains(theirs, later);
        assertThat(two.cli.on("A", "slots", "gba/" + game).json().get("slots")).hasSize(2);
        assertThat(two.cli.on("A", "status").status()).isZero();
    }

    @Test
    void a_name_that_the_server_refuses_fails_alone_and_says_what_the_server_said()
            throws Exception {
        TwoComputers two = two();
        byte[] mine = two.play(two.emeraldOnA(), 1);
        two.play(two.onA("snes/Zelda.srm"), 1);
        server.add(
                Fault.instead(
                        request ->
                                request.method().equals("POST")
                                        && request.path().matches("/api/saves/?")
                                        && String.valueOf(request.query())
                                                .contains("rom_id=" + emerald.id()),
                        Answer.detail(400, "Invalid save filename: Pokemon Emerald.srm")));

        Cli.Answer synced = two.cli.on("A", "sync");

        assertThat(synced.status()).as("%s", synced).isEqualTo(1);
        assertThat(synced.list("pushed")).containsExactly(TwoComputers.ZELDA);
        assertThat(synced.json().get("failed")).hasSize(1);
        assertThat(synced.out()).contains("Invalid save filename");
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(two.cli.on("A", "backups").json().get("backups"))
                .as("what could not be sent is kept")
                .hasSize(1);

        server.clearFaults();
        assertThat(two.sync("A").list("pushed")).containsExactly(TwoComputers.EMERALD);
    }
}
