package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the look at the beginning of a sync stands for the one before appending, and what is
/// noticed all the same.
class FreshLookTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    @TempDir Path work;

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private Instant now = RepositoryWorld.NOW;
    private Runnable beforeSegment = () -> {};
    private Runnable beforeHead = () -> {};

    /// Lets something happen in the middle of a publishing of the deck.
    private final ObjectStore store =
            new ForwardingObjectStore(objects) {
                @Override
                public ETag put(String key, Content content, Precondition expected)
                        throws StorageException {
                    if (key.contains("/events/")) beforeSegment = once(beforeSegment);
                    if (key.startsWith("metadata/heads/")) beforeHead = once(beforeHead);
                    return super.put(key, content, expected);
                }
            };

    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private Player desktop;
    private DeviceId identity;

    private static Runnable once(Runnable event) {
        event.run();
        return () -> {};
    }

    private interface Event {
        void happen() throws StorageException;
    }

    private static Runnable event(Event event) {
        return () -> {
            try {
                event.happen();
            } catch (StorageException e) {
                throw new AssertionError(e);
            }
        };
    }

    @BeforeEach
    void two_devices_have_played() throws Exception {
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        deck = player(store, memory);
        desktop = player(objects, world.join(objects, RepositoryWorld.device(2, "Desktop")));
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        deck.look();
        desktop.look();
        identity = memory.self().id();
    }

    private Player player(ObjectStore its, InMemoryRepositoryMemory memory) {
        return world.player(its, memory, new Settings(work, 1, () -> now, world::uuid));
    }

    private static Requests playOn(Player player, byte content) throws StorageException {
        Requests before = player.storage().requests();
        player.look();
        player.publish(EMERALD, new byte[] {content});
        return player.storage().requests().since(before);
    }

    @Test
    void one_changed_save_costs_four_requests() throws Exception {
        Requests asked = playOn(deck, (byte) 2);
        assertThat(asked.list()).isEqualTo(1);
        assertThat(asked.put()).as("content, segment, head").isEqualTo(3);
        assertThat(asked.total()).isEqualTo(4);
    }

    @Test
    void also_in_a_folder(@TempDir Path folder) throws Exception {
        var there = new FolderObjectStore(folder, () -> now);
        Player phone = player(there, world.join(there, RepositoryWorld.device(3, "Phone")));
        phone.look();
        phone.publish(EMERALD, new byte[] {1});
        assertThat(playOn(phone, (byte) 2).total()).isEqualTo(4);
    }

    /// By the wall clock: what counts time stands still while a computer sleeps.
    @Test
    void a_look_stands_for_seconds_and_not_after_a_sleep() throws Exception {
        deck.look();
        desktop.publish(EMERALD, new byte[] {2});
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        now = now.plus(Duration.ofHours(8));
        assertThat(deck.storage().publish(List.of(mine)))
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
        assertThat(deck.heads(EMERALD)).isEqualTo(desktop.heads(EMERALD));
    }

    @Test
    void nor_where_the_clock_went_back() throws Exception {
        deck.look();
        desktop.publish(EMERALD, new byte[] {2});
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        now = now.minusSeconds(1);
        assertThat(deck.storage().publish(List.of(mine)))
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
    }

    @Test
    void it_stands_for_one_publishing_only() throws Exception {
        deck.look();
        deck.publish(EMERALD, new byte[] {2});
        Requests before = deck.storage().requests();
        deck.publish(EMERALD, new byte[] {3});
        assertThat(deck.storage().requests().since(before).list()).isEqualTo(1);
    }

    /// What two devices publish of a new save is a first meeting, which a look keeps out of the
    /// storage.
    @Test
    void whoever_does_not_play_on_looks_again() throws Exception {
        deck.look();
        desktop.publish(ZELDA, new byte[] {2});
        Draft first = deck.draft(ZELDA, null, Map.of(), Set.of());
        Draft mine = new Draft(first.revision(), Set.of(), first.source());
        assertThat(deck.storage().publish(List.of(mine)))
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
    }

    @Test
    void what_another_device_published_meanwhile_is_a_second_head_that_both_see() throws Exception {
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        desktop.publish(EMERALD, new byte[] {2});

        deck.accepted(mine);

        deck.look();
        desktop.look();
        assertThat(deck.heads(EMERALD))
                .hasSize(2)
                .isEqualTo(desktop.heads(EMERALD))
                .contains(Head.of(mine.revision()));
        for (Head head : desktop.heads(EMERALD))
            desktop.fetch(desktop.storage().revision(head.id()).orElseThrow());
    }

    @Test
    void a_copy_of_this_home_that_took_the_same_number_is_noticed() throws Exception {
        Player clone = player(objects, memory.copy());
        beforeSegment = event(() -> clone.publish(EMERALD, new byte[] {7}));
        assertNothingIsWrittenTwice(clone, (byte) 7);
    }

    /// Its segment has another name, and so takes the number without being in the way.
    @Test
    void also_where_it_took_more_than_one() throws Exception {
        Player clone = player(objects, memory.copy());
        clone.look();
        List<Draft> two =
                List.of(clone.draft(EMERALD, new byte[] {7}), clone.draft(ZELDA, new byte[] {8}));
        beforeSegment =
                event(() ->
                        assertThat(clone.storage().publish(two))
                                .allMatch(Published.Accepted.class::isInstance));
        assertNothingIsWrittenTwice(clone, (byte) 7);
        assertThat(deck.content(ZELDA)).containsExactly(8);
    }

    private void assertNothingIsWrittenTwice(Player clone, byte others) throws StorageException {
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        assertThat(deck.storage().publish(List.of(mine)))
                .as("to be planned again")
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
        assertThat(memory.self().id()).isNotEqualTo(identity);
        deck.look();
        assertThat(deck.content(EMERALD)).containsExactly(others);
        deck.publish(EMERALD, new byte[] {3});
        for (Player player : List.of(clone, desktop, world.newcomer(objects, 3, "New"))) {
            assertThat(player.look().pending()).isZero();
            assertThat(player.heads(EMERALD)).isEqualTo(deck.heads(EMERALD)).hasSize(1);
            assertThat(player.content(EMERALD)).containsExactly(3);
        }
    }

    @Test
    void a_storage_that_was_put_back_meanwhile_is_noticed() throws Exception {
        var before = objects.snapshot();
        deck.publish(EMERALD, new byte[] {2});
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        beforeHead = () -> objects.restore(before);
        assertThat(deck.storage().publish(List.of(mine)))
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
        assertThat(memory.self().id()).isNotEqualTo(identity);
        deck.look();
        deck.publish(EMERALD, new byte[] {3});
        desktop.look();
        assertThat(desktop.heads(EMERALD)).isEqualTo(deck.heads(EMERALD));
    }

    @Test
    void where_only_the_head_file_went_back_it_is_published_and_said_to_be() throws Exception {
        String head = Keys.head(identity);
        byte[] before = objects.snapshot().get(head);
        deck.publish(EMERALD, new byte[] {2});
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        beforeHead = () -> objects.place(head, before);
        deck.accepted(mine);
        assertThat(memory.self().id()).isEqualTo(identity);
        assertThat(memory.intent()).isEmpty();
        desktop.look();
        assertThat(desktop.heads(EMERALD)).containsExactly(Head.of(mine.revision()));
        assertThat(desktop.content(EMERALD)).containsExactly(3);
    }

    @Test
    void where_the_storage_went_away_meanwhile_nothing_is_said_to_be_published() throws Exception {
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        beforeSegment = () -> objects.restore(Map.of());
        assertThatThrownBy(() -> deck.storage().publish(List.of(mine)))
                .isInstanceOf(StorageException.class);
        assertThat(deck.storage().revision(mine.revision().id())).isEmpty();
    }
}
