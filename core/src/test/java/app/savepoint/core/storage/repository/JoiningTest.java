package app.savepoint.core.storage.repository;

import static app.savepoint.core.storage.repository.RepositoryWorld.KEEP_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.Joining.Link;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small segments that are joined, and those who read them meanwhile.
class JoiningTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final int MANY = 8;

    @TempDir Path work;
    private Instant now = RepositoryWorld.NOW;
    private Duration deckIsWrongBy = Duration.ZERO;
    private MemoryObjectStore store;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private DeviceId identity;

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore(() -> now);
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        identity = memory.self().id();
        deck = deckWith(memory);
        deck.look();
    }

    private Player deckWith(InMemoryRepositoryMemory its) {
        return world.player(
                store, its, new Settings(work, 1, () -> now.plus(deckIsWrongBy), world::uuid));
    }

    private void play(int times) throws StorageException {
        for (int i = 0; i < times; i++) {
            deck.publish(EMERALD, new byte[] {(byte) i, (byte) (i >> 8)});
            deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        }
    }

    /// Each day a sync, at which the device also says that it is there.
    private void days(int days) throws StorageException {
        for (int i = 0; i < days; i++) {
            now = now.plus(Duration.ofDays(1));
            deck.storage().announce("test", 0);
            deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        }
    }

    private List<String> segments() {
        return segments(store.snapshot());
    }

    private static List<String> segments(Map<String, byte[]> objects) {
        return objects.keySet().stream()
                .filter(key -> key.contains("/events/"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1, key.indexOf('.')))
                .map(name -> name.replaceAll("\\b0+", ""))
                .toList();
    }

    @Test
    void many_small_segments_are_joined_and_their_parts_go_a_week_later() throws Exception {
        play(MANY);
        assertThat(segments()).as("the last one is the head's").hasSize(MANY);
        play(1);
        assertThat(segments()).contains("1-8").hasSize(MANY + 2);
        play(MANY);
        assertThat(segments()).contains("1-8", "1-16", "1-1", "8-8").hasSize(19);
        days(6);
        assertThat(segments()).contains("1-1");
        days(2);
        assertThat(segments()).containsExactly("1-16", "17-17");
        Player late = world.newcomer(store, 2, "Late");
        assertThat(late.look().saves()).isEqualTo(deck.look().saves());
        assertThat(late.storage().history(EMERALD)).hasSize(17);
        assertThat(late.look().notices()).isEmpty();
    }

    @Test
    void joining_changes_nothing_that_others_look_at() throws Exception {
        Player desktop = world.newcomer(store, 2, "Desktop");
        for (int i = 0; i < MANY; i++) deck.publish(EMERALD, new byte[] {(byte) i});
        deck.publish(EMERALD, new byte[] {9});
        desktop.look();
        byte[] head = store.snapshot().get(Keys.head(identity));
        var listed = store.list(Keys.events(identity));
        var put =
                new Joining(store, world.settings())
                        .join(identity, listed, memory.streams().get(identity).seq());
        assertThat(put.unions()).hasSize(1);
        assertThat(store.snapshot().get(Keys.head(identity))).isEqualTo(head);
        long before = desktop.storage().requests().total();
        desktop.look();
        assertThat(desktop.storage().requests().total() - before).isEqualTo(1);
    }

    @Test
    void a_stream_that_grows_for_years_stays_short_and_each_event_is_written_few_times()
            throws Exception {
        long written = 0;
        List<Link> chain = new ArrayList<>();
        var random = new Random(1);
        long seq = 0;
        for (int publishing = 0; publishing < 6000; publishing++) {
            long many = random.nextInt(50) == 0 ? 1 + random.nextInt(300) : 1;
            chain.add(new Link(new Keys.Span("k", seq + 1, seq + many), many * 100));
            seq += many;
            List<Link> tail = List.copyOf(Joining.tail(chain));
            if (tail.size() < MANY) continue;
            for (List<Link> run : Joining.runs(tail)) {
                long first = run.getFirst().span().first();
                long last = run.getLast().span().last();
                Joining.put(
                        chain, new Link(new Keys.Span("k", first, last), (last - first + 1) * 100));
                written += last - first + 1;
            }
            int log = Long.SIZE - Long.numberOfLeadingZeros(seq);
            assertThat(chain.size()).isLessThanOrEqualTo((int) (log + MANY + seq / 10_000));
        }
        assertThat(seq).isGreaterThan(10_000);
        assertThat((double) written / seq).isLessThan(14);
    }

    @Test
    void what_a_joining_asks_for_is_bounded() throws Exception {
        for (int i = 0; i < 300; i++) deck.publish(EMERALD, new byte[] {(byte) i, 1});
        long before = deck.storage().requests().total();
        deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        assertThat(deck.storage().requests().total()).as("one publishing seen").isEqualTo(before);
        play(MANY);
        long after = deck.storage().requests().total();
        assertThat(segments()).contains("1-64", "65-128", "129-192", "193-256");
        assertThat(after - before).isLessThan(MANY * 12L + 4 * 64 + 10);
    }

    /// A reader that stands anywhere, and finds the segments behind it gone.
    @Test
    void who_stands_in_the_middle_of_what_was_joined_goes_on_from_there() throws Exception {
        List<InMemoryRepositoryMemory> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            play(1);
            var its = world.join(store, RepositoryWorld.device(10 + i, "Reader " + i));
            world.player(store, its).look();
            readers.add(its);
        }
        days(8);
        assertThat(segments()).doesNotContain("1-1", "8-8");
        for (InMemoryRepositoryMemory its : readers) {
            long seq = its.streams().get(identity).seq();
            Player reader = world.player(store, its);
            RemoteTree tree = reader.look();
            assertThat(tree.notices()).isEmpty();
            assertThat(tree.pending()).isZero();
            assertThat(tree.saves()).isEqualTo(deck.look().saves());
            assertThat(reader.storage().history(EMERALD)).hasSize(20);
            assertThat(reader.storage().requests().total()).as("from " + seq).isLessThan(12);
        }
    }

    /// Between the listing and the reading, or before the union has arrived.
    @Test
    void who_listed_parts_that_are_gone_finds_the_union() throws Exception {
        play(MANY + 1);
        var dying = new VanishingParts(store, identity);
        var its = world.join(store, RepositoryWorld.device(5, "Reader"));
        Player reader = world.player(dying, its);
        assertThat(reader.look().pending()).isZero();
        assertThat(reader.storage().history(EMERALD)).hasSize(MANY + 1);
        assertThat(dying.vanished()).isTrue();
    }

    @Test
    void replicas_that_deliver_deletions_first_wait_and_lose_nothing() throws Exception {
        play(3);
        var half = world.join(store, RepositoryWorld.device(4, "Half"));
        world.player(store, half).look();
        Map<String, byte[]> early = store.snapshot();
        play(MANY * 2);
        var whole = world.join(store, RepositoryWorld.device(5, "Whole"));
        world.player(store, whole).look();
        Map<String, byte[]> before = store.snapshot();
        days(8);
        play(1);
        Map<String, byte[]> after = new TreeMap<>(store.snapshot());
        Map<SaveId, RemoteSave> expected = deck.look().saves();
        List<String> gone = new ArrayList<>(before.keySet());
        gone.removeAll(after.keySet());
        assertThat(gone).isNotEmpty();
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            boolean old = random.nextInt(4) == 0;
            var replica = new MemoryObjectStore(() -> now);
            (old ? early : before).forEach(replica::place);
            // No part of a union has arrived yet where the deletions come
            List<String> deletions = new ArrayList<>(gone);
            List<String> news = new ArrayList<>(after.keySet());
            news.removeIf(key -> Arrays.equals(after.get(key), replica.snapshot().get(key)));
            for (String key : List.copyOf(after.keySet()))
                if (isUnion(key) && random.nextBoolean()) {
                    replica.remove(key);
                    if (!news.contains(key)) news.add(key);
                }
            Collections.shuffle(deletions, random);
            Collections.shuffle(news, random);
            List<Player> readers =
                    List.of(
                            world.player(replica, half.copy()),
                            world.player(replica, whole.copy()),
                            world.newcomer(replica, 9, "New"));
            int known = 0;
            for (String key : deletions) {
                replica.remove(key);
                known = look(readers, known, "seed " + seed);
            }
            for (String key : news) {
                replica.place(key, after.get(key));
                known = look(readers, known, "seed " + seed);
            }
            for (Player reader : readers) {
                assertThat(reader.look().saves()).as("seed " + seed).isEqualTo(expected);
                assertThat(reader.look().pending()).isZero();
            }
        }
    }

    private static boolean isUnion(String key) {
        if (!key.contains("/events/")) return false;
        String name = key.substring(key.lastIndexOf('/') + 1);
        return !name.substring(0, 12).equals(name.substring(13, 25));
    }

    /// Nobody ever says that something is lost or damaged, and nobody forgets.
    private static int look(List<Player> readers, int knownBefore, String which)
            throws StorageException {
        int known = 0;
        for (Player reader : readers) {
            assertThat(reader.look().notices()).as(which).isEmpty();
            known += reader.storage().history(EMERALD).size();
        }
        assertThat(known).as(which).isGreaterThanOrEqualTo(knownBefore);
        return known;
    }

    @Test
    void a_device_whose_clock_jumps_removes_nothing_too_early() throws Exception {
        play(MANY + 1);
        deckIsWrongBy = Duration.ofDays(365);
        days(1);
        assertThat(segments()).contains("1-1");
        deckIsWrongBy = Duration.ofDays(-365);
        days(1);
        deckIsWrongBy = Duration.ofDays(1);
        days(4);
        assertThat(segments()).as("six days by the storage's clock").contains("1-1");
        days(3);
        assertThat(segments()).doesNotContain("1-1");
    }

    @Test
    void a_device_whose_clock_goes_to_and_fro_removes_nothing_too_early() throws Exception {
        play(MANY + 1);
        for (int i = 0; i < 40; i++) {
            deckIsWrongBy = Duration.ofDays(i % 2);
            now = now.plus(Duration.ofMinutes(10));
            deck.storage().announce("test", 0);
            deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        }
        assertThat(segments()).contains("1-1");
        days(8);
        assertThat(segments()).doesNotContain("1-1");
    }

    /// A folder on the own disk has no clock of its own.
    @Test
    void where_both_clocks_are_one_a_jump_of_it_counts_for_a_day() throws Exception {
        play(MANY + 1);
        now = now.plus(Duration.ofDays(3650));
        deck.storage().announce("test", 0);
        deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        days(5);
        assertThat(segments()).contains("1-1");
        days(1);
        assertThat(segments()).doesNotContain("1-1");
    }

    @Test
    void a_storage_whose_clock_jumps_removes_nothing_too_early() throws Exception {
        play(MANY + 1);
        now = now.plus(Duration.ofDays(30));
        deckIsWrongBy = Duration.ofDays(-30);
        deck.storage().announce("test", 0);
        deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        assertThat(segments()).contains("1-1");
        days(6);
        assertThat(segments()).contains("1-1");
        days(1);
        assertThat(segments()).doesNotContain("1-1");
    }

    @Test
    void after_a_crash_between_any_two_steps_all_can_be_read_and_the_work_is_done()
            throws Exception {
        for (long stopAfter = 0; stopAfter < 40; stopAfter++) {
            start();
            for (int i = 0; i <= MANY; i++) deck.publish(EMERALD, new byte[] {(byte) i});
            memory.note("publishings", "- " + (MANY + 1));
            tidyDying(stopAfter);
            seenWhole(MANY + 1);
            deck = deckWith(memory);
            play(1);
            memory.note("publishings", "- " + (MANY + 1));
            deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
            for (int day = 0; day < 8; day++) {
                now = now.plus(Duration.ofDays(1));
                deck.storage().announce("test", 0);
                tidyDying(stopAfter);
                seenWhole(MANY + 2);
            }
            days(8);
            seenWhole(MANY + 2);
            assertThat(segments()).as("stopped after " + stopAfter).doesNotContain("1-1", "8-8");
        }
    }

    private void tidyDying(long stopAfter) {
        var dying = FaultyObjectStore.stoppingAfter(store, stopAfter);
        var settings = new Settings(work, 1, () -> now, world::uuid);
        try {
            world.player(dying, memory, settings).storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        } catch (StorageException e) {
            assertThat(e).isInstanceOf(StorageException.Unavailable.class);
        }
    }

    private void seenWhole(int revisions) throws StorageException {
        Player reader = world.newcomer(store, 7, "Reader");
        RemoteTree tree = reader.look();
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(reader.storage().history(EMERALD)).hasSize(revisions);
    }

    @Test
    void a_copied_home_that_joins_too_does_no_harm() throws Exception {
        for (int i = 0; i <= MANY; i++) deck.publish(EMERALD, new byte[] {(byte) i});
        var copied = memory.copy();
        Player clone = deckWith(copied);
        for (var its : List.of(memory, copied)) its.note("publishings", "- " + (MANY + 1));
        deck.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        Map<String, byte[]> once = store.snapshot();
        clone.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        assertThat(store.snapshot().keySet()).isEqualTo(once.keySet());
        play(MANY + 2);
        days(9);
        clone.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
        seenWhole(2 * MANY + 3);
        assertThat(clone.look().notices()).hasSize(1);
        clone.publish(EMERALD, new byte[] {77});
        seenWhole(2 * MANY + 4);
    }

    @Test
    void a_home_that_was_put_back_removes_only_what_can_be_read_without_it() throws Exception {
        play(MANY + 1);
        days(5);
        var old = memory.copy();
        play(2 * MANY);
        Player again = deckWith(old);
        for (int i = 0; i < 9; i++) {
            now = now.plus(Duration.ofDays(1));
            again.storage().announce("test", 0);
            again.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
            seenWhole(3 * MANY + 1);
        }
    }

    @Test
    void the_parts_of_a_damaged_union_stay() throws Exception {
        play(MANY + 1);
        String union = Keys.segment(identity, 1, MANY);
        byte[] bytes = store.snapshot().get(union);
        bytes[bytes.length / 2] ^= 1;
        store.place(union, bytes);
        days(20);
        assertThat(segments()).contains("1-1");
        seenWhole(MANY + 1);
    }

    @Test
    void a_union_that_claims_to_stand_for_something_else_is_not_followed() throws Exception {
        play(MANY + 1);
        var reader = new StreamReader(store);
        String key = Keys.segment(identity, 1, MANY);
        Segment union =
                reader.whole(identity, Keys.span(identity, key).orElseThrow())
                        .orElseThrow()
                        .segment();
        var parts = new ArrayList<>(union.parts());
        parts.set(
                MANY - 1,
                new Segment.Part(MANY, app.savepoint.core.save.ContentHash.of(new byte[] {1})));
        var forged =
                new Segment(identity, 1, null, union.writeId(), parts, union.events()).encode();
        store.place(key, forged);
        Map<String, byte[]> all = store.snapshot();
        for (int i = 1; i <= MANY; i++) store.remove(Keys.segment(identity, i, i));
        Player late = world.newcomer(store, 3, "Late");
        assertThat(late.look().pending()).isPositive();
        store.restore(all);
        store.remove(key);
        Player other = world.newcomer(store, 4, "Other");
        assertThat(other.look().pending()).isZero();
    }
}
