package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Folders that a person names as roots and that must not be, typed as they would: refused with the
/// reason, even with `--yes`, and nothing of them goes anywhere.
class RefusedRootsTest {
    private static final int TEXTS = 30;
    private static final int THOUSANDS = 2_001;

    @TempDir Path dir;
    private Cli cli;

    @BeforeEach
    void a_home_with_one_root() throws IOException {
        cli = new Cli(dir);
        Files.createDirectories(dir.resolve("nas"));
        write("saves/gba/Pokemon Emerald.srm");
        String storage = "folder:" + dir.resolve("nas/srv");
        assertThat(cli.on("apps/home", "init", "--storage", storage).status()).isZero();
        assertThat(cli.on("apps/home", "roots", "add", "saves").status()).isZero();
        assertThat(cli.on("apps/home", "sync").list("pushed")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "nas/srv, root.storage, is the storage",
        "nas/srv/saves, root.storage, lies inside the storage",
        "nas, root.storage, lies around the storage",
        "apps/home, root.own-home, is Savepoint’s own folder",
        "apps/home/backups, root.own-home, lies inside Savepoint’s own folder",
        "apps, root.own-home, lies around Savepoint’s own folder",
        "saves, root.overlaps, is watched already",
        "saves/gba, root.overlaps, lies inside the folder",
        "saves/gba/Pokemon Emerald.srm, root.missing, is no folder",
        "nowhere, root.missing, is not there",
    })
    void each_is_refused_and_it_is_said_which_it_is(String named, String code, String why)
            throws IOException {
        Files.createDirectories(dir.resolve("apps/home/backups"));
        for (String[] words :
                new String[][] {{"roots", "add", named}, {"roots", "add", named, "--yes"}}) {
            Cli.Answer answer = cli.on("apps/home", words);
            assertThat(answer.status()).as("%s", answer).isEqualTo(2);
            assertThat(answer.json().at("/error/code").stringValue()).isEqualTo(code);
            assertThat(answer.json().at("/error/message").stringValue())
                    .contains(dir.resolve(named).toString(), why);
        }
        nothingWasAdded();
    }

    @Test
    void a_persons_home_and_a_drive_are_refused() throws IOException {
        Path person = Path.of(System.getProperty("user.home")).toRealPath();
        for (Path named : new Path[] {person, dir.getRoot()}) {
            Cli.Answer answer = cli.on("apps/home", "roots", "add", named.toString(), "--yes");
            assertThat(answer.status()).as("%s", answer).isEqualTo(2);
            assertThat(answer.json().at("/error/code").stringValue())
                    .isEqualTo(named.equals(dir.getRoot()) ? "root.drive" : "root.home");
            assertThat(answer.json().at("/error/hint").stringValue()).isNotBlank();
        }
        nothingWasAdded();
    }

    @Test
    void a_folder_of_texts_without_a_save_wants_a_yes() throws IOException {
        for (int i = 0; i < TEXTS; i++) write("documents/letter " + i + ".txt");

        wantsYes(0, TEXTS);
        nothingWasAdded();
        assertThat(cli.on("apps/home", "roots", "add", "documents", "--yes").status()).isZero();
        assertThat(cli.on("apps/home", "sync").list("pushed")).as("no text goes").isEmpty();
    }

    @Test
    void a_few_saves_among_thousands_of_files_are_shown_and_want_a_yes() throws IOException {
        for (int i = 0; i < THOUSANDS; i++) write("documents/gba/letter " + i + ".txt");
        for (int i = 0; i < 25; i++) write("documents/gba/Game " + i + ".srm");

        JsonNode candidates = wantsYes(25, THOUSANDS).get("candidates");
        assertThat(candidates).as("the first twenty").hasSize(20);
        for (JsonNode candidate : candidates)
            assertThat(candidate.stringValue()).contains("Game ").endsWith(".srm");
        nothingWasAdded();
        assertThat(cli.on("apps/home", "roots", "add", "documents", "--yes").status()).isZero();
        assertThat(cli.on("apps/home", "sync").list("pushed")).hasSize(25);
    }

    private JsonNode wantsYes(int saves, int others) {
        Cli.Answer asked = cli.on("apps/home", "roots", "add", "documents");
        assertThat(asked.status()).as("%s", asked).isEqualTo(2);
        JsonNode error = asked.json().get("error");
        assertThat(error.get("code").stringValue()).isEqualTo("root.needs-yes");
        assertThat(error.get("saves").intValue()).isEqualTo(saves);
        assertThat(error.get("otherFiles").intValue()).isEqualTo(others);
        assertThat(error.get("hint").stringValue()).contains("--yes");
        return error;
    }

    private void nothingWasAdded() {
        assertThat(cli.on("apps/home", "roots", "list").json().get("roots")).hasSize(1);
        Cli.Answer sync = cli.on("apps/home", "sync");
        assertThat(sync.status()).isZero();
        assertThat(sync.list("pushed")).isEmpty();
    }

    private void write(String path) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path.repeat(400));
    }
}
