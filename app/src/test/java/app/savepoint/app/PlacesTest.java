package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.PLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// One save at two places of one computer.
class PlacesTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;
    private Path other;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        cli = two.cli;
        other = dir.resolve("more/gba/Pokemon Emerald.srm");
        Files.createDirectories(other.getParent());
    }

    private void bothPlacesInStep() throws IOException {
        Files.copy(two.emeraldOnA(), other);
        assertThat(cli.on("A", "roots", "add", "more").status()).isZero();
        two.sync("A");
    }

    @Test
    void one_answer_settles_every_place_and_loses_nothing() throws IOException {
        bothPlacesInStep();
        byte[] here = two.play(two.emeraldOnA(), 1);
        byte[] there = two.play(other, 2);
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
        JsonNode conflict = cli.on("A", "conflicts").json().at("/conflicts/0");
        assertThat(conflict.at("/local/places")).hasSize(2);

        Cli.Answer answer = cli.on("A", "resolve", EMERALD, "--keep", "local");

        assertThat(answer.status()).as("%s", answer).isZero();
        byte[] kept = Files.readAllBytes(two.emeraldOnA());
        assertThat(other).hasBinaryContent(kept);
        byte[] lost = java.util.Arrays.equals(kept, here) ? there : here;
        assertThat(stillThere(lost)).as("the other one can be had").isTrue();
        assertThat(cli.on("A", "status").status()).isZero();
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(kept);
    }

    @Test
    void the_newest_wins_wherever_it_lies() throws IOException {
        bothPlacesInStep();
        two.play(two.emeraldOnA(), 1);
        byte[] newest = two.play(other, 2);
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "newest").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(newest);
        assertThat(other).hasBinaryContent(newest);
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote", "both", "newest"})
    void two_places_that_meet_for_the_first_time_are_settled_too(String keep) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        contents.add(Files.readAllBytes(two.emeraldOnA()));
        contents.add(two.write(other, PLAYED.plusSeconds(60)));
        assertThat(cli.on("A", "roots", "add", "more").status()).isZero();
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);

        Cli.Answer answer = cli.on("A", "resolve", EMERALD, "--keep", keep);

        assertThat(answer.status()).as("%s", answer).isZero();
        assertThat(other).hasSameBinaryContentAs(two.emeraldOnA());
        assertThat(cli.on("A", "status").status()).isZero();
        for (byte[] content : contents) assertThat(stillThere(content)).isTrue();
        two.sync("B");
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote", "both", "newest"})
    void places_that_all_meet_for_the_first_time_are_settled_by_one_answer(String keep)
            throws IOException {
        List<byte[]> contents = new ArrayList<>();
        contents.add(Files.readAllBytes(two.emeraldOnA()));
        contents.add(two.write(dir.resolve("c1/gba/Pokemon Emerald.srm"), PLAYED.plusSeconds(60)));
        contents.add(two.write(dir.resolve("c2/gba/Pokemon Emerald.srm"), PLAYED.plusSeconds(90)));
        cli.on("C", "init", "--storage", "folder:" + dir.resolve("srv"));
        cli.on("C", "roots", "add", "c1");
        cli.on("C", "roots", "add", "c2");
        assertThat(cli.on("C", "sync").status()).isEqualTo(3);

        Cli.Answer answer = cli.on("C", "resolve", EMERALD, "--keep", keep);

        assertThat(answer.status()).as("%s", answer).isZero();
        assertThat(dir.resolve("c1/gba/Pokemon Emerald.srm"))
                .hasSameBinaryContentAs(dir.resolve("c2/gba/Pokemon Emerald.srm"));
        assertThat(cli.on("C", "status").status()).isZero();
        for (byte[] content : contents) assertThat(stillThere("C", content)).isTrue();
    }

    private boolean stillThere(byte[] content) throws IOException {
        return stillThere("A", content);
    }

    private boolean stillThere(String home, byte[] content) throws IOException {
        for (JsonNode revision : cli.on(home, "history", "gba/*").json().get("revisions"))
            if (holds(revision, content)) return true;
        for (JsonNode backup : cli.on(home, "backups").json().get("backups"))
            if (holds(backup, content)) return true;
        return false;
    }

    private static boolean holds(JsonNode kept, byte[] content) {
        String hash = app.savepoint.core.save.ContentHash.of(content).hex();
        for (JsonNode file : kept.get("files"))
            if (file.get("sha256").stringValue().equals(hash)) return true;
        return false;
    }
}
