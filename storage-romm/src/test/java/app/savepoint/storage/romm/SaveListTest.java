package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library so large that the list of all its saves takes longer than the server has.
class SaveListTest {
    private static final int GAMES = 520;
    private static final Predicate<Request> LIST = Fault.on("GET", "/api/saves/?");
    private static final Predicate<Request> WHOLE_LIST =
            LIST.and(request ->
                    request.parameters().stream().noneMatch(one -> one.name().equals("rom_ids")));
    private static final Answer TOO_SLOW = Answer.text(504, "Gateway Time-out");

    @TempDir Path dir;

    private RommWorld world;
    private Seat deck;
    private Seat desktop;
    private final List<SaveId> saves = new ArrayList<>();
    private final Map<Integer, SaveId> roms = new HashMap<>();

    private void start(Level level) throws Exception {
        world = new RommWorld(dir, level);
        for (int i = 0; i < GAMES; i++) {
            SaveId save = SaveId.main("gba", "Game " + i);
            roms.put(world.game(save, "rom").id(), save);
            saves.add(save);
        }
        deck = world.seat(device(1, "Deck"));
        desktop = world.seat(device(2, "Desktop"));
        deck.player.look();
        desktop.player.look();
        List<Draft> drafts = new ArrayList<>();
        for (SaveId save : saves) drafts.add(deck.player.draft(save, save.game().getBytes(UTF_8)));
        assertThat(deck.storage.publish(drafts)).allMatch(Published.Accepted.class::isInstance);
        world.server().advance(Duration.ofMinutes(16));
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        desktop.storage.close();
        world.close();
    }

    private static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    @Test
    void is_had_in_parts() throws Exception {
        start(Level.V5_3);
        Fault whole = world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        desktop.player.look();
        assertThat(whole.hits()).isPositive();
        assertThat(saves).allMatch(save -> desktop.player.heads(save).size() == 1);

        int tried = whole.hits();
        world.server().advance(Duration.ofMinutes(16));
        desktop.player.look();
        assertThat(whole.hits()).as("not tried in vain again").isEqualTo(tried);
        world.server().advance(Duration.ofHours(25));
        desktop.player.look();
        assertThat(whole.hits()).as("but the next day").isGreaterThan(tried);
    }

    /// A build from the sources says no number, so what it can do is read off its routes.
    @Test
    void of_a_build_without_a_number_is_had_in_parts_too() throws Exception {
        start(Level.V5_3);
        world.server().version("development");
        world.server().advance(Duration.ofHours(25));
        Fault whole = world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        desktop.player.look();
        assertThat(whole.hits()).isPositive();
        assertThat(saves).allMatch(save -> desktop.player.heads(save).size() == 1);
        assertThat(world.server().log().of("GET", "/openapi.json")).isNotEmpty();
    }

    @Test
    void of_a_build_without_a_number_that_does_not_list_the_word_is_out_of_reach()
            throws Exception {
        start(Level.V5_2);
        world.server().version("development");
        world.server().advance(Duration.ofHours(25));
        world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        assertThatThrownBy(() -> desktop.player.look()).isInstanceOf(Unavailable.class);
        assertThat(world.server().log().of("GET", "/openapi.json")).isNotEmpty();
        assertThat(desktop.player.heads(saves.getFirst())).as("nothing is taken for all").isEmpty();
    }

    /// The answer about some games is then one about all, which is not to be had: parts that hold
    /// what was not asked for are not put together.
    @Test
    void of_a_build_that_lists_the_word_and_does_not_heed_it_is_out_of_reach() throws Exception {
        start(Level.V5_3);
        world.server().version("development");
        world.server().doNotHeed("rom_ids");
        world.server().advance(Duration.ofHours(25));
        world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        assertThatThrownBy(() -> desktop.player.look()).isInstanceOf(Unavailable.class);
        assertThat(world.server().log().of("GET", "/openapi.json")).isNotEmpty();
        assertThat(world.server().log().of("GET", "/api/saves/?"))
                .anyMatch(one -> String.valueOf(one.query()).contains("rom_ids="));
        assertThat(saves)
                .as("nothing is taken for all")
                .allMatch(save -> desktop.player.heads(save).isEmpty());

        world.server().clearFaults();
        desktop.player.look();
        assertThat(saves).allMatch(save -> desktop.player.heads(save).size() == 1);
    }

    @Test
    void one_who_joins_asks_for_the_games_first() throws Exception {
        start(Level.V5_3);
        world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        Seat tablet = world.seat(device(3, "Tablet"));
        tablet.player.look();
        assertThat(saves).allMatch(save -> tablet.player.heads(save).size() == 1);
        assertThat(tablet.storage.requests().total())
                .as("each content once, and few besides")
                .isLessThan(GAMES + 30L);
        tablet.storage.close();
    }

    @Test
    void what_is_gone_is_gone_and_what_is_of_a_new_game_is_there() throws Exception {
        start(Level.V5_3);
        desktop.player.look();
        world.server().advance(Duration.ofMinutes(16));
        SaveId fresh = SaveId.main("gba", "Fresh");
        int rom = world.game(fresh, "rom").id();
        world.server()
                .others(world.user())
                .upload(rom, "autosave", "Fresh.srm", "fresh".getBytes(UTF_8));
        Rows.Save first = world.server().look().saves().getFirst();
        SaveId gone = roms.get(first.romId());
        world.server().others(world.user()).delete(first.id());

        world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        desktop.player.look();
        assertThat(saves)
                .allMatch(save -> desktop.player.heads(save).isEmpty() == save.equals(gone));
        assertThat(desktop.player.heads(fresh)).hasSize(1);
    }

    /// Else it would ask for the same whole list again and again, and could not say so.
    @Test
    void a_server_that_does_not_tell_games_apart_is_out_of_reach() throws Exception {
        start(Level.V5_2);
        world.server().add(Fault.instead(WHOLE_LIST, TOO_SLOW));
        assertThatThrownBy(() -> desktop.player.look()).isInstanceOf(Unavailable.class);
    }
}
