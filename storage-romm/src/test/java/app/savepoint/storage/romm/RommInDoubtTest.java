package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.RommLifeDevice.Crash;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Troubles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What this device sent and never heard of again: the line went, or the process.
class RommInDoubtTest {
    private static final Game EMERALD = new Game(SaveId.main("gba", "Pokemon Emerald"), "gba");
    private static final Game ZELDA = new Game(SaveId.main("snes", "Zelda (USA)"), "sfc");
    private static final String UPLOADS = "/api/saves/?";

    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private RommLifeDevice deck;
    private RommLifeDevice desk;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        rom = world.game(EMERALD.save(), EMERALD.extension());
        world.game(ZELDA.save(), ZELDA.extension());
        deck = new RommLifeDevice(world, dir, "Deck", 1);
        desk = new RommLifeDevice(world, dir, "Desk", 2);
        plays(deck, EMERALD, "one");
        syncs(deck);
        // The folder of a game that lies here is where another device's save of it lands
        plays(desk, EMERALD, "one");
        syncs(desk);
    }

    @AfterEach
    void stop() {
        deck.close();
        desk.close();
        world.close();
    }

    private static byte[] bytes(String words) {
        return (words + " ".repeat(64)).getBytes(UTF_8);
    }

    private void plays(RommLifeDevice device, Game game, String words) throws Exception {
        later();
        device.write(game, bytes(words), world.server().clock().instant());
    }

    private void later() {
        world.server().advance(Duration.ofMinutes(1));
    }

    private SyncReport syncs(RommLifeDevice device) throws Exception {
        later();
        return device.engine().sync(SyncRequest.ALL, () -> false);
    }

    /// The upload is taken, and from then on nothing is heard any more.
    private void lineGoesAfterTheUpload(RommLifeDevice device) {
        Fault lost = Fault.droppedAfter(Fault.on("POST", UPLOADS)).times(1);
        world.server().add(Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway()));
        world.server().add(lost);
        assertThatThrownBy(() -> syncs(device)).isInstanceOf(Unavailable.class);
        assertThat(lost.hits()).isEqualTo(1);
        world.server().clearFaults();
    }

    private void lineGoesBeforeTheUpload(RommLifeDevice device) {
        Fault lost = Fault.droppedBefore(Fault.on("POST", UPLOADS)).times(1);
        world.server().add(Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway()));
        world.server().add(lost);
        assertThatThrownBy(() -> syncs(device)).isInstanceOf(Unavailable.class);
        assertThat(lost.hits()).isEqualTo(1);
        world.server().clearFaults();
    }

    private List<Rows.Save> slot() {
        return world.server().look().slot(rom.id(), "autosave");
    }

    private byte[] head() {
        return world.server().look().bytes(slot().getFirst());
    }

    private static String hash(String words) {
        return ContentHash.of(bytes(words)).hex();
    }

    private void otherUploads(String words) {
        world.server().others(world.user()).upload(rom.id(), "autosave", "E.srm", bytes(words));
    }

    @Test
    void what_was_played_on_since_is_sent_on_top_of_it() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).isEmpty();
        assertThat(head()).isEqualTo(bytes("three"));
        assertThat(slot()).hasSize(3);
    }

    @Test
    void it_is_also_after_the_process_ended_meanwhile() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        deck.restart();
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).isEmpty();
        assertThat(head()).isEqualTo(bytes("three"));
    }

    @Test
    void and_after_it_ended_before_it_could_write_down_the_answer() throws Exception {
        plays(deck, EMERALD, "two");
        endsBefore("recording");
        assertThat(head()).isEqualTo(bytes("two"));
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).isEmpty();
        assertThat(head()).isEqualTo(bytes("three"));
    }

    private void endsBefore(String step) throws Exception {
        for (int steps = 1; steps < 20; steps++) {
            deck.crashAfter(steps);
            try {
                syncs(deck);
                break;
            } catch (Crash e) {
                deck.restart();
                if (step.equals(e.getMessage()) && slot().size() == 2) return;
            }
        }
        fail("no sync came to " + step);
    }

    @Test
    void what_can_not_be_told_yet_keeps_nothing_else_from_moving() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        later();
        otherUploads("three");
        String own = "/api/saves/" + slot().get(1).id() + "/content";
        Fault broken = Fault.instead(Fault.on("GET", own), Troubles.badGateway());
        world.server().add(broken);
        plays(deck, ZELDA, "one");
        assertThat(syncs(deck).pushed()).contains(ZELDA.save());
        assertThat(broken.hits()).isPositive();

        world.server().clearFaults();
        SyncReport report = syncs(deck);
        assertThat(report.conflicts()).isEmpty();
        assertThat(report.pulled()).containsExactly(EMERALD.save());
    }

    @Test
    void the_first_save_of_a_game_is_no_meeting_with_itself() throws Exception {
        plays(deck, ZELDA, "one");
        lineGoesAfterTheUpload(deck);
        plays(deck, ZELDA, "two");
        SyncReport report = syncs(deck);
        assertThat(report.conflicts()).isEmpty();
        assertThat(report.pushed()).containsExactly(ZELDA.save());
    }

    /// One line that dies leaves all that went along with it unheard of.
    @Test
    void it_holds_for_all_that_was_sent_along() throws Exception {
        plays(deck, ZELDA, "one");
        syncs(deck);
        plays(deck, ZELDA, "two");
        plays(deck, EMERALD, "two");
        Fault lost =
                Fault.droppedAfter(
                                Fault.on("POST", UPLOADS)
                                        .and(request ->
                                                request.parameters().stream()
                                                        .anyMatch(one ->
                                                                one.value().equals("" + rom.id()))))
                        .times(1);
        world.server().add(Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway()));
        world.server().add(lost);
        assertThatThrownBy(() -> syncs(deck)).isInstanceOf(Unavailable.class);
        world.server().clearFaults();
        plays(deck, ZELDA, "three");
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).isEmpty();
    }

    @Test
    void what_someone_put_on_top_meanwhile_is_pulled_where_nobody_played_on() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        later();
        otherUploads("theirs");
        assertThat(syncs(deck).conflicts()).isEmpty();
        assertThat(deck.at(EMERALD)).isEqualTo(hash("theirs"));
    }

    @Test
    void and_is_a_conflict_where_someone_did() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        later();
        otherUploads("theirs");
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).containsExactly(EMERALD.save());
        assertThat(head()).isEqualTo(bytes("theirs"));
        assertThat(deck.at(EMERALD)).isEqualTo(hash("three"));
    }

    // What must not be taken for one's own.

    @Test
    void the_same_bytes_of_another_device_are_another_devices() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesBeforeTheUpload(deck);
        plays(desk, EMERALD, "two");
        syncs(desk);
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).containsExactly(EMERALD.save());
        assertThat(head()).isEqualTo(bytes("two"));
    }

    @Test
    void a_row_of_ours_that_holds_something_else_by_now_is_not_what_was_sent() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesAfterTheUpload(deck);
        later();
        world.server().others(world.user()).putInPlace(slot().getFirst().id(), bytes("theirs"));
        assertThat(syncs(deck).conflicts()).containsExactly(EMERALD.save());
        assertThat(head()).isEqualTo(bytes("theirs"));
        assertThat(deck.at(EMERALD)).isEqualTo(hash("two"));
    }

    /// Going back to earlier bytes is sent by force, which RomM refuses whatever came before. It
    /// was played on from once, and went back to what it was made on.
    @Test
    void nor_is_what_had_been_stored_there_before_it_was_sent() throws Exception {
        int first = slot().getFirst().id();
        plays(deck, EMERALD, "two");
        syncs(deck);
        later();
        world.server().others(world.user()).show(first, true);
        world.server().advance(Duration.ofMinutes(16));
        plays(deck, EMERALD, "one");
        syncs(deck);
        plays(deck, EMERALD, "two");
        boolean[] came = new boolean[1];
        world.server()
                .add(
                        Fault.instead(
                                request -> {
                                    if (Fault.on("POST", UPLOADS).test(request) && !came[0]) {
                                        came[0] = true;
                                        world.server().advance(Duration.ofSeconds(2));
                                        world.server()
                                                .others(world.user())
                                                .putInPlace(first, bytes("theirs"));
                                        world.server().advance(Duration.ofSeconds(2));
                                    }
                                    return false;
                                },
                                Troubles.broken()));
        syncs(deck);
        assertThat(syncs(deck).conflicts()).containsExactly(EMERALD.save());
        assertThat(deck.at(EMERALD)).isEqualTo(hash("two"));
    }

    @Test
    void nor_is_one_that_lies_on_top_of_what_nobody_here_had_seen() throws Exception {
        plays(deck, EMERALD, "two");
        syncs(deck);
        plays(deck, EMERALD, "one");
        Fault lost = Fault.droppedAfter(Fault.on("POST", UPLOADS).and(RommInDoubtTest::isForced));
        world.server().add(Fault.instead(_ -> lost.hits() > 0, Troubles.badGateway()));
        world.server().add(lost.times(1));
        Instant[] came = new Instant[1];
        world.server()
                .add(
                        Fault.instead(
                                request -> {
                                    if (isForced(request) && came[0] == null) {
                                        world.server().advance(Duration.ofSeconds(2));
                                        otherUploads("theirs");
                                        world.server().advance(Duration.ofSeconds(2));
                                        came[0] = world.server().clock().instant();
                                    }
                                    return false;
                                },
                                Troubles.broken()));
        assertThatThrownBy(() -> syncs(deck)).isInstanceOf(Unavailable.class);
        assertThat(came[0]).isNotNull();
        world.server().clearFaults();
        plays(deck, EMERALD, "three");
        assertThat(syncs(deck).conflicts()).containsExactly(EMERALD.save());
    }

    private static boolean isForced(app.savepoint.storage.romm.server.Request request) {
        return request.parameters().stream()
                .anyMatch(one -> one.name().equals("overwrite") && one.value().equals("true"));
    }

    @Test
    void what_never_came_is_sent_again_and_forgotten() throws Exception {
        plays(deck, EMERALD, "two");
        lineGoesBeforeTheUpload(deck);
        assertThat(syncs(deck).pushed()).containsExactly(EMERALD.save());
        assertThat(slot()).hasSize(2);
    }
}
