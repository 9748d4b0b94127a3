package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers from which a state could not be fetched again.
class RommStatesOfOldTest {
    private static final SaveId STATE = SaveId.parse("gba/Pokemon Emerald/state/mGBA.1");

    @TempDir Path dir;

    @Test
    void one_before_5_0_takes_no_states_until_it_is_newer() throws Exception {
        try (RommWorld world = new RommWorld(dir, Level.V4_9)) {
            world.game(STATE, "gba");
            Seat deck =
                    world.seat(
                            new Device(
                                    new DeviceId(new UUID(0x4000, 0x8000000000000001L)),
                                    "Deck",
                                    DeviceType.LINUX));
            deck.states = WantingStates.ALL;
            deck.player.look();
            assertThat(deck.storage.refuses(STATE)).contains(Refusal.TOO_OLD);
            assertThat(
                            deck.storage
                                    .publish(List.of(deck.player.draft(STATE, new byte[] {1})))
                                    .getFirst())
                    .isInstanceOfSatisfying(
                            Published.Failed.class,
                            failed -> assertThat(failed.cause()).hasMessageContaining("5.0"));
            assertThat(world.server().log().of("GET", "/api/states.*")).isEmpty();

            world.server().upgrade(Level.V5_0);
            world.server().advance(Duration.ofMinutes(16));
            deck.player.look();
            assertThat(deck.storage.refuses(STATE)).isEmpty();
            deck.player.publish(STATE, new byte[] {1});
            assertThat(world.server().look().states()).hasSize(1);
            deck.storage.close();
        }
    }
}
