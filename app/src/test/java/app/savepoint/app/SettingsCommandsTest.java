package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.PLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a person sets: pauses, rules, names of devices, and yeses to what a guard holds back.
class SettingsCommandsTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        cli = two.cli;
    }

    @Test
    void a_pause_moves_nothing_is_shown_and_outlives_the_process() throws IOException {
        two.play(two.emeraldOnA(), 5);
        JsonNode paused = cli.on("A", "pause", "2h").json();
        assertThat(Instant.parse(paused.get("pausedUntil").stringValue())).isAfter(Instant.now());

        Cli.Answer status = cli.on("A", "status", EMERALD);
        assertThat(status.status()).isZero();
        assertThat(status.json().at("/saves/0/attention").stringValue()).isEqualTo("WAITING");
        assertThat(status.json().at("/saves/0/action").stringValue()).isEqualTo("PUSH");
        Cli.Answer sync = cli.on("A", "sync");
        assertThat(sync.list("pushed")).isEmpty();
        assertThat(sync.json().at("/skipped/0/attention").stringValue()).isEqualTo("WAITING");
        assertThat(sync.json().at("/requests/list").intValue()).as("asks for nothing").isZero();

        assertThat(cli.on("A", "resume").json().get("pausedUntil").isNull()).isTrue();
        assertThat(cli.on("A", "sync").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void what_a_person_names_moves_during_a_pause() throws IOException {
        two.play(two.emeraldOnA(), 5);
        assertThat(cli.on("A", "pause").json().get("pausedUntil").stringValue()).startsWith("9999");
        assertThat(cli.on("A", "push", EMERALD).list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void a_pause_takes_a_length_of_time_and_nothing_else() {
        assertThat(cli.on("A", "pause", "soon").status()).isEqualTo(2);
        assertThat(cli.on("A", "pause", "0m").status()).isEqualTo(2);
    }

    @Test
    void a_sync_that_was_stopped_says_so() throws IOException {
        two.play(two.emeraldOnA(), 5);
        Cli.Answer stopped = cli.stopped("A", "sync");
        assertThat(stopped.status()).isEqualTo(1);
        assertThat(stopped.json().get("stopped").booleanValue()).isTrue();
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        assertThat(cli.stopped("A", "sync").status()).as("there was nothing left").isZero();
    }

    @Test
    void a_rule_for_a_game_wins_over_one_for_its_system() throws IOException {
        assertThat(cli.on("A", "policy", "set", "conflict", "local", "--system", "gba").status())
                .isZero();
        JsonNode set =
                cli.on("A", "policy", "set", "Conflict", "REMOTE", "--game", "gba/Pokemon Emerald")
                        .json()
                        .get("policies");
        assertThat(set).hasSize(2);
        assertThat(set.get(1).get("scope").stringValue()).isEqualTo("gba/Pokemon Emerald");
        assertThat(set.get(1).get("value").stringValue()).isEqualTo("remote");

        byte[] theirs = two.play(two.emeraldOnB(), 1);
        two.play(two.emeraldOnA(), 2);
        two.sync("B");
        two.sync("A");
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
    }

    @Test
    void a_rule_that_is_taken_back_holds_no_more() throws IOException {
        cli.on("A", "policy", "set", "conflict", "local");
        assertThat(cli.on("A", "policy", "unset", "conflict").json().get("policies")).isEmpty();
        two.conflict();
    }

    @Test
    void devices_are_preferred_by_their_names() throws IOException {
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        cli.on("A", "policy", "set", "conflict", "prefer-device");
        JsonNode set = cli.on("A", "policy", "set", "prefer-devices", "Deck,Desktop").json();
        assertThat(set.at("/policies/1/value").stringValue()).isEqualTo("Deck, Desktop");
        byte[] theirs = two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        two.sync("A");
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(cli.on("A", "policy", "set", "prefer-devices", "Nobody").status()).isEqualTo(2);
    }

    @Test
    void a_rule_says_how_many_backups_are_kept() throws IOException {
        for (int i = 1; i <= 4; i++) {
            two.play(two.emeraldOnB(), i);
            two.sync("B");
            two.sync("A");
        }
        assertThat(cli.on("A", "backups").json().get("backups")).hasSize(4);
        cli.on("A", "policy", "set", "retention.backups.days", "0");
        cli.on("A", "policy", "set", "retention.backups.count", "2");
        two.sync("A");
        assertThat(cli.on("A", "backups").json().get("backups")).hasSize(2);
        assertThat(cli.on("A", "policy", "set", "retention.backups.count", "few").status())
                .isEqualTo(2);
        assertThat(
                        cli.on(
                                        "A",
                                        "policy",
                                        "set",
                                        "retention.backups.days",
                                        "3",
                                        "--system",
                                        "gba")
                                .status())
                .as("about all of them")
                .isEqualTo(2);
    }

    @Test
    void rules_about_histories_are_set_for_a_system_or_a_game_and_shown() {
        cli.on("A", "policy", "set", "retention.saves.days", "999999");
        var shown =
                cli.on("A", "policy", "set", "retention.states.count", "5", "--system", "gba")
                        .json()
                        .get("policies");
        assertThat(shown.toString())
                .contains("retention.saves.days", "999999", "retention.states.count", "gba");
        assertThat(cli.on("A", "policy", "set", "retention.states.days", "few").status())
                .isEqualTo(2);
    }

    @Test
    void what_is_no_rule_or_no_value_of_one_is_refused() {
        assertThat(cli.on("A", "policy", "set", "luck", "on").status()).isEqualTo(2);
        assertThat(cli.on("A", "policy", "set", "deletion", "perhaps").status()).isEqualTo(2);
        assertThat(cli.on("A", "policy", "set", "max-state-size", "much").status()).isEqualTo(2);
        assertThat(cli.on("A", "policy", "set", "conflict", "local", "--game", "x").status())
                .isEqualTo(2);
        assertThat(cli.on("A", "policy").json().get("policies")).isEmpty();
    }

    @Test
    void without_a_clock_an_older_file_is_only_a_change() throws IOException {
        two.write(two.emeraldOnA(), PLAYED.minusSeconds(3600));
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
        cli.on("A", "policy", "set", "clockless", "on");
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void a_large_state_waits_for_a_rule_or_for_one_yes() throws IOException {
        two.write(two.onA("gba/mGBA/Pokemon Emerald.state1"), new byte[] {1}, PLAYED);
        cli.on("A", "policy", "set", "max-state-size", "1 KiB");
        two.sync("A");
        byte[] large = new byte[2048];
        large[7] = 7;
        two.write(two.onA("gba/mGBA/Pokemon Emerald.state1"), large, PLAYED.plusSeconds(60));

        Cli.Answer held = two.sync("A");
        assertThat(held.list("pushed")).isEmpty();
        assertThat(held.json().at("/skipped/0/reason").stringValue())
                .contains("larger than your policy takes")
                .contains("2,048 bytes");
        String state = held.json().at("/skipped/0/id").stringValue();
        assertThat(cli.on("A", "status", state).json().at("/saves/0/reason").stringValue())
                .contains("larger than your policy takes");

        assertThat(cli.on("A", "allow", state).list("pushed")).containsExactly(state);
        assertThat(cli.on("A", "allow", state).status()).as("once").isZero();
    }

    @Test
    void a_state_that_would_be_left_alone_here_does_not_come_by_itself() throws IOException {
        String state = "gba/Pokemon Emerald/state/mGBA.1";
        two.write(two.onA("gba/mGBA/Pokemon Emerald.state1"), new byte[] {1}, PLAYED);
        assertThat(two.sync("A").list("pushed")).containsExactly(state);
        cli.on("B", "policy", "set", "states", "off");
        assertThat(two.sync("B").list("pulled")).isEmpty();
        Cli.Answer status = cli.on("B", "status", state);
        assertThat(status.json().at("/saves/0/availability").stringValue()).isEqualTo("CLOUD_ONLY");
        assertThat(status.json().at("/saves/0/reason").stringValue())
                .contains("this device does not take it");
        cli.on("B", "policy", "unset", "states");
        assertThat(two.sync("B").list("pulled")).containsExactly(state);
    }

    @Test
    void a_yes_lets_a_save_that_looks_empty_go_where_it_would() throws IOException {
        two.write(two.emeraldOnA(), new byte[32768], PLAYED.plusSeconds(60));
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);

        assertThat(cli.on("A", "allow", EMERALD).list("pushed")).containsExactly(EMERALD);

        byte[] progress = Files.readAllBytes(two.emeraldOnB());
        assertThat(cli.on("B", "sync").status()).as("B has to say yes as well").isEqualTo(3);
        assertThat(two.emeraldOnB()).hasBinaryContent(progress);
        assertThat(cli.on("B", "allow", EMERALD).list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnB()).hasBinaryContent(new byte[32768]);
    }

    @Test
    void where_nothing_is_held_back_a_yes_does_nothing() {
        Cli.Answer answer = cli.on("A", "allow", EMERALD);
        assertThat(answer.status()).isZero();
        assertThat(answer.list("pushed")).isEmpty();
        assertThat(cli.on("A", "allow", "gba/Nothing").status()).isEqualTo(2);
    }

    @Test
    void a_yes_to_a_folder_believes_it_as_it_is() throws IOException {
        for (int i = 0; i < 8; i++) two.write(two.onA("gba/Game " + i + ".srm"), PLAYED);
        two.sync("A");
        for (int i = 0; i < 8; i++) Files.delete(two.onA("gba/Game " + i + ".srm"));
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
        assertThat(cli.on("A", "allow", dir.resolve("saves").toString()).status()).isZero();
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @Test
    void a_new_name_is_seen_by_the_others() {
        JsonNode devices = cli.on("A", "devices", "rename", "Living room").json().get("devices");
        assertThat(devices.findValuesAsString("name")).contains("Living room");
        two.sync("B");
        assertThat(cli.on("B", "devices").json().get("devices").findValuesAsString("name"))
                .containsExactlyInAnyOrder("Living room", "Deck");
        assertThat(cli.on("A", "devices", "rename", " ").status()).isEqualTo(2);
        two.sync("A");
    }

    @Test
    void a_device_says_when_it_was_there_and_what_it_still_holds() throws IOException {
        JsonNode before = device("B", "Desktop");
        assertThat(before.get("unsent").intValue()).isZero();
        assertThat(before.get("appVersion").stringValue()).isEqualTo(ProductVersion.number());
        assertThat(before.get("lastSeen").isNull()).isFalse();

        two.write(two.emeraldOnA(), new byte[32768], PLAYED.plusSeconds(60));
        cli.on("A", "sync");
        assertThat(device("B", "Desktop").get("unsent").intValue()).isEqualTo(1);
        assertThat(cli.on("A", "sync").json().at("/requests/put").intValue())
                .as("nothing new, so nothing to say")
                .isZero();
    }

    private JsonNode device(String home, String name) {
        for (JsonNode device : cli.on(home, "devices").json().get("devices"))
            if (device.get("name").stringValue().equals(name)) return device;
        throw new AssertionError("no device " + name);
    }

    @Test
    void a_removed_device_is_hidden_everywhere_until_it_publishes_again() throws IOException {
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        Cli.Answer left = cli.on("A", "devices", "remove", "Deck");
        assertThat(left.json().get("devices").findValuesAsString("name"))
                .containsExactly("Desktop");
        assertThat(cli.on("A", "devices", "remove", "Desktop").status()).isEqualTo(2);
        assertThat(cli.on("A", "history", EMERALD).json().get("revisions"))
                .as("its events stay")
                .hasSize(2);

        two.play(two.emeraldOnB(), 3);
        two.sync("B");
        two.sync("A");
        assertThat(cli.on("A", "devices").json().get("devices").findValuesAsString("name"))
                .containsExactlyInAnyOrder("Desktop", "Deck");
    }
}
