package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 8: nothing outside the root is written, whatever a name says and wherever a link leads.
class FenceTest {
    @TempDir Path dir;

    private Bench bench;
    private Path outside;

    @BeforeEach
    void a_root_and_a_folder_beside_it() throws IOException {
        bench = new Bench(dir, Shape.all().getFirst(), Links.hard());
        outside = Files.createDirectories(dir.resolve("outside"));
        Files.writeString(outside.resolve("E.srm"), "old");
    }

    private Replaced replace(String place, String name, boolean present) {
        byte[] bytes = "new!".getBytes(StandardCharsets.UTF_8);
        SaveFile old =
                new SaveFile(
                        Role.MAIN,
                        name,
                        3,
                        ContentHash.of("old".getBytes(StandardCharsets.UTF_8)),
                        Bench.THEN);
        SaveFile wanted =
                new SaveFile(Role.MAIN, name, bytes.length, ContentHash.of(bytes), Bench.LATER);
        return new Replacement(
                        bench.backups(),
                        bench.markers(),
                        Placements.none(),
                        Steps.none(),
                        new Workers(1))
                .carryOut(
                        new Replacement.Order(
                                SaveId.main("gba", "E"),
                                new PlaceFiles(bench.root, new Place(1, place)),
                                present ? Manifest.ofFiles(old) : null,
                                Manifest.ofFiles(wanted),
                                BackupReason.REPLACED),
                        sink -> {
                            try (OutputStream out = sink.open(wanted)) {
                                out.write(bytes);
                            }
                        },
                        () -> true);
    }

    private void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "this system lets no one make symbolic links: " + e);
        }
    }

    @Test
    void a_folder_that_is_a_link_out_of_the_root_is_refused() throws IOException {
        link(bench.root.resolve("snes"), outside);

        assertThat(replace("snes/E.srm", "E.srm", true)).isInstanceOf(Replaced.Failed.class);
        assertThat(replace("snes/F.srm", "F.srm", false)).isInstanceOf(Replaced.Failed.class);
        assertThat(replace("snes/deep/F.srm", "F.srm", false)).isInstanceOf(Replaced.Failed.class);

        assertThat(outside.resolve("E.srm")).hasContent("old");
        assertThat(outside).isDirectoryNotContaining("glob:**{deep,F.srm,.savepoint-*}");
    }

    @Test
    void a_file_that_is_a_link_out_of_the_root_is_refused() throws IOException {
        Path link = bench.root.resolve("gba/L.srm");
        link(link, outside.resolve("E.srm"));

        assertThat(replace("gba/L.srm", "L.srm", true)).isInstanceOf(Replaced.Failed.class);

        assertThat(link).isSymbolicLink();
        assertThat(outside.resolve("E.srm")).hasContent("old");
    }

    @Test
    void a_link_that_stays_inside_is_followed_and_stays_a_link() throws IOException {
        Path link = bench.root.resolve("gba/L.srm");
        link(link, bench.path("E.srm"));

        assertThat(replace("gba/L.srm", "L.srm", true)).isInstanceOf(Replaced.Done.class);

        assertThat(link).isSymbolicLink();
        assertThat(bench.path("E.srm")).hasContent("new!");
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_root_behind_a_link_is_no_way_out() throws IOException {
        Path alias = dir.resolve("alias");
        link(alias, bench.root);
        PlaceFiles files = new PlaceFiles(alias, new Place(1, "gba/E.srm"));
        Manifest old = bench.order(bench.shape.old()).seen();

        assertThat(files.forWriting(old, old.files().getFirst()))
                .isEqualTo(bench.path("E.srm").toRealPath());
    }

    @Test
    void names_that_are_ours_are_refused() {
        assertThat(replace("gba/.savepoint-x", ".savepoint-x", false))
                .isInstanceOf(Replaced.Failed.class);
        assertThat(replace(".savepoint-x/E.srm", "E.srm", false))
                .isInstanceOf(Replaced.Failed.class);
    }

    @Test
    void a_root_that_is_gone_is_not_made() throws IOException {
        Path gone = dir.resolve("gone");
        bench = new Bench(dir.resolve("b"), Shape.all().getFirst(), Links.hard());
        PlaceFiles files = new PlaceFiles(gone, new Place(1, "gba/E.srm"));
        Replaced replaced =
                new Replacement(
                                bench.backups(),
                                bench.markers(),
                                Placements.none(),
                                Steps.none(),
                                new Workers(1))
                        .carryOut(
                                new Replacement.Order(
                                        SaveId.main("gba", "E"),
                                        files,
                                        null,
                                        bench.order(bench.shape.old()).wanted(),
                                        BackupReason.REPLACED),
                                bench::writeWanted,
                                () -> true);

        assertThat(replaced).isInstanceOf(Replaced.Failed.class);
        assertThat(gone).doesNotExist();
    }
}
