package app.savepoint.core.storage.repository;

import static app.savepoint.core.storage.repository.RepositoryWorld.KEEP_ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.LooseObjectStore;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpoints: written now and then, read by devices that know nothing yet, trusted by nobody.
class CheckpointTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");
    private static final Housework OFTEN =
            new Housework(8, Duration.ofDays(1), 10, Duration.ofDays(7));

    @TempDir Path work;
    private Instant now = RepositoryWorld.NOW;
    private MemoryObjectStore store;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private InMemoryRepositoryMemory desktopMemory;
    private Player deck;
    private Player desktop;

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore(() -> now);
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        desktopMemory = world.join(store, RepositoryWorld.device(2, "Desktop"));
        deck = player(memory);
        desktop = player(desktopMemory);
        deck.look();
    }

    private Player player(InMemoryRepositoryMemory its) {
        return world.player(store, its, new Settings(work, 1, () -> now, world::uuid, OFTEN));
    }

    private Player newcomer(MemoryObjectStore at, int number, String name) throws StorageException {
        return world.player(
                at,
                world.join(at, RepositoryWorld.device(number, name)),
                new Settings(work, 1, () -> now, world::uuid, OFTEN));
    }

    private static void tidy(Player player) throws StorageException {
        player.storage().tidy(KEEP_ALL, () -> Hlc.ZERO);
    }

    private void play(Player player, SaveId save, int times) throws StorageException {
        for (int i = 0; i < times; i++) {
            player.publish(save, new byte[] {(byte) i});
            tidy(player);
        }
    }

    private byte[] checkpoint() {
        return store.snapshot().get(Keys.CHECKPOINT);
    }

    private UUID repository() {
        return memory.repository().orElseThrow().id();
    }

    private Map<DeviceId, Long> vector() throws Malformed {
        assertThat(checkpoint()).isNotNull();
        try (Checkpoint read = Checkpoint.read(checkpoint(), repository())) {
            Map<DeviceId, Long> vector = new java.util.TreeMap<>();
            read.vector().forEach((device, at) -> vector.put(device, at.seq()));
            return vector;
        }
    }

    private static List<String> earlier(MemoryObjectStore store) {
        return store.snapshot().keySet().stream()
                .filter(key -> key.startsWith(Keys.EARLIER))
                .toList();
    }

    @Test
    void it_is_written_after_so_many_events_or_a_week_and_not_before() throws Exception {
        play(deck, EMERALD, 9);
        assertThat(checkpoint()).isNull();
        play(deck, EMERALD, 1);
        assertThat(vector()).containsOnly(Map.entry(deck.device().id(), 10L));
        play(deck, EMERALD, 3);
        assertThat(vector()).containsOnly(Map.entry(deck.device().id(), 10L));
        for (int i = 0; i < 8; i++) {
            now = now.plus(Duration.ofDays(1));
            deck.storage().announce("test", 0);
            tidy(deck);
        }
        assertThat(vector()).containsOnly(Map.entry(deck.device().id(), 13L));
        Map<String, byte[]> then = store.snapshot();
        for (int i = 0; i < 8; i++) {
            now = now.plus(Duration.ofDays(1));
            tidy(deck);
        }
        assertThat(store.snapshot().get(Keys.CHECKPOINT)).isEqualTo(then.get(Keys.CHECKPOINT));
    }

    @Test
    void a_new_device_reads_the_streams_from_it_and_what_came_after_from_segments()
            throws Exception {
        play(deck, EMERALD, 25);
        desktop.look();
        play(desktop, ZELDA, 12);
        deck.look();
        play(deck, EMERALD, 1);
        Player late = newcomer(store, 5, "Late");
        RemoteTree tree = late.look();
        assertThat(tree.saves()).isEqualTo(deck.look().saves());
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(late.storage().history(EMERALD)).hasSize(26);
        assertThat(late.storage().history(ZELDA)).hasSize(12);
        assertThat(vector()).hasSize(2);
        Map<String, byte[]> without = store.snapshot();
        without.remove(Keys.CHECKPOINT);
        var bare = new MemoryObjectStore(() -> now);
        bare.restore(without);
        Player other = newcomer(bare, 6, "Other");
        other.look();
        assertThat(late.storage().requests().total())
                .isLessThan(other.storage().requests().total() - 5);
        play(deck, EMERALD, 1);
        assertThat(late.look().pending()).isZero();
        assertThat(late.storage().history(EMERALD)).hasSize(27);
    }

    /// Segments that are gone from the storage prove that it is the checkpoint that was read.
    @Test
    void what_it_holds_need_not_be_there_any_more() throws Exception {
        play(deck, EMERALD, 10);
        for (String key : store.snapshot().keySet())
            if (key.contains("/events/")) store.remove(key);
        Player late = newcomer(store, 5, "Late");
        assertThat(late.look().pending()).isZero();
        assertThat(late.storage().history(EMERALD)).hasSize(10);
        assertThat(late.look().notices()).isEmpty();
    }

    @Test
    void whoever_knows_something_does_not_ask_for_it() throws Exception {
        desktop.look();
        play(desktop, ZELDA, 1);
        play(deck, EMERALD, 10);
        assertThat(checkpoint()).isNotNull();
        long with = requestsOfALook(store);
        var without = new MemoryObjectStore(() -> now);
        without.restore(store.snapshot());
        without.remove(Keys.CHECKPOINT);
        assertThat(with).isEqualTo(requestsOfALook(without));
    }

    private long requestsOfALook(MemoryObjectStore at) throws StorageException {
        Player again =
                world.player(
                        at,
                        desktopMemory.copy(),
                        new Settings(work, 1, () -> now, world::uuid, OFTEN));
        again.look();
        return again.storage().requests().total();
    }

    @Test
    void one_that_says_less_of_any_stream_never_replaces_one_that_says_more() throws Exception {
        play(deck, EMERALD, 10);
        InMemoryRepositoryMemory old = memory.copy();
        desktop.look();
        play(desktop, ZELDA, 11);
        Map<DeviceId, Long> both = vector();
        assertThat(both.values()).containsExactly(10L, 11L);
        // The deck goes on, and has not heard of the desktop
        String theirs = desktop.device().id().toString();
        var partial = new MemoryObjectStore(() -> now);
        store.snapshot()
                .forEach((key, bytes) -> {
                    if (!key.contains(theirs)) partial.place(key, bytes);
                });
        Player lonely = world.player(partial, old);
        lonely.publish(EMERALD, new byte[] {99});
        partial.snapshot().forEach(store::place);
        new Checkpoints(store, old, world.settings()).write(0);
        assertThat(vector()).isEqualTo(both);
        Player again = world.player(store, old);
        again.look();
        new Checkpoints(store, old, world.settings()).write(0);
        assertThat(vector().values()).containsExactly(11L, 11L);
    }

    @Test
    void it_stops_before_the_first_event_that_still_waits() throws Exception {
        play(deck, EMERALD, 5);
        desktop.look();
        play(desktop, EMERALD, 1);
        play(desktop, ZELDA, 11);
        var partial = new MemoryObjectStore(() -> now);
        store.snapshot()
                .forEach((key, bytes) -> {
                    if (!key.contains(deck.device().id().toString())
                            && !key.equals(Keys.CHECKPOINT)) partial.place(key, bytes);
                });
        var its = world.join(partial, RepositoryWorld.device(7, "Partial"));
        Player reader =
                world.player(partial, its, new Settings(work, 1, () -> now, world::uuid, OFTEN));
        assertThat(reader.look().pending()).isEqualTo(1);
        new Checkpoints(partial, its, world.settings()).write(0);
        assertThat(partial.snapshot()).doesNotContainKey(Keys.CHECKPOINT);
    }

    @Test
    void earlier_ones_are_kept_and_not_too_many_of_them() throws Exception {
        for (int i = 0; i < 6; i++) {
            now = now.plus(Duration.ofHours(1));
            play(deck, EMERALD, 10);
        }
        assertThat(earlier(store)).hasSize(3).last().asString().endsWith("T140000Z.db");
    }

    // Several who make one.

    /// The deck's way to the storage: something happens when it has seen which checkpoint is there,
    /// and before it writes its own.
    private static final class BetweenReadAndWrite extends ForwardingObjectStore {
        private final Happens happens;

        interface Happens {
            void now() throws StorageException;
        }

        BetweenReadAndWrite(ObjectStore store, Happens happens) {
            super(store);
            this.happens = happens;
        }

        @Override
        public ETag put(String key, Content content, Precondition expected)
                throws StorageException {
            if (key.equals(Keys.CHECKPOINT)) happens.now();
            return super.put(key, content, expected);
        }
    }

    private void deckAndDesktopWriteAtOnce(LooseObjectStore.Conditions conditions)
            throws Exception {
        play(desktop, ZELDA, 5);
        deck.look();
        deck.publish(EMERALD, new byte[] {50});
        // The desktop knows all of it, and more of itself; the deck began before that
        var between =
                new BetweenReadAndWrite(
                        store,
                        () -> {
                            desktop.publish(ZELDA, new byte[] {60});
                            desktop.look();
                            new Checkpoints(store, desktopMemory, world.settings()).write(0);
                        });
        new Checkpoints(conditions.over(between), memory, world.settings()).write(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_two_who_make_one_at_once_the_slower_does_not_replace_what_it_never_saw(boolean first)
            throws Exception {
        play(deck, EMERALD, first ? 4 : 10);
        assertThat(checkpoint() == null).isEqualTo(first);

        deckAndDesktopWriteAtOnce(LooseObjectStore.Conditions.KEPT);

        assertThat(vector()).containsValues(first ? 5L : 11L, 6L);
        newcomerFinds(checkpoint());
    }

    @Test
    void where_conditions_are_passed_over_one_that_says_less_harms_nobody_and_is_replaced_in_time()
            throws Exception {
        play(deck, EMERALD, 10);

        deckAndDesktopWriteAtOnce(LooseObjectStore.Conditions.PASSED_OVER);

        assertThat(vector()).containsValues(11L, 5L);
        newcomerFinds(checkpoint());
        desktop.publish(ZELDA, new byte[] {61});
        new Checkpoints(store, desktopMemory, world.settings()).write(0);
        assertThat(vector()).containsValues(11L, 7L);
    }

    // How much is gathered.

    @Test
    void a_stream_in_too_many_pieces_is_to_be_joined_first() throws Exception {
        for (int i = 0; i < 256; i++) deck.publish(EMERALD, new byte[] {(byte) i});
        new Checkpoints(store, memory, world.settings()).write(0);
        assertThat(vector()).containsValue(256L);
        store.remove(Keys.CHECKPOINT);

        deck.publish(EMERALD, new byte[] {1, 1});
        new Checkpoints(store, memory, world.settings()).write(0);
        assertThat(checkpoint()).isNull();

        DeviceId id = deck.device().id();
        new Joining(store, world.settings()).join(id, store.list(Keys.events(id)), 257);
        new Checkpoints(store, memory, world.settings()).write(0);
        assertThat(vector()).containsValue(257L);
    }

    @Test
    void no_more_segments_are_asked_for_than_a_storage_of_many_devices_may_have() throws Exception {
        for (int number = 0; number < 16; number++) others(10 + number, number == 0 ? 255 : 256);
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        new Checkpoints(store, memory, world.settings()).write(0);
        assertThat(vector()).hasSize(17);
        store.remove(Keys.CHECKPOINT);

        deck.publish(EMERALD, new byte[] {2});
        new Checkpoints(store, memory, world.settings()).write(0);
        assertThat(checkpoint()).isNull();
    }

    /// A device with as many segments of one event each.
    private void others(int number, int segments) throws StorageException {
        Device device = RepositoryWorld.device(number, "D" + number);
        UUID owner = memory.repository().orElseThrow().owner();
        SaveId save = SaveId.main("gba", "Game " + number);
        ContentHash before = null;
        Set<RevisionId> parents = Set.of();
        for (int seq = 1; seq <= segments; seq++) {
            var revision =
                    new Revision(
                            new RevisionId(world.uuid()),
                            save,
                            parents,
                            device.id(),
                            new Hlc(RepositoryWorld.NOW.toEpochMilli(), seq),
                            null,
                            false);
            var segment =
                    new Segment(
                            device.id(),
                            seq,
                            before,
                            world.uuid(),
                            List.of(Events.publishing(revision, device.id(), seq, 1, owner)));
            byte[] object = segment.encode();
            store.place(segment.key(), object);
            before = ContentHash.of(object);
            parents = Set.of(revision.id());
            if (seq == segments)
                store.place(
                        Keys.head(device.id()),
                        new HeadFile(device, seq, seq, before, segment.writeId()).encode());
        }
    }

    // What nobody trusts.

    private Player newcomerFinds(byte[] object) throws StorageException {
        store.place(Keys.CHECKPOINT, object);
        Player late = newcomer(store, 9, "Late");
        RemoteTree tree = late.look();
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(tree.saves()).isEqualTo(deck.look().saves());
        assertThat(late.storage().history(EMERALD)).isEqualTo(deck.storage().history(EMERALD));
        return late;
    }

    @Test
    void one_that_is_damaged_anywhere_hinders_nobody() throws Exception {
        play(deck, EMERALD, 11);
        byte[] whole = checkpoint();
        var random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            int from = random.nextInt(bytes.length);
            int many = 1 + random.nextInt(i % 3 == 0 ? 400 : 3);
            for (int at = from; at < Math.min(bytes.length, from + many); at++)
                bytes[at] = (byte) random.nextInt(256);
            newcomerFinds(bytes);
        }
        for (int length : new int[] {0, 1, 99, 100, 4096, whole.length / 2, whole.length - 1})
            newcomerFinds(Arrays.copyOf(whole, length));
        newcomerFinds("not a database at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void one_with_anything_else_in_it_is_passed_over() throws Exception {
        play(deck, EMERALD, 11);
        byte[] whole = checkpoint();
        for (String evil :
                List.of(
                        "CREATE TRIGGER t AFTER INSERT ON about BEGIN DELETE FROM segment; END",
                        "CREATE VIEW v AS SELECT * FROM segment",
                        "CREATE TABLE more (a)",
                        "CREATE INDEX i ON segment (last)",
                        "DROP TABLE segment; CREATE VIEW segment AS SELECT randomblob(1000000000)"
                                + " AS object, '"
                                + deck.device().id()
                                + "' AS device,"
                                + " 1 AS first, 1 AS last",
                        "UPDATE about SET format = 2",
                        "UPDATE about SET repository = 'x'",
                        "DELETE FROM about",
                        "UPDATE segment SET device = 'nobody'",
                        "UPDATE segment SET first = -1 WHERE first = 1",
                        "UPDATE segment SET object = zeroblob(40000000) WHERE first = 1"))
            assertThatThrownBy(() -> Checkpoint.read(changed(whole, evil), repository()).close())
                    .as(evil)
                    .isInstanceOf(Malformed.class);
        newcomerFinds(changed(whole, "CREATE VIEW v AS SELECT * FROM segment"));
    }

    @Test
    void one_that_is_wrong_in_what_it_says_is_corrected_by_heads_and_segments() throws Exception {
        play(deck, EMERALD, 11);
        byte[] whole = checkpoint();
        newcomerFinds(changed(whole, "UPDATE vector SET seq = 1000000"));
        newcomerFinds(changed(whole, "DELETE FROM vector"));
        newcomerFinds(changed(whole, "DELETE FROM segment WHERE first > 4"));
        newcomerFinds(changed(whole, "UPDATE segment SET object = x'00' WHERE first = 9"));
        newcomerFinds(
                changed(
                        whole,
                        "UPDATE segment SET object = (SELECT object FROM segment WHERE first = 1)"
                                + " WHERE first = 9"));
        // Another story of the same device, told consistently
        var elsewhere = new MemoryObjectStore(() -> now);
        store.snapshot()
                .forEach((key, bytes) -> {
                    if (key.equals(Keys.MARKER) || key.startsWith(Keys.REPOSITORY))
                        elsewhere.place(key, bytes);
                });
        var its = world.join(elsewhere, RepositoryWorld.device(1, "Deck"));
        Player liar =
                world.player(elsewhere, its, new Settings(work, 1, () -> now, world::uuid, OFTEN));
        liar.look();
        play(liar, ZELDA, 10);
        assertThat(its.repository().orElseThrow().id()).isEqualTo(repository());
        newcomerFinds(elsewhere.snapshot().get(Keys.CHECKPOINT));
    }

    @Test
    void one_that_claims_everything_does_not_keep_a_true_one_from_being_written() throws Exception {
        play(deck, EMERALD, 11);
        store.place(
                Keys.CHECKPOINT,
                changed(
                        checkpoint(),
                        "UPDATE vector SET seq = 1000000; DELETE FROM segment WHERE first > 3"));
        play(deck, EMERALD, 10);
        assertThat(vector().get(deck.device().id())).isEqualTo(20L);
        store.place(Keys.CHECKPOINT, new byte[] {1, 2, 3});
        play(deck, EMERALD, 10);
        assertThat(vector().get(deck.device().id())).isEqualTo(30L);
    }

    @Test
    void one_that_is_far_too_long_is_not_read_to_its_end_and_replaced() throws Exception {
        play(deck, EMERALD, 10);
        var read = new AtomicLong();
        var endless =
                new ForwardingObjectStore(store) {
                    @Override
                    public Optional<StoredObject> get(String key, ByteRange range)
                            throws StorageException {
                        Optional<StoredObject> found = super.get(key, range);
                        return !key.equals(Keys.CHECKPOINT)
                                ? found
                                : found.map(it -> new StoredObject(it.info(), zeros(read)));
                    }
                };
        deck.publish(EMERALD, new byte[] {1});
        new Checkpoints(endless, memory, world.settings()).write(0);
        assertThat(vector()).containsValue(11L);
        assertThat(read.get()).isBetween((long) Checkpoint.LONGEST, Checkpoint.LONGEST + 100_000L);
    }

    private static InputStream zeros(AtomicLong read) {
        return new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                read.addAndGet(length);
                return length;
            }
        };
    }

    @Test
    void a_crash_while_it_is_written_leaves_one_or_the_other() throws Exception {
        for (long stopAfter = 0; stopAfter < 30; stopAfter++) {
            start();
            play(deck, EMERALD, 15);
            play(deck, EMERALD, 4);
            deck.publish(EMERALD, new byte[] {7});
            var dying =
                    world.player(
                            FaultyObjectStore.stoppingAfter(store, stopAfter),
                            memory,
                            new Settings(work, 1, () -> now, world::uuid, OFTEN));
            try {
                tidy(dying);
            } catch (StorageException e) {
                assertThat(e).isInstanceOf(StorageException.Unavailable.class);
            }
            assertThat(vector().get(deck.device().id())).isIn(10L, 20L);
            newcomerFinds(checkpoint());
            tidy(deck);
            assertThat(vector().get(deck.device().id())).isEqualTo(20L);
        }
    }

    private byte[] changed(byte[] whole, String sql) throws Exception {
        Path file = Files.createTempFile(work, "checkpoint", ".db");
        Files.write(file, whole);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String one : sql.contains("TRIGGER") ? List.of(sql) : List.of(sql.split(";")))
                statement.executeUpdate(one);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return Files.readAllBytes(file);
    }
}
