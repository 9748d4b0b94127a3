package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.CountingObjectStore;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects whose bits turned over, or that were cut short.
class DamageTest {
    private static final SaveId MINE = SaveId.main("gba", "Mine");
    private static final SaveId PAIR = SaveId.main("gba", "Pair");
    private static final SaveId OTHERS = SaveId.main("snes", "Others");

    @TempDir Path work;
    private final Map<SaveId, Map<Role, byte[]>> truth = new HashMap<>();
    private MemoryObjectStore store;
    private RepositoryWorld world;

    @BeforeEach
    void publish() throws Exception {
        store = new MemoryObjectStore();
        world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(store, 1, "Deck");
        Player desktop = world.newcomer(store, 2, "Desktop");
        deck.look();
        byte[] first = bytes(1);
        byte[] clock = bytes(2);
        var pair =
                Manifest.ofFiles(
                        Player.file(Role.MAIN, "a.srm", first),
                        Player.file(Role.RTC, "a.rtc", clock));
        truth.put(PAIR, Map.of(Role.MAIN, first, Role.RTC, clock));
        deck.accepted(deck.draft(PAIR, pair, truth.get(PAIR)));
        deck.publish(MINE, bytes(3));
        deck.publish(MINE, bytes(4));
        truth.put(MINE, Map.of(Role.MAIN, bytes(4)));
        desktop.look();
        desktop.publish(OTHERS, bytes(5));
        truth.put(OTHERS, Map.of(Role.MAIN, bytes(5)));
    }

    @Test
    void a_bit_that_turned_over_anywhere_is_noticed_and_hinders_nobody_else() throws Exception {
        var random = new SplittableRandom(1);
        Map<String, byte[]> whole = store.snapshot();
        for (String key : whole.keySet()) {
            int bits = whole.get(key).length * 8;
            for (int i = 0; i < 60; i++) {
                byte[] bytes = whole.get(key).clone();
                int bit = random.nextInt(bits);
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                tryWith(key, bytes, "bit " + bit);
            }
        }
    }

    @Test
    void an_object_that_was_cut_short_anywhere_is_noticed_and_hinders_nobody_else()
            throws Exception {
        Map<String, byte[]> whole = store.snapshot();
        for (String key : whole.keySet()) {
            byte[] bytes = whole.get(key);
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 40)
                tryWith(key, Arrays.copyOf(bytes, length), "length " + length);
        }
    }

    @Test
    void damage_is_looked_at_again_only_when_the_object_changed() throws Exception {
        var counted = new CountingObjectStore(store);
        String head = Keys.head(RepositoryWorld.device(1, "Deck").id());
        byte[] whole = store.snapshot().get(head);
        store.place(head, new byte[] {1});
        Player late = world.player(counted, world.join(store, RepositoryWorld.device(9, "Late")));
        RemoteTree tree = late.look();
        assertThat(tree.notices()).extracting(RemoteTree.Notice::code).contains("storage.damaged");
        assertThat(tree.pending()).isEqualTo(1);
        assertThat(tree.saves()).containsOnlyKeys(OTHERS);
        var before = counted.requests();
        late.look();
        assertThat(counted.requests().since(before).total()).isEqualTo(1);
        store.place(head, whole);
        assertThat(late.look().pending()).isZero();
        assertThat(late.look().notices()).isEmpty();
        assertThat(late.look().saves()).hasSize(3);
    }

    @Test
    void a_damaged_segment_is_not_read_over_and_over() throws Exception {
        var counted = new CountingObjectStore(store);
        String key = Keys.segment(RepositoryWorld.device(1, "Deck").id(), 2, 2);
        byte[] whole = store.snapshot().get(key);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        store.place(key, damaged);
        Player late = world.player(counted, world.join(store, RepositoryWorld.device(9, "Late")));
        RemoteTree tree = late.look();
        assertThat(tree.pending()).isGreaterThanOrEqualTo(2);
        assertThat(tree.saves()).containsOnlyKeys(OTHERS, PAIR);
        var before = counted.requests();
        late.look();
        var again = counted.requests().since(before);
        assertThat(again.list()).isEqualTo(2);
        assertThat(again.get()).as("the head only").isEqualTo(1);
        store.place(key, whole);
        assertThat(late.look().pending()).isZero();
        assertThat(late.look().saves()).hasSize(3);
    }

    private void tryWith(String key, byte[] bytes, String what) throws StorageException {
        byte[] whole = store.snapshot().get(key);
        store.place(key, bytes);
        var memory = new InMemoryRepositoryMemory(RepositoryWorld.device(9, "Late"));
        boolean noticed = false;
        boolean marker = key.equals(Keys.MARKER) || key.startsWith(Keys.REPOSITORY);
        try {
            memory.remember(Repository.join(store));
            Player late = world.player(store, memory);
            RemoteTree tree = late.look();
            noticed = tree.pending() > 0 || !tree.notices().isEmpty();
            for (SaveId save : truth.keySet())
                for (Head head : late.heads(save)) noticed |= !isTrue(late, head);
            if (!marker) {
                boolean mine = key.contains("000000000001") && !key.contains("000000000002");
                assertThat(tree.saves().keySet())
                        .as("%s in %s", what, key)
                        .containsAnyOf(OTHERS, MINE, PAIR);
                if (mine && !key.startsWith("saves/")) assertThat(tree.saves()).containsKey(OTHERS);
            }
            store.place(key, whole);
            if (!marker) {
                RemoteTree healed = late.look();
                assertThat(healed.pending()).as("%s in %s", what, key).isZero();
                assertThat(healed.saves()).as("%s in %s", what, key).hasSize(3);
                for (SaveId save : truth.keySet())
                    assertThat(isTrue(late, late.heads(save).getFirst())).isTrue();
            }
        } catch (StorageException e) {
            assertThat(marker).as("%s in %s: %s", what, key, e).isTrue();
            noticed = true;
        } finally {
            store.place(key, whole);
        }
        // A marker's date, and a head's name, can turn into another that is as good.
        if ((key.startsWith("saves/") && !key.contains("Mine")) || key.contains("/events/"))
            assertThat(noticed).as("%s in %s", what, key).isTrue();
    }

    private boolean isTrue(Player late, Head head) {
        Revision revision = late.storage().revision(head.id()).orElseThrow();
        try {
            var files = late.fetch(revision);
            files.forEach((role, bytes) ->
                    assertThat(ContentHash.of(bytes))
                            .isEqualTo(revision.manifest().file(role).orElseThrow().hash()));
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[600];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
