package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Requests;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a slot held earlier, also before this device came.
class RommHistoryTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");

    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private Seat desktop;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        rom = world.game(EMERALD, "gba");
        for (int version = 1; version <= 4; version++) {
            world.server().advance(Duration.ofMinutes(1));
            world.server()
                    .others(world.user())
                    .upload(rom.id(), "autosave", "E.srm", bytes(version));
        }
        desktop =
                world.seat(
                        new Device(
                                new DeviceId(new UUID(0x4000, 0x8000000000000001L)),
                                "Desktop",
                                DeviceType.LINUX));
        desktop.player.look();
    }

    @AfterEach
    void stop() {
        desktop.storage.close();
        world.close();
    }

    private static byte[] bytes(int version) {
        return new byte[] {1, 2, 3, (byte) version};
    }

    private List<Revision> history() {
        return desktop.storage.history(EMERALD);
    }

    @Test
    void what_was_there_before_this_device_came_is_read_when_someone_wants_to_know()
            throws Exception {
        assertThat(history()).as("to know the head is enough for a sync").hasSize(1);
        Requests before = desktop.storage.requests();
        desktop.storage.learn(List.of(EMERALD));
        assertThat(history()).hasSize(4);
        assertThat(desktop.storage.requests().since(before).total()).isEqualTo(3);

        before = desktop.storage.requests();
        desktop.storage.learn(List.of(EMERALD));
        assertThat(desktop.storage.requests().since(before).total()).as("once").isZero();
        Revision oldest = history().getLast();
        assertThat(desktop.player.fetch(oldest).get(Role.MAIN)).isEqualTo(bytes(1));
        assertThat(desktop.player.content(EMERALD)).as("the head stays").isEqualTo(bytes(4));
    }

    @Test
    void the_others_are_shown_where_the_server_has_lost_the_file_of_one() throws Exception {
        Rows.Save oldest = world.server().look().slot(rom.id(), "autosave").getLast();
        world.server().others(world.user()).loseFile(oldest.id());
        desktop.storage.learn(List.of(EMERALD));
        assertThat(history()).hasSize(3);
    }

    @Test
    void what_is_replaced_while_it_is_read_is_no_head_again() throws Exception {
        Rows.Save older = world.server().look().slot(rom.id(), "autosave").get(1);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch replaced = new CountDownLatch(1);
        // What it held is on its way, and comes late
        world.server()
                .add(
                        Fault.changed(
                                        Fault.on("GET", "/api/saves/" + older.id() + "/content"),
                                        bytes -> {
                                            read.countDown();
                                            await(replaced);
                                            return bytes;
                                        })
                                .times(1));
        var reading =
                CompletableFuture.runAsync(() -> {
                    try {
                        desktop.storage.learn(List.of(EMERALD));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        await(read);
        world.server().advance(Duration.ofMinutes(16));
        world.server().others(world.user()).putInPlace(older.id(), bytes(9));
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(9));
        replaced.countDown();
        reading.get();
        assertThat(history()).as("it was read all the same").hasSize(5);
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(9));
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(9));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
