package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.LooseObjectStore.Conditions;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two copies of one home that publish in the same moment, where conditions do not keep them apart:
/// whatever of the two is left in the storage, everyone comes to see all that was played.
@ParameterizedClass
@EnumSource(
        value = Conditions.class,
        names = {"RACED", "PASSED_OVER"})
class LooseConditionsTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    @TempDir Path work;
    @Parameter Conditions conditions;
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private RepositoryWorld world;
    private Event beforeSegment = () -> {};
    private Event beforeHead = () -> {};
    private Player deck;
    private Player copy;
    private Player desktop;

    private interface Event {
        void happen() throws StorageException;
    }

    /// The deck's way to the storage: the copy comes between its look at what a condition asks and
    /// its writing.
    private ObjectStore interrupted() {
        return conditions.over(
                new ForwardingObjectStore(objects) {
                    @Override
                    public ETag put(String key, Content content, Precondition expected)
                            throws StorageException {
                        Event event = () -> {};
                        if (key.contains("/events/")) {
                            event = beforeSegment;
                            beforeSegment = () -> {};
                        } else if (key.startsWith("metadata/heads/")) {
                            event = beforeHead;
                            beforeHead = () -> {};
                        }
                        event.happen();
                        return super.put(key, content, expected);
                    }
                });
    }

    @BeforeEach
    void a_home_is_copied() throws Exception {
        world = new RepositoryWorld(work, 1);
        InMemoryRepositoryMemory memory = world.join(objects, RepositoryWorld.device(1, "Deck"));
        deck = world.player(interrupted(), memory);
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        deck.look();
        desktop = world.newcomer(objects, 2, "Desktop");
        desktop.look();
        copy = world.player(conditions.over(objects), memory.copy());
        copy.look();
    }

    @AfterEach
    void everyone_comes_to_see_all() throws Exception {
        for (int round = 0; round < 3; round++)
            for (Player player : List.of(deck, copy, desktop)) player.look();
        // Whoever finds that the storage lost something publishes it again, as the planner would
        for (Player player : List.of(deck, copy)) {
            player.look();
            player.publish(ZELDA, new byte[] {8});
        }
        Player late = world.newcomer(objects, 3, "Late");
        for (Player player : List.of(deck, copy, desktop, late)) player.look();
        for (Player player : List.of(deck, copy, desktop, late)) {
            RemoteTree tree = player.look();
            assertThat(tree.pending()).isZero();
            assertThat(tree.notices()).isEmpty();
            assertThat(player.heads(EMERALD)).isEqualTo(deck.heads(EMERALD));
            assertThat(player.content(ZELDA)).containsExactly(8);
        }
    }

    private void deckPublishes() throws StorageException {
        deck.look();
        deck.storage().publish(List.of(deck.draft(EMERALD, new byte[] {3})));
    }

    private void copyPublishes() throws StorageException {
        copy.publish(EMERALD, new byte[] {7});
    }

    @Test
    void where_the_copy_is_overwritten() throws Exception {
        beforeSegment = this::copyPublishes;
        deckPublishes();
    }

    @Test
    void where_the_copy_is_overwritten_and_has_played_on_before_anyone_looks() throws Exception {
        beforeSegment = this::copyPublishes;
        deckPublishesAndIsCutShort();
        copy.publish(EMERALD, new byte[] {9});
    }

    private void deckPublishesAndIsCutShort() throws StorageException {
        beforeHead =
                () -> {
                    throw new StorageException.Unavailable("cut short", null);
                };
        deck.look();
        Draft mine = deck.draft(EMERALD, new byte[] {3});
        assertThatThrownBy(() -> deck.storage().publish(List.of(mine)))
                .isInstanceOf(StorageException.class);
    }

    /// Both looked at the number before either wrote; the copy's segment and the deck's head stay.
    @Test
    void where_the_segment_of_one_stays_and_the_head_of_the_other() throws Exception {
        beforeHead =
                () -> {
                    objects.remove(objects.list("metadata/devices/").getLast().key());
                    copyPublishes();
                };
        deckPublishes();
    }

    @Test
    void where_the_copy_published_more_at_once() throws Exception {
        beforeSegment =
                () ->
                        assertThat(
                                        copy.storage()
                                                .publish(
                                                        List.of(
                                                                copy.draft(EMERALD, new byte[] {7}),
                                                                copy.draft(ZELDA, new byte[] {6}))))
                                .allMatch(Published.Accepted.class::isInstance);
        deckPublishes();
    }
}
