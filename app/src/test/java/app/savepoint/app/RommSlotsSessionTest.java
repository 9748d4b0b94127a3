package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.core.transfer.Steps;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.TestClock;
import app.savepoint.storage.romm.server.Troubles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two computers at a RomM server that has a game's saves in several slots: a person says which one
/// is played here.
class RommSlotsSessionTest {
    private static final String SUN = "gba/Golden Sun/save/main";

    @TempDir Path dir;

    private RommServer server;
    private Rows.User ann;
    private Rows.Rom sun;
    private Assembly assembly;
    private TwoComputers two;

    @BeforeEach
    void start() throws Exception {
        server = RommServer.start(Level.V5_2, new TestClock(TwoComputers.PLAYED));
        ann = server.people().user("ann", "secret words");
        game("gba", "Pokemon Emerald.gba");
        game("snes", "Zelda.sfc");
        sun = game("gba", "Golden Sun.gba");
        FakeKeychain keychain = new FakeKeychain();
        assembly =
                new Assembly(
                        server.clock(),
                        UUID::randomUUID,
                        Steps.none(),
                        store -> store,
                        () -> keychain,
                        server.clock()::advance);
        Cli cli =
                new Cli(
                        dir,
                        assembly,
                        Map.of(
                                "SAVEPOINT_ROMM_TOKEN",
                                server.people().token(ann, Scopes.ALL_WE_NEED)));
        two = new TwoComputers(dir, cli, "romm:" + server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Rows.Rom game(String system, String file) {
        return server.library().rom(server.library().platform(system), file);
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[32768];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Rows.Save upload(String slot, long seed) {
        server.advance(Duration.ofMinutes(1));
        Rows.Save row =
                server.others(ann).upload(sun.id(), slot, slot + "-" + seed + ".srm", bytes(seed));
        server.advance(Duration.ofMinutes(1));
        return row;
    }

    private List<Rows.Save> slot(String name) {
        return server.look().slot(sun.id(), name);
    }

    private static JsonNode row(Cli.Answer answer) {
        return answer.json().get("saves").get(0);
    }

    private JsonNode matched(String home) {
        for (JsonNode one : two.cli.on(home, "matches").json().get("matches"))
            if (one.get("game").asString().equals("gba/Golden Sun")) return one;
        throw new AssertionError("no such game");
    }

    @Test
    void nothing_moves_in_either_direction_until_a_person_says_which_one_it_is() throws Exception {
        upload("Default", 1);
        upload("Speedrun", 2);
        Path here = two.onA("gba/Golden Sun.srm");
        byte[] mine = two.play(here, 1);

        Cli.Answer synced = two.cli.on("A", "sync");
        assertThat(synced.status()).isEqualTo(3);
        assertThat(synced.list("pushed")).isEmpty();
        assertThat(synced.list("conflicts")).isEmpty();
        assertThat(synced.json().get("skipped").toString()).contains(SUN, "several slots");
        assertThat(two.cli.on("A", "sync").status()).isEqualTo(3);
        assertThat(here).hasBinaryContent(mine);
        assertThat(two.cli.on("A", "backups").json().get("backups")).hasSize(1);

        Cli.Answer status = two.cli.on("A", "status", SUN);
        assertThat(status.status()).isEqualTo(3);
        assertThat(row(status).get("attention").asString()).isEqualTo("WAITING");
        assertThat(row(status).get("reason").asString()).contains("match GAME --slot");
        assertThat(two.cli.on("A", "explain", SUN).out()).contains("SLOT_UNCLEAR");

        // Where nothing lies yet, nothing comes
        Cli.Answer other = two.cli.on("B", "sync");
        assertThat(other.status()).isEqualTo(3);
        assertThat(other.list("pulled")).isEmpty();
        assertThat(two.onB("gba/Golden Sun.srm")).doesNotExist();
        assertThat(two.cli.on("B", "pull", SUN, "--force").list("pulled")).isEmpty();
        assertThat(two.cli.on("A", "push", SUN, "--force").list("pushed")).isEmpty();
        assertThat(two.cli.on("B", "play", "gba/Golden Sun/save/Default").status()).isEqualTo(2);
        assertThat(server.look().saves().stream().filter(row -> row.romId() == sun.id()))
                .hasSize(2);
    }

    @Test
    void an_answer_is_remembered_and_the_other_slots_are_left_alone() throws Exception {
        upload("Default", 1);
        upload("Speedrun", 2);
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 1);
        two.cli.on("A", "sync");

        Cli.Answer which = two.cli.read("A", "match", "Golden Sun", "--slot");
        assertThat(which.status()).isEqualTo(2);
        assertThat(which.err()).contains("Default  1 save").contains("Speedrun  1 save");
        Cli.Answer wrong = two.cli.on("A", "match", "Golden Sun", "--slot", "speedrun");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).contains("match.no-slot").contains("Speedrun  1 save");
        assertThat(two.cli.on("A", "sync").status()).as("nothing was said").isEqualTo(3);

        assertThat(two.cli.on("A", "match", "Golden Sun", "--slot", "Speedrun").status()).isZero();
        assertThat(two.cli.on("A", "sync").list("conflicts")).as("both stay").containsExactly(SUN);
        two.cli.on("A", "resolve", SUN, "--keep", "local");
        assertThat(server.look().bytes(slot("Speedrun").getFirst())).isEqualTo(mine);
        assertThat(two.sync("A").json()).isNotNull();

        two.cli.on("B", "sync");
        assertThat(two.cli.on("B", "match", "Golden Sun", "--slot", "Speedrun").status()).isZero();
        assertThat(two.sync("B").list("pulled")).containsExactly(SUN);
        byte[] played = two.play(two.onB("gba/Golden Sun.srm"), 9);
        assertThat(two.sync("B").list("pushed")).containsExactly(SUN);
        assertThat(two.sync("A").list("pulled")).containsExactly(SUN);
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(played);
        assertThat(slot("Default")).hasSize(1);
        assertThat(slot("Speedrun")).hasSize(3);
    }

    @Test
    void matches_lists_the_slots_and_an_answer_can_be_taken_back() throws Exception {
        upload("Default", 1);
        upload("Speedrun", 2);
        upload("Speedrun", 3);
        two.play(two.onA("gba/Golden Sun.srm"), 1);
        two.cli.on("A", "sync");
        JsonNode open = matched("A");
        assertThat(open.get("certain").asBoolean()).as("of the game").isTrue();
        assertThat(open.get("slot").isNull()).isTrue();
        assertThat(open.get("slotSaid").asBoolean()).isFalse();
        JsonNode latest = open.get("slots").get(0);
        assertThat(latest.get("slot").asString()).isEqualTo("Speedrun");
        assertThat(latest.get("saves").asInt()).isEqualTo(2);
        assertThat(latest.get("size").asInt()).isEqualTo(32768);
        assertThat(latest.get("newest").asString()).startsWith("2026-03-04T05:");
        assertThat(latest.get("device").isNull()).isTrue();
        assertThat(two.cli.on("A", "matches", "--open").out()).contains("gba/Golden Sun");
        assertThat(two.cli.read("A", "matches").out())
                .contains("gba/Golden Sun: which slot is played here?")
                .contains("Speedrun  2 saves");

        two.cli.on("A", "match", "Golden Sun", "--slot", "Default");
        assertThat(matched("A").get("slot").asString()).isEqualTo("Default");
        assertThat(matched("A").get("slotSaid").asBoolean()).isTrue();
        two.cli.on("A", "sync");
        two.cli.on("A", "resolve", SUN, "--keep", "remote");
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(bytes(1));
        two.sync("A");
        assertThat(two.cli.on("A", "slots", "gba/Golden Sun").json().get("slots"))
                .extracting(one -> one.get("slot").asString())
                .containsExactly("Speedrun", "main");

        assertThat(two.cli.on("A", "match", "Golden Sun", "--undo").status()).isZero();
        byte[] more = two.play(two.onA("gba/Golden Sun.srm"), 30);
        Cli.Answer asked = two.cli.on("A", "sync");
        assertThat(asked.status()).isEqualTo(3);
        assertThat(asked.list("pushed")).isEmpty();
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(more);
        assertThat(server.look().saves().stream().filter(row -> row.romId() == sun.id()))
                .hasSize(3);
    }

    @Test
    void a_slot_that_was_adopted_goes_on_without_a_question_whatever_comes_beside_it()
            throws Exception {
        upload("Default", 1);
        assertThat(two.sync("A").list("pulled")).containsExactly(SUN);
        upload("Speedrun", 2);
        upload("autosave", 3);
        server.advance(Duration.ofMinutes(16));
        assertThat(two.sync("A").list("pulled")).isEmpty();
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 500_000);
        assertThat(two.sync("A").list("pushed")).containsExactly(SUN);
        assertThat(server.look().bytes(slot("Default").getFirst())).isEqualTo(mine);
        assertThat(slot("autosave")).hasSize(1);
        assertThat(slot("Speedrun")).hasSize(1);
    }

    @Test
    void the_slot_that_is_played_here_may_be_said_to_be_the_one_and_goes_on() throws Exception {
        String speedrun = "gba/Golden Sun/save/Speedrun";
        String other = "gba/Golden Sun/save/Default";
        upload("Default", 1);
        two.sync("A");
        upload("Speedrun", 2);
        server.advance(Duration.ofMinutes(16));
        two.sync("A");
        assertThat(two.cli.on("A", "play", speedrun).list("pulled")).containsExactly(speedrun);

        assertThat(two.cli.on("A", "match", "Golden Sun", "--slot", "Speedrun").status()).isZero();
        two.sync("A");
        assertThat(row(two.cli.on("A", "status", SUN)).get("availability").asString())
                .isEqualTo("SYNCHRONIZED");
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(bytes(2));
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 500_000);
        assertThat(two.sync("A").list("pushed")).containsExactly(SUN);
        assertThat(server.look().bytes(slot("Speedrun").getFirst())).isEqualTo(mine);
        assertThat(slot("Default")).hasSize(1);
        assertThat(two.cli.on("A", "status").out()).doesNotContain(speedrun);

        assertThat(two.cli.on("A", "play", other).list("pulled")).containsExactly(other);
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(bytes(1));
        assertThat(two.cli.on("A", "match", "Golden Sun", "--slot", "Default").status()).isZero();
        assertThat(two.sync("A").list("conflicts")).isEmpty();
        assertThat(two.cli.on("A", "slots", "gba/Golden Sun").json().get("slots"))
                .extracting(one -> one.get("slot").asString() + " " + one.get("active"))
                .containsExactlyInAnyOrder("main true", "Speedrun false");
    }

    @Test
    void what_is_played_of_two_that_were_kept_goes_on_when_another_slot_is_said() throws Exception {
        upload("Default", 1);
        two.sync("A");
        two.play(two.onA("gba/Golden Sun.srm"), 500_000);
        upload("Default", 4);
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(SUN);
        two.cli.on("A", "resolve", SUN, "--keep", "both");
        upload("Speedrun", 2);
        server.advance(Duration.ofMinutes(16));
        two.sync("A");
        String kept = "";
        for (JsonNode one : two.cli.on("A", "slots", "gba/Golden Sun").json().get("slots"))
            if (one.get("slot").asString().startsWith("kept-")) kept = one.get("id").asString();
        assertThat(two.cli.on("A", "play", kept).list("pulled")).containsExactly(kept);

        assertThat(two.cli.on("A", "match", "Golden Sun", "--slot", "Speedrun").status()).isZero();
        assertThat(two.cli.on("A", "sync").list("conflicts")).isEmpty();
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 600_000);
        Cli.Answer synced = two.sync("A");
        assertThat(synced.list("pushed")).hasSize(1);
        String slot = "Default-" + kept.substring(kept.lastIndexOf('/') + 1);
        assertThat(server.look().bytes(slot(slot).getFirst())).isEqualTo(mine);
        assertThat(slot("Speedrun")).hasSize(1);
    }

    @Test
    void a_slot_that_is_gone_is_not_replaced_by_another_one_unasked() throws Exception {
        Rows.Save first = upload("Default", 1);
        assertThat(two.sync("A").list("pulled")).containsExactly(SUN);
        upload("Speedrun", 2);
        server.others(ann).delete(first.id());
        Cli.Answer gone = two.cli.on("A", "sync");
        assertThat(gone.status()).isEqualTo(3);
        assertThat(gone.list("pulled")).isEmpty();
        assertThat(gone.list("conflicts")).as("it is not its other side").isEmpty();
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(bytes(1));
        assertThat(two.cli.read("A", "matches").out())
                .contains("Default  nothing in it any more")
                .contains("Speedrun  1 save");

        assertThat(two.cli.on("A", "match", "Golden Sun", "--slot", "Default").status()).isZero();
        byte[] mine = two.play(two.onA("gba/Golden Sun.srm"), 500_000);
        two.cli.on("A", "sync");
        assertThat(two.onA("gba/Golden Sun.srm")).hasBinaryContent(mine);
        assertThat(two.cli.on("A", "status", SUN).out()).contains("LOCAL_ONLY");
        assertThat(slot("Speedrun")).hasSize(1);
    }

    @Test
    void what_was_decided_of_a_slot_is_forgotten_while_nobody_knows_which_it_is() throws Exception {
        Rows.Save first = upload("Default", 1);
        two.sync("A");
        upload("Speedrun", 2);
        server.others(ann).delete(first.id());
        two.cli.on("A", "sync");
        two.cli.on("A", "match", "Golden Sun", "--slot", "Speedrun");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(SUN);
        server.add(Fault.instead(_ -> true, Troubles.badGateway()));
        assertThat(two.cli.on("A", "resolve", SUN, "--keep", "local").status())
                .as("remembered until the server is there")
                .isEqualTo(4);
        server.clearFaults();
        two.cli.on("A", "match", "Golden Sun", "--undo");
        assertThat(two.cli.on("A", "sync").status()).isEqualTo(3);

        two.cli.on("A", "match", "Golden Sun", "--slot", "Speedrun");
        Cli.Answer asked = two.cli.on("A", "sync");
        assertThat(asked.list("conflicts")).containsExactly(SUN);
        assertThat(asked.list("pushed")).isEmpty();
        assertThat(slot("Speedrun")).hasSize(1);
    }

    @Test
    void a_device_that_may_only_read_takes_nothing_either_before_that_is_said() throws Exception {
        upload("Default", 1);
        upload("Speedrun", 2);
        List<String> reading =
                List.of("me.read", "platforms.read", "roms.read", "assets.read", "devices.read");
        assembly.init(
                new InitWish(
                        dir.resolve("C"),
                        StorageUri.parse("romm:" + server.address(), dir),
                        "Guest",
                        null,
                        false,
                        null,
                        new OpenOptions(Duration.ZERO, Map.of(), Errand.NONE),
                        new Approval(
                                code -> server.people().approve(ann, code.code(), reading, null),
                                () -> false)));
        Files.createDirectories(dir.resolve("guest/gba"));
        Cli guest = new Cli(dir, assembly, Map.of());
        assertThat(guest.on("C", "roots", "add", "guest").status()).isZero();
        Cli.Answer synced = guest.on("C", "sync");
        assertThat(synced.status()).isEqualTo(3);
        assertThat(synced.list("pulled")).doesNotContain(SUN);
        guest.on("C", "match", "Golden Sun", "--slot", "Default");
        assertThat(guest.on("C", "sync").list("pulled")).containsExactly(SUN);
        assertThat(dir.resolve("guest/gba/Golden Sun.srm")).hasBinaryContent(bytes(1));
    }
}
