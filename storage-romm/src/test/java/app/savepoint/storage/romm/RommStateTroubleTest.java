package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.InDoubt;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trouble with states, and what it must not spoil.
class RommStateTroubleTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");

    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private Seat deck;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        rom = world.game(EMERALD, "gba");
        deck =
                world.seat(
                        new Device(
                                new DeviceId(new UUID(0x4000, 0x8000000000000001L)),
                                "Deck",
                                DeviceType.LINUX));
        deck.states = WantingStates.ALL;
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/states", "/api/states/\\d+/content"})
    void states_that_can_not_be_had_keep_no_save_from_coming(String broken) throws Exception {
        world.server()
                .othersStates(world.user())
                .upload(rom.id(), "Pokemon Emerald.state1", "mgba", new byte[] {1});
        world.server()
                .others(world.user())
                .upload(rom.id(), "autosave", "Pokemon Emerald.srm", new byte[] {1, 2, 3});
        world.server().add(Fault.instead(Fault.on("GET", broken), Answer.broken()));
        assertThat(deck.storage.look())
                .extracting(notice -> notice.code())
                .containsExactly("romm.states");
        assertThat(deck.player.content(EMERALD)).containsExactly(1, 2, 3);
        deck.player.publish(EMERALD, new byte[] {4, 5, 6});
        world.server().clearFaults();
        assertThat(deck.storage.look()).isEmpty();
    }

    private static final SaveId STATE = SaveId.parse("gba/Pokemon Emerald/state/mGBA.1");

    /// The line goes once it was taken.
    ///
    /// @param before happens right before
    private InDoubt taken(byte[] bytes, Runnable before) throws Exception {
        Manifest manifest = Player.manifest("Pokemon Emerald.state1", bytes);
        Draft draft = deck.player.draft(STATE, manifest, Map.of(Role.MAIN, bytes));
        Predicate<Request> upload =
                request -> {
                    boolean comes = request.method().equals("POST");
                    if (comes) before.run();
                    return comes;
                };
        Fault lost = Fault.droppedAfter(upload).times(1);
        world.server().add(Fault.instead(_ -> lost.hits() > 0, Answer.broken()));
        world.server().add(lost);
        assertThatThrownBy(() -> deck.storage.publish(List.of(draft)))
                .isInstanceOf(StorageException.class);
        world.server().clearFaults();
        world.server().advance(Duration.ofMinutes(1));
        return new InDoubt(
                STATE, draft.revision().id(), manifest.contentId(), draft.expectedHeads());
    }

    private void otherUploads(int one) {
        world.server()
                .othersStates(world.user())
                .upload(rom.id(), "Emerald " + one + ".state1", "mgba", new byte[] {(byte) one});
        world.server().advance(Duration.ofSeconds(2));
    }

    @Test
    void a_state_that_was_taken_unheard_is_known_again_by_its_name() throws Exception {
        otherUploads(7);
        deck.player.look();
        InDoubt sent = taken(new byte[] {1, 2, 3}, () -> {});
        otherUploads(9);
        deck.player.look();
        RevisionId came = deck.storage.cameOf(sent).orElseThrow();
        assertThat(deck.storage.revision(came).orElseThrow().contentId()).contains(sent.content());
        assertThat(deck.player.heads(STATE)).extracting(Head::id).doesNotContain(came);

        RevisionId other = new RevisionId(new UUID(7, 7));
        assertThat(
                        deck.storage.cameOf(
                                new InDoubt(STATE, other, sent.content(), sent.expectedHeads())))
                .as("the same bytes, sent by someone else")
                .isEmpty();
    }

    /// Whoever plays on then is asked, as the second look would have done.
    @Test
    void but_not_where_someone_came_before_it() throws Exception {
        otherUploads(7);
        deck.player.look();
        InDoubt sent = taken(new byte[] {1, 2, 3}, () -> otherUploads(9));
        deck.player.look();
        assertThat(deck.player.content(STATE)).containsExactly(1, 2, 3);
        assertThat(deck.storage.cameOf(sent)).isEmpty();
    }

    private static ServerVersion version(long row, int id) {
        return new ServerVersion(
                new RevisionId(new UUID(1, id)),
                row,
                1,
                "autosave",
                "Pokemon Emerald.srm",
                3,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                false,
                true);
    }

    /// Also where it was seen from outside before this device remembered what it had stored there.
    @Test
    void a_row_holds_one_thing_at_a_time() {
        Shelf shelf = new Shelf(deck.memory(), java.util.Set::of);
        shelf.remember(List.of(version(20, 1)));
        shelf.remember(List.of(version(20, 2)));
        assertThat(deck.memory().versions())
                .filteredOn(ServerVersion::there)
                .extracting(ServerVersion::id)
                .containsExactly(new RevisionId(new UUID(1, 2)));
        assertThat(shelf.current()).hasSize(1);
        assertThat(shelf.gone()).containsExactly(new RevisionId(new UUID(1, 1)));
    }

    /// A history may be read while a sync sees that a row was replaced.
    @Test
    void what_is_read_late_does_not_come_back() {
        Shelf shelf = new Shelf(deck.memory(), java.util.Set::of);
        ServerVersion old = version(20, 1);
        shelf.remember(List.of(old));
        shelf.remember(List.of(old.there(false), version(20, 2)));
        SaveFile file =
                new SaveFile(
                        Role.MAIN,
                        "Pokemon Emerald.srm",
                        3,
                        ContentHash.finish(ContentHash.start().digest()),
                        Instant.EPOCH);
        shelf.learn(List.of(old.read(Manifest.ofFiles(file), false)));
        assertThat(shelf.current().get(20L).id()).isEqualTo(new RevisionId(new UUID(1, 2)));
        assertThat(shelf.version(old.id()).orElseThrow().there()).isFalse();
        assertThat(shelf.version(old.id()).orElseThrow().manifest()).isNotNull();
    }
}
