package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Requests;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a library of a thousand games costs, in questions to the server.
class RommCostTest {
    private static final int GAMES = 1_000;

    @TempDir Path dir;

    private RommWorld world;
    private final List<SaveId> saves = new ArrayList<>();

    @BeforeEach
    void start() {
        world = new RommWorld(dir, Level.V5_2);
        for (int i = 0; i < GAMES; i++) {
            SaveId save = SaveId.main(i % 2 == 0 ? "gba" : "snes", "Game " + i);
            world.game(save, "rom");
            saves.add(save);
        }
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    private static long asked(Seat seat, Requests before) {
        return seat.storage.requests().since(before).total();
    }

    @Test
    void a_thousand_games_are_met_and_kept_in_step_with_few_questions() throws Exception {
        Seat deck = world.seat(device(1, "Deck"));
        Requests nothing = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, nothing)).as("to match them").isLessThanOrEqualTo(30);
        assertThat(saves).allMatch(save -> deck.storage.refuses(save).isEmpty());

        List<Draft> drafts = new ArrayList<>();
        for (SaveId save : saves) drafts.add(deck.player.draft(save, save.game().getBytes(UTF_8)));
        Requests before = deck.storage.requests();
        assertThat(deck.storage.publish(drafts)).allMatch(Published.Accepted.class::isInstance);
        assertThat(asked(deck, before)).as("one for each first upload").isEqualTo(GAMES);

        before = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, before)).as("nothing new").isEqualTo(1);
        world.server().advance(Duration.ofMinutes(16));
        before = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, before)).as("a look at everything").isLessThanOrEqualTo(2);

        Seat desktop = world.seat(device(2, "Desktop"));
        desktop.player.look();
        assertThat(asked(desktop, Requests.NONE))
                .as("each content once, and few besides")
                .isLessThanOrEqualTo(GAMES + 30);
        deck.storage.close();
        desktop.storage.close();
    }

    @Test
    void states_cost_one_question_more_and_nothing_where_they_are_off() throws Exception {
        Seat deck = world.seat(device(1, "Deck"));
        deck.player.look();
        Requests before = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, before)).as("off").isEqualTo(1);

        deck.states = WantingStates.ALL;
        deck.player.look();
        List<Draft> drafts = new ArrayList<>();
        for (SaveId save : saves.subList(0, 40)) {
            SaveId state = SaveId.parse(save.system() + "/" + save.game() + "/state/unknown.1");
            byte[] bytes = save.game().getBytes(UTF_8);
            drafts.add(
                    deck.player.draft(
                            state,
                            Player.manifest(save.game() + ".state1", bytes),
                            Map.of(Role.MAIN, bytes)));
        }
        before = deck.storage.requests();
        assertThat(deck.storage.publish(drafts)).allMatch(Published.Accepted.class::isInstance);
        assertThat(asked(deck, before)).as("a look before and after each").isEqualTo(120);
        before = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, before)).as("nothing new").isEqualTo(2);
        world.server().advance(Duration.ofMinutes(16));
        before = deck.storage.requests();
        deck.player.look();
        assertThat(asked(deck, before)).as("a look at everything").isLessThanOrEqualTo(3);
        deck.storage.close();
    }
}
