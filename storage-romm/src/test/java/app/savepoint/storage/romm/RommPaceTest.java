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
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How fast contents are sent: games side by side, what belongs to one game with time in between.
class RommPaceTest {
    private static final String UPLOADS = "/api/saves/?";
    private static final int GAMES = 12;
    private static final int AT_ONCE = 8;
    private static final Duration APART = Duration.ofMillis(1100);

    @TempDir Path dir;

    private final List<Integer> games = new ArrayList<>();
    private final List<SaveId> saves = new ArrayList<>();
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(AT_ONCE);
    private RommWorld world;
    private Seat deck;

    /// An upload when it came.
    ///
    /// @param game the server's number
    /// @param atOnce how many were not answered then, with this one
    private record Arrived(String game, Instant at, int atOnce) {}

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        for (int i = 0; i < GAMES; i++) {
            SaveId save = SaveId.main("gba", "Game " + i);
            games.add(world.game(save, "gba").id());
            saves.add(save);
            saves.add(SaveId.parse("gba/Game " + i + "/save/second"));
        }
        deck =
                world.seat(
                        new Device(
                                new DeviceId(new UUID(0x4000, 0x8000000000000001L)),
                                "Deck",
                                DeviceType.LINUX));
        deck.player.look();
        world.server().add(Fault.droppedBefore(this::held));
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        world.close();
    }

    /// Holds the first uploads until as many are there as may be, and each for long enough that one
    /// more would come; nothing goes wrong.
    private boolean held(Request request) {
        if (!Fault.on("POST", UPLOADS).test(request)) return false;
        int atOnce = begun.incrementAndGet() - world.server().log().of("POST", UPLOADS).size();
        String game =
                request.parameters().stream()
                        .filter(one -> one.name().equals("rom_id"))
                        .findFirst()
                        .orElseThrow()
                        .value();
        arrived.add(new Arrived(game, world.server().clock().instant(), atOnce));
        first.countDown();
        try {
            if (first.await(30, TimeUnit.SECONDS)) Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void publish(String content) throws Exception {
        List<Draft> drafts = new ArrayList<>();
        for (SaveId save : saves)
            drafts.add(deck.player.draft(save, (save + content).getBytes(UTF_8)));
        assertThat(deck.storage.publish(drafts)).allMatch(Published.Accepted.class::isInstance);
    }

    @Test
    void eight_games_are_sent_at_once_and_no_more() throws Exception {
        publish("1");
        assertThat(arrived).hasSize(2 * GAMES);
        assertThat(arrived)
                .extracting(Arrived::atOnce)
                .contains(AT_ONCE)
                .allMatch(atOnce -> atOnce <= AT_ONCE);
        assertThat(arrived.subList(0, AT_ONCE))
                .as("one of a game at a time")
                .extracting(Arrived::game)
                .doesNotHaveDuplicates();
    }

    @Test
    void uploads_for_one_game_are_more_than_a_second_apart() throws Exception {
        publish("1");
        publish("2");
        for (int game : games) {
            List<Instant> times =
                    arrived.stream()
                            .filter(one -> one.game().equals(String.valueOf(game)))
                            .map(Arrived::at)
                            .toList();
            assertThat(times).hasSize(4);
            for (int at = 1; at < times.size(); at++)
                assertThat(Duration.between(times.get(at - 1), times.get(at)))
                        .isGreaterThanOrEqualTo(APART);
            assertThat(world.server().look().saves())
                    .filteredOn(row -> row.romId() == game)
                    .extracting(Rows.Save::createdAt)
                    .extracting(Instant::getEpochSecond)
                    .hasSize(4)
                    .doesNotHaveDuplicates();
        }
    }
}
