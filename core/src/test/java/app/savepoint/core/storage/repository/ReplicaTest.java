package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that another tool replicates: our files arrive late, in any order, in part.
class ReplicaTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    @TempDir Path work;

    @Test
    void objects_that_arrive_in_every_order_and_one_at_a_time_give_the_same_fold()
            throws Exception {
        var source = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(source, 1, "Deck");
        Player desktop = world.newcomer(source, 2, "Desktop");
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        desktop.look();
        desktop.publish(EMERALD, new byte[] {2});
        deck.look();
        Map<SaveId, RemoteSave> expected = deck.look().saves();

        Map<String, byte[]> objects = source.snapshot();
        List<String> keys = objects.keySet().stream().filter(key -> !isMarker(key)).toList();
        assertThat(keys).hasSize(6);
        List<List<String>> orders = new ArrayList<>();
        permute(new ArrayList<>(keys), 0, orders);
        assertThat(orders).hasSize(720);
        for (List<String> order : orders) deliver(world, objects, order, false, expected);
    }

    @Test
    void a_long_story_arrives_in_any_order_and_in_part() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var source = new MemoryObjectStore();
            var world = new RepositoryWorld(work, seed);
            Map<SaveId, RemoteSave> expected = story(random, source, world);
            Map<String, byte[]> objects = source.snapshot();
            List<String> order = new ArrayList<>(objects.keySet());
            order.removeIf(ReplicaTest::isMarker);
            Collections.shuffle(order, random);
            deliver(world, objects, order, seed % 2 == 1, expected);
        }
    }

    /// What three devices make of two saves.
    private static Map<SaveId, RemoteSave> story(
            Random random, MemoryObjectStore source, RepositoryWorld world)
            throws StorageException {
        List<Player> players = new ArrayList<>();
        for (int i = 1; i <= 3; i++) players.add(world.newcomer(source, i, "Device " + i));
        for (int step = 0; step < 14; step++) {
            Player player = players.get(random.nextInt(3));
            if (random.nextInt(3) > 0) player.look();
            SaveId save = random.nextBoolean() ? EMERALD : ZELDA;
            Draft draft = player.draft(save, new byte[] {(byte) step});
            if (random.nextInt(8) == 0) draft = player.draft(save, null, Map.of());
            player.storage().publish(List.of(draft));
        }
        return players.getFirst().look().saves();
    }

    /// As above, with files on a disk, as a tool writes them that replicates a folder.
    @Test
    void so_does_one_that_arrives_in_a_real_folder(@TempDir Path folders) throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            var source = new MemoryObjectStore();
            var world = new RepositoryWorld(work, seed);
            Map<SaveId, RemoteSave> expected = story(random, source, world);
            Map<String, byte[]> objects = source.snapshot();
            List<String> order = new ArrayList<>(objects.keySet());
            order.removeIf(ReplicaTest::isMarker);
            if (seed == 0) order.sort(HEADS_FIRST);
            else Collections.shuffle(order, random);
            Path folder = Files.createDirectories(folders.resolve("replica " + seed));
            var store = new FolderObjectStore(folder, RepositoryWorld.CLOCK);
            Arrival arrival =
                    (key, bytes) -> {
                        Path file = folder.resolve(key);
                        Files.createDirectories(file.resolveSibling(""));
                        Files.write(file, bytes);
                    };
            deliver(world, objects, order, seed % 2 == 1, expected, store, arrival);
            if (seed == 0) assertThat(order.getFirst()).startsWith(Keys.HEADS);
        }
    }

    private static final Comparator<String> HEADS_FIRST =
            Comparator.comparing((String key) -> !key.startsWith(Keys.HEADS))
                    .thenComparing(Comparator.naturalOrder());

    /// How an object comes to a replica.
    private interface Arrival {
        void place(String key, byte[] bytes) throws IOException;
    }

    private static boolean isMarker(String key) {
        return key.equals(Keys.MARKER) || key.startsWith(Keys.REPOSITORY);
    }

    private static void deliver(
            RepositoryWorld world,
            Map<String, byte[]> objects,
            List<String> order,
            boolean inPart,
            Map<SaveId, RemoteSave> expected)
            throws IOException {
        var replica = new MemoryObjectStore();
        deliver(world, objects, order, inPart, expected, replica, replica::place);
    }

    private static void deliver(
            RepositoryWorld world,
            Map<String, byte[]> objects,
            List<String> order,
            boolean inPart,
            Map<SaveId, RemoteSave> expected,
            ObjectStore replica,
            Arrival arrival)
            throws IOException {
        for (Map.Entry<String, byte[]> object : objects.entrySet())
            if (isMarker(object.getKey())) arrival.place(object.getKey(), object.getValue());
        Player late = world.newcomer(replica, 9, "Late");
        for (int i = 0; i < order.size(); i++) {
            byte[] bytes = objects.get(order.get(i));
            if (inPart) {
                arrival.place(order.get(i), Arrays.copyOf(bytes, bytes.length / 2));
                late.look();
            }
            arrival.place(order.get(i), bytes);
            RemoteTree tree = late.look();
            if (i < order.size() - 1 && tree.pending() == 0)
                // Whatever is shown without a reservation can be had.
                for (RemoteSave save : tree.saves().values())
                    for (Head head : save.heads())
                        if (!head.isTombstone())
                            late.fetch(late.storage().revision(head.id()).orElseThrow());
        }
        RemoteTree tree = late.look();
        assertThat(tree.saves()).as("order %s", order).isEqualTo(expected);
        assertThat(tree.pending()).as("order %s", order).isZero();
        assertThat(tree.notices()).isEmpty();
    }

    @Test
    void a_head_that_comes_first_says_how_much_is_still_arriving() throws Exception {
        var source = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(source, 1, "Deck");
        deck.look();
        for (int i = 0; i < 3; i++) deck.publish(EMERALD, new byte[] {(byte) i});
        Map<String, byte[]> objects = new TreeMap<>(source.snapshot());
        var replica = new MemoryObjectStore();
        List<String> segments = new ArrayList<>();
        objects.forEach((key, bytes) -> {
            if (key.contains("/events/")) segments.add(key);
            else replica.place(key, bytes);
        });
        Player late = world.newcomer(replica, 9, "Late");
        assertThat(late.look().pending()).isEqualTo(3);
        assertThat(late.look().saves()).isEmpty();
        replica.place(segments.get(2), objects.get(segments.get(2)));
        assertThat(late.look().pending()).as("a gap stops the cursor before it").isEqualTo(3);
        replica.place(segments.get(0), objects.get(segments.get(0)));
        assertThat(late.look().pending()).isEqualTo(2);
        assertThat(late.heads(EMERALD)).hasSize(1);
        replica.place(segments.get(1), objects.get(segments.get(1)));
        assertThat(late.look().pending()).isZero();
        assertThat(late.content(EMERALD)).containsExactly(2);
    }

    @Test
    void what_continues_something_that_has_not_arrived_waits_for_it() throws Exception {
        var source = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(source, 1, "Deck");
        Player desktop = world.newcomer(source, 2, "Desktop");
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        desktop.look();
        desktop.publish(EMERALD, new byte[] {2});
        desktop.publish(ZELDA, new byte[] {3});
        var replica = new MemoryObjectStore();
        String deckId = deck.device().id().toString();
        source.snapshot()
                .forEach((key, bytes) -> {
                    if (!key.startsWith("metadata/") || !key.contains(deckId))
                        replica.place(key, bytes);
                });
        Player late = world.newcomer(replica, 9, "Late");
        RemoteTree tree = late.look();
        assertThat(tree.pending()).isEqualTo(1);
        assertThat(tree.saves().get(EMERALD).heads()).isEmpty();
        assertThat(tree.saves().get(EMERALD).arriving()).isTrue();
        assertThat(late.content(ZELDA)).as("others go on").containsExactly(3);
        source.snapshot().forEach(replica::place);
        assertThat(late.look().pending()).isZero();
        assertThat(late.content(EMERALD)).containsExactly(2);
        assertThat(late.look().saves()).isEqualTo(desktop.look().saves());
    }

    @Test
    void a_content_that_has_not_arrived_is_waited_for_and_never_an_end() throws Exception {
        var store = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(store, 1, "Deck");
        deck.look();
        Revision revision = deck.publish(EMERALD, new byte[] {1});
        String key = Keys.content(revision, revision.manifest());
        byte[] content = store.snapshot().get(key);
        store.remove(key);

        Player desktop = world.newcomer(store, 2, "Desktop");
        RemoteTree tree = desktop.look();
        assertThat(tree.saves().get(EMERALD).arriving()).isTrue();
        assertThat(tree.pending()).isEqualTo(1);
        assertThatThrownBy(() -> desktop.fetch(revision))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("not arrived");
        store.place(key, Arrays.copyOf(content, content.length - 3));
        assertThatThrownBy(() -> desktop.fetch(revision))
                .isInstanceOf(StorageException.Unavailable.class);
        store.place(key, new byte[0]);
        assertThatThrownBy(() -> desktop.fetch(revision))
                .isInstanceOf(StorageException.Unavailable.class);
        store.place(key, content);
        assertThat(desktop.look().saves().get(EMERALD).arriving()).isFalse();
        assertThat(desktop.look().pending()).isZero();
        assertThat(desktop.fetch(revision).get(Role.MAIN)).containsExactly(1);
    }

    @Test
    void a_content_that_vanishes_later_is_noticed_when_it_is_wanted() throws Exception {
        var store = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(store, 1, "Deck");
        deck.look();
        Revision revision = deck.publish(EMERALD, new byte[] {1});
        Player desktop = world.newcomer(store, 2, "Desktop");
        assertThat(desktop.look().pending()).isZero();
        String key = Keys.content(revision, revision.manifest());
        byte[] content = store.snapshot().get(key);
        store.remove(key);
        assertThatThrownBy(() -> desktop.fetch(revision))
                .isInstanceOf(StorageException.Unavailable.class);
        assertThat(desktop.look().saves().get(EMERALD).arriving()).isTrue();
        store.place(key, content);
        assertThat(desktop.fetch(revision)).containsKey(Role.MAIN);
        assertThat(desktop.look().saves().get(EMERALD).arriving()).isFalse();
    }

    @Test
    void the_conflict_copies_of_other_tools_change_nothing() throws Exception {
        var store = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(store, 1, "Deck");
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        store.snapshot()
                .forEach((key, bytes) -> {
                    int dot =
                            key.lastIndexOf('/')
                                    + key.substring(key.lastIndexOf('/') + 1).indexOf('.')
                                    + 1;
                    if (dot <= key.lastIndexOf('/')) dot = key.length();
                    for (String mark :
                            List.of(
                                    ".sync-conflict-20260301-120000-ABCDEFG",
                                    " (conflicted copy 2026-03-01)",
                                    " (1)"))
                        store.place(
                                key.substring(0, dot) + mark + key.substring(dot),
                                new byte[] {1, 2, 3});
                });
        store.place("metadata/heads/Thumbs.db", new byte[10]);
        store.place("notes.txt", new byte[10]);
        RemoteTree tree = world.newcomer(store, 2, "Desktop").look();
        assertThat(tree.saves()).isEqualTo(deck.look().saves());
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(tree.saves()).hasSize(1);
        assertThat(Set.copyOf(store.snapshot().keySet())).hasSizeGreaterThan(10);
    }

    private static void permute(List<String> keys, int from, List<List<String>> orders) {
        if (from == keys.size()) {
            orders.add(List.copyOf(keys));
            return;
        }
        for (int i = from; i < keys.size(); i++) {
            Collections.swap(keys, from, i);
            permute(keys, from + 1, orders);
            Collections.swap(keys, from, i);
        }
    }
}
