package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.Matching;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerSlot;
import app.savepoint.core.storage.server.SlotAnswer;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A game of which the server has saves in several slots.
class RommSlotsTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final GameKey KEY = GameKey.of(EMERALD);

    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private Seat deck;

    private void start(Level level) throws Exception {
        world = new RommWorld(dir, level);
        rom = world.game(EMERALD, "gba");
        deck = world.seat(device(1, "Deck"));
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

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[8192];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Rows.Save upload(String slot, long seed) {
        world.server().advance(Duration.ofMinutes(1));
        return world.server()
                .others(world.user())
                .upload(rom.id(), slot, slot + "-" + seed + ".srm", bytes(seed));
    }

    private List<Rows.Save> slot(String name) {
        return world.server().look().saves().stream()
                .filter(row -> name.equals(row.slot()))
                .toList();
    }

    private Matching matching() {
        return deck.storage.matching().orElseThrow();
    }

    private GameSlots slots() {
        return matching().all().getFirst().slots();
    }

    /// As after a sync that had nothing to ask.
    private RevisionId agree() {
        Head head = deck.player.heads(EMERALD).getFirst();
        deck.journal
                .bases()
                .record(
                        List.of(
                                new Agreement(
                                        deck.known.id(),
                                        EMERALD,
                                        null,
                                        Base.agreed(head.id(), head.content(), false, null))),
                        List.of(),
                        List.of());
        return head.id();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_goes_into_any_of_them_before_a_person_says_which(Level level) throws Exception {
        start(level);
        upload("Default", 1);
        upload("Speedrun", 2);
        var tree = deck.player.look();
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
        assertThat(tree.saves()).as("each under its own name").containsKeys(EMERALD);
        assertThat(tree.saves())
                .containsKeys(EMERALD.inSlot("Default"), EMERALD.inSlot("Speedrun"));
        Published tried =
                deck.storage.publish(List.of(deck.player.draft(EMERALD, bytes(3)))).getFirst();
        assertThat(tried).isInstanceOf(Published.Failed.class);
        assertThat(world.server().look().saves()).hasSize(2);
        assertThat(slots().isOpen()).isTrue();
        assertThat(slots().all())
                .extracting(ServerSlot::name)
                .as("latest first")
                .containsExactly("Speedrun", "Default");

        matching().saySlot(KEY, "Default");
        world.server().advance(Duration.ofMinutes(1));
        deck.player.look();
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(1));
        deck.player.publish(EMERALD, bytes(3));
        assertThat(slot("Default")).hasSize(2);
        assertThat(slot("Speedrun")).as("another playthrough").hasSize(1);
        assertThat(slots().played()).isEqualTo("Default");
        assertThat(slots().said()).isTrue();

        assertThat(new Shelf(deck.memory(), () -> deck.here).naming().slots().decided(rom.id()))
                .as("also after a start")
                .contains("Default");
        matching().takeBack(KEY);
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_adopted_stays_adopted_when_the_usual_one_comes(Level level) throws Exception {
        start(level);
        upload("Default", 1);
        deck.player.look();
        agree();
        upload("autosave", 2);
        upload("Third", 3);
        deck.player.look();
        assertThat(deck.storage.refuses(EMERALD)).isEmpty();
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(1));
        world.server().advance(Duration.ofMinutes(1));
        deck.player.publish(EMERALD, bytes(4));
        assertThat(slot("Default")).hasSize(2);
        assertThat(slot("autosave")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void another_slot_never_continues_the_one_that_was_agreed_on(Level level) throws Exception {
        start(level);
        Rows.Save first = upload("Default", 1);
        deck.player.look();
        RevisionId agreed = agree();
        upload("autosave", 2);
        world.server().others(world.user()).delete(first.id());
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
        Revision perhaps =
                deck.storage.revision(deck.player.heads(EMERALD).getFirst().id()).orElseThrow();
        assertThat(deck.storage.lineage(perhaps.id(), agreed)).isEqualTo(Lineage.UNRELATED);

        matching().saySlot(KEY, "Default");
        deck.player.look();
        assertThat(deck.player.heads(EMERALD)).isEmpty();
        deck.player.publish(EMERALD, bytes(5));
        assertThat(slot("Default")).as("begun again").hasSize(1);
        assertThat(slot("autosave")).hasSize(1);
    }

    /// MariaDB takes both spellings for one slot when it looks whether an upload may be taken.
    @ParameterizedTest
    @EnumSource
    void of_two_spellings_the_one_that_was_said_is_played_and_the_other_left_alone(Store store)
            throws Exception {
        start(Level.V5_2);
        world.server().store(store);
        upload("autosave", 1);
        upload("Autosave", 2);
        deck.player.look();
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
        matching().saySlot(KEY, "autosave");
        world.server().advance(Duration.ofMinutes(1));
        deck.player.look();
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(1));
        deck.player.publish(EMERALD, bytes(3));
        deck.player.look();
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(3));
        world.server().advance(Duration.ofMinutes(1));
        deck.player.publish(EMERALD, bytes(2));
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(2));
        assertThat(slot("autosave")).hasSize(3);
        assertThat(slot("Autosave")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"V4_7", "V5_2"})
    void what_a_slot_held_earlier_is_not_removed_while_nobody_said_that_it_is_it(Level level)
            throws Exception {
        start(level);
        upload("Default", 1);
        upload("Speedrun", 2);
        upload("Speedrun", 3);
        deck.player.look();
        deck.storage.prune(EMERALD, new app.savepoint.core.save.Hlc(0, 0));
        assertThat(world.server().look().saves()).hasSize(3);
    }

    /// Nothing is known of the slot that is played then, so any old save would count as news.
    @ParameterizedTest
    @EnumSource(names = {"V4_7", "V5_2"})
    void what_the_web_player_wrote_is_not_offered_before_a_person_says_which(Level level)
            throws Exception {
        start(level);
        world.server().others(world.user()).webSave(rom.id(), bytes(9));
        upload("Default", 1);
        upload("Speedrun", 2);
        deck.player.look();
        assertThat(deck.player.look().notices()).isEmpty();
        matching().saySlot(KEY, "Default");
        world.server().advance(Duration.ofMinutes(1));
        world.server().others(world.user()).webSave(rom.id(), bytes(8));
        deck.player.look();
        assertThat(deck.player.look().notices()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = "V5_2")
    void what_was_said_is_not_said_of_another_game_with_that_number(Level level) throws Exception {
        start(level);
        upload("Default", 1);
        upload("Speedrun", 2);
        deck.player.look();
        matching().saySlot(KEY, "Default");
        assertThat(deck.memory().slotAnswers())
                .containsExactly(
                        new SlotAnswer(rom.id(), "Pokemon Emerald.gba", "Default", false, true));
        deck.memory()
                .replaceGames(
                        List.of(new ServerGame(rom.id(), "gba", "Golden Sun", "Golden Sun.gba")));
        Naming anew = new Shelf(deck.memory(), () -> deck.here).naming();
        assertThat(anew.slots().isOpen(rom.id())).isTrue();
        assertThat(anew.slots().said()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "V5_2")
    void a_slot_that_went_after_it_was_said_is_not_begun_again_unasked(Level level)
            throws Exception {
        start(level);
        Rows.Save first = upload("Default", 1);
        upload("Speedrun", 2);
        deck.player.look();
        matching().saySlot(KEY, "Default");
        world.server().others(world.user()).delete(first.id());
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
        assertThat(slots().isOpen()).isTrue();
        assertThat(slots().said()).isFalse();
        assertThat(slots().has("Default")).isTrue();

        matching().saySlot(KEY, "Default");
        assertThat(deck.storage.refuses(EMERALD)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "V5_2")
    void nor_is_one_that_was_said_while_it_was_empty_and_filled_since(Level level)
            throws Exception {
        start(level);
        Rows.Save first = upload("Default", 1);
        upload("Speedrun", 2);
        deck.player.look();
        matching().saySlot(KEY, "Default");
        world.server().others(world.user()).delete(first.id());
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        matching().saySlot(KEY, "Default");
        assertThat(deck.storage.refuses(EMERALD)).as("it is to be begun").isEmpty();

        deck.player.accepted(deck.player.draft(EMERALD, bytes(3)));
        for (Rows.Save row : slot("Default")) world.server().others(world.user()).delete(row.id());
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        assertThat(slot("Default")).isEmpty();
        assertThat(deck.storage.refuses(EMERALD)).contains(Refusal.SLOT_UNCLEAR);
    }

    /// It is asked after every sync, and only games of which nothing else says what they are have
    /// to be read.
    @ParameterizedTest
    @EnumSource(names = "V5_2")
    void a_game_that_waits_for_a_word_on_its_slots_is_known_all_the_same(Level level)
            throws Exception {
        start(level);
        upload("Default", 1);
        upload("Speedrun", 2);
        GameKey other = new GameKey("gba", "Nobody Knows");
        deck.here.add(KEY);
        deck.here.add(other);
        deck.player.look();
        assertThat(matching().unsure()).containsExactly(other);
        matching().none(other);
        assertThat(matching().unsure()).isEmpty();
        matching().takeBack(other);
        assertThat(matching().all())
                .filteredOn(game -> game.key().equals(KEY))
                .first()
                .extracting(game -> game.slots().all().size())
                .isEqualTo(2);
    }
}
