package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Landing.At;
import app.savepoint.core.scan.Landing.Nowhere;
import app.savepoint.core.scan.Landing.Spot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandingTest {
    private static final NameRules UNIX = new NameRules(false, false);
    private static final NameRules WINDOWS = new NameRules(true, true);

    @TempDir Path temp;
    private Shelf shelf;
    private final List<Root> others = new ArrayList<>();
    private NameRules rules = UNIX;

    @BeforeEach
    void setUp() throws IOException {
        shelf = new Shelf(temp.resolve("saves"));
    }

    @Test
    void an_empty_root_gets_a_folder_named_by_the_slug() throws Exception {
        assertThat(path(land("gba/A/save/main", files("A.srm")))).isEqualTo("1:gba/A.srm");
    }

    @Test
    void an_empty_folder_in_any_spelling_is_used() throws Exception {
        Files.createDirectories(shelf.folder.resolve("saves/SFC"));

        assertThat(path(land("snes/A/save/main", files("A.srm")))).isEqualTo("1:saves/SFC/A.srm");
    }

    @Test
    void a_save_lands_where_saves_of_its_system_lie() throws Exception {
        shelf.file("gba/mGBA/B.srm", "b");
        shelf.file("gba/mGBA/C.srm", "c");
        shelf.file("gba/D.srm", "d");

        assertThat(path(land("gba/A/save/main", files("A.srm")))).isEqualTo("1:gba/mGBA/A.srm");
    }

    @Test
    void a_root_for_the_system_goes_before_a_root_for_any() throws Exception {
        other(2, "cartridges", "gba");

        assertThat(path(land("gba/A/save/main", files("A.srm")))).isEqualTo("2:A.srm");
        assertThat(path(land("snes/A/save/main", files("A.srm")))).isEqualTo("1:snes/A.srm");
    }

    @Test
    void a_root_for_another_system_takes_nothing() throws Exception {
        shelf.root = new Root(1, shelf.folder, "snes", null, List.of(), List.of(), null, 0);

        assertThat(reason(land("gba/A/save/main", files("A.srm"))))
                .contains("landing.no-folder", "gba");
    }

    @Test
    void what_is_there_keeps_its_name() throws Exception {
        shelf.file("gba/A.gba.sav", "old");

        Spot spot = land("gba/A/save/main", files("A.srm", "A.rtc"));

        assertThat(((At) spot).files())
                .isEqualTo(Map.of(Role.MAIN, "gba/A.gba.sav", Role.RTC, "gba/A.gba.rtc"));
        assertThat(path(spot)).isEqualTo("1:gba/A.gba.sav");
    }

    @Test
    void a_picture_is_named_after_the_state_that_is_there() throws Exception {
        shelf.file("gba/mGBA/A.state1", "old");

        Spot spot = land("gba/A/state/mGBA.1", files("X.state1", "X.state1.png"));

        assertThat(((At) spot).files())
                .isEqualTo(
                        Map.of(
                                Role.MAIN, "gba/mGBA/A.state1",
                                Role.THUMBNAIL, "gba/mGBA/A.state1.png"));
    }

    @Test
    void a_state_lands_in_its_core_s_folder_if_there_is_one() throws Exception {
        Files.createDirectories(shelf.folder.resolve("gba/mGBA"));

        assertThat(path(land("gba/A/state/mGBA.1", files("A.state1"))))
                .isEqualTo("1:gba/mGBA/A.state1");
    }

    @Test
    void without_such_a_folder_a_state_lands_beside_the_saves_and_stays_what_it_is()
            throws Exception {
        shelf.file("gba/A.srm", "a");
        SaveId state = SaveId.parse("gba/A/state/mGBA.1");

        Spot spot = land(state.toString(), files("A.state1"));

        assertThat(path(spot)).isEqualTo("1:gba/A.state1");
        shelf.file("gba/A.state1", "bytes of A.state1");
        shelf.known.put(((At) spot).place(), state);
        assertThat(shelf.scan().saves()).extracting(LocalSave::save).contains(state);
    }

    @Test
    void a_state_never_lands_among_another_core_s() throws Exception {
        shelf.root = new Root(1, shelf.folder, "gba", null, List.of(), List.of(), null, 0);
        shelf.file("gpSP/B.srm", "b");

        assertThat(reason(land("gba/A/state/mGBA.1", files("A.state1"))))
                .contains("landing.other-save");
    }

    @Test
    void a_psp_save_lands_where_a_psp_looks_for_it() throws Exception {
        SaveId save = SaveId.main("psp", "ULUS1");
        Manifest content = folder("ULUS1", "DATA.BIN", "sub/B.BIN");

        assertThat(path(land(save.toString(), content))).isEqualTo("1:psp/PSP/SAVEDATA/ULUS1");

        shelf.file("memstick/PSP/SAVEDATA/OTHER/DATA.BIN", "x");
        Spot spot = land(save.toString(), content);
        assertThat(path(spot)).isEqualTo("1:memstick/PSP/SAVEDATA/ULUS1");
        assertThat(((At) spot).files())
                .isEqualTo(
                        Map.of(
                                new Role("DATA.BIN"),
                                "memstick/PSP/SAVEDATA/ULUS1/DATA.BIN",
                                new Role("sub/B.BIN"),
                                "memstick/PSP/SAVEDATA/ULUS1/sub/B.BIN"));
    }

    @Test
    void whatever_lands_is_found_again_as_the_same_save() throws Exception {
        Files.createDirectories(shelf.folder.resolve("MD"));
        for (String id :
                List.of(
                        "gba/A/save/main",
                        "genesis/A/save/main",
                        "psx/A/save/card1",
                        "n64/A/save/eep")) put((At) land(id, files(nameFor(id))));
        put((At) land("psp/ULUS1/save/main", folder("ULUS1", "DATA.BIN")));

        assertThat(shelf.found())
                .containsExactly(
                        "gba/A/save/main @ gba/A.srm",
                        "genesis/A/save/main @ MD/A.srm",
                        "n64/A/save/eep @ n64/A.eep",
                        "psp/ULUS1/save/main @ psp/PSP/SAVEDATA/ULUS1",
                        "psx/A/save/card1 @ psx/A.1.mcr");
    }

    private static String nameFor(String id) {
        return id.endsWith("card1") ? "A.1.mcr" : id.endsWith("eep") ? "A.eep" : "A.srm";
    }

    @Test
    void another_playthrough_gets_no_emulator_s_name() throws Exception {
        assertThat(reason(land("gba/A/save/kept-0123abcd", files("A.srm"))))
                .contains("landing.other-save");
    }

    @Test
    void a_system_nobody_here_knows_lands_only_where_a_person_said_so() throws Exception {
        assertThat(land("zeebo/A/save/main", files("A.srm"))).isInstanceOf(Nowhere.class);

        other(2, "zeebo", "zeebo");
        assertThat(path(land("zeebo/A/save/main", files("A.srm")))).isEqualTo("2:A.srm");
    }

    @Test
    void a_file_that_nobody_spoke_of_is_never_taken() throws Exception {
        shelf.file(".saveignore", "");
        Files.createDirectories(shelf.folder.resolve("gba/A.srm"));

        assertThat(reason(land("gba/A/save/main", files("A.srm")))).contains("landing.there");
    }

    @Test
    void on_windows_a_name_in_other_letters_is_another_game_s() throws Exception {
        shelf.file("gba/pokemon.srm", "a");

        assertThat(land("gba/Pokemon/save/main", files("Pokemon.srm"))).isInstanceOf(At.class);
        rules = WINDOWS;
        assertThat(reason(land("gba/Pokemon/save/main", files("Pokemon.srm"))))
                .contains("gba/pokemon.srm");
    }

    @Test
    void two_saves_of_one_plan_never_get_one_name() throws Exception {
        rules = WINDOWS;
        Landing landing = landing();

        assertThat(landing.of(SaveId.main("gba", "Poke"), files("Poke.srm")))
                .isInstanceOf(At.class);
        assertThat(landing.of(SaveId.main("gba", "POKE"), files("POKE.srm")))
                .isInstanceOf(Nowhere.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON.srm", "com1.state.srm", "a:b.srm", "a?.srm", "nul .srm"})
    void what_windows_refuses_lands_nowhere_there(String name) throws Exception {
        String game = name.substring(0, name.length() - 4);
        if (game.endsWith(".state")) game = "com1.state";

        assertThat(land("gba/" + game + "/save/main", files(name))).isInstanceOf(At.class);
        rules = WINDOWS;
        assertThat(land("gba/" + game + "/save/main", files(name))).isInstanceOf(Nowhere.class);
    }

    @Test
    void a_name_too_long_for_the_disk_lands_nowhere() throws Exception {
        String game = "\u30dd".repeat(90);

        assertThat(reason(land("gba/" + game + "/save/main", files(game + ".srm"))))
                .contains("name.too-long");
    }

    @Test
    void a_remote_name_never_leads_out_of_the_folder() throws Exception {
        assertThat(land("gba/A/save/main", files("sub/A.srm"))).isInstanceOf(Nowhere.class);
    }

    @Test
    void a_folder_that_is_a_link_out_of_the_root_takes_nothing() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        shelf.link("gba", outside);

        assertThat(reason(land("gba/A/save/main", files("A.srm")))).contains("landing.outside");
    }

    @Test
    void what_a_pattern_leaves_out_lands_nowhere() throws Exception {
        shelf.file(".saveignore", "*.srm\n");

        assertThat(reason(land("gba/A/save/main", files("A.srm")))).contains("landing.left-out");
    }

    @Test
    void a_save_whose_root_is_away_is_not_put_elsewhere() throws Exception {
        shelf.known.put(new Place(9, "gba/A.srm"), SaveId.main("gba", "A"));

        assertThat(reason(land("gba/A/save/main", files("A.srm")))).contains("landing.unreachable");
    }

    @Test
    void a_held_save_is_not_replaced() throws Exception {
        shelf.file("gba/A.srm", "a");
        shelf.disk.lock("A.srm");

        assertThat(reason(land("gba/A/save/main", files("A.srm")))).contains("landing.left-alone");
    }

    private void other(long id, String name, @Nullable String system) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        others.add(new Root(id, folder, system, null, List.of(), List.of(), null, 0));
    }

    private Landing landing() throws InterruptedException {
        var roots = new ArrayList<Root>();
        roots.add(shelf.root);
        roots.addAll(others);
        LocalTree tree =
                new Scanner(SaveNames.bundled(), shelf.cache, () -> shelf.now, shelf.disk, 2)
                        .scan(roots, HoldRule.none(), shelf.known);
        return new Landing(SaveNames.bundled(), tree, shelf.known, root -> rules);
    }

    private Spot land(String id, Manifest content) throws InterruptedException {
        return landing().of(SaveId.parse(id), content);
    }

    private void put(At spot) throws IOException {
        for (String path : spot.files().values()) shelf.file(path, "bytes of " + path);
    }

    private static Manifest files(String... names) {
        var roles = new HashMap<String, SaveFile>();
        for (String name : names) {
            Role role =
                    name.endsWith(".rtc")
                            ? Role.RTC
                            : name.endsWith(".png") ? Role.THUMBNAIL : Role.MAIN;
            roles.put(name, file(role, name));
        }
        return new Manifest(null, List.copyOf(roles.values()));
    }

    private static Manifest folder(String name, String... paths) {
        return new Manifest(name, List.of(paths).stream().map(p -> file(new Role(p), p)).toList());
    }

    private static SaveFile file(Role role, String name) {
        return new SaveFile(role, name, 7, ContentHash.of(name.getBytes(UTF_8)), Shelf.START);
    }

    private static String path(Spot spot) {
        assertThat(spot).isInstanceOf(At.class);
        Place place = ((At) spot).place();
        return place.root() + ":" + place.path();
    }

    private static String reason(Spot spot) {
        assertThat(spot).isInstanceOf(Nowhere.class);
        return ((Nowhere) spot).reason().toString();
    }
}
