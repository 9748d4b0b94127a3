package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommPairing;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Everything that works over a folder works over a RomM server, as far as it can: two computers,
/// and other programs that use the same server.
class RommSessionTest {
    @TempDir Path dir;

    private final FakeKeychain keychain = new FakeKeychain();
    private RommServer server;
    private Rows.User ann;
    private Rows.Rom emerald;
    private Cli cli;

    @BeforeEach
    void start() {
        server = RommServer.start(Level.V5_2, new TestClock(TwoComputers.PLAYED));
        ann = server.people().user("ann", "secret words");
        emerald = game("gba", "Pokemon Emerald.gba");
        game("snes", "Zelda.sfc");
        cli = cli(Map.of("SAVEPOINT_ROMM_TOKEN", server.people().token(ann, Scopes.ALL_WE_NEED)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Rows.Rom game(String system, String file) {
        return server.library().rom(server.library().platform(system), file);
    }

    private Cli cli(Map<String, String> environment) {
        return new Cli(dir, assembly(), environment);
    }

    private Assembly assembly() {
        return new Assembly(
                server.clock(),
                UUID::randomUUID,
                Steps.none(),
                store -> store,
                () -> keychain,
                server.clock()::advance);
    }

    private String uri() {
        return "romm:" + server.address();
    }

    private TwoComputers two() throws IOException {
        return new TwoComputers(dir, cli, uri());
    }

    @Test
    void two_computers_play_meet_in_a_conflict_and_settle_it() throws Exception {
        TwoComputers two = two();
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(two.emeraldOnA());
        two.play(two.emeraldOnB(), 1);
        assertThat(two.sync("B").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasSameBinaryContentAs(two.emeraldOnB());

        byte[] theirs = two.play(two.emeraldOnB(), 3);
        byte[] mine = two.play(two.emeraldOnA(), 4);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(two.emeraldOnB()).hasBinaryContent(theirs);
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "local").status()).isZero();
        two.sync("B");

        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        assertThat(two.cli.on("B", "status").status()).isZero();
        assertThat(server.look().slot(emerald.id(), "autosave")).hasSize(4);
    }

    @Test
    void what_is_not_in_the_server_during_a_conflict_is_in_the_backups() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        two.cli.on("A", "sync");
        assertThat(two.cli.on("A", "backups").json().get("backups"))
                .as("this side lies nowhere else")
                .hasSize(1);
    }

    @Test
    void keeping_the_other_side_brings_it_here_and_keeps_mine_in_the_backups() throws Exception {
        TwoComputers two = two();
        byte[] theirs = two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        two.cli.on("A", "sync");
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "remote").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(two.cli.on("A", "backups").json().get("backups")).isNotEmpty();
    }

    @Test
    void keeping_both_puts_the_other_one_into_a_slot_of_its_own() throws Exception {
        TwoComputers two = two();
        byte[] theirs = two.play(two.emeraldOnB(), 3);
        byte[] mine = two.play(two.emeraldOnA(), 4);
        two.sync("B");
        two.cli.on("A", "sync");

        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "both").status()).isZero();

        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        var kept =
                server.look().saves().stream()
                        .filter(row -> String.valueOf(row.slot()).startsWith("autosave-kept-"))
                        .toList();
        assertThat(kept).hasSize(1);
        assertThat(server.look().bytes(kept.getFirst())).isEqualTo(theirs);
        assertThat(two.cli.on("B", "status", "gba/Pokemon Emerald").out()).contains("/save/kept-");
    }

    @Test
    void a_sync_that_finds_nothing_new_is_one_request() throws Exception {
        TwoComputers two = two();
        for (String home : new String[] {"A", "B"}) {
            two.sync(home);
            assertThat(requests(two.sync(home))).as("promise 7").isEqualTo(1);
        }
        server.advance(Duration.ofMinutes(20));
        assertThat(requests(two.sync("A"))).as("with a look at everything").isEqualTo(2);
    }

    @Test
    void a_sync_that_moves_something_stands_in_the_servers_book_with_true_counts()
            throws Exception {
        TwoComputers two = two();
        int before = server.look().sessions().size();
        two.sync("A");
        two.sync("B");
        assertThat(server.look().sessions()).as("nothing moved").hasSize(before);

        two.play(two.emeraldOnA(), 5);
        two.sync("A");
        two.sync("B");
        assertThat(server.look().sessions())
                .hasSize(before + 2)
                .allMatch(row -> row.status().equals("COMPLETED"));
        var last = server.look().sessions().subList(before, before + 2);
        assertThat(last).allMatch(row -> row.completed() == 1 && row.failed() == 0);
        assertThat(last.getFirst().deviceId()).isNotEqualTo(last.getLast().deviceId());
    }

    @Test
    void a_device_that_is_switched_off_at_the_server_moves_nothing_and_says_so() throws Exception {
        TwoComputers two = two();
        byte[] before =
                server.look().bytes(server.look().slot(emerald.id(), "autosave").getFirst());
        two.play(two.emeraldOnA(), 5);
        for (Rows.Device device : server.look().devices())
            server.people().letSync(device.id(), false);
        Cli.Answer off = two.cli.on("A", "sync");
        assertThat(off.status()).isEqualTo(1);
        assertThat(off.json().toString()).contains("sync is switched off");
        assertThat(server.look().bytes(server.look().slot(emerald.id(), "autosave").getFirst()))
                .isEqualTo(before);
        for (Rows.Device device : server.look().devices())
            server.people().letSync(device.id(), true);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }

    private static int requests(Cli.Answer answer) {
        int requests = 0;
        for (var count : answer.json().get("requests")) requests += count.asInt();
        return requests;
    }

    @Test
    void what_another_program_stores_is_pulled_and_what_is_stored_it_can_read() throws Exception {
        TwoComputers two = two();
        byte[] theirs = bytes(3);
        server.advance(Duration.ofMinutes(1));
        server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", theirs);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);

        byte[] mine = two.play(two.emeraldOnA(), 500_000);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        assertThat(server.look().bytes(head)).isEqualTo(mine);
        assertThat(head.fileName()).matches("Pokemon Emerald \\[.*]\\.srm");
    }

    @Test
    void nobody_is_named_where_the_server_names_no_device() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnA(), 5);
        server.advance(Duration.ofMinutes(1));
        server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", bytes(3));
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(EMERALD);

        JsonNode waiting = two.cli.on("A", "conflicts").json().get("conflicts").get(0);
        assertThat(waiting.get("local").get("device").asString()).isEqualTo("Desktop");
        assertThat(waiting.get("remote").get(0).get("device").isNull()).isTrue();
        for (String command : List.of("conflicts", "explain " + EMERALD, "history " + EMERALD)) {
            String[] words = command.split(" ", 2);
            assertThat(two.cli.read("A", words).out()).doesNotContain("000000000000");
            assertThat(two.cli.on("A", words).out())
                    .contains("\"device\":null")
                    .doesNotContain("00000000-0000-0000-0000-000000000000");
        }
        two.cli.on("A", "resolve", EMERALD, "--keep", "remote");
        JsonNode row = two.cli.on("A", "status", EMERALD).json().get("saves").get(0);
        assertThat(row.get("local").get("device").isNull()).isTrue();
        assertThat(row.get("base").get("device").isNull()).isTrue();
    }

    @Test
    void what_was_played_in_the_web_player_is_offered_and_taken_over_by_a_word() throws Exception {
        TwoComputers two = two();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        byte[] web = bytes(8);
        server.advance(Duration.ofMinutes(1));
        server.others(ann).webSave(emerald.id(), web);

        Cli.Answer looked = two.cli.read("A", "sync");
        assertThat(looked.out()).contains("web player");
        assertThat(two.emeraldOnA()).as("nothing moves by itself").hasBinaryContent(mine);
        String slot = "gba/Pokemon Emerald/save/web-player";
        String revision =
                two.cli
                        .on("A", "history", slot)
                        .json()
                        .get("revisions")
                        .get(0)
                        .get("id")
                        .asString();
        assertThat(looked.out()).contains("restore \"" + slot + "\" --revision " + revision);

        assertThat(two.cli.on("A", "restore", slot, "--revision", revision).status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(web);
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        assertThat(server.look().bytes(head)).as("in the slot for all").isEqualTo(web);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(web);
        assertThat(two.cli.read("A", "sync").out()).doesNotContain("web player");
        assertThat(two.cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
    }

    @Test
    void what_another_program_replaces_in_place_is_seen_within_a_quarter_of_an_hour()
            throws Exception {
        TwoComputers two = two();
        server.advance(Duration.ofMinutes(16));
        byte[] theirs = bytes(4);
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        server.others(ann).putInPlace(head.id(), theirs);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
    }

    @Test
    void the_clock_file_of_a_cartridge_stays_where_it_is() throws Exception {
        TwoComputers two = two();
        Path clock = two.onA("gba/Pokemon Emerald.rtc");
        byte[] ticking = two.write(clock, new byte[] {1, 2, 3, 4}, TwoComputers.PLAYED);
        two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        byte[] theirs = bytes(3);
        server.advance(Duration.ofMinutes(1));
        server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", theirs);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(clock).hasBinaryContent(ticking);
        assertThat(two.sync("A").list("pushed")).isEmpty();
    }

    @Test
    void states_stay_here_until_a_person_switches_them_on_and_then_go_with_their_picture()
            throws Exception {
        TwoComputers two = two();
        String id = "gba/Pokemon Emerald/state/mGBA.1";
        byte[] state = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 1);
        byte[] picture = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1.png"), 1);
        assertThat(two.sync("A").list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status", id).out()).contains("policy set states on");
        assertThat(server.log().of("GET", "/api/states.*")).isEmpty();

        two.cli.on("A", "policy", "set", "states", "on");
        assertThat(two.sync("A").list("pushed")).containsExactly(id);
        assertThat(requests(two.sync("A"))).isEqualTo(2);
        assertThat(two.sync("B").list("pulled")).as("off there").isEmpty();
        two.cli.on("B", "policy", "set", "states", "on", "--game", "gba/Pokemon Emerald");
        assertThat(two.sync("B").list("pulled")).containsExactly(id);
        Path there = two.onB("gba/Pokemon Emerald.state1");
        assertThat(there).hasBinaryContent(state);
        assertThat(there.resolveSibling("Pokemon Emerald.state1.png")).hasBinaryContent(picture);
        assertThat(requests(two.sync("B"))).isEqualTo(2);

        two.play(there.resolveSibling("Pokemon Emerald.state1.png"), 2);
        assertThat(two.sync("B").list("pushed")).as("a picture alone is no change").isEmpty();

        byte[] mine = two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 5);
        byte[] theirs = two.play(there, 6);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(id);
        assertThat(two.cli.on("A", "resolve", id, "--keep", "both").status()).isZero();
        two.sync("B");
        assertThat(there).hasBinaryContent(mine);
        assertThat(server.look().states())
                .extracting(row -> server.look().bytes(row))
                .contains(state, theirs, mine);
        assertThat(two.cli.on("B", "status").status()).isZero();

        two.cli.on("A", "policy", "set", "states", "off");
        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 9);
        assertThat(two.sync("A").list("pushed")).isEmpty();
        assertThat(requests(two.sync("A"))).isEqualTo(1);
    }

    @Test
    void a_state_that_another_program_wrote_lands_under_its_own_name() throws Exception {
        TwoComputers two = two();
        two.cli.on("A", "policy", "set", "states", "on");
        server.othersStates(ann)
                .upload(emerald.id(), "Pokemon Emerald [x].state3", "mgba", bytes(3));
        server.advance(Duration.ofMinutes(1));
        assertThat(two.sync("A").list("pulled"))
                .containsExactly("gba/Pokemon Emerald/state/mGBA.3");
        try (var files = Files.walk(two.onA(""))) {
            assertThat(files.filter(file -> file.toString().endsWith("Pokemon Emerald.state3")))
                    .hasSize(1);
        }
    }

    @Test
    void a_server_that_is_too_old_for_states_is_named() throws Exception {
        server.upgrade(Level.V4_9);
        TwoComputers two = two();
        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 1);
        two.cli.on("A", "policy", "set", "states", "on");
        assertThat(two.cli.on("A", "sync").list("pushed")).isEmpty();
        assertThat(two.cli.read("A", "status").out()).contains("RomM 5.0 or newer");
        assertThat(two.cli.on("A", "backups").json().get("backups")).hasSize(1);
    }

    @Test
    void an_earlier_revision_comes_back_from_the_server() throws Exception {
        TwoComputers two = two();
        byte[] first = Files.readAllBytes(two.emeraldOnA());
        two.write(two.onA("gba/Pokemon Emerald.rtc"), new byte[] {1, 2}, TwoComputers.PLAYED);
        two.play(two.emeraldOnA(), 5);
        two.sync("A");
        String revision =
                two.cli
                        .on("A", "history", EMERALD)
                        .json()
                        .get("revisions")
                        .get(1)
                        .get("id")
                        .asString();
        assertThat(two.cli.on("A", "restore", EMERALD, "--revision", revision).status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(first);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(first);
    }

    @Test
    void a_save_shown_to_others_is_no_news() throws Exception {
        TwoComputers two = two();
        byte[] mine = two.play(two.emeraldOnA(), 5);
        two.sync("A");
        server.advance(Duration.ofMinutes(16));
        Rows.Save first = server.look().slot(emerald.id(), "autosave").getLast();
        server.others(ann).show(first.id(), true);
        Cli.Answer looked = two.cli.on("A", "sync");
        assertThat(looked.list("pulled")).isEmpty();
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
    }

    @Test
    void a_save_that_someone_deletes_there_stays_here_and_is_named() throws Exception {
        TwoComputers two = two();
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        server.others(ann).delete(head.id());
        Cli.Answer looked = two.cli.on("A", "sync");
        assertThat(looked.list("deletedLocal")).isEmpty();
        assertThat(two.emeraldOnA()).exists();
        assertThat(two.cli.on("A", "status").out()).contains("LOCAL_ONLY");
    }

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

    @Test
    void a_person_lets_this_device_in_with_a_code() throws Exception {
        List<RommPairing.Code> shown = new ArrayList<>();
        InitResult made =
                assembly()
                        .init(
                                wish(
                                        "A",
                                        code -> {
                                            shown.add(code);
                                            server.people().approve(ann, code.code());
                                        }));
        assertThat(shown).hasSize(1);
        assertThat(shown.getFirst().complete().toString())
                .isEqualTo(server.address() + "/pair/device?user_code=" + shown.getFirst().code());
        assertThat(made.kept()).isEqualTo(KeyPlace.KEYCHAIN);
        assertThat(server.look().devices()).hasSize(1);
        Files.createDirectories(dir.resolve("saves"));
        Cli later = cli(Map.of());
        assertThat(later.on("A", "roots", "add", "saves").status()).isZero();
        assertThat(later.on("A", "sync").status()).isZero();
        assertThat(server.look().devices()).as("the one that was let in").hasSize(1);
    }

    @Test
    void a_no_in_the_browser_or_a_right_left_out_is_said() {
        assertThatThrownBy(
                        () -> assembly().init(wish("A", code -> server.people().deny(code.code()))))
                .hasMessageContaining("romm.pairing.denied");
        assertThatThrownBy(() ->
                        assembly()
                                .init(
                                        wish(
                                                "A",
                                                code ->
                                                        server.people()
                                                                .approve(
                                                                        ann,
                                                                        code.code(),
                                                                        List.of("me.read"),
                                                                        null))))
                .hasMessageContaining("romm.pairing.rights")
                .hasMessageContaining("assets.read");
        assertThat(cli.on("A", "status").status()).as("nothing is set up").isEqualTo(2);
    }

    @Test
    void a_device_that_may_only_read_takes_what_others_store_until_it_is_given_more()
            throws Exception {
        List<String> reading =
                List.of("me.read", "platforms.read", "roms.read", "assets.read", "devices.read");
        byte[] theirs = bytes(3);
        server.others(ann).upload(emerald.id(), "autosave", "Pokemon Emerald.srm", theirs);
        InitResult made =
                assembly()
                        .init(
                                wish(
                                        "A",
                                        code ->
                                                server.people()
                                                        .approve(ann, code.code(), reading, null)));
        assertThat(made.storage().can(Capability.WRITE)).isFalse();
        assertThat(made.found()).extracting(Check::name).contains("access");
        Files.createDirectories(dir.resolve("saves/gba"));
        Cli later = cli(Map.of());
        assertThat(later.on("A", "roots", "add", "saves").status()).isZero();
        Cli.Answer first = later.on("A", "sync");
        assertThat(first.list("pulled")).containsExactly(EMERALD);
        Path file = dir.resolve("saves/gba/Pokemon Emerald.srm");
        byte[] mine = bytes(4);
        Files.write(file, mine);
        server.advance(Duration.ofMinutes(1));
        assertThat(later.on("A", "sync").list("pushed")).isEmpty();
        assertThat(later.on("A", "status").out()).contains("read the storage and not write to it");
        assertThat(server.look().saves()).hasSize(1);
        assertThat(server.log().all())
                .as("nothing that it may not do was tried")
                .noneMatch(one -> one.status() == 403);

        // What the environment brings may store, whatever is kept
        Cli brought =
                cli(Map.of("SAVEPOINT_ROMM_TOKEN", server.people().token(ann, Scopes.ALL_WE_NEED)));
        assertThat(brought.on("A", "sync").list("pushed")).containsExactly(EMERALD);
        Files.write(file, bytes(5));
        server.advance(Duration.ofMinutes(1));
        assertThat(later.on("A", "sync").list("pushed")).as("what is kept may not").isEmpty();

        assembly().init(wish("A", code -> server.people().approve(ann, code.code())));
        assertThat(later.on("A", "sync").list("pushed")).containsExactly(EMERALD);
        assertThat(server.look().devices()).as("it is the same device").hasSize(1);
    }

    private InitWish wish(String home, Approval.Asking show) {
        return new InitWish(
                dir.resolve(home),
                StorageUri.parse(uri(), dir),
                "Deck",
                null,
                false,
                null,
                new OpenOptions(Duration.ZERO, Map.of(), Errand.NONE),
                new Approval(show, () -> false));
    }

    @Test
    void history_devices_and_doctor_know_the_server() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnA(), 5);
        two.sync("A");
        assertThat(two.cli.on("A", "history", EMERALD).json().get("revisions")).hasSize(2);
        assertThat(two.cli.on("A", "devices").out()).contains("Desktop").contains("Deck");
        assertThat(two.cli.read("A", "doctor").out())
                .contains("RomM 5.2")
                .contains("signed in as ann");
    }

    @Test
    void a_device_that_was_deleted_there_goes_on_without_a_question() throws Exception {
        TwoComputers two = two();
        for (Rows.Device device : server.look().devices())
            server.people().removeDevice(device.id());
        server.advance(Duration.ofMinutes(16));
        byte[] mine = two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
    }

    @Test
    void without_a_sign_in_or_with_a_wrong_one_the_next_step_is_said() {
        Cli.Answer nobody = cli(Map.of()).read("A", "init", "--storage", uri());
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("Nobody is signed in").contains("SAVEPOINT_ROMM_TOKEN");
        Cli.Answer wrong =
                cli(Map.of("SAVEPOINT_ROMM_TOKEN", "rmm_" + "0".repeat(64)))
                        .read("A", "--verbose", "init", "--storage", uri());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("does not know this device").doesNotContain("rmm_0");
        Cli.Answer password =
                cli(Map.of(
                                "SAVEPOINT_ROMM_USERNAME", "ann",
                                "SAVEPOINT_ROMM_PASSWORD", "guessed"))
                        .read("A", "init", "--storage", uri());
        assertThat(password.err()).contains("Name or password are wrong").doesNotContain("guessed");
        assertThat(cli.on("A", "status").status()).as("nothing is set up").isEqualTo(2);
    }

    @Test
    void a_token_that_is_kept_need_not_be_said_again() {
        Cli.Answer made =
                cli.on("A", "init", "--storage", uri(), "--keep-keys", "file", "--device", "Deck");
        assertThat(made.status()).as("%s", made).isZero();
        Cli without = cli(Map.of());
        assertThat(without.on("A", "sync").status()).isZero();
        assertThat(without.read("A", "doctor").out()).contains("signed in as ann");
    }

    @Test
    void a_name_and_a_password_do_as_well() throws Exception {
        cli =
                cli(
                        Map.of(
                                "SAVEPOINT_ROMM_USERNAME", "ann",
                                "SAVEPOINT_ROMM_PASSWORD", "secret words"));
        TwoComputers two = two();
        server.advance(Duration.ofHours(2));
        two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void while_the_server_is_away_nothing_is_lost_and_the_next_step_is_said() throws Exception {
        TwoComputers two = two();
        server.close();
        Cli.Answer away = two.cli.read("A", "sync");
        assertThat(away.status()).isEqualTo(4);
        assertThat(away.err()).contains("is out of reach");
        assertThat(two.cli.on("A", "status", "--offline").status()).isZero();
    }

    @Test
    void what_lies_in_zelda_is_left_alone_by_a_conflict_in_emerald() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.play(two.onA("snes/Zelda.srm"), 4);
        two.sync("B");
        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.list("pushed")).containsExactly(ZELDA);
        assertThat(Files.exists(two.emeraldOnA())).isTrue();
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[32768];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }
}
