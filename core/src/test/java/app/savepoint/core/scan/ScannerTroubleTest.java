package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can not be seen is never taken for gone.
class ScannerTroubleTest {
    @TempDir Path temp;
    private Shelf shelf;

    @BeforeEach
    void setUp() throws IOException {
        shelf = new Shelf(temp.resolve("saves"));
    }

    @Test
    void a_file_that_can_not_be_opened_is_held_and_the_others_go_on() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/B.srm", "b");
        shelf.file("gba/C.srm", "c");
        shelf.file("gba/C.rtc", "c");
        shelf.disk.lock("A.srm");
        shelf.disk.lock("C.rtc");

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm UNREADABLE",
                        "gba/B/save/main @ gba/B.srm",
                        "gba/C/save/main @ gba/C.srm UNREADABLE");
    }

    @Test
    void saves_below_a_folder_that_can_not_be_read_are_held() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/mGBA/A.state1", "a");
        shelf.file("snes/B.srm", "b");
        shelf.file("psp/SAVEDATA/ULUS1/DATA.BIN", "b");
        shelf.scan();
        shelf.disk.lock("gba");
        shelf.disk.lock("SAVEDATA");

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm UNREADABLE",
                        "gba/A/state/mGBA.1 @ gba/mGBA/A.state1 UNREADABLE",
                        "psp/ULUS1/save/main @ psp/SAVEDATA/ULUS1 UNREADABLE",
                        "snes/B/save/main @ snes/B.srm");

        shelf.disk.heal();
        assertThat(shelf.scan().filesHashed()).as("nothing was forgotten").isZero();
    }

    @Test
    void what_was_never_scanned_but_agreed_on_is_held_too() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.known.put(new Place(1, "gba/A.srm"), SaveId.main("gba", "A"));
        shelf.known.put(new Place(1, "snes/Gone.srm"), SaveId.main("snes", "Gone"));
        shelf.disk.lock("gba");

        assertThat(shelf.found()).containsExactly("gba/A/save/main @ gba/A.srm UNREADABLE");
    }

    @Test
    void a_folder_that_breaks_off_while_it_is_listed_hides_nothing() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/B.srm", "b");
        shelf.file("gba/C.srm", "c");
        shelf.scan();
        shelf.disk.breakOff("gba");

        assertThat(shelf.found())
                .hasSize(3)
                .filteredOn(line -> line.endsWith("UNREADABLE"))
                .hasSize(2);
    }

    @Test
    void a_save_folder_that_breaks_off_is_held_whole() throws Exception {
        shelf.file("psp/SAVEDATA/ULUS1/A.BIN", "a");
        shelf.file("psp/SAVEDATA/ULUS1/B.BIN", "b");
        shelf.disk.breakOff("ULUS1");

        assertThat(shelf.found())
                .containsExactly("psp/ULUS1/save/main @ psp/SAVEDATA/ULUS1 UNREADABLE");
    }

    @Test
    void a_save_folder_with_a_closed_folder_inside_is_held_whole() throws Exception {
        shelf.file("psp/SAVEDATA/ULUS1/A.BIN", "a");
        shelf.file("psp/SAVEDATA/ULUS1/sub/B.BIN", "b");
        shelf.disk.lock("sub");

        assertThat(shelf.found())
                .containsExactly("psp/ULUS1/save/main @ psp/SAVEDATA/ULUS1 UNREADABLE");
    }

    @Test
    void real_permissions_are_told_from_absence() throws Exception {
        Path file = shelf.file("gba/A.srm", "a");
        assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "this system has no such permissions");
        shelf.file("snes/B.srm", "b");
        shelf.scan();
        shelf.file("snes/B.srm", "longer");
        Files.setPosixFilePermissions(
                file.getParent(), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(
                shelf.folder.resolve("snes/B.srm"), PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(file.getParent()), "an administrator may read everything");
            assertThat(shelf.found())
                    .containsExactly(
                            "gba/A/save/main @ gba/A.srm UNREADABLE",
                            "snes/B/save/main @ snes/B.srm UNREADABLE");
        } finally {
            Files.setPosixFilePermissions(
                    file.getParent(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_link_inside_the_root_is_followed_and_counted_once() throws Exception {
        Path real = shelf.file("gba/A.srm", "a");
        shelf.link("roms/gba", real.getParent());
        shelf.link("gba/Z.srm", real);

        assertThat(shelf.found()).containsExactly("gba/A/save/main @ gba/A.srm");
    }

    @Test
    void the_path_that_names_the_system_is_the_one_that_counts() throws Exception {
        Path real = shelf.file("store/one/A.srm", "a");
        shelf.file("store/one/B.srm", "b");
        shelf.link("snes", real.getParent());

        assertThat(shelf.found())
                .containsExactly("snes/A/save/main @ snes/A.srm", "snes/B/save/main @ snes/B.srm");
        assertThat(shelf.scan().filesHashed()).isZero();
    }

    @Test
    void circles_of_links_come_to_an_end() throws Exception {
        Path real = shelf.file("gba/deep/A.srm", "a");
        shelf.link("gba/deep/up", shelf.folder);
        shelf.link("gba/self", shelf.folder.resolve("gba"));
        shelf.link("one/two", shelf.folder.resolve("two"));
        shelf.link("two/one", shelf.folder.resolve("one"));
        shelf.link("loop", shelf.folder.resolve("loop"));

        assertThat(shelf.found()).containsExactly("gba/A/save/main @ gba/deep/A.srm");
        assertThat(real).exists();
    }

    @Test
    void a_link_out_of_the_root_is_left_alone_and_named() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("A.srm"), "secret");
        shelf.link("gba", outside);
        shelf.link("snes/B.srm", outside.resolve("A.srm"));

        LocalTree tree = shelf.scan();

        assertThat(tree.saves()).isEmpty();
        assertThat(shelf.disk.opened).isEmpty();
        LocalTree.RootReport report = tree.roots().getFirst();
        assertThat(report.health()).isEqualTo(RootHealth.OK);
        assertThat(report.detail()).contains("gba leads out of", "snes/B.srm leads out of");
    }

    @Test
    void a_save_that_became_a_link_to_nowhere_is_not_gone() throws Exception {
        Path file = shelf.file("gba/A.srm", "a");
        shelf.file("snes/B.srm", "b");
        shelf.scan();
        Files.delete(file);
        shelf.link("gba/A.srm", temp.resolve("nowhere"));
        Files.move(shelf.folder.resolve("snes"), temp.resolve("moved"));
        shelf.link("snes", temp.resolve("moved"));

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm UNREADABLE",
                        "snes/B/save/main @ snes/B.srm UNREADABLE");
    }

    @Test
    void a_root_that_is_missing_has_no_saves_and_forgets_none() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.scan();
        Files.move(shelf.folder, temp.resolve("away"));

        LocalTree tree = shelf.scan();

        assertThat(tree.saves()).isEmpty();
        assertThat(tree.roots().getFirst().health()).isEqualTo(RootHealth.MISSING);
        Files.move(temp.resolve("away"), shelf.folder);
        assertThat(shelf.scan().filesHashed()).isZero();
    }

    @Test
    void a_root_that_can_not_be_read_says_so() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.disk.lock("saves");

        assertThat(shelf.scan().roots().getFirst().health()).isEqualTo(RootHealth.UNREADABLE);

        shelf.disk.heal();
        shelf.disk.breakOff("saves");
        assertThat(shelf.scan().roots().getFirst().health()).isEqualTo(RootHealth.UNREADABLE);
    }

    @Test
    void another_volume_at_the_same_path_is_another_volume() throws Exception {
        shelf.file("gba/A.srm", "a");
        Volume volume = Volume.at(shelf.folder);
        shelf.root = onVolume(volume.toString());
        assertThat(shelf.found()).hasSize(1);

        shelf.root = onVolume("mount=%2Fmedia%2Fstick;type=vfat");
        LocalTree tree = shelf.scan();
        assertThat(tree.saves()).isEmpty();
        assertThat(tree.roots().getFirst().health()).isEqualTo(RootHealth.OTHER_VOLUME);
    }

    private Root onVolume(String volume) {
        return new Root(1, shelf.folder, null, null, List.of(), List.of(), volume, 0);
    }

    @Test
    void a_root_that_lost_most_of_its_saves_is_not_believed() throws Exception {
        for (int i = 0; i < 4; i++) shelf.file("gba/Game " + i + ".srm", "a");
        shelf.file("gba/Last.srm", "a");

        assertThat(healthAfter(11)).isEqualTo(RootHealth.MANY_GONE);
        assertThat(healthAfter(10)).as("half is not more than half").isEqualTo(RootHealth.OK);
        for (int i = 0; i < 4; i++) Files.delete(shelf.folder.resolve("gba/Game " + i + ".srm"));
        assertThat(healthAfter(5)).as("four gone are few").isEqualTo(RootHealth.OK);
        assertThat(healthAfter(6)).as("five gone are many").isEqualTo(RootHealth.MANY_GONE);
    }

    private RootHealth healthAfter(int accepted) throws InterruptedException {
        shelf.root = new Root(1, shelf.folder, null, null, List.of(), List.of(), null, accepted);
        return shelf.scan().roots().getFirst().health();
    }
}
