package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private void answersUploadsOfEmerald(Answer answer) {
        Predicate<Request> upload = Fault.on("POST", "/api/saves/?");
        server.add(
                Fault.instead(
                        upload.and(request ->
                                String.valueOf(request.query()).contains("rom_id=" + emerald.id())),
                        answer));
    }

    /// One that it refuses, and one at which it fails for as long as it is there.
    @ParameterizedTest
    @CsvSource({
        "400, Invalid save filename: Pokemon Emerald.srm, Invalid save filename, 1",
        "500, Internal Server Error, failed at that (HTTP 500), 4"
    })
    void a_save_that_the_server_does_not_take_fails_alone(
            int status, String says, String said, int exit) throws Exception {
        game("gba", "Advance Wars.gba");
        TwoComputers two = two();
        byte[] mine = two.play(two.emeraldOnA(), 1);
        byte[] theirs = bytes(3);
        server.advance(Duration.ofMinutes(1));
        server.others(ann).upload(zelda.id(), "autosave", "Zelda.srm", theirs);
        two.play(two.onA("gba/Advance Wars.srm"), 1);
        answersUploadsOfEmerald(Answer.detail(status, says));

        Cli.Answer synced = two.cli.on("A", "sync");

        assertThat(synced.status()).as("%s", synced).isEqualTo(exit);
        assertThat(synced.list("pushed")).containsExactly("gba/Advance Wars/save/main");
        assertThat(synced.list("pulled")).containsExactly(TwoComputers.ZELDA);
        assertThat(synced.json().get("failed")).hasSize(1);
        assertThat(synced.out()).contains(said);
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(two.onA("snes/Zelda.srm")).hasBinaryContent(theirs);
        assertThat(two.cli.on("A", "backups").json().get("backups"))
                .as("what could not be sent is kept")
                .extracting(one -> one.get("save").asString())
                .contains(TwoComputers.EMERALD);

        server.clearFaults();
        assertThat(two.sync("A").list("pushed")).containsExactly(TwoComputers.EMERALD);
    }
}
