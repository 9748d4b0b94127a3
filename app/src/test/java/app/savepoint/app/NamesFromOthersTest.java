package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.session.Wording;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Names that other devices gave: they travel as they are, are stored under names that every system
/// takes, and pretend nothing where they are shown.
class NamesFromOthersTest {
    /// Reads like a text file where the mark turns the direction.
    private static final String TURNED = "srm.\u202Egba";

    private static final List<String> NAMES = List.of("a:b", "CON", TURNED, "nul.txt", "dots...");

    @TempDir Path dir;

    @Test
    void odd_names_come_to_another_device_as_they_are() throws IOException {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows takes none of these names");
        Cli cli = new Cli(dir);
        for (String name : NAMES) write("saves/gba/" + name + ".srm", name.repeat(900));
        Files.createDirectories(dir.resolve("deck"));
        String storage = "folder:" + dir.resolve("srv");
        assertThat(cli.on("A", "init", "--storage", storage).status()).isZero();
        assertThat(cli.on("A", "roots", "add", "saves").status()).isZero();
        assertThat(cli.on("A", "sync").list("pushed")).hasSameSizeAs(NAMES);
        assertThat(cli.on("B", "init", "--storage", storage).status()).isZero();
        assertThat(cli.on("B", "roots", "add", "deck").status()).isZero();

        assertThat(cli.on("B", "sync").list("pulled")).hasSameSizeAs(NAMES);

        for (String name : NAMES)
            assertThat(dir.resolve("deck/gba/" + name + ".srm"))
                    .hasSameBinaryContentAs(dir.resolve("saves/gba/" + name + ".srm"));
        List<String> ids = new ArrayList<>();
        for (JsonNode save : cli.on("B", "status").json().get("saves"))
            ids.add(save.get("game").stringValue());
        assertThat(ids)
                .as("a script gets them as they are")
                .containsExactlyInAnyOrderElementsOf(NAMES);
        for (String command : new String[] {"status", "activity", "history *"})
            assertThat(cli.read("B", command.split(" ", -1)).out())
                    .as(command)
                    .contains("a:b")
                    .doesNotContain("\u202E");
        assertThat(stored())
                .allSatisfy(name ->
                        assertThat(name)
                                .doesNotContain(":", "\u202E")
                                .doesNotEndWith(".")
                                .doesNotMatch("(?i)(con|nul)([.].*)?"));
    }

    @Test
    void the_window_shows_where_a_name_holds_a_mark_that_turns_what_is_read() {
        Wording wording = Desk.wording(Locale.ENGLISH);
        SaveId save = SaveId.parse("gba/" + TURNED + "/save/slot\u200F2");
        assertThat(wording.name(save)).startsWith("srm.\uFFFDgba").doesNotContain("\u200F");
        assertThat(wording.game(save)).isEqualTo("srm.\uFFFDgba");
        assertThat(wording.device("Deck\u202E")).isEqualTo("Deck\uFFFD");
        assertThat(wording.text("device.this", "Deck\u2066")).contains("Deck\uFFFD");
        assertThat(wording.error(Saying.of("restore.moved", save))).contains("srm.\uFFFDgba");
        assertThat(wording.error(Saying.words("one\ntwo\u202E"))).isEqualTo("one\ntwo\uFFFD");
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("srv"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void write(String path, String content) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
