package app.savepoint.testkit.lives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.journal.MemoryJournals;
import app.savepoint.core.save.ContentId;
import app.savepoint.testkit.lives.Witness.Breach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the [Witness] holds to be owed where a rule drops contents: it may neither cry at what the
/// rule may do, nor be blind to what it may not.
class WitnessTest {
    private final MemoryJournals journals = new MemoryJournals();
    private World world;
    private LifeDevice desktop;
    private LifeDevice deck;
    private ContentId first;

    @BeforeEach
    void two_devices_agree_and_one_keeps_only_the_newest_content() throws IOException {
        world = World.plain(World.Machines.inMemory(journals));
        desktop = world.join("desktop");
        deck = world.join("deck");
        desktop.setPolicy("retention.saves.count", "1");
        desktop.setPolicy("retention.saves.days", "0");
        first = play(desktop, Game.EMERALD, "first");
        sync(desktop);
        sync(deck);
    }

    @AfterEach
    void close() throws IOException {
        world.close();
        journals.close();
    }

    private ContentId play(LifeDevice device, Game game, String text) throws IOException {
        Game.State state = game.state(List.of(text.getBytes(UTF_8)), false);
        world.later(Duration.ofHours(1));
        world.write(device, game, state, "plays", device.now());
        return state.id();
    }

    private void sync(LifeDevice device) throws IOException {
        world.later(World.HOUSEWORK.stay());
        world.sync(device, "syncs");
    }

    private void theDesktopPlaysOnAndDropsTheFirst() throws IOException {
        play(desktop, Game.EMERALD, "second");
        sync(desktop);
        assertThat(desktop.dropped()).anyMatch(one -> one.contentId().orElseThrow().equals(first));
    }

    private boolean liesInTheStorage(ContentId content) throws IOException {
        return new Storehouse(world.store())
                .hashes()
                .containsAll(world.past().state(content).hashes());
    }

    private void theDeckLosesItsBackups() throws IOException {
        for (Path file : Game.filesBelow(deck.home().backups())) Files.delete(file);
        world.witness().changed(deck);
    }

    /// Found by lives 1538 and 2720.
    @Test
    void what_a_rule_drops_after_a_device_looked_may_be_played_on_from_there() throws IOException {
        play(deck, Game.ZELDA, "another game");
        when(deck, "before flush", this::theDesktopPlaysOnAndDropsTheFirst);
        sync(deck);
        assertThat(deck.live()).containsEntry(Game.EMERALD, first);

        play(deck, Game.EMERALD, "played on");
        sync(desktop);

        assertThat(liesInTheStorage(first)).isFalse();
        assertThat(world.witness().owed()).doesNotContain(first);
    }

    @Test
    void what_a_device_holds_that_heard_of_the_dropping_is_owed() throws IOException {
        theDesktopPlaysOnAndDropsTheFirst();

        sync(deck);

        assertThat(world.witness().owed()).contains(first);
        theDeckLosesItsBackups();
        assertThatThrownBy(() -> sync(desktop))
                .isInstanceOf(Breach.class)
                .hasMessageContaining(first + " is nowhere any more");
    }

    /// Found by life 2026.
    @Test
    void what_was_dropped_and_then_lost_by_other_hands_is_not_owed_for_lying_there_a_while()
            throws IOException {
        theDesktopPlaysOnAndDropsTheFirst();
        sync(deck);
        assertThat(liesInTheStorage(first)).isTrue();
        theDeckLosesItsBackups();

        world.witness().actOfGod();

        sync(desktop);
        assertThat(liesInTheStorage(first)).isFalse();
    }

    /// Found by life 2855: a crash had left its object there before it was published with another.
    @Test
    void what_lost_its_event_with_an_old_storage_is_not_owed_for_an_object_that_a_crash_left()
            throws IOException {
        ContentId played = play(desktop, Game.ZELDA, "another game");
        when(desktop, "after put content", () -> desktop.die("after put content"));
        sync(desktop);
        Map<String, byte[]> copy = world.store().snapshot();
        sync(desktop);
        assertThat(world.witness().owed()).contains(played);

        world.store().restore(copy);
        world.witness().actOfGod();

        assertThat(liesInTheStorage(played)).isTrue();
        assertThat(world.witness().owed()).contains(first).doesNotContain(played);
    }

    @Test
    void what_was_not_dropped_is_owed_after_other_hands_took_all_else() throws IOException {
        play(desktop, Game.EMERALD, "second");
        sync(desktop);
        sync(deck);
        theDeckLosesItsBackups();

        world.witness().actOfGod();

        assertThat(world.witness().owed()).contains(desktop.live().get(Game.EMERALD));
    }

    /// Found by lives 3056, 4505 and 4551.
    @Test
    void what_a_crash_left_is_nobodys_once_the_home_that_knew_of_it_was_put_back()
            throws IOException {
        Machine.Image before = deck.machine().image();
        play(desktop, Game.EMERALD, "second");
        sync(desktop);
        when(deck, "checked", () -> deck.die("checked"));
        sync(deck);
        assertThat(deck.leftovers()).isNotEmpty();

        world.giveBack(deck, before, true);

        new Rest(world).come();
    }

    @Test
    void what_a_crash_left_is_cleared_where_the_home_knows_of_it() throws IOException {
        play(desktop, Game.EMERALD, "second");
        sync(desktop);
        when(deck, "checked", () -> deck.die("checked"));
        sync(deck);
        Machine.Image crashed = deck.machine().image();

        world.giveBack(deck, crashed, true);

        assertThat(deck.leftovers()).isNotEmpty();
        new Rest(world).come();
        Files.write(deck.roots().getFirst().resolve(".savepoint-0-new"), new byte[1]);
        assertThatThrownBy(() -> new Rest(world).come())
                .isInstanceOf(Breach.class)
                .hasMessageContaining("left behind");
    }

    private interface Deed {
        void happens() throws IOException;
    }

    private static void when(LifeDevice device, String step, Deed deed) {
        device.interrupt(
                1,
                reached -> {
                    if (reached.equals(step)) deed.happens();
                    else when(device, step, deed);
                });
    }
}
