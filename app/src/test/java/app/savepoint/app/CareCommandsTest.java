package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.PLAYED;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.transfer.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a person asks for now and then: to take something back, a copy, to forget, another
/// playthrough, a check-up.
class CareCommandsTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        cli = two.cli;
    }

    @Test
    void what_was_pulled_is_taken_back_and_published_as_the_choice() throws IOException {
        byte[] before = Files.readAllBytes(two.emeraldOnA());
        byte[] theirs = two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);

        Cli.Answer undone = cli.on("A", "undo");

        assertThat(undone.status()).as("%s", undone).isZero();
        assertThat(undone.json().get("restored").stringValue()).isEqualTo(EMERALD);
        assertThat(undone.json().get("replacedBackup").isNumber()).isTrue();
        assertThat(two.emeraldOnA()).hasBinaryContent(before);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(before);
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @Test
    void undo_goes_further_back_each_time_and_any_entry_can_be_named() throws IOException {
        byte[] first = Files.readAllBytes(two.emeraldOnA());
        byte[] second = two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        byte[] third = two.play(two.emeraldOnB(), 2);
        two.sync("B");
        two.sync("A");

        assertThat(cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(second);
        assertThat(cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(first);

        long undoing = activity("A", "undone").getLast().get("id").longValue();
        assertThat(cli.on("A", "undo", Long.toString(undoing)).status()).isZero();
        assertThat(two.emeraldOnA()).as("an undo can be undone").hasBinaryContent(third);
        assertThat(cli.on("A", "undo", "99999").status()).isEqualTo(2);
    }

    @Test
    void a_save_that_came_new_goes_again_and_stays_in_the_storage() throws IOException {
        long pulled =
                activity("B", "pulled").stream()
                        .filter(line -> line.get("save").stringValue().equals(ZELDA))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .longValue();
        assertThat(cli.on("B", "undo", Long.toString(pulled)).status()).isZero();
        assertThat(two.onB("snes/Zelda.srm")).doesNotExist();
        assertThat(two.sync("B").list("pulled")).as("it stays away").isEmpty();
        assertThat(two.sync("A").list("deletedLocal")).isEmpty();
        assertThat(cli.on("B", "pull", ZELDA).list("pulled")).containsExactly(ZELDA);
    }

    @Test
    void a_decision_is_taken_back() throws IOException {
        two.conflict();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        byte[] theirs = Files.readAllBytes(two.emeraldOnB());
        cli.on("A", "resolve", EMERALD, "--keep", "remote");
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);

        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
    }

    @Test
    void what_was_pushed_is_taken_back_to_what_the_storage_had() throws IOException {
        byte[] before = Files.readAllBytes(two.emeraldOnA());
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        assertThat(cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(before);
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @Test
    void where_nothing_was_done_there_is_nothing_to_undo() {
        Cli.Answer answer = cli.on("A", "undo");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.json().at("/error/code").stringValue()).isEqualTo("undo.nothing");
    }

    @Test
    void a_copy_is_the_file_itself_or_a_zip_of_all() throws IOException {
        Path copy = dir.resolve("copy.srm");
        assertThat(cli.on("A", "export", EMERALD, "copy.srm").status()).isZero();
        assertThat(copy).hasSameBinaryContentAs(two.emeraldOnA());
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(PLAYED);
        assertThat(cli.on("A", "export", EMERALD, "copy.srm").status())
                .as("never over a file that is there")
                .isEqualTo(2);

        two.write(two.onA("gba/Pokemon Emerald.rtc"), new byte[] {1, 2}, PLAYED);
        assertThat(cli.on("A", "export", EMERALD, "two.srm").json().at("/error/code").stringValue())
                .isEqualTo("export.needs-zip");
        assertThat(cli.on("A", "export", EMERALD, "two.zip").status()).isZero();
        try (ZipFile zip = new ZipFile(dir.resolve("two.zip").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .containsExactlyInAnyOrder("Pokemon Emerald.srm", "Pokemon Emerald.rtc");
        }
        assertNoDrafts();
    }

    @Test
    void a_copy_comes_from_a_revision_a_backup_or_the_storage() throws IOException {
        byte[] first = Files.readAllBytes(two.emeraldOnA());
        byte[] second = two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        JsonNode revisions = cli.on("A", "history", EMERALD).json().get("revisions");
        String oldest = revisions.get(1).get("id").stringValue();
        assertThat(cli.on("A", "export", EMERALD, "r.srm", "--revision", oldest).status()).isZero();
        assertThat(dir.resolve("r.srm")).hasBinaryContent(first);
        String backup = cli.on("A", "backups").json().at("/backups/0/id").toString();
        assertThat(cli.on("A", "export", EMERALD, "b.srm", "--backup", backup).status()).isZero();
        assertThat(dir.resolve("b.srm")).hasBinaryContent(first);
        Files.delete(two.emeraldOnA());
        Cli.Answer fetched = cli.on("A", "export", EMERALD, "s.srm");
        assertThat(dir.resolve("s.srm")).hasBinaryContent(second);
        assertThat(fetched.json().at("/bytes/down").longValue()).isEqualTo(second.length);
        assertThat(cli.on("A", "export", ZELDA, "x.srm", "--backup", backup).status()).isEqualTo(2);
    }

    @Test
    void a_backup_that_was_damaged_is_given_to_nobody() throws IOException {
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        String backup = cli.on("A", "backups").json().at("/backups/0/id").toString();
        Path kept =
                contents("A/backups").stream()
                        .filter(f -> f.toString().endsWith(".srm"))
                        .findFirst()
                        .orElseThrow();
        byte[] bytes = Files.readAllBytes(kept);
        bytes[3] ^= 1;
        Files.write(kept, bytes);

        for (String name : List.of("b.srm", "b.zip")) {
            Cli.Answer answer = cli.on("A", "export", EMERALD, name, "--backup", backup);
            assertThat(answer.status()).as("%s", answer).isEqualTo(1);
            assertThat(answer.json().at("/error/code").stringValue()).isEqualTo("backup.damaged");
            assertThat(dir.resolve(name)).doesNotExist();
        }
        assertNoDrafts();
    }

    @Test
    void a_copy_of_a_save_that_is_being_written_is_no_copy() throws IOException {
        byte[] bytes = Files.readAllBytes(two.emeraldOnA());
        bytes[bytes.length - 1] ^= 1;
        // Since it was looked at, and in the same tick of the clock
        two.write(two.emeraldOnA(), bytes, PLAYED);

        Cli.Answer answer = cli.on("A", "export", EMERALD, "copy.srm");
        assertThat(answer.status()).as("%s", answer).isEqualTo(1);
        assertThat(answer.json().at("/error/code").stringValue()).isEqualTo("export.moved");
        assertThat(answer.json().at("/error/message").stringValue())
                .contains("Pokemon Emerald.srm is not what it was.");
        assertThat(cli.read("A", "export", EMERALD, "copy.zip").status()).isEqualTo(1);
        assertThat(dir.resolve("copy.srm")).doesNotExist();
        assertThat(dir.resolve("copy.zip")).doesNotExist();
        assertNoDrafts();
    }

    private void assertNoDrafts() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void what_is_forgotten_leaves_the_storage_and_stays_here_until_it_is_played_on()
            throws IOException {
        byte[] here = Files.readAllBytes(two.emeraldOnA());
        assertThat(cli.on("A", "forget", EMERALD).json().at("/error/code").stringValue())
                .isEqualTo("forget.needs-yes");

        Cli.Answer forgotten = cli.on("A", "forget", EMERALD, "--yes");
        assertThat(forgotten.list("deletedRemote")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(here);
        assertThat(two.sync("A").list("pushed")).isEmpty();
        JsonNode row = cli.on("A", "status", EMERALD).json().at("/saves/0");
        assertThat(row.get("action").stringValue()).isEqualTo("LOCAL_ONLY");

        assertThat(two.sync("B").list("deletedLocal")).containsExactly(EMERALD);
        assertThat(cli.on("B", "backups", EMERALD).json().get("backups")).isNotEmpty();
        assertThat(cli.on("A", "history", EMERALD).json().at("/revisions/1/available").asBoolean())
                .as("what was there can still be had")
                .isTrue();

        two.play(two.emeraldOnA(), 5);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void with_its_history_nothing_of_it_is_left_in_the_storage() throws IOException {
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        two.sync("B");
        assertThat(contents("srv/saves/gba")).hasSize(2);

        assertThat(cli.on("A", "forget", EMERALD, "--history", "--yes").status()).isZero();

        assertThat(contents("srv/saves/gba")).isEmpty();
        for (JsonNode revision : cli.on("A", "history", EMERALD).json().get("revisions"))
            assertThat(revision.get("available").asBoolean()).isFalse();
        assertThat(two.sync("B").list("deletedLocal")).containsExactly(EMERALD);
        assertThat(cli.on("B", "status").json().get("arriving").intValue()).isZero();
        assertThat(cli.on("A", "doctor").json().toString()).doesNotContain("false");
        newcomer();
    }

    private void newcomer() throws IOException {
        Files.createDirectories(dir.resolve("third"));
        cli.on("C", "init", "--storage", "folder:" + dir.resolve("srv"));
        cli.on("C", "roots", "add", "third");
        assertThat(two.sync("C").list("pulled")).containsExactly(ZELDA);
        two.sync("C");
        Cli.Answer status = cli.on("C", "status");
        assertThat(status.json().get("arriving").intValue()).as("%s", status).isZero();
    }

    @Test
    void what_is_not_in_the_storage_is_not_sent_there_to_be_forgotten() throws IOException {
        two.play(two.onA("gba/Golden Sun.srm"), 1);
        Cli.Answer answer = cli.on("A", "forget", "gba/Golden Sun", "--yes");
        assertThat(answer.status()).isZero();
        assertThat(answer.list("pushed")).isEmpty();
        assertThat(contents("srv/saves/gba")).hasSize(1);
    }

    @Test
    void playthroughs_are_listed_and_exchanged_on_this_device_alone() throws IOException {
        two.conflict();
        byte[] mine = Files.readAllBytes(two.emeraldOnA());
        byte[] theirs = Files.readAllBytes(two.emeraldOnB());
        cli.on("A", "resolve", EMERALD, "--keep", "both");
        two.sync("B");
        JsonNode slots = cli.on("A", "slots", "gba/Pokemon Emerald").json().get("slots");
        assertThat(slots).hasSize(2);
        JsonNode kept = slots.get(0);
        assertThat(kept.get("active").asBoolean()).isFalse();
        assertThat(kept.get("device").stringValue()).isEqualTo("Deck");
        assertThat(slots.get(1).get("slot").stringValue()).isEqualTo("main");
        assertThat(slots.get(1).get("active").asBoolean()).isTrue();
        String other = kept.get("id").stringValue();

        Cli.Answer played = cli.on("A", "play", other);
        assertThat(played.status()).as("%s", played).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(cli.on("A", "status").status()).isZero();
        assertThat(two.sync("A").list("pushed")).isEmpty();
        assertThat(activeOnA()).isEqualTo(other);
        assertThat(two.sync("B").list("pulled")).as("only here").isEmpty();
        assertThat(two.emeraldOnB()).hasBinaryContent(mine);

        byte[] further = two.play(two.emeraldOnA(), 9);
        assertThat(two.sync("A").list("pushed")).containsExactly(other);
        assertThat(two.sync("B").list("pulled")).isEmpty();

        assertThat(cli.on("A", "play", EMERALD).list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(mine);
        assertThat(activeOnA()).isEqualTo(EMERALD);
        assertThat(cli.on("A", "undo").status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(further);
        assertThat(activeOnA()).isEqualTo(other);
        assertThat(cli.on("A", "play", other).list("pulled")).as("it is played").isEmpty();
    }

    private String activeOnA() {
        for (JsonNode slot : cli.on("A", "slots", "gba/Pokemon Emerald").json().get("slots"))
            if (slot.get("active").asBoolean()) return slot.get("id").stringValue();
        return "";
    }

    @Test
    void a_playthrough_comes_to_a_device_that_had_none_of_the_game() throws IOException {
        two.conflict();
        byte[] theirs = Files.readAllBytes(two.emeraldOnB());
        cli.on("A", "resolve", EMERALD, "--keep", "both");
        Files.delete(two.emeraldOnA());
        two.sync("A");
        JsonNode slots = cli.on("A", "slots", "gba/Pokemon Emerald").json().get("slots");
        String other = slots.get(0).get("id").stringValue();
        assertThat(cli.on("A", "play", other).status()).isZero();
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertThat(activeOnA()).isEqualTo(other);
        two.sync("A");
        assertThat(activeOnA()).isEqualTo(other);
    }

    @Test
    void a_check_up_of_a_home_in_order_finds_nothing() {
        Cli.Answer answer = cli.on("A", "doctor");
        assertThat(answer.status()).isZero();
        for (JsonNode check : answer.json().get("checks"))
            assertThat(check.get("ok").asBoolean()).as("%s", check).isTrue();
        assertThat(cli.read("A", "doctor").out()).contains("All is well.");
    }

    @Test
    void a_check_up_names_what_is_wrong_and_what_to_do() throws IOException {
        Files.move(dir.resolve("srv"), dir.resolve("unplugged"));
        Files.move(dir.resolve("saves"), dir.resolve("elsewhere"));
        Cli.Answer answer = cli.on("A", "doctor");
        assertThat(answer.status()).isZero();
        List<JsonNode> bad = new ArrayList<>();
        answer.json()
                .get("checks")
                .forEach(check -> {
                    if (!check.get("ok").asBoolean()) bad.add(check);
                });
        assertThat(bad)
                .extracting(check -> check.get("name").stringValue())
                .containsExactly("root " + dir.resolve("saves"), "storage");
        assertThat(bad)
                .allSatisfy(check -> assertThat(check.get("hint").stringValue()).isNotBlank());
        assertThat(cli.read("A", "doctor").out()).contains("2 things need a look.");

        JsonNode nowhere = cli.on("nowhere", "doctor").json().at("/checks/0");
        assertThat(nowhere.get("name").stringValue()).isEqualTo("home");
        assertThat(nowhere.get("hint").stringValue()).contains("savepoint init");
    }

    /// A folder on this computer goes by its clock, so it stands for a share that keeps time right.
    @ParameterizedTest
    @ValueSource(ints = {25, -25})
    void a_clock_that_is_off_by_a_day_is_said_by_a_sync_that_sends_and_by_the_check_up(int hours)
            throws IOException {
        InstantSource wrong = () -> Instant.now().plus(Duration.ofHours(hours));
        Cli off = new Cli(dir, new Assembly(wrong, UUID::randomUUID));
        assertThat(off.on("A", "sync").json().get("notices")).as("nothing was sent").isEmpty();
        two.play(two.emeraldOnA(), 1);

        Cli.Answer sent = off.on("A", "sync");
        assertThat(sent.status()).as("%s", sent).isZero();
        JsonNode notice = sent.json().at("/notices/0");
        assertThat(notice.get("code").stringValue()).isEqualTo("clock.differs");
        assertThat(notice.get("message").stringValue()).contains("one of the two is wrong");
        JsonNode clock = clock(off.on("A", "doctor"));
        assertThat(clock.get("ok").booleanValue()).isFalse();
        assertThat(clock.get("hint").stringValue()).contains("Set this device’s clock");
        List<String> others = new ArrayList<>();
        for (JsonNode check : cli.on("B", "doctor").json().get("checks"))
            if (!check.get("ok").booleanValue()) others.add(check.get("name").stringValue());
        assertThat(others)
                .as("who is right hears of one that is ahead, and not of one that is behind")
                .isEqualTo(hours > 0 ? List.of("device.clock-ahead") : List.of());

        two.sync("B");
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(two.emeraldOnA());
    }

    /// Where the storage keeps no time of its own, what others wrote still tells.
    @Test
    void a_clock_that_is_behind_what_others_wrote_is_named_by_the_check_up() throws IOException {
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        InstantSource behind = () -> Instant.now().minus(Duration.ofHours(25));
        Cli off =
                new Cli(
                        dir,
                        new Assembly(behind, UUID::randomUUID, Steps.none(), WithoutTime::new));
        JsonNode clock = clock(off.on("A", "doctor"));
        assertThat(clock.get("ok").booleanValue()).isFalse();
        assertThat(clock.get("message").stringValue()).contains("Another device wrote at");
        assertThat(clock.get("hint").stringValue()).contains("Set the clocks");
    }

    /// A place that can not say what time it is there.
    private static final class WithoutTime extends ForwardingObjectStore {
        WithoutTime(ObjectStore store) {
            super(store);
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }
    }

    private static JsonNode clock(Cli.Answer doctor) {
        for (JsonNode check : doctor.json().get("checks"))
            if (check.get("name").stringValue().equals("clock")) return check;
        throw new AssertionError("no word of the clock: " + doctor);
    }

    @Test
    void backups_are_pinned_and_read_to_their_end() throws IOException {
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        two.sync("A");
        String id = cli.on("A", "backups").json().at("/backups/0/id").toString();
        assertThat(cli.on("A", "backups", "pin", id).json().at("/backups/0/pinned").asBoolean())
                .isTrue();
        assertThat(cli.on("A", "backups").json().at("/backups/0/pinned").asBoolean()).isTrue();
        assertThat(cli.on("A", "backups", "unpin", id).json().at("/backups/0/pinned").asBoolean())
                .isFalse();
        assertThat(cli.on("A", "backups", "pin", "77777").status()).isEqualTo(2);
        assertThat(cli.on("A", "backups", "verify").json().get("checked").intValue()).isEqualTo(1);

        Path kept =
                contents("A/backups").stream()
                        .filter(f -> f.toString().endsWith(".srm"))
                        .findFirst()
                        .orElseThrow();
        byte[] bytes = Files.readAllBytes(kept);
        bytes[3] ^= 1;
        Files.write(kept, bytes);
        Cli.Answer damaged = cli.on("A", "backups", "verify");
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.json().at("/damaged/0/save").stringValue()).isEqualTo(EMERALD);
    }

    @Test
    void what_happened_is_told_newest_first() throws IOException {
        two.play(two.emeraldOnA(), 1);
        two.sync("A");
        JsonNode lines = cli.on("A", "activity", "--limit", "2").json().get("activity");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("action").stringValue()).isEqualTo("pushed");
        assertThat(lines.get(0).get("save").stringValue()).isEqualTo(EMERALD);
        assertThat(lines.get(0).get("device").stringValue()).isEqualTo("Desktop");
        assertThat(lines.get(0).get("status").stringValue()).isEqualTo("done");
        assertThat(lines.get(0).get("id").longValue())
                .isGreaterThan(lines.get(1).get("id").longValue());
    }

    private List<JsonNode> activity(String home, String action) {
        List<JsonNode> found = new ArrayList<>();
        cli.on(home, "activity")
                .json()
                .get("activity")
                .forEach(line -> {
                    if (line.get("action").stringValue().equals(action)) found.add(line);
                });
        return found;
    }

    private List<Path> contents(String folder) throws IOException {
        if (!Files.exists(dir.resolve(folder))) return List.of();
        try (Stream<Path> files = Files.walk(dir.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
