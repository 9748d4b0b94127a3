package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.LooseObjectStore.Conditions;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Clones, restored homes, and storages that were put back, whatever conditions are worth there.
@ParameterizedClass
@EnumSource(Conditions.class)
class IdentityTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    @TempDir Path work;
    @Parameter Conditions conditions;
    private MemoryObjectStore store;
    private ObjectStore way;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private DeviceId identity;

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore();
        way = conditions.over(store);
        world = new RepositoryWorld(work, 1);
        memory = world.join(way, RepositoryWorld.device(1, "Deck"));
        deck = world.player(way, memory);
        identity = memory.self().id();
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
    }

    @Test
    void of_two_homes_with_one_identity_the_second_to_publish_takes_another() throws Exception {
        var clonedMemory = memory.copy();
        Player clone = world.player(way, clonedMemory);
        deck.publish(EMERALD, new byte[] {2});

        RemoteTree tree = clone.look();

        assertThat(codes(tree)).containsExactly("device.renewed");
        assertThat(clonedMemory.self().id()).isNotEqualTo(identity);
        assertThat(clonedMemory.self().name()).isEqualTo("Deck");
        assertThat(clone.content(EMERALD)).containsExactly(2);
        clone.publish(EMERALD, new byte[] {3});
        assertThat(codes(deck.look())).isEmpty();
        assertThat(memory.self().id()).isEqualTo(identity);
        assertThat(deck.content(EMERALD)).containsExactly(3);
        assertThat(codes(clone.look())).isEmpty();
    }

    @Test
    void clones_that_publish_in_the_same_moment_write_no_number_twice() throws Exception {
        // See LooseConditionsTest for what becomes of it there
        assumeTrue(conditions != Conditions.PASSED_OVER);
        var clonedMemory = memory.copy();
        Player clone = world.player(way, clonedMemory);
        deck.look();
        clone.look();
        // The clone's segment comes between the other's last look and its segment.
        Draft mine = deck.draft(EMERALD, new byte[] {2});
        Draft other = clone.draft(ZELDA, new byte[] {3});
        Draft interrupted =
                new Draft(
                        mine.revision(),
                        mine.expectedHeads(),
                        file -> {
                            clone.storage().publish(List.of(other));
                            return mine.source().open(file);
                        });
        assertThat(deck.storage().publish(List.of(interrupted)))
                .as("to be planned again")
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
        assertThat(memory.self().id()).isNotEqualTo(identity);
        deck.look();
        deck.publish(EMERALD, new byte[] {2});
        clone.look();
        assertThat(clone.content(EMERALD)).containsExactly(2);
        assertThat(deck.content(ZELDA)).containsExactly(3);
    }

    @Test
    void also_where_a_look_comes_between() throws Exception {
        Player clone = world.player(way, memory.copy());
        // A save of its own, before which the deck looks again
        Draft mine = deck.draft(ZELDA, new byte[] {2});
        Draft interrupted =
                new Draft(
                        mine.revision(),
                        mine.expectedHeads(),
                        file -> {
                            clone.publish(EMERALD, new byte[] {3});
                            return mine.source().open(file);
                        });
        assertThatThrownBy(() -> deck.storage().publish(List.of(interrupted)))
                .isInstanceOf(StorageException.ChangedMeanwhile.class);
        assertThat(memory.self().id()).isNotEqualTo(identity);
        deck.look();
        deck.publish(ZELDA, new byte[] {2});
        clone.look();
        assertThat(clone.content(ZELDA)).containsExactly(2);
        assertThat(deck.content(EMERALD)).containsExactly(3);
    }

    @Test
    void a_segment_that_someone_else_put_under_the_own_number_is_never_replaced() throws Exception {
        // See LooseConditionsTest for what becomes of it there
        assumeTrue(conditions != Conditions.PASSED_OVER);
        String key = Keys.segment(identity, 2, 2);
        store.place(key, new byte[] {1, 2, 3});
        Draft draft = deck.draft(ZELDA, new byte[] {2});
        assertThat(deck.storage().publish(List.of(draft)))
                .as("to be planned again")
                .singleElement()
                .isInstanceOf(Published.Superseded.class);
        assertThat(store.snapshot().get(key)).containsExactly(1, 2, 3);
        assertThat(codes(deck.storage().remembered())).containsExactly("device.renewed");
        assertThat(memory.self().id()).isNotEqualTo(identity);
        assertThat(memory.intent()).isEmpty();
        deck.publish(ZELDA, new byte[] {2});
        assertThat(world.newcomer(way, 2, "Desktop").look().saves())
                .containsOnlyKeys(EMERALD, ZELDA);
    }

    @Test
    void a_home_that_was_put_back_goes_on_under_a_new_identity_and_sees_all() throws Exception {
        var old = memory.copy();
        deck.publish(EMERALD, new byte[] {2});
        deck.publish(ZELDA, new byte[] {3});

        Player restored = world.player(way, old);
        assertThat(codes(restored.look())).containsExactly("device.renewed");
        assertThat(restored.content(EMERALD)).containsExactly(2);
        assertThat(restored.content(ZELDA)).containsExactly(3);
        assertThat(restored.look().notices()).isEmpty();
    }

    /// A storage copied between the segment and its head, and put back later: the segments say all.
    @Test
    void a_head_file_that_alone_went_back_is_written_again() throws Exception {
        String head = Keys.head(identity);
        byte[] before = store.snapshot().get(head);
        deck.publish(EMERALD, new byte[] {2});
        store.place(head, before);

        assertThat(codes(deck.look())).doesNotContain("device.renewed");
        assertThat(memory.self().id()).isEqualTo(identity);
        Player desktop = world.newcomer(way, 2, "Desktop");
        desktop.look();
        assertThat(desktop.content(EMERALD)).containsExactly(2);
        assertThat(desktop.heads(EMERALD)).isEqualTo(deck.heads(EMERALD));
    }

    @Test
    void a_home_that_lost_its_memory_but_not_its_identity_adopts_its_stream() throws Exception {
        var fresh = world.join(way, RepositoryWorld.device(1, "Deck"));
        Player again = world.player(way, fresh);
        assertThat(again.look().notices()).isEmpty();
        again.publish(EMERALD, new byte[] {2});
        assertThat(fresh.self().id()).isEqualTo(identity);
        assertThat(fresh.streams().get(identity).seq()).isEqualTo(2);
    }

    @Test
    void a_storage_that_was_put_back_is_said_and_what_it_lost_can_be_published_again()
            throws Exception {
        Player desktop = world.newcomer(way, 2, "Desktop");
        desktop.look();
        Map<String, byte[]> backup = store.snapshot();
        Revision first = deck.storage().history(EMERALD).getFirst();
        Revision lost = deck.publish(EMERALD, new byte[] {2});
        desktop.look();
        assertThat(desktop.content(EMERALD)).containsExactly(2);
        store.restore(backup);

        RemoteTree tree = desktop.look();

        assertThat(codes(tree)).containsExactly("storage.rolled-back");
        assertThat(tree.saves().get(EMERALD).heads()).containsExactly(Head.of(first));
        assertThat(tree.pending()).isZero();
        assertThat(desktop.storage().lineage(first.id(), lost.id())).isEqualTo(Lineage.ANCESTOR);
        assertThat(codes(desktop.look())).isEmpty();

        // Whoever still has it publishes it again; a parent that was lost is stepped over.
        Draft again = desktop.draft(EMERALD, lost.manifest(), Map.of(Role.MAIN, new byte[] {2}));
        Revision onTop =
                new Revision(
                        again.revision().id(),
                        EMERALD,
                        Set.of(lost.id()),
                        again.revision().device(),
                        again.revision().time(),
                        again.revision().manifest(),
                        false);
        desktop.accepted(new Draft(onTop, Set.of(first.id()), again.source()));

        assertThat(codes(deck.look())).contains("device.renewed", "storage.rolled-back");
        assertThat(memory.self().id()).isNotEqualTo(identity);
        assertThat(deck.heads(EMERALD)).isEqualTo(desktop.heads(EMERALD)).hasSize(1);
        assertThat(deck.content(EMERALD)).containsExactly(2);
        Player newcomer = world.newcomer(way, 3, "New");
        assertThat(newcomer.look().pending()).isZero();
        assertThat(newcomer.heads(EMERALD)).isEqualTo(deck.heads(EMERALD));
        deck.publish(ZELDA, new byte[] {7});
        assertThat(newcomer.look().notices()).isEmpty();
        assertThat(newcomer.content(ZELDA)).containsExactly(7);
    }

    @Test
    void a_storage_from_before_a_device_joined_shows_nothing_of_it() throws Exception {
        var emptyStore = new MemoryObjectStore();
        for (var entry : store.snapshot().entrySet())
            if (entry.getKey().equals(Keys.MARKER) || entry.getKey().startsWith(Keys.REPOSITORY))
                emptyStore.place(entry.getKey(), entry.getValue());
        Player desktop = world.newcomer(way, 2, "Desktop");
        desktop.look();
        store.restore(emptyStore.snapshot());
        RemoteTree tree = desktop.look();
        assertThat(codes(tree)).containsExactly("storage.rolled-back");
        assertThat(tree.saves()).isEmpty();
        assertThat(desktop.look().notices()).isEmpty();
        assertThat(codes(deck.look())).contains("device.renewed");
        deck.publish(EMERALD, new byte[] {1});
        assertThat(desktop.look().saves()).containsOnlyKeys(EMERALD);
    }

    @Test
    void a_head_file_alone_that_goes_back_or_away_takes_nothing_with_it() throws Exception {
        String key = Keys.head(identity);
        byte[] before = store.snapshot().get(key);
        deck.publish(EMERALD, new byte[] {2});
        byte[] now = store.snapshot().get(key);
        Player desktop = world.newcomer(way, 2, "Desktop");
        desktop.look();

        store.place(key, before);
        assertThat(codes(desktop.look())).isEmpty();
        assertThat(desktop.content(EMERALD)).containsExactly(2);
        store.remove(key);
        assertThat(codes(desktop.look())).containsExactly("storage.head-missing");
        assertThat(desktop.content(EMERALD)).containsExactly(2);
        assertThat(codes(desktop.look())).isEmpty();

        deck.look();
        assertThat(memory.self().id()).as("its stream is whole").isEqualTo(identity);
        assertThat(store.snapshot().get(key)).isEqualTo(now);
        assertThat(desktop.look().pending()).isZero();
        store.place(key, new byte[] {5});
        deck.look();
        assertThat(store.snapshot().get(key)).isEqualTo(now);
    }

    @Test
    void a_stream_that_comes_back_is_found_again() throws Exception {
        Player desktop = world.newcomer(way, 2, "Desktop");
        Map<String, byte[]> backup = store.snapshot();
        deck.publish(EMERALD, new byte[] {2});
        Map<String, byte[]> now = store.snapshot();
        desktop.look();
        store.restore(backup);
        desktop.look();
        store.restore(now);
        assertThat(codes(desktop.look())).isEmpty();
        assertThat(desktop.content(EMERALD)).containsExactly(2);
    }

    @Test
    void segments_that_were_joined_are_read_as_well() throws Exception {
        Player half = world.newcomer(way, 2, "Half");
        half.look();
        for (int i = 2; i <= 4; i++) deck.publish(EMERALD, new byte[] {(byte) i});
        Player all = world.newcomer(way, 3, "All");
        all.look();

        // As a later version joins them: the union first, then the head, then the parts go.
        var reader = new StreamReader(store);
        var events = reader.readOn(identity, null, StreamReader.Position.START, 4).events();
        var union = new Segment(identity, 1, null, world.uuid(), events);
        byte[] object = union.encode();
        store.place(union.key(), object);
        var digest = ContentHash.of(object);
        var head = new HeadFile(memory.self(), 1, 4, digest, world.uuid());
        store.place(Keys.head(identity), head.encode());
        for (int i = 1; i <= 4; i++) store.remove(Keys.segment(identity, i, i));

        for (Player player : List.of(half, all, world.newcomer(way, 4, "New"))) {
            RemoteTree tree = player.look();
            assertThat(tree.notices()).isEmpty();
            assertThat(tree.pending()).isZero();
            assertThat(player.content(EMERALD)).containsExactly(4);
            assertThat(player.storage().history(EMERALD)).hasSize(4);
        }
        var next =
                Events.publishing(
                        deck.draft(ZELDA, new byte[] {9}).revision(),
                        identity,
                        5,
                        1,
                        memory.repository().orElseThrow().owner());
        var further = new Segment(identity, 5, digest, world.uuid(), List.of(next));
        store.place(further.key(), further.encode());
        var newHead =
                new HeadFile(memory.self(), 5, 5, ContentHash.of(further.encode()), world.uuid());
        store.place(Keys.head(identity), newHead.encode());
        assertThat(half.look().saves()).containsKey(ZELDA);
    }

    /// More than is folded at once: what others continue of it lies in the second part.
    @Test
    void a_long_stream_that_went_back_is_read_anew_and_nothing_waits_afterwards() throws Exception {
        publishAtOnce(2, 2000);
        publishAtOnce(2002, 2000);
        publishAtOnce(4002, 500);
        Player desktop = world.newcomer(way, 2, "Desktop");
        desktop.look();
        desktop.publish(game(4400), new byte[] {2});
        Player phone = world.newcomer(way, 3, "Phone");
        Map<String, byte[]> backup = store.snapshot();
        publishAtOnce(4502, 1);
        phone.look();
        store.restore(backup);

        RemoteTree tree = phone.look();

        assertThat(codes(tree)).containsExactly("storage.rolled-back");
        assertThat(tree.pending()).isZero();
        assertThat(phone.content(game(4400))).containsExactly(2);
        assertThat(tree.saves()).hasSize(4501).isEqualTo(desktop.look().saves());
    }

    private static SaveId game(long number) {
        return SaveId.main("gba", "Game " + number);
    }

    /// Appends a segment of deletions to the deck's stream, and its head.
    private void publishAtOnce(long first, int count) throws Exception {
        List<StoredEvent> events = new ArrayList<>();
        for (long seq = first; seq < first + count; seq++)
            events.add(
                    Events.publishing(
                            deck.draft(game(seq), null, Map.of(), Set.of()).revision(),
                            identity,
                            seq,
                            1,
                            memory.repository().orElseThrow().owner()));
        String before = Keys.head(identity);
        ContentHash previous = HeadFile.decode(store.snapshot().get(before), identity).digest();
        var segment = new Segment(identity, first, previous, world.uuid(), events);
        store.place(segment.key(), segment.encode());
        store.place(
                before,
                new HeadFile(
                                memory.self(),
                                first,
                                segment.last(),
                                ContentHash.of(segment.encode()),
                                segment.writeId())
                        .encode());
    }

    private static List<String> codes(RemoteTree tree) {
        return new ArrayList<>(tree.notices().stream().map(Notice::code).toList());
    }
}
