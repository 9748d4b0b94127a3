package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An answer that is given while the storage is away, and answers that there is nothing to do for.
class ResolveOfflineTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;
    private byte[] mine;
    private byte[] theirs;

    @BeforeEach
    void both_played_on() throws IOException {
        two = new TwoComputers(dir);
        cli = two.cli;
        two.conflict();
        mine = Files.readAllBytes(two.emeraldOnA());
        theirs = Files.readAllBytes(two.emeraldOnB());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void an_answer_is_remembered_until_the_storage_is_back(String keep) throws IOException {
        unplug();
        Cli.Answer answer = cli.on("A", "resolve", EMERALD, "--keep", keep);
        assertThat(answer.status()).as("%s", answer).isEqualTo(4);
        assertThat(two.emeraldOnA()).as("nothing moves before").hasBinaryContent(mine);
        assertThat(cli.on("A", "sync").status()).isEqualTo(4);

        plugIn();
        byte[] kept = keep.equals("local") ? mine : theirs;
        two.sync("A");
        assertThat(two.emeraldOnA()).hasBinaryContent(kept);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(kept);
        for (String home : new String[] {"A", "B"})
            assertThat(cli.on(home, "conflicts").json().get("conflicts")).isEmpty();
        assertThat(cli.on("A", "history", EMERALD).out())
                .as("what lost is still there")
                .contains("\"available\":true");
        assertThat(cli.on("A", "history", EMERALD).json().get("revisions")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote", "both"})
    void an_answer_about_other_contents_than_are_there_now_is_not_carried_out(String keep)
            throws IOException {
        unplug();
        assertThat(cli.on("A", "resolve", EMERALD, "--keep", keep).status()).isEqualTo(4);
        plugIn();
        byte[] later = two.play(two.emeraldOnB(), 30);
        assertThat(cli.on("B", "sync").status()).isEqualTo(3);

        Cli.Answer sync = cli.on("A", "sync");

        assertThat(sync.status()).as("%s", sync).isEqualTo(3);
        assertThat(sync.list("conflicts")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(two.emeraldOnB()).hasBinaryContent(later);
        assertThat(cli.on("A", "conflicts").json().at("/conflicts/0/remote")).hasSize(2);
        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "remote").status())
                .as("asked anew")
                .isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(later);
    }

    @Test
    void this_devices_content_can_not_be_kept_where_it_has_none() throws IOException {
        Files.delete(two.emeraldOnA());
        JsonNode before = cli.on("A", "history", EMERALD).json().get("revisions");

        Cli.Answer answer = cli.on("A", "resolve", EMERALD, "--keep", "local");

        assertThat(answer.status()).as("%s", answer).isEqualTo(3);
        assertThat(answer.list("conflicts")).containsExactly(EMERALD);
        assertThat(answer.list("pushed")).isEmpty();
        assertThat(two.emeraldOnA()).doesNotExist();
        assertThat(cli.on("A", "history", EMERALD).json().get("revisions")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote", "both", "newest", "suggested"})
    void a_save_that_is_in_no_conflict_is_left_as_it_is(String keep) throws IOException {
        byte[] played = two.play(two.onA("snes/Zelda.srm"), 5);
        byte[] there = Files.readAllBytes(two.onB("snes/Zelda.srm"));

        Cli.Answer answer = cli.on("A", "resolve", ZELDA, "--keep", keep);

        assertThat(answer.status()).as("%s", answer).isZero();
        for (String what : new String[] {"pushed", "pulled", "conflicts", "failed"})
            assertThat(answer.json().get(what)).as(what).isEmpty();
        assertThat(two.onA("snes/Zelda.srm")).hasBinaryContent(played);
        assertThat(cli.on("A", "history", ZELDA).json().get("revisions")).hasSize(1);
        assertThat(two.onB("snes/Zelda.srm")).hasBinaryContent(there);
    }

    private void unplug() throws IOException {
        Files.move(dir.resolve("srv"), dir.resolve("unplugged"));
    }

    private void plugIn() throws IOException {
        Files.move(dir.resolve("unplugged"), dir.resolve("srv"));
    }
}
