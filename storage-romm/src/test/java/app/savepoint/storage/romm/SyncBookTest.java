package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server's owner reads in its book about the syncs of a device.
class SyncBookTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");

    @TempDir Path dir;

    private RommWorld world;
    private Seat deck;

    @AfterEach
    void stop() {
        deck.storage.close();
        world.close();
    }

    private void at(Level level) throws Exception {
        world = new RommWorld(dir, level);
        world.game(EMERALD, "gba");
        deck = world.seat(device());
        deck.player.look();
    }

    private static Device device() {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000001L)), "Deck", DeviceType.LINUX);
    }

    private String known() {
        return world.server().look().devices().getFirst().id();
    }

    private List<String> sessions() {
        return world.server().look().sessions().stream()
                .map(row -> row.status() + " " + row.completed() + " " + row.failed())
                .toList();
    }

    private void sync(int done, int failed) throws Exception {
        deck.storage.begin(Set.of(EMERALD));
        if (done > 0) deck.player.publish(EMERALD, new byte[] {(byte) done, 2, 3});
        deck.storage.end(done, failed);
    }

    @Test
    void a_sync_stands_there_with_what_came_of_it() throws Exception {
        at(Level.V5_2);
        deck.storage.begin(Set.of(EMERALD));
        deck.player.publish(EMERALD, new byte[] {1, 2, 3});
        assertThat(world.server().look().sessions().getFirst().completed())
                .as("each upload counts at once")
                .isEqualTo(1);
        deck.storage.end(3, 2);
        assertThat(sessions()).containsExactly("COMPLETED 3 2");
        Rows.Session row = world.server().look().sessions().getFirst();
        assertThat(row.deviceId()).isEqualTo(known());
        deck.storage.end(9, 9);
        assertThat(sessions()).as("ended once").containsExactly("COMPLETED 3 2");
    }

    @Test
    void a_server_without_a_book_is_not_asked_for_one() throws Exception {
        at(Level.V4_8);
        sync(1, 0);
        assertThat(sessions()).isEmpty();
        assertThat(asked("/api/sync")).isZero();
    }

    private static Fault broken(String path) {
        return Fault.instead(Fault.on("POST", path), Answer.broken());
    }

    private long asked(String path) {
        return world.server().log().all().stream()
                .filter(one -> one.path().startsWith(path))
                .count();
    }

    @Test
    void only_the_games_that_matter_are_compared_where_that_can_be_said() throws Exception {
        at(Level.V5_3);
        SaveId other = SaveId.main("snes", "Zelda");
        Rows.Rom rom = world.game(other, "sfc");
        world.server().others(world.user()).upload(rom.id(), "autosave", "Z.srm", new byte[] {1});
        sync(1, 0);
        assertThat(world.server().look().sessions().getFirst().planned()).isZero();
    }

    @Test
    void a_build_without_a_number_is_known_by_the_routes_it_lists() throws Exception {
        at(Level.V5_2);
        world.server().version("development");
        sync(1, 0);
        assertThat(sessions()).containsExactly("COMPLETED 1 0");
        assertThat(asked("/openapi.json")).isEqualTo(1);
    }

    @Test
    void a_build_without_a_number_may_have_no_book() throws Exception {
        at(Level.V4_8);
        world.server().version("development");
        sync(1, 0);
        assertThat(asked("/api/sync")).isZero();
    }

    @Test
    void what_a_server_can_do_is_asked_once_a_day() throws Exception {
        at(Level.V5_2);
        long before = asked("/api/heartbeat");
        sync(1, 0);
        sync(2, 0);
        assertThat(asked("/api/heartbeat") - before).isEqualTo(1);
        world.server().advance(Duration.ofHours(25));
        sync(3, 0);
        assertThat(asked("/api/heartbeat") - before).isEqualTo(2);
    }

    @Test
    void a_device_that_is_switched_off_moves_nothing() throws Exception {
        at(Level.V5_2);
        world.server().people().letSync(known(), false);
        assertThatThrownBy(() -> deck.storage.begin(Set.of(EMERALD)))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("switched");
        assertThat(sessions()).isEmpty();
    }

    @Test
    void a_device_that_was_deleted_is_made_known_again() throws Exception {
        at(Level.V5_2);
        world.server().people().removeDevice(known());
        sync(1, 0);
        assertThat(sessions()).containsExactly("COMPLETED 1 0");
    }

    @Test
    void what_could_not_be_closed_is_closed_the_next_time() throws Exception {
        at(Level.V5_2);
        world.server().add(broken("/api/sync/sessions/\\d+/complete"));
        sync(4, 1);
        assertThat(sessions()).containsExactly("IN_PROGRESS 1 0");
        world.server().clearFaults();
        sync(1, 0);
        assertThat(sessions()).containsExactly("COMPLETED 4 1", "COMPLETED 1 0");
    }

    @Test
    void a_book_that_can_not_be_written_keeps_nothing_from_moving() throws Exception {
        at(Level.V5_2);
        world.server().add(broken("/api/sync/negotiate"));
        sync(1, 0);
        assertThat(world.server().look().saves()).hasSize(1);
        assertThat(sessions()).isEmpty();
    }
}
