package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a repository is there, and which.
class RepositoryTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");

    @TempDir Path temp;
    private MemoryObjectStore store;
    private RepositoryWorld world;

    @BeforeEach
    void start() {
        store = new MemoryObjectStore();
        world = new RepositoryWorld(temp.resolve("work"), 1);
    }

    @Test
    void the_first_to_come_makes_it_and_everyone_else_joins() throws Exception {
        assertThat(Repository.look(store)).isEmpty();
        var made = Repository.init(store, RepositoryWorld.CLOCK, world::uuid);
        var joined = Repository.init(store, RepositoryWorld.CLOCK, world::uuid);
        assertThat(made.created()).isTrue();
        assertThat(joined.created()).isFalse();
        assertThat(joined.repository()).isEqualTo(made.repository());
        assertThat(Repository.join(store)).isEqualTo(made.repository());
        assertThat(Repository.look(store).orElseThrow().id()).isEqualTo(made.repository().id());
        assertThat(store.snapshot().keySet())
                .containsExactlyInAnyOrder(
                        "savepoint.json",
                        "metadata/heads/_repository-"
                                + made.repository().id().toString().substring(0, 8));
    }

    @Test
    void making_one_that_was_cut_short_is_finished_by_the_next() throws Exception {
        for (int stopAfter = 0; stopAfter < 7; stopAfter++) {
            var half = new MemoryObjectStore();
            try {
                Repository.init(
                        FaultyObjectStore.stoppingAfter(half, stopAfter),
                        RepositoryWorld.CLOCK,
                        world::uuid);
            } catch (Unavailable e) {
                assertThat(e).hasMessageContaining("stopped");
            }
            Player player = world.newcomer(half, 1, "Deck");
            assertThat(player.look().saves()).isEmpty();
            assertThat(half.snapshot()).hasSize(2);
        }
    }

    @Test
    void only_init_makes_one() throws Exception {
        assertThatThrownBy(() -> Repository.join(store)).isInstanceOf(Unavailable.class);
        assertThat(store.snapshot()).isEmpty();
    }

    @Test
    void a_place_without_its_marker_is_out_of_reach_and_asks_for_the_share() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("share"));
        var disk = new FolderObjectStore(folder, RepositoryWorld.CLOCK);
        Player deck = world.newcomer(disk, 1, "Deck");
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(folder, elsewhere);
        assertThatThrownBy(deck::look).isInstanceOf(Unavailable.class);
        Files.createDirectory(folder);
        assertThatThrownBy(deck::look)
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("is the share mounted?");
        assertThatThrownBy(() -> deck.publish(EMERALD, new byte[] {2}))
                .isInstanceOf(Unavailable.class);
        assertThat(deck.storage().remembered().saves()).containsOnlyKeys(EMERALD);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void another_repository_at_the_place_is_out_of_reach() throws Exception {
        Player deck = world.newcomer(store, 1, "Deck");
        deck.look();
        deck.publish(EMERALD, new byte[] {1});
        var other = new MemoryObjectStore();
        Repository.init(other, RepositoryWorld.CLOCK, world::uuid);
        store.restore(other.snapshot());
        assertThatThrownBy(deck::look)
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("another repository");
        assertThat(deck.storage().remembered().saves()).hasSize(1);
    }

    @Test
    void a_marker_that_has_not_arrived_is_waited_for_and_no_second_one_is_made() throws Exception {
        Repository.init(store, RepositoryWorld.CLOCK, world::uuid);
        store.remove(Keys.MARKER);
        assertThatThrownBy(() -> Repository.init(store, RepositoryWorld.CLOCK, world::uuid))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("arrived");
        assertThat(store.snapshot()).hasSize(1);
    }

    @Test
    void a_newer_format_and_an_encrypted_one_are_refused_politely() throws Exception {
        Player deck = world.newcomer(store, 1, "Deck");
        deck.look();
        Map<String, byte[]> before = store.snapshot();
        String marker = new String(before.get(Keys.MARKER), UTF_8);
        for (String later :
                new String[] {
                    marker.replace("\"format\":1", "\"format\":2"),
                    marker.replace("{", "{\"encryption\":{\"kdf\":\"argon2id\"},")
                }) {
            before.keySet().forEach(key -> store.place(key, later.getBytes(UTF_8)));
            assertThatThrownBy(deck::look)
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("pdate");
            assertThatThrownBy(() -> Repository.init(store, RepositoryWorld.CLOCK, world::uuid))
                    .isInstanceOf(NeedsPerson.class);
        }
        store.restore(before);
        assertThat(deck.look().saves()).isEmpty();
    }

    @Test
    void a_damaged_marker_needs_a_person_and_is_not_written_over() throws Exception {
        Repository.init(store, RepositoryWorld.CLOCK, world::uuid);
        store.place(Keys.MARKER, "{\"format\":".getBytes(UTF_8));
        assertThatThrownBy(() -> Repository.init(store, RepositoryWorld.CLOCK, world::uuid))
                .isInstanceOfSatisfying(
                        NeedsPerson.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
        assertThat(store.snapshot().get(Keys.MARKER)).hasSize(10);
    }

    @Test
    void devices_say_that_they_are_there() throws Exception {
        var deckMemory = world.join(store, RepositoryWorld.device(1, "Deck"));
        var deck = RepositoryWorld.storage(store, deckMemory, world.settings());
        deck.observe();
        deck.announce("0.1.0", 3);
        Player desktop = world.newcomer(store, 2, "Desktop");
        desktop.look();
        store.place(Keys.seen(RepositoryWorld.device(5, "x").id()), new byte[] {1});
        assertThat(desktop.storage().devices())
                .hasSize(2)
                .anySatisfy(known -> {
                    assertThat(known.device().name()).isEqualTo("Deck");
                    assertThat(known.unsent()).isEqualTo(3);
                    assertThat(known.appVersion()).isEqualTo("0.1.0");
                    assertThat(known.lastSeen()).isEqualTo(RepositoryWorld.NOW);
                });
        assertThat(deck.info().id()).isEqualTo(desktop.storage().info().id());
    }
}
