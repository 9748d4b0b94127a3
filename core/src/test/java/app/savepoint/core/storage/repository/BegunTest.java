package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes in parts is sent under the same key again where that was cut off.
class BegunTest {
    private static final SaveId SAVE = SaveId.main("psx", "Large");
    private static final byte[] LARGE = new byte[101];

    @TempDir Path work;
    private Instant now = Instant.parse("2026-03-01T18:30:01Z");
    private final MemoryObjectStore kept = new MemoryObjectStore();
    private final InParts store = new InParts(kept);
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player player;

    @BeforeEach
    void start() throws Exception {
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        player = restarted();
    }

    private Player restarted() throws StorageException {
        Player again = world.player(store, memory, new Settings(work, 1, () -> now, world::uuid));
        again.look();
        return again;
    }

    /// A store that takes a hundred bytes in one piece.
    private static final class InParts extends ForwardingObjectStore {
        private final List<String> tried = new ArrayList<>();
        private boolean cut;

        InParts(ObjectStore store) {
            super(store);
        }

        @Override
        public long longestPiece() {
            return 100;
        }

        @Override
        public ETag put(String key, Content content, Precondition expected)
                throws StorageException {
            if (!key.startsWith("saves/")) return super.put(key, content, expected);
            tried.add(key);
            if (cut) throw new Unavailable("cut", null);
            return super.put(key, content, expected);
        }
    }

    /// As an engine does: asks first whether it was begun.
    private Draft draft(byte[] bytes) {
        Draft fresh = player.draft(SAVE, bytes);
        Revision resumed = player.storage().resumed(fresh.revision());
        return new Draft(resumed, fresh.expectedHeads(), fresh.source());
    }

    private Published publish(Draft draft) throws StorageException {
        return player.storage().publish(List.of(draft)).getFirst();
    }

    private void isCutOff(byte[] bytes) throws StorageException {
        store.cut = true;
        assertThat(publish(draft(bytes))).isInstanceOf(Published.Failed.class);
        store.cut = false;
    }

    @Test
    void what_was_cut_off_is_sent_under_the_same_key_also_by_the_next_process() throws Exception {
        isCutOff(LARGE);
        isCutOff(LARGE);
        player = restarted();

        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Accepted.class);

        assertThat(store.tried).hasSize(3).containsOnly(store.tried.getFirst());
        player.look();
        assertThat(player.content(SAVE)).isEqualTo(LARGE);
        assertThat(world.newcomer(kept, 2, "Desktop").look().notices()).isEmpty();
    }

    @Test
    void what_goes_in_one_piece_is_a_new_revision_each_time() throws Exception {
        isCutOff(new byte[100]);
        assertThat(publish(draft(new byte[100]))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void other_bytes_are_another_revision() throws Exception {
        isCutOff(LARGE);
        byte[] played = LARGE.clone();
        played[7] = 1;
        assertThat(publish(draft(played))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void the_same_bytes_on_top_of_something_else_are_another_revision() throws Exception {
        isCutOff(LARGE);
        player.publish(SAVE, new byte[] {1});
        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void what_was_published_is_never_published_again() throws Exception {
        Draft first = draft(LARGE);
        assertThat(publish(first)).isInstanceOf(Published.Accepted.class);
        Revision fresh =
                player.draft(
                                SAVE,
                                player.draft(SAVE, LARGE).revision().manifest(),
                                java.util.Map.of(),
                                first.expectedHeads())
                        .revision();
        assertThat(player.storage().resumed(fresh)).isEqualTo(fresh);
    }

    @Test
    void after_a_day_nothing_is_there_any_more_to_go_on_with() throws Exception {
        isCutOff(LARGE);
        now = now.plus(Duration.ofDays(1));
        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(2).doesNotHaveDuplicates();
    }

    /// Such as the same content, packed by another version of this program.
    @Test
    void where_something_else_lies_in_its_place_the_next_try_goes_elsewhere() throws Exception {
        isCutOff(LARGE);
        kept.place(store.tried.getFirst(), new byte[] {1, 2, 3});
        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Failed.class);
        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(3);
        assertThat(kept.snapshot().get(store.tried.getFirst())).containsExactly(1, 2, 3);
    }

    @Test
    void what_arrived_whole_before_it_was_cut_off_is_of_use_too() throws Exception {
        Draft draft = draft(LARGE);
        isCutOff(LARGE);
        String key = store.tried.getFirst();
        // All of it, and the answer was lost
        publishElsewhere(key, draft);
        assertThat(publish(draft(LARGE))).isInstanceOf(Published.Accepted.class);
        assertThat(store.tried).hasSize(2).containsOnly(key);
        player.look();
        assertThat(player.content(SAVE)).isEqualTo(LARGE);
    }

    private void publishElsewhere(String key, Draft draft) throws Exception {
        try (PackedSave packed =
                PackedSave.pack(draft.revision().manifest(), draft.source(), work)) {
            kept.put(key, packed.content(), Precondition.ABSENT);
        }
    }

    @Test
    void what_is_refused_is_not_taken_back_as_it_is_most_likely_sent_after_all() throws Exception {
        Draft mine = draft(LARGE);
        Player other = world.newcomer(kept, 2, "Desktop");
        other.look();
        other.publish(SAVE, new byte[] {5});

        assertThat(publish(mine)).isInstanceOf(Published.Superseded.class);

        assertThat(kept.snapshot()).containsKey(store.tried.getFirst());
        Draft again =
                player.draft(
                        SAVE, mine.revision().manifest(), java.util.Map.of(), mine.expectedHeads());
        assertThat(player.storage().resumed(again.revision()).id()).isEqualTo(mine.revision().id());
    }
}
