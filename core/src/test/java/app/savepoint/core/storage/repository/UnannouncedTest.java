package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Segments that no head tells of: a writer that was cut short before its head, and a storage that
/// is put back to a copy of that moment.
class UnannouncedTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    @TempDir Path work;
    private MemoryObjectStore store;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private DeviceId identity;
    private Player desktop;
    private Player phone;

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore();
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        deck = world.player(store, memory);
        identity = memory.self().id();
        desktop = world.newcomer(store, 2, "Desktop");
        phone = world.newcomer(store, 3, "Phone");
        deck.look();
    }

    /// Publishes, and returns a copy of the storage as it was between the segment and its head.
    private Map<String, byte[]> publishAndCopyBeforeHead(SaveId save, byte[] bytes)
            throws Exception {
        byte[] head = store.snapshot().get(Keys.head(identity));
        deck.publish(save, bytes);
        Map<String, byte[]> copy = store.snapshot();
        if (head == null) copy.remove(Keys.head(identity));
        else copy.put(Keys.head(identity), head);
        return copy;
    }

    @Test
    void what_is_played_on_from_something_that_no_head_tells_of_finds_it() throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        phone.look();
        Map<String, byte[]> copy = publishAndCopyBeforeHead(EMERALD, new byte[] {2});
        desktop.look();
        store.restore(copy);
        desktop.look();
        desktop.publish(EMERALD, new byte[] {3});

        for (Player player : new Player[] {phone, world.newcomer(store, 4, "New")}) {
            RemoteTree tree = player.look();
            assertThat(tree.pending()).isZero();
            assertThat(tree.notices()).isEmpty();
            assertThat(player.content(EMERALD)).containsExactly(3);
            assertThat(player.storage().history(EMERALD)).hasSize(3);
            assertThat(player.look().pending()).isZero();
        }
    }

    @Test
    void a_stream_that_has_no_head_at_all_is_found_and_named_once_it_has() throws Exception {
        Map<String, byte[]> copy = publishAndCopyBeforeHead(EMERALD, new byte[] {1});
        byte[] head = store.snapshot().get(Keys.head(identity));
        desktop.look();
        store.restore(copy);
        desktop.look();
        desktop.publish(EMERALD, new byte[] {2});

        assertThat(phone.look().pending()).isZero();
        assertThat(phone.content(EMERALD)).containsExactly(2);
        assertThat(phone.look().notices()).isEmpty();
        store.place(Keys.head(identity), head);
        assertThat(phone.look().notices()).isEmpty();
        assertThat(phone.storage().nameOf(identity)).contains("Deck");
    }

    @Test
    void a_device_that_takes_a_new_identity_announces_all_that_is_left_of_its_stream()
            throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        phone.look();
        Map<String, byte[]> copy = publishAndCopyBeforeHead(ZELDA, new byte[] {2});
        deck.publish(EMERALD, new byte[] {3});
        desktop.look();
        store.restore(copy);

        assertThat(codes(deck.look())).contains("device.renewed");
        phone.look();
        assertThat(phone.content(ZELDA)).as("nobody played on from it").containsExactly(2);
        desktop.look();
        deck.look();
        assertThat(phone.look().saves()).isEqualTo(desktop.look().saves());
        assertThat(deck.look().saves()).isEqualTo(desktop.look().saves());
    }

    @Test
    void a_device_whose_first_head_was_lost_announces_its_stream_before_it_leaves_it()
            throws Exception {
        Map<String, byte[]> copy = publishAndCopyBeforeHead(ZELDA, new byte[] {2});
        deck.publish(EMERALD, new byte[] {3});
        desktop.look();
        store.restore(copy);

        assertThat(codes(deck.look())).contains("device.renewed");
        deck.look();
        phone.look();
        assertThat(phone.content(ZELDA)).containsExactly(2);
        assertThat(deck.look().saves()).isEqualTo(phone.look().saves());
        assertThat(desktop.look().saves()).isEqualTo(phone.look().saves());
    }

    @Test
    void a_publishing_that_was_cut_short_is_not_read_before_its_device_announces_it()
            throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        var before = memory.copy();
        Map<String, byte[]> copy = publishAndCopyBeforeHead(EMERALD, new byte[] {2});
        store.restore(copy);
        phone.look();
        assertThat(phone.content(EMERALD)).containsExactly(1);
        assertThat(phone.look().pending()).isZero();

        // Its own memory is as it was then, too, and the intent stands.
        before.intend(intentOf(copy));
        Player again = world.player(store, before);
        assertThat(again.look().notices()).isEmpty();
        phone.look();
        assertThat(phone.content(EMERALD)).containsExactly(2);
    }

    @Test
    void a_device_may_announce_later_what_was_found_before() throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        var before = memory.copy();
        Map<String, byte[]> copy = publishAndCopyBeforeHead(EMERALD, new byte[] {2});
        desktop.look();
        store.restore(copy);
        desktop.look();
        Revision third = desktop.publish(EMERALD, new byte[] {3});
        phone.look();
        before.intend(intentOf(copy));
        Player again = world.player(store, before);

        assertThat(again.look().notices()).isEmpty();
        assertThat(before.self().id()).isEqualTo(identity);
        again.publish(ZELDA, new byte[] {4});
        for (Player player : new Player[] {desktop, phone, again}) {
            RemoteTree tree = player.look();
            assertThat(tree.notices()).isEmpty();
            assertThat(tree.saves()).containsOnlyKeys(EMERALD, ZELDA);
            assertThat(player.heads(EMERALD)).extracting(h -> h.id()).containsExactly(third.id());
        }
    }

    private PublishingIntent intentOf(Map<String, byte[]> copy) throws Exception {
        String key = Keys.segment(identity, 2, 2);
        Segment segment =
                Segment.decode(copy.get(key), identity, Keys.span(identity, key).orElseThrow());
        return new PublishingIntent(identity, 2, segment.writeId());
    }

    @Test
    void a_segment_that_is_damaged_and_that_nobody_announced_is_waited_for() throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        phone.look();
        Map<String, byte[]> copy = publishAndCopyBeforeHead(EMERALD, new byte[] {2});
        desktop.look();
        store.restore(copy);
        desktop.look();
        desktop.publish(EMERALD, new byte[] {3});
        String key = Keys.segment(identity, 2, 2);
        byte[] whole = copy.get(key);
        store.place(key, Arrays.copyOf(whole, whole.length / 2));

        RemoteTree tree = phone.look();
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isEqualTo(1);
        assertThat(phone.content(EMERALD)).containsExactly(1);
        store.place(key, whole);
        world.player(store, memory).look(); // announces it, which phone can see
        assertThat(phone.look().pending()).isZero();
        assertThat(phone.content(EMERALD)).containsExactly(3);
    }

    @Test
    void looking_costs_one_listing_while_a_parent_is_missing_and_only_after_a_change()
            throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        desktop.look();
        phone.look();
        assertThat(requestsOfALook()).as("nothing is missing").isEqualTo(1);
        desktop.publish(EMERALD, new byte[] {2});
        Map<String, byte[]> without = store.snapshot();
        without.remove(Keys.head(identity));
        without.remove(Keys.segment(identity, 1, 1));
        store.restore(without);
        phone = world.newcomer(store, 4, "New");

        assertThat(phone.look().pending()).isEqualTo(1);
        assertThat(requestsOfALook()).as("nothing changed").isEqualTo(1);
        desktop.publish(ZELDA, new byte[] {2});
        assertThat(requestsOfALook()).as("heads, head, segment, content, segments").isEqualTo(5);
        assertThat(requestsOfALook()).isEqualTo(1);
    }

    private long requestsOfALook() throws Exception {
        Requests before = phone.storage().requests();
        phone.look();
        return phone.storage().requests().total() - before.total();
    }

    private static List<String> codes(RemoteTree tree) {
        return tree.notices().stream().map(Notice::code).toList();
    }
}
