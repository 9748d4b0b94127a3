package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Answer;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.Troubles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What stands between Savepoint and a RomM server, and answers in its place: each is named by a
/// sentence of its own, nothing is taken for gone, and all goes on once it is over.
class RommFaultsTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final Predicate<Request> UPLOAD = Fault.on("POST", "/api/saves/?");

    @TempDir Path dir;

    private RommWorld world;
    private Seat deck;

    enum Trouble {
        TOO_MANY("romm.busy"),
        BAD_GATEWAY("romm.down"),
        GATEWAY_TIMEOUT("romm.down"),
        BROKEN("romm.broken"),
        REDIRECT("romm.redirect"),
        PORTAL("romm.not-romm"),
        PROXY_LIMIT("romm.too-large"),
        OWN_LIMIT("romm.too-large");

        private final String named;

        Trouble(String named) {
            this.named = named;
        }

        private Answer answer() {
            return switch (this) {
                case TOO_MANY -> Troubles.tooMany(Duration.ofSeconds(1));
                case BAD_GATEWAY -> Troubles.badGateway();
                case GATEWAY_TIMEOUT -> Troubles.gatewayTimeout();
                case BROKEN -> Troubles.broken();
                case REDIRECT -> Troubles.redirectToLogin();
                case PORTAL -> Troubles.portal();
                case PROXY_LIMIT -> Troubles.proxyTooLarge();
                case OWN_LIMIT -> Troubles.tooLarge(4096);
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        world.game(EMERALD, "gba");
        deck = world.seat(device(1, "Deck"));
        deck.player.look();
        deck.player.accepted(deck.player.draft(EMERALD, new byte[] {1, 2, 3}));
        world.server().advance(Duration.ofMinutes(16));
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        world.close();
    }

    private static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    private static String named(StorageException trouble) {
        return trouble.saying().key();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"PROXY_LIMIT", "OWN_LIMIT"})
    void at_a_look_nothing_is_taken_for_gone(Trouble trouble) throws Exception {
        Map<SaveId, RemoteSave> before = deck.storage.remembered().saves();
        world.server().add(Fault.instead(_ -> true, trouble.answer()));
        StorageException said =
                catchThrowableOfType(StorageException.class, () -> deck.storage.observe());
        assertThat(named(said)).isEqualTo(trouble.named);
        assertThat(deck.storage.remembered().saves()).isEqualTo(before);

        world.server().clearFaults();
        world.server().advance(Duration.ofMinutes(16));
        assertThat(deck.player.content(EMERALD)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void at_an_upload_what_is_there_stays_and_the_next_one_goes(Trouble trouble) throws Exception {
        Draft more = deck.player.draft(EMERALD, new byte[] {4, 5, 6});
        world.server().add(Fault.instead(UPLOAD, trouble.answer()));
        assertThat(named(refused(more))).isEqualTo(trouble.named);
        assertThat(world.server().look().saves()).hasSize(1);

        world.server().clearFaults();
        world.server().advance(Duration.ofMinutes(1));
        assertThat(deck.storage.publish(List.of(more)).getFirst())
                .isInstanceOf(Published.Accepted.class);
        assertThat(world.server().look().saves()).hasSize(2);
    }

    private StorageException refused(Draft draft) {
        try {
            Published outcome = deck.storage.publish(List.of(draft)).getFirst();
            return (StorageException) ((Published.Failed) outcome).cause();
        } catch (StorageException e) {
            return e;
        }
    }

    /// One that fails at every save is not asked to take them all.
    @Test
    void a_server_that_takes_no_save_at_all_is_in_trouble() throws Exception {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            SaveId save = SaveId.main("gb", "Game " + i);
            world.game(save, "gb");
            deck.here.add(GameKey.of(save));
            drafts.add(deck.player.draft(save, new byte[] {1, 2, 3}));
        }
        deck.player.look();
        world.server().add(Fault.instead(UPLOAD, Troubles.broken()));
        world.server().log().clear();
        assertThatThrownBy(() -> deck.storage.publish(drafts)).isInstanceOf(Unavailable.class);
        assertThat(world.server().log().of("POST", "/api/saves/?")).hasSizeLessThan(40);
    }

    // A server that takes what it is asked, and says nothing any more.

    private Seat impatient() throws Exception {
        world.waitNoLongerThan(Duration.ofMillis(500));
        Seat desk = world.seat(device(2, "Desk"));
        desk.player.look();
        return desk;
    }

    @Test
    void an_upload_that_was_taken_and_never_answered_is_found_and_not_made_twice()
            throws Exception {
        Seat desk = impatient();
        Fault silent = world.server().add(Fault.heldAfter(UPLOAD).times(1));
        Draft more = desk.player.draft(EMERALD, new byte[] {4, 5, 6});

        assertThat(desk.storage.publish(List.of(more)).getFirst())
                .isInstanceOf(Published.Accepted.class);

        assertThat(silent.hits()).isEqualTo(1);
        assertThat(world.server().look().saves()).as("one upload").hasSize(2);
        desk.player.look();
        assertThat(desk.player.heads(EMERALD).getFirst().id()).isEqualTo(more.revision().id());
        desk.storage.close();
    }

    @Test
    void an_upload_that_was_neither_taken_nor_answered_is_made_once_more() throws Exception {
        Seat desk = impatient();
        Fault silent = world.server().add(Fault.heldBefore(UPLOAD).times(1));
        Draft more = desk.player.draft(EMERALD, new byte[] {4, 5, 6});

        assertThat(desk.storage.publish(List.of(more)).getFirst())
                .isInstanceOf(Published.Accepted.class);

        assertThat(silent.hits()).isEqualTo(1);
        assertThat(world.server().look().saves()).hasSize(2);
        desk.storage.close();
    }

    @Test
    void a_server_that_never_answers_a_look_is_slow_and_nothing_is_taken_for_gone()
            throws Exception {
        Seat desk = impatient();
        Map<SaveId, RemoteSave> before = desk.storage.remembered().saves();
        world.server().add(Fault.heldBefore(Fault.on("GET", "/api/saves.*")));

        StorageException said =
                catchThrowableOfType(StorageException.class, () -> desk.storage.observe());

        assertThat(named(said)).isEqualTo("romm.slow");
        assertThat(desk.storage.remembered().saves()).isEqualTo(before);
        world.server().clearFaults();
        assertThat(desk.player.content(EMERALD)).containsExactly(1, 2, 3);
        desk.storage.close();
    }

    /// The server is told that a content is had; whether it heard decides nothing.
    @Test
    void a_word_that_a_content_is_had_may_go_unanswered() throws Exception {
        Seat desk = impatient();
        Fault silent =
                world.server()
                        .add(
                                Fault.heldAfter(Fault.on("POST", "/api/saves/\\d+/downloaded"))
                                        .times(4));
        Revision head =
                desk.storage.revision(desk.player.heads(EMERALD).getFirst().id()).orElseThrow();
        desk.storage.placed(List.of(head.id()));
        assertThat(silent.hits()).isEqualTo(4);

        Draft more = desk.player.draft(EMERALD, new byte[] {4, 5, 6});
        assertThat(desk.storage.publish(List.of(more)).getFirst())
                .isInstanceOf(Published.Accepted.class);
        desk.storage.close();
    }

    /// RomM answers 500 to a token of OAuth that it can not read any more.
    @Test
    void a_sign_in_that_went_bad_is_done_anew() throws Exception {
        Seat desk = password();
        Fault bad =
                world.server()
                        .add(
                                Fault.instead(Fault.on("GET", "/api/saves.*"), Troubles.broken())
                                        .times(1));
        desk.player.look();
        assertThat(bad.hits()).isEqualTo(1);
        assertThat(desk.player.heads(EMERALD)).hasSize(1);
        desk.storage.close();
    }

    /// A token is renewed before it is over, and no refresh token is used twice.
    @Test
    void a_sign_in_by_password_goes_on_for_days() throws Exception {
        Seat desk = password();
        for (int hours = 0; hours < 30; hours++) {
            world.server().advance(Duration.ofMinutes(25));
            desk.player.look();
        }
        assertThat(world.server().log().all())
                .as("none was over")
                .noneMatch(one -> one.status() == 401 || one.status() >= 500);
        assertThat(world.server().log().of("POST", "/api/token.*")).hasSizeBetween(20, 40);
        desk.storage.close();
    }

    private Seat password() throws Exception {
        return world
        .new Seat(device(2, "Desk"), new RommCredentials.Password("ann", "secret words"));
    }

    @Test
    void a_token_without_the_rights_is_told_from_one_that_is_dead() {
        world.server().add(Fault.instead(_ -> true, Answer.detail(403, "Forbidden")));
        assertThat(named(catchThrowableOfType(StorageException.class, deck.storage::observe)))
                .isEqualTo("romm.forbidden");
        world.server().clearFaults();
        world.server().add(Fault.instead(_ -> true, Answer.detail(401, "Not authenticated")));
        assertThat(named(catchThrowableOfType(StorageException.class, deck.storage::observe)))
                .isEqualTo("romm.signed-out");
    }
}
