package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Contents that are stored while something else is published: each once, and none that nobody
/// speaks of is left.
@Timeout(60)
class AheadTest {
    private static final int EACH = 20;

    @TempDir Path work;

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final CountDownLatch storedAhead = new CountDownLatch(2 * EACH);

    /// Takes no segment before all contents of two batches are there.
    private final ObjectStore store =
            new ForwardingObjectStore(objects) {
                @Override
                public ETag put(String key, Content content, Precondition expected)
                        throws StorageException {
                    if (patient && key.startsWith("metadata/devices/")) await(storedAhead);
                    ETag etag = super.put(key, content, expected);
                    if (key.startsWith("saves/")) storedAhead.countDown();
                    return etag;
                }
            };

    private boolean patient;
    private Player deck;
    private Player phone;

    @BeforeEach
    void two_devices() throws StorageException {
        var world = new RepositoryWorld(work, 1);
        var settings = new Settings(work, 4, RepositoryWorld.CLOCK, world::uuid);
        deck = world.player(store, world.join(store, RepositoryWorld.device(1, "deck")), settings);
        phone = world.newcomer(objects, 2, "phone");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Draft> drafts(String batch) {
        return IntStream.range(0, EACH).mapToObj(i -> draft(batch + i)).toList();
    }

    private Draft draft(String game) {
        return deck.draft(SaveId.main("gba", game), game.getBytes(UTF_8));
    }

    private List<String> contents() throws StorageException {
        return objects.list("saves/").stream().map(ObjectInfo::key).toList();
    }

    @Test
    void what_was_stored_ahead_is_published_by_the_next_call() throws StorageException {
        patient = true;
        List<Draft> first = drafts("first");
        List<Draft> second = drafts("second");
        Storage storage = deck.storage();
        assertThat(storage.publish(first, second)).allMatch(Published.Accepted.class::isInstance);
        assertThat(contents()).as("while the first were published").hasSize(2 * EACH);
        assertThat(storage.publish(second, List.of()))
                .allMatch(Published.Accepted.class::isInstance);
        storage.takeBack();
        assertThat(storage.requests().put())
                .as("each content once, and two segments with their heads")
                .isEqualTo(2 * EACH + 4);
        phone.look();
        for (Draft draft : second)
            assertThat(phone.content(draft.revision().save()))
                    .isEqualTo(draft.revision().save().game().getBytes(UTF_8));
    }

    @Test
    void what_is_not_published_after_all_is_taken_back() throws StorageException {
        patient = true;
        List<Draft> first = drafts("first");
        deck.storage().publish(first, drafts("second"));
        deck.storage().takeBack();
        assertThat(contents()).hasSize(EACH).allMatch(key -> key.contains("first"));
    }

    @Test
    void so_is_what_another_device_overtook() throws StorageException {
        patient = true;
        List<Draft> second = drafts("second");
        deck.storage().publish(drafts("first"), second);
        phone.look();
        phone.publish(second.getFirst().revision().save(), "overtaken".getBytes(UTF_8));
        List<Published> outcomes = deck.storage().publish(second, List.of());
        deck.storage().takeBack();
        assertThat(outcomes.getFirst()).isInstanceOf(Published.Superseded.class);
        assertThat(outcomes.subList(1, EACH)).allMatch(Published.Accepted.class::isInstance);
        assertThat(contents()).hasSize(2 * EACH);
    }

    @Test
    void what_can_not_be_read_fails_by_itself() throws StorageException {
        Draft unreadable =
                new Draft(
                        draft("second").revision(),
                        Set.of(),
                        file -> {
                            throw new IOException("gone");
                        });
        List<Draft> second = List.of(unreadable, draft("third"));
        deck.storage().publish(List.of(draft("first")), second);
        assertThat(deck.storage().publish(second, List.of()))
                .hasExactlyElementsOfTypes(Published.Failed.class, Published.Accepted.class);
        assertThat(contents()).hasSize(2);
    }
}
