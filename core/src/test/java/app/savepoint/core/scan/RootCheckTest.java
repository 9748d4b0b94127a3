package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.SaveNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootCheckTest {
    @TempDir Path temp;
    private Path home;
    private Path saves;
    private RootCheck check;

    @BeforeEach
    void setUp() throws IOException {
        home = Files.createDirectories(temp.resolve("home/ann"));
        saves = Files.createDirectories(home.resolve("saves"));
        Files.createDirectories(temp.resolve("nas/repo"));
        Files.createDirectories(home.resolve(".savepoint"));
        check =
                new RootCheck(
                        home,
                        home.resolve(".savepoint"),
                        List.of(temp.resolve("nas/repo"), temp.resolve("nas/new")),
                        List.of(saves));
    }

    @Test
    void a_folder_of_its_own_may_be_a_root() throws IOException {
        assertThat(refusal("home/ann/games")).isEmpty();
        assertThat(refusal("home/ann/saves2")).isEmpty();
    }

    @Test
    void a_home_and_what_holds_it_is_refused() throws IOException {
        assertThat(code("home/ann")).isEqualTo("root.home");
        assertThat(code("home")).isEqualTo("root.home");
    }

    @Test
    void a_drive_is_refused() {
        assertThat(check.refusal(temp.getRoot()).orElseThrow().code()).isEqualTo("root.drive");
    }

    @Test
    void what_overlaps_another_root_is_refused_and_the_other_is_named() throws IOException {
        assertThat(code("home/ann/saves")).isEqualTo("root.overlaps");
        RootCheck.Refusal inside = refusal("home/ann/saves/gba").orElseThrow();
        assertThat(inside.code()).isEqualTo("root.overlaps");
        assertThat(inside.why().key()).isEqualTo("root.overlaps.inside");
        assertThat(inside.why().arguments()).contains(saves.toString());

        var around =
                new RootCheck(
                        home, home.resolve(".savepoint"), List.of(), List.of(saves.resolve("gba")));
        assertThat(around.refusal(saves).orElseThrow().why().key())
                .isEqualTo("root.overlaps.around");
    }

    @Test
    void the_storage_is_refused_even_if_it_is_not_there_yet() throws IOException {
        assertThat(code("nas/repo")).isEqualTo("root.storage");
        assertThat(code("nas/repo/saves")).isEqualTo("root.storage");
        assertThat(code("nas")).isEqualTo("root.storage");
        assertThat(code("nas/new")).isEqualTo("root.storage");
    }

    @Test
    void savepoint_s_own_home_is_refused() throws IOException {
        assertThat(code("home/ann/.savepoint/backups")).isEqualTo("root.own-home");
    }

    @Test
    void what_is_not_there_is_refused() throws IOException {
        assertThat(check.refusal(temp.resolve("nowhere")).orElseThrow().code())
                .isEqualTo("root.missing");
        assertThat(check.refusal(Files.writeString(temp.resolve("file"), "x")).orElseThrow().code())
                .isEqualTo("root.missing");
    }

    @Test
    void a_link_deceives_nobody() throws IOException {
        var shelf = new Shelf(temp.resolve("links"));
        shelf.link("to-home", home);
        shelf.link("to-saves", saves);

        assertThat(code("links/to-home")).isEqualTo("root.home");
        assertThat(code("links/to-saves")).isEqualTo("root.overlaps");
    }

    private Optional<RootCheck.Refusal> refusal(String path) throws IOException {
        return check.refusal(Files.createDirectories(temp.resolve(path)));
    }

    private String code(String path) throws IOException {
        Path candidate = temp.resolve(path);
        if (!Files.exists(candidate)) Files.createDirectories(candidate);
        return check.refusal(candidate).orElseThrow().code();
    }

    @Test
    void a_survey_counts_and_shows_the_first_twenty() throws Exception {
        var shelf = new Shelf(temp.resolve("many"));
        for (int i = 10; i < 35; i++) shelf.file("gba/Game " + i + ".srm", "a");
        shelf.file("gba/readme.txt", "a");
        shelf.file("stuff/Odd.srm", "a");

        RootSurvey survey = RootSurvey.of(shelf.root, SaveNames.bundled());

        assertThat(survey.saves()).isEqualTo(26);
        assertThat(survey.unplaced()).isEqualTo(1);
        assertThat(survey.otherFiles()).isEqualTo(1);
        assertThat(survey.candidates()).hasSize(20).startsWith("gba/Game 10.srm");
        assertThat(survey.needsYes()).isFalse();
    }

    @Test
    void an_empty_folder_and_one_laid_out_for_systems_need_no_yes() throws Exception {
        var shelf = new Shelf(temp.resolve("empty"));
        assertThat(RootSurvey.of(shelf.root, SaveNames.bundled()).needsYes()).isFalse();

        shelf.file("gba/readme.txt", "a");
        assertThat(RootSurvey.of(shelf.root, SaveNames.bundled()).needsYes()).isFalse();
    }

    @Test
    void files_without_a_save_among_them_need_a_yes() throws Exception {
        var shelf = new Shelf(temp.resolve("documents"));
        shelf.file("letters/one.txt", "a");

        assertThat(RootSurvey.of(shelf.root, SaveNames.bundled()).needsYes()).isTrue();
    }

    @Test
    void thousands_of_files_of_which_most_are_no_saves_need_a_yes() {
        assertThat(new RootSurvey(100, 0, 2_000, true, List.of()).needsYes()).isTrue();
        assertThat(new RootSurvey(100, 0, 1_999, true, List.of()).needsYes()).isFalse();
        assertThat(new RootSurvey(3_000, 0, 2_500, true, List.of()).needsYes()).isFalse();
    }
}
