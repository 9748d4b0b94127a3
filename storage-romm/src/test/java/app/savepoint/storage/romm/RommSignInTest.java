package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sign-in by password asks for, and when. The server lets it live for half an hour.
class RommSignInTest {
    private static final Duration FOUR_FIFTHS = Duration.ofMinutes(24);
    private static final int GAMES = 12;

    @TempDir Path dir;

    private final List<SaveId> saves = new ArrayList<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private RommWorld world;
    private Seat desk;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        for (int i = 0; i < GAMES; i++) {
            SaveId save = SaveId.main("gba", "Game " + i);
            world.game(save, "gba");
            saves.add(save);
        }
        desk =
                world
                .new Seat(
                        new Device(
                                new DeviceId(new UUID(0x4000, 0x8000000000000001L)),
                                "Desk",
                                DeviceType.LINUX),
                        new RommCredentials.Password("ann", "secret words"));
        desk.player.look();
        world.server().add(Fault.droppedBefore(this::overheard));
    }

    @AfterEach
    void stop() {
        desk.storage.close();
        world.close();
    }

    /// Notes the forms that ask for a token; nothing goes wrong.
    private boolean overheard(Request request) {
        if (!Fault.on("POST", "/api/token/?").test(request)) return false;
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(request.body(), UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts[1]);
        }
        asked.add(form);
        return false;
    }

    @Test
    void is_renewed_when_four_fifths_of_its_life_are_over_and_no_sooner() throws Exception {
        world.server().advance(FOUR_FIFTHS.minusSeconds(1));
        desk.player.look();
        assertThat(asked).isEmpty();
        world.server().advance(Duration.ofSeconds(1));
        desk.player.look();
        assertThat(asked)
                .extracting(form -> form.get("grant_type"))
                .containsExactly("refresh_token");

        world.server().advance(FOUR_FIFTHS.minusSeconds(1));
        desk.player.look();
        assertThat(asked).as("the new one has a life of its own").hasSize(1);
        world.server().advance(Duration.ofSeconds(1));
        desk.player.look();
        assertThat(asked).hasSize(2);
    }

    @Test
    void uses_what_renews_it_once_however_many_want_it_renewed() throws Exception {
        int rounds = 5;
        for (int round = 0; round < rounds; round++) {
            world.server().advance(Duration.ofMinutes(26));
            List<Draft> drafts = new ArrayList<>();
            for (SaveId save : saves)
                drafts.add(desk.player.draft(save, (save.game() + round).getBytes(UTF_8)));
            assertThat(desk.storage.publish(drafts)).allMatch(Published.Accepted.class::isInstance);
        }
        assertThat(asked).as("never by password again").hasSize(rounds);
        assertThat(asked)
                .extracting(form -> String.valueOf(form.get("refresh_token")))
                .doesNotContain("null")
                .doesNotHaveDuplicates();
        assertThat(world.server().log().all()).noneMatch(one -> one.status() == 401);
    }
}
