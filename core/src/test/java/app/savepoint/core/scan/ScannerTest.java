package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerTest {
    @TempDir Path temp;
    private Shelf shelf;

    @BeforeEach
    void setUp() throws IOException {
        shelf = new Shelf(temp.resolve("saves"));
    }

    @Test
    void a_save_is_found_with_its_bytes_and_its_time() throws Exception {
        Instant time = Instant.parse("2026-02-03T04:05:06.789Z");
        shelf.file("gba/Golden Sun.srm", "sun".getBytes(UTF_8), time);

        LocalTree tree = shelf.scan();

        var file =
                new SaveFile(
                        Role.MAIN,
                        "Golden Sun.srm",
                        3,
                        ContentHash.of("sun".getBytes(UTF_8)),
                        time);
        assertThat(tree.saves())
                .containsExactly(
                        new LocalSave(
                                SaveId.main("gba", "Golden Sun"),
                                new Place(1, "gba/Golden Sun.srm"),
                                new LocalSave.Present(Manifest.ofFiles(file), false)));
        assertThat(tree.filesHashed()).isEqualTo(1);
        assertThat(tree.roots())
                .containsExactly(new LocalTree.RootReport(shelf.root, RootHealth.OK, "", 1, 0));
    }

    @Test
    void the_order_is_always_the_same() throws Exception {
        shelf.file("snes/B.srm", "1");
        shelf.file("gba/C.srm", "2");
        shelf.file("gba/A.state1", "3");
        shelf.file("gba/A.srm", "4");
        shelf.file("other/gba/A.srm", "5");

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm",
                        "gba/A/save/main @ other/gba/A.srm",
                        "gba/A/state/unknown.1 @ gba/A.state1",
                        "gba/C/save/main @ gba/C.srm",
                        "snes/B/save/main @ snes/B.srm");
    }

    @Test
    void a_scan_of_what_did_not_change_opens_no_file() throws Exception {
        for (int i = 0; i < 20; i++) shelf.file("gba/Game " + i + ".srm", "bytes " + i);
        shelf.file("psp/PSP/SAVEDATA/ULUS1/PARAM.SFO", "sfo");
        shelf.file("psp/PSP/SAVEDATA/ULUS1/DATA.BIN", "data");
        LocalTree first = shelf.scan();

        LocalTree second = shelf.scan();

        assertThat(shelf.disk.opened).isEmpty();
        assertThat(second.filesHashed()).isZero();
        assertThat(second.saves()).isEqualTo(first.saves()).hasSize(21);
    }

    @Test
    void only_what_changed_is_read() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/B.srm", "b");
        shelf.scan();
        Path changed = shelf.file("gba/B.srm", "c".getBytes(UTF_8), Shelf.START.minusSeconds(60));

        LocalTree tree = shelf.scan();

        assertThat(shelf.disk.opened)
                .extracting(Path::getFileName)
                .containsExactly(changed.getFileName());
        assertThat(hashOf(tree, "gba/B/save/main")).isEqualTo(ContentHash.of("c".getBytes(UTF_8)));
    }

    @Test
    void a_file_put_in_the_place_of_another_is_read_though_size_and_time_are_the_same()
            throws Exception {
        Path file = shelf.file("gba/A.srm", "old");
        assumeTrue(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey() != null,
                "this system numbers no files");
        shelf.scan();
        Path other = shelf.file("gba/.new", "new");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(hashOf(shelf.scan(), "gba/A/save/main"))
                .isEqualTo(ContentHash.of("new".getBytes(UTF_8)));
    }

    @Test
    void a_file_written_just_now_is_read_once_more() throws Exception {
        shelf.file("gba/A.srm", "one".getBytes(UTF_8), shelf.now.minusSeconds(2));
        shelf.scan();
        // A second write within what the disk can tell apart: same size, same time, same file
        Path file = shelf.folder.resolve("gba/A.srm");
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, "two".getBytes(UTF_8));
        Files.setLastModifiedTime(file, time);

        shelf.now = shelf.now.plusMillis(1);
        assertThat(hashOf(shelf.scan(), "gba/A/save/main"))
                .isEqualTo(ContentHash.of("two".getBytes(UTF_8)));
        assertThat(shelf.scan().filesHashed()).isZero();
    }

    /// There a time may be off by two seconds, and rounded up.
    @ParameterizedTest
    @CsvSource({
        // type of the volume | age of the file in ms | whether it is read once more
        "ext4, 2000, true",
        "ext4, 2001, false",
        "vfat, 4000, true",
        "vfat, 4001, false",
        "exfat, 3999, true",
        "exfat, -4000, true",
        "exfat, -4001, false",
    })
    void on_fat_a_file_written_within_four_seconds_is_read_once_more(
            String type, long age, boolean again) throws Exception {
        shelf.disk.put(Volume.parse("type=" + type));
        shelf.file("gba/A.srm", "one".getBytes(UTF_8), shelf.now.minusMillis(age));
        assertThat(shelf.scan().filesHashed()).isEqualTo(1);

        shelf.now = shelf.now.plusSeconds(60);
        assertThat(shelf.scan().filesHashed()).isEqualTo(again ? 1 : 0);
        assertThat(shelf.scan().filesHashed()).as("and then no more").isZero();
    }

    @Test
    void a_file_from_the_near_future_is_read_once_more_too() throws Exception {
        shelf.file("gba/A.srm", "one".getBytes(UTF_8), shelf.now.plusSeconds(2));
        shelf.scan();

        assertThat(shelf.scan().filesHashed()).isEqualTo(1);
    }

    @Test
    void a_save_that_changes_while_it_is_read_is_held() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/B.srm", "b");
        shelf.disk.meddle(
                "A.srm",
                file ->
                        Files.setLastModifiedTime(
                                file,
                                FileTime.from(
                                        Files.getLastModifiedTime(file)
                                                .toInstant()
                                                .plusSeconds(9))));

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm UNSTABLE", "gba/B/save/main @ gba/B.srm");

        shelf.disk.heal();
        assertThat(shelf.found()).contains("gba/A/save/main @ gba/A.srm");
    }

    @Test
    void a_save_that_changed_once_while_it_was_read_is_read_again() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.disk.meddle(
                "A.srm",
                file -> {
                    shelf.disk.heal();
                    Files.write(file, "longer".getBytes(UTF_8));
                });

        assertThat(hashOf(shelf.scan(), "gba/A/save/main"))
                .isEqualTo(ContentHash.of("longer".getBytes(UTF_8)));
    }

    @Test
    void a_save_that_goes_away_while_it_is_read_is_held() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.disk.meddle("A.srm", Files::delete);

        assertThat(shelf.found()).containsExactly("gba/A/save/main @ gba/A.srm UNSTABLE");
        assertThat(shelf.found()).isEmpty();
    }

    @Test
    void a_clock_file_travels_with_its_save() throws Exception {
        shelf.file("gb/Crystal.srm", "save");
        shelf.file("gb/Crystal.rtc", "clock");
        shelf.file("gb/Alone.rtc", "clock");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly(
                        "gb/Alone/save/main @ gb/Alone.rtc",
                        "gb/Crystal/save/main @ gb/Crystal.srm");
        assertThat(manifest(tree, "gb/Crystal/save/main").files())
                .extracting(SaveFile::role)
                .containsExactly(Role.MAIN, Role.RTC);
        assertThat(manifest(tree, "gb/Alone/save/main").files())
                .extracting(SaveFile::role)
                .containsExactly(Role.RTC);
    }

    @Test
    void two_spellings_in_one_folder_are_two_places_and_the_clock_belongs_to_one()
            throws Exception {
        shelf.file("gb/Crystal.srm", "save");
        shelf.file("gb/Crystal.gbc.sav", "save");
        shelf.file("gb/Crystal.gbc.rtc", "clock");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly(
                        "gb/Crystal/save/main @ gb/Crystal.gbc.sav",
                        "gb/Crystal/save/main @ gb/Crystal.srm");
        assertThat(tree.saves()).extracting(save -> roles(save).size()).containsExactly(2, 1);
    }

    @Test
    void a_picture_travels_with_its_state_and_is_nothing_without_it() throws Exception {
        shelf.file("gba/A.state1", "state");
        shelf.file("gba/A.state1.png", "picture");
        shelf.file("gba/A.state2.png", "picture");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly("gba/A/state/unknown.1 @ gba/A.state1");
        assertThat(roles(tree.saves().getFirst())).containsExactly(Role.MAIN, Role.THUMBNAIL);
        assertThat(tree.roots().getFirst().otherFiles()).isEqualTo(1);
    }

    @Test
    void a_folder_below_savedata_is_one_save() throws Exception {
        shelf.file("psp/PSP/SAVEDATA/ULUS1/PARAM.SFO", "sfo");
        shelf.file("psp/PSP/SAVEDATA/ULUS1/data/A.BIN", "data");
        shelf.file("psp/PSP/SAVEDATA/ULUS1/.hidden", "x");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly("psp/ULUS1/save/main @ psp/PSP/SAVEDATA/ULUS1");
        Manifest manifest = manifest(tree, "psp/ULUS1/save/main");
        assertThat(manifest.folder()).isEqualTo("ULUS1");
        assertThat(manifest.files())
                .extracting(file -> file.role().value())
                .containsExactly("PARAM.SFO", "data/A.BIN");
    }

    @Test
    void a_root_may_itself_be_savedata() throws Exception {
        shelf = new Shelf(temp.resolve("PSP/SAVEDATA"));
        shelf.root = new Root(1, shelf.folder, "psp", null, List.of(), List.of(), null, 0);
        shelf.file("ULUS1/DATA.BIN", "data");

        assertThat(shelf.found()).containsExactly("psp/ULUS1/save/main @ ULUS1");
    }

    @Test
    void a_folder_with_a_param_sfo_is_a_save_unless_it_says_otherwise() throws Exception {
        shelf.file("psp/Save/PARAM.SFO", Sfo.withCategory("MS"));
        shelf.file("psp/Save/DATA.BIN", "data");
        shelf.file("psp/PSP/SAVEDATA/Install/PARAM.SFO", Sfo.withCategory("MG"));
        shelf.file("psp/PSP/SAVEDATA/Install/DATA.BIN", "data");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly("psp/Save/save/main @ psp/Save");
        assertThat(tree.roots().getFirst().otherFiles()).isEqualTo(2);
    }

    @Test
    void a_system_that_no_folder_names_is_said_and_nothing_is_read() throws Exception {
        shelf.file("stuff/A.srm", "a");

        LocalTree tree = shelf.scan();

        assertThat(tree.saves())
                .extracting(Shelf::line)
                .containsExactly("unknown/A/save/main @ stuff/A.srm SYSTEM_UNKNOWN");
        assertThat(((LocalSave.Held) tree.saves().getFirst().state()).detail())
                .contains("roots add --system");
        assertThat(shelf.disk.opened).isEmpty();
    }

    @Test
    void what_policy_holds_is_not_read() throws Exception {
        shelf.file("gba/A.srm", new byte[50]);
        shelf.file("gba/A.state", new byte[10]);
        shelf.file("gba/A.state1", new byte[11]);
        shelf.file("gba/A.state.auto", new byte[10]);
        shelf.rule = HoldRule.states(true, 10, false);

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm blank",
                        "gba/A/state/unknown.0 @ gba/A.state blank",
                        "gba/A/state/unknown.1 @ gba/A.state1 STATE_TOO_LARGE",
                        "gba/A/state/unknown.auto @ gba/A.state.auto STATE_AUTOMATIC");
        assertThat(shelf.disk.opened).hasSize(2);

        shelf.rule = HoldRule.states(false, 10, true);
        assertThat(shelf.found()).filteredOn(line -> line.endsWith("STATES_OFF")).hasSize(3);
    }

    @Test
    void a_name_that_can_not_travel_is_held() throws Exception {
        try {
            shelf.file("gba/a\u0007b.srm", "a");
        } catch (InvalidPathException | IOException e) {
            assumeTrue(false, "this system refuses such names: " + e);
        }

        assertThat(shelf.found())
                .containsExactly("gba/a%07b/save/main @ gba/a%07b.srm NAME_UNUSABLE");
    }

    @Test
    void accents_stored_in_two_ways_are_one_game() throws Exception {
        shelf.file("gba/Pok\u00e9mon.srm", "a");
        shelf.file("gba/Poke\u0301mon.sav", "a");

        assertThat(shelf.scan().saves())
                .hasSize(2)
                .allSatisfy(save ->
                        assertThat(save.save()).isEqualTo(SaveId.main("gba", "Pok\u00e9mon")));
    }

    @Test
    void a_state_stays_the_one_that_was_put_there() throws Exception {
        shelf.file("gba/A.state1", "a");
        shelf.file("gba/A.state2", "a");
        shelf.known.put(new Place(1, "gba/A.state1"), SaveId.parse("gba/A/state/mGBA.1"));
        shelf.known.put(new Place(1, "gba/A.state2"), SaveId.parse("gba/A/state/mGBA.12"));

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/state/mGBA.1 @ gba/A.state1",
                        "gba/A/state/unknown.2 @ gba/A.state2");
    }

    @Test
    void patterns_leave_files_out() throws Exception {
        shelf.file(".saveignore", "*.state*\n!keep.state\nhacks/\n");
        shelf.file("gba/A.srm", "a");
        shelf.file("gba/A.state1", "a");
        shelf.file("gba/keep.state", "a");
        shelf.file("gba/hacks/B.srm", "a");
        shelf.file("snes/C.srm", "a");
        shelf.root = new Root(1, shelf.folder, null, null, List.of("snes/C.*"), List.of(), null, 0);

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm", "gba/keep/state/unknown.0 @ gba/keep.state");

        shelf.root = new Root(1, shelf.folder, null, null, List.of(), List.of("*.srm"), null, 0);
        assertThat(shelf.found())
                .containsExactly("gba/A/save/main @ gba/A.srm", "snes/C/save/main @ snes/C.srm");
    }

    @Test
    void leaving_out_is_not_deleting() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.file("psp/SAVEDATA/ULUS1/DATA.BIN", "a");
        shelf.known.put(new Place(1, "gba/A.srm"), SaveId.main("gba", "A"));
        shelf.known.put(new Place(1, "gba/Gone.srm"), SaveId.main("gba", "Gone"));
        shelf.known.put(new Place(1, "psp/SAVEDATA/ULUS1"), SaveId.main("psp", "ULUS1"));
        shelf.scan();
        shelf.file(".saveignore", "gba/\npsp/\n");

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm LEFT_OUT",
                        "psp/ULUS1/save/main @ psp/SAVEDATA/ULUS1 LEFT_OUT");
    }

    @Test
    void a_scan_that_is_stopped_says_so_and_records_nothing() throws Exception {
        shelf.file("gba/A.srm", "a");
        Thread.currentThread().interrupt();

        assertThatThrownBy(shelf::scan).isInstanceOf(InterruptedException.class);
        assertThat(shelf.cache.entries(1)).isEmpty();
    }

    @Test
    void what_is_gone_is_forgotten() throws Exception {
        Path file = shelf.file("gba/A.srm", "a");
        shelf.scan();
        Files.delete(file);

        assertThat(shelf.found()).isEmpty();
        assertThat(shelf.cache.entries(1)).isEmpty();
    }

    private static List<Role> roles(LocalSave save) {
        return ((LocalSave.Present) save.state())
                .manifest().files().stream().map(SaveFile::role).toList();
    }

    private static Manifest manifest(LocalTree tree, String id) {
        LocalSave save =
                tree.saves().stream()
                        .filter(s -> s.save().equals(SaveId.parse(id)))
                        .findFirst()
                        .orElseThrow();
        return ((LocalSave.Present) save.state()).manifest();
    }

    private static ContentHash hashOf(LocalTree tree, String id) {
        return manifest(tree, id).file(Role.MAIN).orElseThrow().hash();
    }
}
