package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Rows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Which of a RomM server's games are the ones here, and what a person says to it.
class RommMatchingSessionTest extends AtRomm {
    @Test
    void a_game_that_the_server_does_not_know_stays_here_and_in_the_backups() throws Exception {
        TwoComputers two = two();
        byte[] mine = two.play(two.onA("gba/Homebrew.srm"), 1);
        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status").out())
                .contains("The server knows no game of this name");
        assertThat(two.cli.on("A", "backups").json().get("backups")).hasSize(1);

        game("gba", "Homebrew.gba");
        server.advance(Duration.ofMinutes(16));
        assertThat(two.sync("A").list("pushed")).containsExactly("gba/Homebrew/save/main");
        assertThat(server.look().bytes(server.look().saves().getLast())).isEqualTo(mine);
    }

    @Test
    void nothing_moves_on_a_name_that_is_only_alike() throws Exception {
        game("gba", "Golden Sun (USA).gba");
        TwoComputers two = two();
        two.play(two.onA("gba/Golden Sun.srm"), 1);
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status").out()).contains("only ones of a similar name");
    }

    @Test
    void a_person_says_which_game_is_meant_and_can_take_it_back() throws Exception {
        Rows.Rom usa = game("gba", "Golden Sun (USA).gba");
        Rows.Rom europe = game("gba", "Golden Sun (Europe).gba");
        byte[] theirs = bytes(8);
        server.others(ann).upload(europe.id(), "autosave", "Golden Sun (Europe).srm", theirs);
        TwoComputers two = two();
        assertThat(two.onB("gba/Golden Sun (Europe).srm"))
                .as("on B nothing is called alike")
                .hasBinaryContent(theirs);
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 1);
        two.cli.on("A", "sync");

        Cli.Answer open = two.cli.on("A", "matches", "--open");
        var row = open.json().get("matches").get(0);
        assertThat(row.get("game").asString()).isEqualTo("gba/Golden Sun");
        assertThat(row.get("certain").asBoolean()).isFalse();
        assertThat(row.get("candidates")).hasSize(2);
        assertThat(two.cli.read("A", "matches").out())
                .contains("Golden Sun (USA).gba")
                .contains("Golden Sun (Europe).gba");

        assertThat(two.cli.on("A", "match", "gba/Golden Sun", "--to", "" + usa.id()).status())
                .isZero();
        assertThat(two.sync("A").list("pushed")).containsExactly("gba/Golden Sun/save/main");
        assertThat(server.look().bytes(server.look().slot(usa.id(), "autosave").getFirst()))
                .isEqualTo(mine);

        byte[] more = two.play(two.onA("gba/Golden Sun.srm"), 2);
        assertThat(two.cli.on("A", "match", "Golden Sun", "--none").status()).isZero();
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
        assertThat(two.cli.on("A", "match", "Golden Sun", "--undo").status()).isZero();
        assertThat(two.cli.on("A", "sync").list("pushed")).as("in question again").isEmpty();
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(more);
    }

    @Test
    void a_proposal_says_what_differs_and_nothing_moves_on_it() throws Exception {
        Rows.Rom usa = game("gba", "Pokémon Ruby (USA) (Rev 1).gba");
        TwoComputers two = two();
        server.others(ann).upload(usa.id(), "autosave", "Pokémon Ruby (USA) (Rev 1).srm", bytes(3));
        byte[] mine = two.play(two.onA("gba/Pokemon Ruby (Europe) (Rev 1).srm"), 1);
        int before = server.look().saves().size();
        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.list("pushed")).isEmpty();
        assertThat(synced.list("pulled")).isEmpty();
        assertThat(server.look().saves()).hasSize(before);
        assertThat(two.onA("gba/Pokemon Ruby (Europe) (Rev 1).srm")).hasBinaryContent(mine);
        assertThat(two.onA("gba/Pokémon Ruby (USA) (Rev 1).srm")).doesNotExist();

        var proposal =
                two.cli.on("A", "matches", "--open").json().get("matches").get(0).get("candidates");
        assertThat(proposal).hasSize(1);
        assertThat(proposal.get(0).get("why").asString()).isEqualTo("tags");
        assertThat(proposal.get(0).get("differs").toString()).isEqualTo("[\"case\",\"region\"]");
        assertThat(proposal.get(0).get("here").toString()).contains("Pokemon", "(Europe)");
        assertThat(proposal.get(0).get("there").toString()).contains("Pokémon", "(USA)");
        assertThat(two.cli.read("A", "matches").out())
                .contains("gba/Pokemon Ruby (Europe) (Rev 1)\n")
                .contains("Pokémon Ruby (USA) (Rev 1).gba\n")
                .contains("spelling: Pokemon / Pokémon; region: (Europe) / (USA)");
    }

    @Test
    void all_proposals_of_a_kind_are_accepted_at_once_and_taken_back_as_well() throws Exception {
        game("gba", "Golden Sun (USA).gba");
        game("gba", "Metroid Fusion (Europe).gba");
        game("gba", "METROID Zero Mission.gba");
        game("gba", "Advance Wars (USA) (Beta).gba");
        TwoComputers two = two();
        for (String game :
                new String[] {
                    "Golden Sun", "Metroid Fusion", "Metroid Zero Mission", "Advance Wars"
                }) two.play(two.onA("gba/" + game + ".srm"), game.length());
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();

        Cli.Answer would = two.cli.on("A", "match", "--all", "region,case", "--dry-run");
        assertThat(would.json().get("matches")).hasSize(3);
        assertThat(two.cli.on("A", "sync").list("pushed")).as("nothing was said").isEmpty();
        Cli.Answer region = two.cli.on("A", "match", "--all", "region");
        assertThat(region.json().get("matches")).hasSize(2);
        assertThat(region.json().get("matches").get(0).get("how").asString()).isEqualTo("person");
        assertThat(two.cli.on("A", "sync").list("pushed"))
                .containsExactlyInAnyOrder(
                        "gba/Golden Sun/save/main", "gba/Metroid Fusion/save/main");
        assertThat(two.cli.read("A", "match", "--all", "case").out()).contains("1 game was");

        assertThat(two.cli.on("A", "match", "Metroid Fusion", "--none").status()).isZero();
        Cli.Answer undone = two.cli.on("A", "match", "--undo-all", "region,case");
        assertThat(undone.json().get("matches")).as("not what was changed since").hasSize(2);
        assertThat(two.cli.on("A", "matches", "--open").json().get("matches"))
                .extracting(one -> one.get("game").asString())
                .containsExactly("gba/Advance Wars", "gba/Golden Sun", "gba/Metroid Zero Mission");
        for (String[] wrong :
                new String[][] {
                    {"match", "--all", "everything"},
                    {"match", "Golden Sun", "--all", "case"},
                    {"match", "--to", "3"},
                    {"match", "Golden Sun", "--none", "--dry-run"}
                })
            assertThat(two.cli.on("A", wrong).status()).as("%s", (Object) wrong).isEqualTo(2);
    }

    @Test
    void a_game_that_is_certain_stays_so_beside_one_of_a_similar_name() throws Exception {
        TwoComputers two = two();
        two.play(two.onA("gba/Pokemon Emerald (Europe).srm"), 9);
        assertThat(two.cli.on("A", "sync").list("conflicts")).isEmpty();
        two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
        assertThat(two.cli.on("A", "match", "Emerald", "--to", "" + emerald.id()).status())
                .as("no such game here")
                .isEqualTo(2);
        assertThat(
                        two.cli
                                .on("A", "match", "gba/Pokemon Emerald", "--to", "" + emerald.id())
                                .status())
                .isZero();
        Cli.Answer taken =
                two.cli.on("A", "match", "Pokemon Emerald (Europe)", "--to", "" + emerald.id());
        assertThat(taken.status()).as("one game there can not be two here").isEqualTo(2);
        assertThat(taken.out() + taken.err()).contains("match.taken");
    }

    @Test
    void a_game_that_lies_beside_its_save_is_known_by_what_it_holds() throws Exception {
        byte[] rom = bytes(77);
        Rows.Rom golden = holding("Golden Sun (USA).gba", rom);
        TwoComputers two = two();
        two.write(two.onA("gba/mein spiel.gba"), rom, TwoComputers.PLAYED);
        byte[] mine = two.play(two.onA("gba/mein spiel.srm"), 1);
        assertThat(two.cli.on("A", "sync").list("pushed")).as("not read yet").isEmpty();
        assertThat(two.sync("A").list("pushed")).containsExactly("gba/mein spiel/save/main");
        assertThat(server.look().bytes(server.look().slot(golden.id(), "autosave").getFirst()))
                .isEqualTo(mine);
        assertThat(match(two, "gba/mein spiel").get("how").asString()).isEqualTo("hash");
        assertThat(two.sync("B").list("pulled")).containsExactly("gba/Golden Sun (USA)/save/main");
        byte[] theirs = two.play(two.onB("gba/Golden Sun (USA).srm"), 2);
        two.sync("B");
        assertThat(two.sync("A").list("pulled")).containsExactly("gba/mein spiel/save/main");
        assertThat(two.onA("gba/mein spiel.srm")).hasBinaryContent(theirs);

        server.library().remove(golden.id());
        Rows.Rom again = holding("Ougon no Taiyou (Japan).gba", rom);
        server.advance(Duration.ofMinutes(16));
        two.cli.on("A", "sync");
        server.advance(Duration.ofMinutes(16));
        two.cli.on("A", "sync");
        assertThat(match(two, "gba/mein spiel").get("storageId").asString())
                .isEqualTo("" + again.id());
        assertThat(two.onA("gba/mein spiel.srm")).hasBinaryContent(theirs);
        assertThat(two.cli.on("A", "conflicts").json().get("conflicts")).isEmpty();
        assertThat(server.look().bytes(server.look().slot(again.id(), "autosave").getFirst()))
                .as("linked again, and sent again")
                .isEqualTo(theirs);
    }

    private Rows.Rom holding(String file, byte[] bytes) {
        return server.library().rom(server.library().platform("gba"), file, bytes);
    }

    private static tools.jackson.databind.JsonNode match(TwoComputers two, String game) {
        for (var one : two.cli.on("A", "matches").json().get("matches"))
            if (one.get("game").asString().equals(game)) return one;
        throw new AssertionError("not among the matches: " + game);
    }

    @Test
    void of_a_zip_what_is_in_it_counts_and_of_two_that_hold_the_same_neither() throws Exception {
        byte[] rom = bytes(78);
        holding("Golden Sun (USA).gba", rom);
        holding("Metroid Fusion (USA).gba", bytes(79));
        TwoComputers two = two();
        var packed = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(packed)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("whatever.gba"));
            zip.write(rom);
        }
        two.write(two.onA("gba/mein spiel.zip"), packed.toByteArray(), TwoComputers.PLAYED);
        two.play(two.onA("gba/mein spiel.srm"), 1);
        two.write(two.onA("gba/anderes.gba"), bytes(80), TwoComputers.PLAYED);
        two.play(two.onA("gba/anderes.srm"), 2);
        two.cli.on("A", "sync");
        assertThat(match(two, "gba/mein spiel").get("how").asString()).isEqualTo("hash");
        assertThat(match(two, "gba/anderes").get("how").asString()).isEqualTo("none");
        two.write(two.onA("gba/drittes.gba"), rom, TwoComputers.PLAYED);
        two.play(two.onA("gba/drittes.srm"), 3);
        two.cli.on("A", "sync");
        assertThat(match(two, "gba/mein spiel").get("how").asString()).isEqualTo("open");
        assertThat(match(two, "gba/drittes").get("how").asString()).isEqualTo("open");
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
    }

    @Test
    void what_a_person_said_is_found_again_after_an_import_under_another_name() throws Exception {
        Rows.Rom golden = game("gba", "Golden Sun (USA).gba");
        TwoComputers two = two();
        two.play(two.onA("gba/Sonne.srm"), 1);
        two.cli.on("A", "sync");
        assertThat(two.cli.on("A", "match", "Sonne", "--to", "" + golden.id()).status()).isZero();
        assertThat(two.sync("A").list("pushed")).hasSize(1);
        server.library().remove(golden.id());
        Rows.Rom again =
                holding(
                        "Ougon no Taiyou.gba",
                        "Golden Sun (USA).gba".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        server.advance(Duration.ofMinutes(16));
        assertThat(match(two, "gba/Sonne").get("storageId").asString()).isEqualTo("" + again.id());
        assertThat(match(two, "gba/Sonne").get("how").asString()).isEqualTo("person");
    }

    @Test
    void a_server_that_was_put_back_and_gave_the_number_to_another_game_gets_nothing()
            throws Exception {
        TwoComputers two = two();
        var before = server.backup();
        Rows.Rom golden = game("gba", "Golden Sun (USA).gba");
        byte[] mine = two.play(two.onA("gba/Sonne.srm"), 1);
        two.cli.on("A", "sync");
        two.cli.on("A", "match", "Sonne", "--to", "" + golden.id());
        assertThat(two.sync("A").list("pushed")).hasSize(1);
        server.restore(before);
        Rows.Rom other = game("gba", "Wario Land 4.gba");
        assertThat(other.id()).as("the number is used again").isEqualTo(golden.id());
        server.advance(Duration.ofMinutes(16));
        two.play(two.onA("gba/Sonne.srm"), 2);
        Cli.Answer synced = two.cli.on("A", "sync");
        server.advance(Duration.ofMinutes(16));
        two.cli.on("A", "sync");
        assertThat(server.look().slot(other.id(), "autosave")).as("%s", synced).isEmpty();
        Rows.Rom again = game("gba", "Golden Sun (USA).gba");
        server.advance(Duration.ofMinutes(16));
        two.cli.on("A", "matches");
        two.cli.on("A", "sync");
        assertThat(server.look().slot(again.id(), "autosave")).hasSize(1);
        assertThat(two.onA("gba/Sonne.srm")).exists();
        assertThat(mine).isNotEmpty();
    }

    /// RomM knows most platforms by the names of their folders, but not all that people use.
    @Test
    void a_platform_that_the_server_does_not_recognise_is_known_by_its_folder() throws Exception {
        Rows.Platform unknown =
                server.library()
                        .platform(
                                "nintendo---game-boy-advance",
                                "Nintendo - Game Boy Advance",
                                "Nintendo - Game Boy Advance");
        Rows.Rom golden = server.library().rom(unknown, "Golden Sun.gba");
        TwoComputers two = two();
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 1);
        assertThat(two.sync("A").list("pushed")).containsExactly("gba/Golden Sun/save/main");
        assertThat(server.look().bytes(server.look().slot(golden.id(), "autosave").getFirst()))
                .isEqualTo(mine);
        server.advance(Duration.ofMinutes(16));
        assertThat(two.sync("B").list("pulled")).containsExactly("gba/Golden Sun/save/main");
        assertThat(two.onB("gba/Golden Sun.srm")).hasBinaryContent(mine);
    }

    @Test
    void what_the_server_recognises_a_platform_as_goes_before_the_name_of_its_folder()
            throws Exception {
        Rows.Platform nes = server.library().platform("nes", "gba", "In a folder of another name");
        server.library().rom(nes, "Golden Sun.nes");
        TwoComputers two = two();
        two.play(two.onA("gba/Golden Sun.srm"), 1);
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
        assertThat(match(two, "gba/Golden Sun").get("how").asString()).isEqualTo("none");
    }

    @Test
    void matching_makes_no_sense_where_saves_go_by_their_own_names() throws Exception {
        TwoComputers folder =
                new TwoComputers(
                        dir.resolve("other"),
                        new Cli(dir.resolve("other")),
                        "folder:" + dir.resolve("srv"));
        Cli.Answer answer = folder.cli.on("A", "matches");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out() + answer.err()).contains("match.not-needed");
    }
}
