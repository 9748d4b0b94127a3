package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Troubles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Everything that works over a folder works over a RomM server, as far as it can: two computers,
/// and other programs that use the same server.
class RommSessionTest extends AtRomm {
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

    /// Another program stores between this device's look and its upload, which is refused then.
    @Test
    void a_push_that_is_overtaken_names_its_conflict_in_the_same_sync() throws Exception {
        TwoComputers two = two();
        byte[] mine = two.play(two.emeraldOnA(), 3);
        byte[] theirs = bytes(4);
        server.advance(Duration.ofMinutes(3));
        server.add(
                Fault.changed(
                                Fault.on("POST", "/api/sync/negotiate"),
                                answer -> {
                                    server.others(ann)
                                            .upload(emerald.id(), "autosave", "E.srm", theirs);
                                    return answer;
                                })
                        .times(1));

        Cli.Answer synced = two.cli.on("A", "sync");

        assertThat(synced.status()).as("%s", synced).isEqualTo(3);
        assertThat(synced.list("conflicts")).containsExactly(EMERALD);
        assertThat(synced.list("pushed")).isEmpty();
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(server.look().bytes(server.look().slot(emerald.id(), "autosave").getFirst()))
                .isEqualTo(theirs);
        assertThat(two.cli.on("A", "backups").json().get("backups")).hasSize(1);
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "local").status()).isZero();
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
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
    void a_device_says_when_it_was_there_and_what_it_is_called_now() throws Exception {
        TwoComputers two = two();
        Instant before = lastSeen(two, "A", "Deck");
        server.advance(Duration.ofHours(3));
        two.play(two.emeraldOnB(), 200);
        two.sync("B");
        assertThat(lastSeen(two, "A", "Deck")).isAfter(before.plus(Duration.ofHours(2)));

        assertThat(two.cli.on("B", "devices", "rename", "Deck on the sofa").status()).isZero();
        assertThat(server.look().devices())
                .extracting(Rows.Device::name)
                .containsExactlyInAnyOrder("Desktop", "Deck on the sofa");
        assertThat(two.cli.on("A", "devices").out()).contains("Deck on the sofa");
        two.sync("A");
        two.play(two.emeraldOnB(), 210);
        two.play(two.emeraldOnA(), 220);
        two.sync("B");
        two.cli.on("A", "sync");
        assertThat(two.cli.read("A", "conflicts").out()).contains("Deck on the sofa");
    }

    private static Instant lastSeen(TwoComputers two, String home, String device) {
        for (JsonNode row : two.cli.on(home, "devices").json().get("devices"))
            if (row.get("name").asString().equals(device))
                return Instant.parse(row.get("lastSeen").asString());
        throw new AssertionError("not listed: " + device);
    }

    @Test
    void what_can_not_be_told_to_others_as_gone_is_not_forgotten_and_the_other_way_is_said()
            throws Exception {
        TwoComputers two = two();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        List<Rows.Save> before = server.look().saves();
        for (String[] words :
                new String[][] {
                    {"forget", EMERALD, "--yes"}, {"forget", EMERALD, "--history", "--yes"}
                }) {
            Cli.Answer refused = two.cli.read("A", words);
            assertThat(refused.status()).as("%s", refused).isEqualTo(2);
            assertThat(refused.err())
                    .contains("can not tell other devices that a save is gone")
                    .contains("Delete it on the server’s own page");
        }
        assertThat(server.look().saves()).isEqualTo(before);
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(two.sync("A").list("deletedRemote")).isEmpty();
    }

    /// What a look at everything would have found is not passed over because that look failed.
    @Test
    void all_safe_is_not_said_while_the_look_at_everything_that_is_due_can_not_be_had()
            throws Exception {
        TwoComputers two = two();
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        byte[] theirs = bytes(6);
        server.advance(Duration.ofMinutes(16));
        server.others(ann).putInPlace(head.id(), theirs);
        server.add(Fault.instead(Fault.on("GET", "/api/saves"), Troubles.badGateway()));

        for (int again = 0; again < 2; again++) {
            assertThat(two.cli.on("A", "sync").status()).isEqualTo(4);
            assertThat(two.cli.read("A", "status").out()).doesNotContain("All safe");
            server.advance(Duration.ofMinutes(1));
        }

        server.clearFaults();
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(two.cli.read("A", "status").out()).contains("All safe");
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
}
