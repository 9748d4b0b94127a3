package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Publishing that is cut off at any step.
class CrashTest {
    private static final List<SaveId> SAVES =
            List.of(
                    SaveId.main("gba", "Emerald"),
                    SaveId.main("snes", "Zelda"),
                    SaveId.main("psx", "Crash"));

    @TempDir Path work;

    @Test
    void after_a_crash_at_any_step_the_next_look_finishes_and_each_save_is_there_once()
            throws Exception {
        long steps = 0;
        for (long stopAfter = 0; ; stopAfter++) {
            var store = new MemoryObjectStore();
            var world = new RepositoryWorld(work, stopAfter);
            var memory = world.join(store, RepositoryWorld.device(1, "Deck"));
            Player before = world.player(store, memory);
            before.look();
            before.publish(SAVES.getFirst(), new byte[] {0});
            var dying = FaultyObjectStore.stoppingAfter(store, stopAfter);
            boolean died = !publishesAll(world.player(dying, memory));

            Player again = world.player(store, memory);
            recovers(store, world, again, memory);
            assertThat(memory.self().id()).isEqualTo(RepositoryWorld.device(1, "Deck").id());
            if (!died) break;
            steps++;
        }
        assertThat(steps).as("every step was tried").isGreaterThanOrEqualTo(10);
    }

    @Test
    void after_a_crash_that_took_the_memory_too_nothing_is_written_twice() throws Exception {
        for (long stopAfter = 0; stopAfter < 14; stopAfter++) {
            for (boolean published : new boolean[] {false, true}) {
                var store = new MemoryObjectStore();
                var world = new RepositoryWorld(work, stopAfter);
                var lost = world.join(store, RepositoryWorld.device(1, "Deck"));
                Player before = world.player(store, lost);
                before.look();
                if (published) before.publish(SAVES.getFirst(), new byte[] {0});
                publishesAll(world.player(FaultyObjectStore.stoppingAfter(store, stopAfter), lost));
                Map<String, byte[]> then = store.snapshot();

                var fresh = world.join(store, RepositoryWorld.device(1, "Deck"));
                recovers(store, world, world.player(store, fresh), fresh);

                Map<String, byte[]> now = store.snapshot();
                then.forEach((key, bytes) -> {
                    if (!key.startsWith(Keys.HEADS))
                        assertThat(now.get(key)).as(key).isEqualTo(bytes);
                });
            }
        }
    }

    private static boolean publishesAll(Player player) {
        try {
            player.look();
            publishMissing(player);
            return true;
        } catch (StorageException e) {
            assertThat(e).isInstanceOf(StorageException.Unavailable.class);
            return false;
        }
    }

    /// As an engine does: what the storage does not hold yet, in one batch.
    private static void publishMissing(Player player) throws StorageException {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < SAVES.size(); i++) {
            byte[] bytes = {(byte) (10 + i)};
            var wanted = Player.manifest("game.srm", bytes).contentId();
            boolean there =
                    player.heads(SAVES.get(i)).stream()
                            .anyMatch(head -> wanted.equals(head.content()));
            if (!there) drafts.add(player.draft(SAVES.get(i), bytes));
        }
        for (var outcome : player.storage().publish(drafts))
            if (outcome instanceof Published.Failed failed) throw (StorageException) failed.cause();
    }

    private void recovers(
            MemoryObjectStore store,
            RepositoryWorld world,
            Player again,
            InMemoryRepositoryMemory memory)
            throws StorageException {
        again.look();
        publishMissing(again);
        RemoteTree tree = again.look();
        assertThat(tree.pending()).isZero();
        assertThat(tree.notices()).isEmpty();
        assertThat(memory.intent()).isEmpty();

        Player newcomer = world.newcomer(store, 2, "Desktop");
        RemoteTree seen = newcomer.look();
        assertThat(seen.notices()).isEmpty();
        assertThat(seen.pending()).isZero();
        assertThat(seen.saves()).isEqualTo(tree.saves());
        for (int i = 0; i < SAVES.size(); i++) {
            assertThat(newcomer.content(SAVES.get(i))).containsExactly(10 + i);
            var content = newcomer.heads(SAVES.get(i)).getFirst().contentId();
            long revisions =
                    newcomer.storage().history(SAVES.get(i)).stream()
                            .filter(revision -> revision.contentId().equals(content))
                            .count();
            assertThat(revisions).as("revisions with that content").isEqualTo(1);
        }
    }
}
