package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.OthersStates;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Store;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// States at a server that has neither versions nor checks for them, beside programs that write
/// them as they like.
@ParameterizedClass
@EnumSource(
        value = Level.class,
        names = {"V5_0", "V5_2", "V5_3"})
class RommStatesTest {
    private static final SaveId ONE = SaveId.parse("gba/Pokemon Emerald/state/mGBA.1");
    private static final SaveId GAME = SaveId.main("gba", "Pokemon Emerald");
    private static final String STATES = "/api/states/?";
    private static final String FOREIGN = "Pokemon Emerald.state1";

    @Parameter Level level;
    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private Seat deck;
    private Seat desktop;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, level);
        rom = world.game(GAME, "gba");
        deck = seat(1, "Deck");
        desktop = seat(2, "Desktop");
        deck.player.look();
        desktop.player.look();
    }

    private Seat seat(int number, String name) throws Exception {
        Seat seat =
                world.seat(
                        new Device(
                                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                                name,
                                DeviceType.LINUX));
        seat.states = WantingStates.ALL;
        return seat;
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        desktop.storage.close();
        world.close();
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[4096];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Draft draft(Seat seat, SaveId save, byte[] state, byte @Nullable [] picture) {
        String name = "Pokemon Emerald." + StateNames.extension(save.slot());
        Map<Role, byte[]> files = new HashMap<>();
        files.put(Role.MAIN, state);
        if (picture != null) files.put(Role.THUMBNAIL, picture);
        List<SaveFile> content =
                files.entrySet().stream()
                        .map(one ->
                                Player.file(
                                        one.getKey(),
                                        one.getKey().equals(Role.MAIN) ? name : name + ".png",
                                        one.getValue()))
                        .toList();
        return seat.player.draft(save, new Manifest(null, content), files);
    }

    private static Revision put(Seat seat, SaveId save, byte[] state) throws StorageException {
        return seat.player.accepted(draft(seat, save, state, null));
    }

    private static Published publish(Seat seat, Draft draft) throws StorageException {
        return seat.storage.publish(List.of(draft)).getFirst();
    }

    private static Revision seen(Seat seat, SaveId save) {
        List<Head> heads = seat.player.heads(save);
        assertThat(heads).hasSize(1);
        return seat.storage.revision(heads.getFirst().id()).orElseThrow();
    }

    private List<Rows.State> rows() {
        return world.server().look().states();
    }

    private OthersStates others() {
        return world.server().othersStates(world.user());
    }

    private void later(int minutes) {
        world.server().advance(Duration.ofMinutes(minutes));
    }

    private long asked(String method) {
        return world.server().log().of(method, STATES).size();
    }

    @Test
    void where_they_are_off_they_are_neither_asked_for_nor_seen() throws Exception {
        deck.states = WantingStates.NONE;
        world.server().log().clear();
        others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        later(20);
        assertThat(deck.player.look().saves()).isEmpty();
        assertThat(world.server().log().of("GET", "/api/states.*")).isEmpty();
        assertThat(world.server().log().of("GET", "/api/heartbeat")).isEmpty();
    }

    @Test
    void where_they_are_on_for_one_game_those_of_others_are_as_if_they_were_not_there()
            throws Exception {
        Rows.Rom zelda = world.game("snes", "Zelda.sfc");
        deck.states = WantingStates.of("Zelda");
        others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        others().upload(zelda.id(), "Zelda.state", "snes9x", bytes(2));
        later(20);
        assertThat(deck.player.look().saves())
                .containsOnlyKeys(SaveId.parse("snes/Zelda/state/Snes9x.0"));
        assertThat(world.server().log().of("GET", "/api/states/1/content")).isEmpty();
    }

    @Test
    void a_state_and_its_picture_reach_another_device_byte_for_byte() throws Exception {
        Revision sent = deck.player.accepted(draft(deck, ONE, bytes(1), bytes(2)));
        assertThat(desktop.player.look().pending()).isZero();

        Revision came = seen(desktop, ONE);
        assertThat(came.contentId()).isEqualTo(sent.contentId());
        Map<Role, byte[]> files = desktop.player.fetch(came);
        assertThat(files.get(Role.MAIN)).isEqualTo(bytes(1));
        assertThat(files.get(Role.THUMBNAIL)).isEqualTo(bytes(2));
        assertThat(came.manifest().files())
                .extracting(SaveFile::name)
                .as("never the server's names")
                .containsExactly(FOREIGN, FOREIGN + ".png");

        Rows.State row = rows().getFirst();
        assertThat(row.emulator()).isEqualTo("mgba");
        assertThat(row.fileName())
                .matches(
                        "Pokemon Emerald \\[\\d{4}(-\\d\\d){2}_(\\d\\d-){3}\\d{3} \\w{12}]\\.state1");
        assertThat(world.server().look().screenshots())
                .extracting(Rows.Screenshot::fileName)
                .containsExactly(row.fileName() + ".png");
    }

    @Test
    void each_upload_is_a_row_and_both_devices_play_on() throws Exception {
        put(deck, ONE, bytes(1));
        desktop.player.look();
        put(desktop, ONE, bytes(2));
        deck.player.look();
        put(deck, ONE, bytes(3));
        desktop.player.look();
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(3));
        assertThat(rows()).hasSize(3);
        assertThat(desktop.storage.history(ONE)).hasSize(3);
    }

    @Test
    void what_other_clients_wrote_is_read_by_core_and_number_and_nothing_of_it_is_written_over()
            throws Exception {
        others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        others().upload(rom.id(), "Pokemon Emerald.state.auto", null, bytes(2));
        others().upload(
                        rom.id(),
                        "Pokemon Emerald [2026-01-02 03-04-05-678].state",
                        "gpSP",
                        bytes(3));
        others().upload(rom.id(), "Pokemon Emerald.ss3", "mgba", bytes(4));
        others().upload(rom.id(), "Pokemon Emerald.state2", "somebody's own", bytes(5));
        String game = "gba/Pokemon Emerald/state/";
        assertThat(deck.player.look().saves())
                .containsOnlyKeys(
                        ONE, SaveId.parse(game + "unknown.auto"), SaveId.parse(game + "gpSP.0"));
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(1));
        put(deck, ONE, bytes(9));
        assertThat(rows()).hasSize(6);
        assertThat(world.server().look().bytes(rows().getFirst())).isEqualTo(bytes(1));
        desktop.player.look();
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(9));
    }

    @Test
    void the_same_number_of_two_cores_stays_apart() throws Exception {
        SaveId other = ONE.inSlot("VBA-M.1");
        SaveId unknown = ONE.inSlot("unknown.1");
        put(deck, ONE, bytes(1));
        put(deck, other, bytes(2));
        put(deck, unknown, bytes(3));
        desktop.player.look();
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(1));
        assertThat(desktop.player.content(other)).isEqualTo(bytes(2));
        assertThat(desktop.player.content(unknown)).isEqualTo(bytes(3));
        assertThat(rows()).extracting(Rows.State::emulator).containsExactly("mgba", "vbam", null);
    }

    @Test
    void a_state_and_a_save_may_have_the_same_number() throws Exception {
        deck.player.publish(GAME, bytes(1));
        put(deck, ONE, bytes(2));
        assertThat(rows().getFirst().id()).isEqualTo(world.server().look().saves().getFirst().id());
        for (Seat seat : List.of(deck, desktop)) {
            assertThat(seat.player.look().saves()).containsOnlyKeys(GAME, ONE);
            assertThat(seat.player.content(GAME)).isEqualTo(bytes(1));
            assertThat(seat.player.content(ONE)).isEqualTo(bytes(2));
        }
    }

    @Test
    void one_that_was_kept_beside_has_a_name_that_says_so() throws Exception {
        SaveId kept = ONE.inSlot("kept-0123abcd");
        assertThat(deck.storage.refuses(kept)).isEmpty();
        String name = FOREIGN;
        deck.player.accepted(
                deck.player.draft(
                        kept, Player.manifest(name, bytes(1)), Map.of(Role.MAIN, bytes(1))));
        put(deck, ONE, bytes(2));
        desktop.player.look();
        assertThat(desktop.player.content(kept)).isEqualTo(bytes(1));
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(2));
    }

    // Who was first.

    @Test
    void what_was_planned_on_an_older_state_is_not_published() throws Exception {
        put(deck, ONE, bytes(1));
        desktop.player.look();
        Draft mine = draft(desktop, ONE, bytes(2), null);
        put(deck, ONE, bytes(3));
        assertThat(publish(desktop, mine)).isInstanceOf(Published.Superseded.class);
        assertThat(rows()).hasSize(2);
        assertThat(desktop.player.content(ONE)).as("looked at at once").isEqualTo(bytes(3));
    }

    @Test
    void nor_on_one_that_was_replaced_in_place() throws Exception {
        others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        deck.player.look();
        Draft mine = draft(deck, ONE, bytes(2), null);
        later(1);
        others().putInPlace(rows().getFirst().id(), bytes(3));
        assertThat(publish(deck, mine)).isInstanceOf(Published.Superseded.class);
        assertThat(asked("POST")).isZero();
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(3));
    }

    @Test
    void where_someone_comes_between_the_look_and_the_upload_the_own_row_goes_again()
            throws Exception {
        put(deck, ONE, bytes(1));
        Draft mine = draft(deck, ONE, bytes(2), bytes(7));
        between("GET", FOREIGN, bytes(3));
        Published outcome = publish(deck, mine);
        assertThat(outcome).isInstanceOf(Published.Superseded.class);
        assertThat(rows()).hasSize(2);
        assertThat(world.server().look().bytes(rows().getLast())).isEqualTo(bytes(3));
        assertThat(world.server().look().screenshots()).isEmpty();
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(3));
    }

    @Test
    void so_it_is_with_another_program_that_comes_right_behind() throws Exception {
        put(deck, ONE, bytes(1));
        Draft mine = draft(deck, ONE, bytes(2), null);
        between("POST", FOREIGN, bytes(3));
        assertThat(publish(deck, mine)).isInstanceOf(Published.Superseded.class);
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(3));
    }

    @Test
    void what_another_program_writes_over_the_very_row_is_theirs_and_stays() throws Exception {
        byte[] longer = Arrays.copyOf(bytes(4), 5000);
        for (byte[] theirs : List.of(bytes(3), longer)) {
            Draft mine = draft(deck, ONE, bytes(theirs.length), null);
            overwritten(theirs);
            assertThat(publish(deck, mine)).isInstanceOf(Published.Superseded.class);
            assertThat(world.server().look().bytes(rows().getLast())).isEqualTo(theirs);
            assertThat(deck.player.content(ONE)).isEqualTo(theirs);
        }
    }

    /// Someone writes over what is uploaded next, before the second look at it.
    private void overwritten(byte[] bytes) {
        world.server()
                .add(
                        Fault.changed(
                                        Fault.on("POST", STATES),
                                        answer -> {
                                            world.server().advance(Duration.ofSeconds(2));
                                            others().putInPlace(rows().getLast().id(), bytes);
                                            return answer;
                                        })
                                .times(1));
    }

    @Test
    void of_two_savepoints_that_meet_so_the_first_stays() throws Exception {
        put(deck, ONE, bytes(1));
        String theirs = "Pokemon Emerald [2026-01-02_03-04-05-678 0123456789ab].state1";
        between("POST", theirs, bytes(3));
        assertThat(publish(deck, draft(deck, ONE, bytes(2), null)))
                .isInstanceOf(Published.Accepted.class);
        between("GET", theirs.replace("ab]", "ac]"), bytes(4));
        deck.player.look();
        assertThat(publish(deck, draft(deck, ONE, bytes(5), null)))
                .isInstanceOf(Published.Superseded.class);
    }

    /// Someone uploads right after the next such request was carried out.
    private void between(String method, String name, byte[] bytes) {
        world.server()
                .add(
                        Fault.changed(
                                        Fault.on(method, STATES),
                                        answer -> {
                                            others().upload(rom.id(), name, "mgba", bytes);
                                            return answer;
                                        })
                                .times(1));
    }

    @Test
    void an_upload_that_was_not_answered_is_looked_for_before_it_is_repeated() throws Exception {
        world.server().add(Fault.droppedAfter(Fault.on("POST", STATES)).times(1));
        put(deck, ONE, bytes(1));
        assertThat(rows()).hasSize(1);
        assertThat(asked("POST")).isEqualTo(1);
        world.server().add(Fault.droppedBefore(Fault.on("POST", STATES)).times(1));
        put(deck, ONE, bytes(2));
        assertThat(rows()).hasSize(2);
        assertThat(asked("POST")).isEqualTo(3);
        desktop.player.look();
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(2));
    }

    // What others do to rows.

    @Test
    void what_is_written_over_in_place_is_seen_within_a_quarter_of_an_hour() throws Exception {
        Revision mine = put(deck, ONE, bytes(1));
        later(16);
        others().putInPlace(rows().getFirst().id(), bytes(2));
        deck.player.look();
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(2));
        assertThat(deck.storage.pruned()).contains(mine.id());
        assertThat(deck.storage.lineage(seen(deck, ONE).id(), mine.id()))
                .isEqualTo(app.savepoint.core.save.Lineage.DESCENDS);
    }

    @Test
    void one_that_is_deleted_is_missing_and_never_a_deletion() throws Exception {
        put(deck, ONE, bytes(1));
        others().delete(rows().getFirst().id());
        assertThat(deck.player.look().saves()).isEmpty();
    }

    @Test
    void a_new_process_knows_what_the_last_one_saw() throws Exception {
        put(deck, ONE, bytes(1));
        RommStorage again = deck.open(world.credentials());
        var before = again.requests();
        var tree = again.observe();
        assertThat(tree.saves()).containsOnlyKeys(ONE);
        assertThat(tree.pending()).isZero();
        assertThat(again.requests().since(before).total()).isEqualTo(2);
        again.close();
    }

    @Test
    void what_is_written_over_while_it_is_read_is_read_again() throws Exception {
        Rows.State row = others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        world.server()
                .add(
                        Fault.changed(
                                        Fault.on("GET", "/api/states/\\d+/content"),
                                        answer -> {
                                            later(1);
                                            others().putInPlace(row.id(), bytes(2));
                                            return answer;
                                        })
                                .times(1));
        assertThat(deck.player.look().saves().get(ONE).arriving()).isTrue();
        assertThat(deck.player.look().saves().get(ONE).arriving()).isFalse();
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(2));
    }

    @Test
    void where_times_are_finer_than_seconds_a_new_process_knows_them_too() throws Exception {
        world.server().store(Store.POSTGRES);
        world.server().advance(Duration.ofNanos(123_456_000));
        put(deck, ONE, bytes(1));
        RommStorage again = deck.open(world.credentials());
        later(16);
        assertThat(again.observe().pending()).isZero();
        assertThat(world.server().log().of("GET", "/api/states/\\d+/content")).isEmpty();
        again.close();
    }

    @Test
    void a_server_whose_clock_went_back_gets_nothing_that_would_not_be_the_newest()
            throws Exception {
        put(deck, ONE, bytes(1));
        world.server().advance(Duration.ofHours(-1));
        assertThat(publish(deck, draft(deck, ONE, bytes(2), null)))
                .isInstanceOf(Published.Failed.class);
        assertThat(rows()).hasSize(1);
        world.server().advance(Duration.ofHours(2));
        put(deck, ONE, bytes(2));
        desktop.player.look();
        assertThat(desktop.player.content(ONE)).isEqualTo(bytes(2));
    }

    // Pictures.

    @Test
    void a_picture_that_several_states_share_is_taken_for_none_of_them() throws Exception {
        others().upload(rom.id(), FOREIGN, "mgba", bytes(1));
        others().upload(rom.id(), "Pokemon Emerald.state2", "mgba", bytes(2));
        others().picture(rom.id(), "Pokemon Emerald.png", bytes(3));
        others().picture(rom.id(), "Pokemon Emerald.state2.png", bytes(4));
        deck.player.look();
        assertThat(deck.player.fetch(seen(deck, ONE))).containsOnlyKeys(Role.MAIN);
        Map<Role, byte[]> second = deck.player.fetch(seen(deck, ONE.inSlot("mGBA.2")));
        assertThat(second.get(Role.THUMBNAIL)).isEqualTo(bytes(4));
    }

    @Test
    void a_state_without_its_picture_is_the_same_state() throws Exception {
        ContentId whole =
                deck.player
                        .accepted(draft(deck, ONE, bytes(1), bytes(2)))
                        .contentId()
                        .orElseThrow();
        world.server()
                .add(
                        Fault.instead(
                                Fault.on("GET", "/api/screenshots/.*"),
                                app.savepoint.storage.romm.server.Answer.detail(404, "gone")));
        desktop.player.look();
        Revision came = seen(desktop, ONE);
        assertThat(came.contentId()).contains(whole);
        assertThat(desktop.player.fetch(came)).containsOnlyKeys(Role.MAIN);

        // Known with its picture, and now that can not be had any more
        Revision known = seen(deck, ONE);
        assertThatThrownBy(() -> deck.player.fetch(known)).isInstanceOf(ChangedMeanwhile.class);
        Revision now = seen(deck, ONE);
        assertThat(now.id()).isEqualTo(known.id());
        assertThat(deck.player.fetch(now).get(Role.MAIN)).isEqualTo(bytes(1));
    }

    @Test
    void a_picture_that_came_later_is_no_part_of_what_was_sent() throws Exception {
        Revision sent = put(deck, ONE, bytes(1));
        others().picture(rom.id(), rows().getFirst().fileName() + ".png", bytes(2));
        assertThat(deck.player.fetch(sent)).containsOnlyKeys(Role.MAIN);
    }

    // What stays.

    @Test
    void of_what_this_device_wrote_the_last_three_and_seven_days_stay_and_of_others_all()
            throws Exception {
        others().upload(rom.id(), FOREIGN, "mgba", bytes(100));
        deck.player.look();
        desktop.player.look();
        put(desktop, ONE, bytes(50));
        deck.player.look();
        for (int i = 0; i < 5; i++) {
            put(deck, ONE, bytes(i));
            later(60);
        }
        deck.storage.tidy(new Few(), () -> null);
        assertThat(rows()).as("none is a week old").hasSize(7);
        later(60 * 24 * 8);
        int asked = world.server().log().count();
        deck.storage.tidy(new Few(), () -> null);
        assertThat(rows())
                .extracting(row -> Arrays.hashCode(world.server().look().bytes(row)))
                .containsExactly(hash(100), hash(50), hash(2), hash(3), hash(4));
        assertThat(world.server().log().count() - asked).isEqualTo(2);
        deck.storage.tidy(new Few(), () -> null);
        assertThat(world.server().log().count() - asked).as("nothing is due").isEqualTo(2);
        deck.player.look();
        assertThat(deck.player.content(ONE)).isEqualTo(bytes(4));
    }

    @Test
    void what_someone_wrote_over_in_the_meantime_is_not_removed() throws Exception {
        for (int i = 0; i < 5; i++) {
            put(deck, ONE, bytes(i));
            later(1);
        }
        later(60 * 24 * 8);
        others().putInPlace(rows().getFirst().id(), bytes(77));
        deck.storage.tidy(new Few(), () -> null);
        assertThat(rows()).hasSize(4);
        assertThat(world.server().look().bytes(rows().getFirst())).isEqualTo(bytes(77));
    }

    private static int hash(long seed) {
        return Arrays.hashCode(bytes(seed));
    }

    private static final class Few implements Keeping {
        @Override
        public Rule rule(SaveId save) {
            return STATES;
        }

        @Override
        public Rule least() {
            return STATES;
        }

        @Override
        public boolean needs(Revision revision) {
            return false;
        }
    }
}
