package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several devices that publish at their own pace end with the same picture.
class ConvergenceTest {
    private static final List<SaveId> SAVES =
            List.of(SaveId.main("gba", "Emerald"), SaveId.main("snes", "Zelda"));

    @TempDir Path work;

    @Test
    void devices_that_take_turns_converge() throws Exception {
        var store = new MemoryObjectStore();
        var world = new RepositoryWorld(work, 1);
        Player deck = world.newcomer(store, 1, "Deck");
        Player desktop = world.newcomer(store, 2, "Desktop");
        for (int i = 0; i < 20; i++) {
            Player player = i % 2 == 0 ? deck : desktop;
            player.look();
            player.publish(SAVES.get(i % 3 == 0 ? 0 : 1), new byte[] {(byte) i});
        }
        assertThat(deck.look().saves()).isEqualTo(desktop.look().saves());
        for (SaveId save : SAVES) assertThat(deck.heads(save)).hasSize(1);
    }

    @Test
    void devices_that_publish_at_the_same_time_converge() throws Exception {
        playAtOnce(new MemoryObjectStore(), 3, 25);
    }

    @Test
    void devices_that_publish_into_one_folder_at_the_same_time_converge(@TempDir Path folder)
            throws Exception {
        playAtOnce(new FolderObjectStore(folder, RepositoryWorld.CLOCK), 3, 12);
    }

    private void playAtOnce(ObjectStore store, int devices, int rounds) throws Exception {
        List<Player> players = new ArrayList<>();
        for (int i = 1; i <= devices; i++)
            players.add(new RepositoryWorld(work, i).newcomer(store, i, "Device " + i));
        List<Callable<List<Revision>>> lives = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            int number = i;
            lives.add(() -> {
                Player player = players.get(number);
                List<Revision> accepted = new ArrayList<>();
                for (int k = 0; k < rounds; k++) {
                    player.look();
                    SaveId save = SAVES.get(k % 2);
                    var draft = player.draft(save, new byte[] {(byte) number, (byte) k});
                    var outcome = player.storage().publish(List.of(draft)).getFirst();
                    if (outcome instanceof Published.Accepted) accepted.add(draft.revision());
                    else assertThat(outcome).isInstanceOf(Published.Superseded.class);
                }
                return accepted;
            });
        }
        Set<Revision> published = new HashSet<>();
        try (var pool = Executors.newFixedThreadPool(devices)) {
            for (var life : pool.invokeAll(lives)) published.addAll(life.get());
        }
        RemoteTree expected = players.getFirst().look();
        assertThat(expected.pending()).isZero();
        Set<Revision> seen = new HashSet<>();
        for (Player player : players) {
            assertThat(player.look().saves()).isEqualTo(expected.saves());
            seen.clear();
            for (SaveId save : SAVES) seen.addAll(player.storage().history(save));
            assertThat(seen).isEqualTo(published);
        }
        for (Revision revision : published)
            assertThat(players.getLast().fetch(revision)).containsKey(Role.MAIN);
    }

    @Test
    void faults_at_any_time_neither_lose_nor_double_a_content() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            var store = new MemoryObjectStore();
            var world = new RepositoryWorld(work, seed);
            List<FaultyObjectStore> faulty = new ArrayList<>();
            List<Player> players = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                var memory = world.join(store, RepositoryWorld.device(i, "Device " + i));
                faulty.add(new FaultyObjectStore(store, seed * 10L + i, 0.12));
                players.add(world.player(faulty.getLast(), memory));
            }
            List<ContentId> wanted = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                byte[] bytes = {(byte) k};
                wanted.add(Player.manifest("game.srm", bytes).contentId());
                insist(players.get(k % 2), SAVES.get(k % 3 == 0 ? 0 : 1), bytes);
            }
            faulty.forEach(FaultyObjectStore::heal);
            for (Player player : players) player.look();
            for (Player player : players) {
                RemoteTree tree = player.look();
                assertThat(tree.pending()).as("seed %s", seed).isZero();
                assertThat(tree.saves())
                        .isEqualTo(players.getFirst().storage().remembered().saves());
                List<ContentId> there = new ArrayList<>();
                for (SaveId save : SAVES)
                    for (Revision revision : player.storage().history(save)) {
                        there.add(revision.contentId().orElseThrow());
                        player.fetch(revision);
                    }
                assertThat(there).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(wanted);
            }
        }
    }

    /// Tries until the content is there, as an engine does from sync to sync.
    private static void insist(Player player, SaveId save, byte[] bytes) throws StorageException {
        ContentId wanted = Player.manifest("game.srm", bytes).contentId();
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                player.look();
                boolean there =
                        player.storage().history(save).stream()
                                .map(revision -> revision.contentId().orElse(null))
                                .anyMatch(content -> Objects.equals(content, wanted));
                if (there) return;
                player.storage().publish(List.of(player.draft(save, bytes)));
            } catch (StorageException.Unavailable e) {
                assertThat(e).hasMessageMatching("(?s).*(no answer|lost|broke off).*");
            }
        }
        throw new AssertionError("never got through");
    }
}
