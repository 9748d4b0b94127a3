package app.savepoint.core.storage.repository;

import static app.savepoint.core.storage.repository.RepositoryWorld.keep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Keeping.Rule;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents that a rule no longer keeps.
class ExpiryTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");
    private static final Rule LAST_THREE = new Rule(3, Duration.ofDays(90));

    @TempDir Path work;
    private Instant now = RepositoryWorld.NOW;
    private Duration deckIsWrongBy = Duration.ZERO;
    private MemoryObjectStore store;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private Player desktop;
    private final List<Revision> line = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore(() -> now);
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        deck = player(memory);
        desktop = player(world.join(store, RepositoryWorld.device(2, "Desktop")));
        line.clear();
        deck.look();
        for (int i = 0; i < 8; i++) line.add(deck.publish(EMERALD, new byte[] {(byte) i}));
    }

    private Player player(InMemoryRepositoryMemory its) {
        return world.player(
                store, its, new Settings(work, 1, () -> now.plus(deckIsWrongBy), world::uuid));
    }

    private static void tidy(Player player, Keeping keeping) throws StorageException {
        player.storage().announce("test", 0);
        player.storage().tidy(keeping, () -> new Hlc(RepositoryWorld.NOW.toEpochMilli(), 0));
    }

    private void days(int days, Player player, Keeping keeping) throws StorageException {
        for (int i = 0; i < days; i++) {
            now = now.plus(Duration.ofDays(1));
            tidy(player, keeping);
        }
    }

    /// Which of the line are said to be gone, and which of them are.
    private Set<Integer> said(Player by) throws StorageException {
        by.look();
        Set<RevisionId> pruned = by.storage().pruned();
        Set<Integer> said = new HashSet<>();
        for (int i = 0; i < line.size(); i++) if (pruned.contains(line.get(i).id())) said.add(i);
        return said;
    }

    private Set<Integer> gone() {
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < line.size(); i++) {
            Revision revision = line.get(i);
            if (revision.isTombstone()) continue;
            if (!store.snapshot().containsKey(Keys.content(revision, revision.manifest())))
                gone.add(i);
        }
        return gone;
    }

    @Test
    void what_is_neither_among_the_last_nor_young_is_said_to_go_and_goes_a_day_later()
            throws Exception {
        days(80, deck, keep(LAST_THREE));
        assertThat(said(deck)).as("still young").isEmpty();
        while (said(deck).isEmpty()) days(1, deck, keep(LAST_THREE));
        assertThat(Duration.between(RepositoryWorld.NOW, now))
                .isBetween(Duration.ofDays(89), Duration.ofDays(91));
        assertThat(said(desktop)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(gone()).as("whoever is at one can end").isEmpty();
        days(1, deck, keep(LAST_THREE));
        assertThat(gone()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        Map<String, byte[]> after = store.snapshot();
        days(3, deck, keep(LAST_THREE));
        assertThat(changed(after)).as("once").containsOnly(Keys.seen(deck.device().id()));
    }

    private List<String> changed(Map<String, byte[]> before) {
        Map<String, byte[]> now = store.snapshot();
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !java.util.Arrays.equals(before.get(key), now.get(key)))
                .toList();
    }

    @Test
    void what_was_said_to_go_stays_where_the_rule_keeps_more_by_the_next_day() throws Exception {
        while (said(deck).isEmpty()) days(1, deck, keep(LAST_THREE));
        days(3, deck, RepositoryWorld.KEEP_ALL);
        assertThat(gone()).isEmpty();
        assertThat(deck.fetch(line.getFirst()).get(Role.MAIN)).containsExactly(0);
    }

    @Test
    void where_no_other_clock_tells_the_time_nothing_goes() throws Exception {
        deck.storage().announce("test", 0);
        store.delete(Keys.seen(deck.device().id()));
        now = now.plus(Duration.ofDays(400));
        for (int day = 0; day < 3; day++) {
            now = now.plus(Duration.ofDays(1));
            deck.storage().tidy(keep(LAST_THREE), () -> Hlc.ZERO);
        }
        assertThat(said(deck)).isEmpty();
        assertThat(gone()).isEmpty();
    }

    @Test
    void that_it_was_there_stays_known_and_to_open_it_says_why_it_can_not_be_had()
            throws Exception {
        days(95, deck, keep(LAST_THREE));
        RemoteTree tree = desktop.look();
        assertThat(tree.pending()).isZero();
        assertThat(desktop.storage().history(EMERALD)).hasSize(8);
        assertThat(desktop.storage().lineage(line.get(7).id(), line.get(0).id()))
                .isEqualTo(Lineage.DESCENDS);
        assertThatThrownBy(() -> desktop.fetch(line.get(0)))
                .isInstanceOf(StorageException.NeedsPerson.class)
                .hasMessageContaining("removed");
        assertThat(desktop.look().pending()).as("nothing is waited for").isZero();
        assertThat(desktop.fetch(line.get(7)).get(Role.MAIN)).containsExactly(7);
        assertThat(desktop.storage().holds(EMERALD, line.get(0).contentId().orElseThrow()))
                .isFalse();
        assertThat(desktop.storage().holds(EMERALD, line.get(7).contentId().orElseThrow()))
                .isTrue();
    }

    @Test
    void nobody_drops_what_another_published() throws Exception {
        desktop.look();
        Revision first = desktop.publish(EMERALD, new byte[] {50});
        desktop.publish(EMERALD, new byte[] {51});
        deck.look();
        for (int i = 0; i < 3; i++) deck.publish(EMERALD, new byte[] {(byte) (60 + i)});
        desktop.look();
        days(95, desktop, keep(LAST_THREE));
        assertThat(desktop.storage().pruned()).containsExactly(first.id());
    }

    @Test
    void what_a_device_published_that_was_taken_off_the_list_is_dropped_by_the_others()
            throws Exception {
        desktop.look();
        desktop.publish(ZELDA, new byte[] {1});
        desktop.storage().removeDevice(deck.device().id(), Hlc.ZERO);
        days(95, desktop, keep(LAST_THREE));
        assertThat(said(desktop)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        deck.look();
        deck.publish(ZELDA, new byte[] {2});
        line.addAll(List.of());
        for (int i = 8; i < 11; i++) line.add(deck.publish(EMERALD, new byte[] {(byte) i}));
        desktop.look();
        days(95, desktop, keep(LAST_THREE));
        assertThat(said(desktop)).as("it is back").containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void with_something_still_arriving_nothing_is_dropped() throws Exception {
        desktop.look();
        desktop.publish(ZELDA, new byte[] {1});
        String segment = Keys.segment(desktop.device().id(), 1, 1);
        byte[] bytes = store.snapshot().get(segment);
        store.remove(segment);
        deck.look();
        days(95, deck, keep(LAST_THREE));
        assertThat(said(deck)).isEmpty();
        store.place(segment, bytes);
        deck.look();
        days(1, deck, keep(LAST_THREE));
        assertThat(said(deck)).isNotEmpty();
    }

    @Test
    void what_a_known_device_published_last_stays_whatever_came_after() throws Exception {
        desktop.look();
        Revision theirs = desktop.publish(EMERALD, new byte[] {77});
        deck.look();
        for (int i = 0; i < 6; i++) deck.publish(EMERALD, new byte[] {(byte) (20 + i)});
        // Both drop what is theirs; the desktop's only one is what it has, as far as is known
        days(100, desktop, keep(new Rule(0, Duration.ZERO)));
        assertThat(desktop.storage().pruned()).doesNotContain(theirs.id());
        days(3, deck, keep(new Rule(0, Duration.ZERO)));
        assertThat(desktop.fetch(theirs).get(Role.MAIN)).containsExactly(77);
        assertThat(gone()).hasSize(8);
    }

    @Test
    void the_last_content_of_a_save_stays_also_where_it_was_deleted() throws Exception {
        // Two sides of a conflict, and both are ended
        Revision other =
                new Revision(
                        new RevisionId(deck.uuid()),
                        EMERALD,
                        Set.of(line.get(6).id()),
                        deck.device().id(),
                        new Hlc(line.get(7).time().millis() + 1, 0),
                        Player.manifest("game.srm", new byte[] {98}),
                        false);
        deck.accepted(
                new app.savepoint.core.storage.Draft(
                        other,
                        Set.of(line.get(7).id()),
                        _ -> new java.io.ByteArrayInputStream(new byte[] {98})));
        assertThat(deck.heads(EMERALD)).hasSize(2);
        deck.delete(EMERALD);
        days(100, deck, keep(new Rule(0, Duration.ZERO)));
        assertThat(gone()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(deck.fetch(line.get(7)).get(Role.MAIN)).containsExactly(7);
        assertThat(deck.fetch(other).get(Role.MAIN)).containsExactly(98);
    }

    @Test
    void no_side_of_a_conflict_is_dropped() throws Exception {
        desktop.look();
        Revision mine = line.get(7);
        Revision other =
                desktop.accepted(
                        desktop.draft(
                                EMERALD,
                                Player.manifest("game.srm", new byte[] {99}),
                                Map.of(Role.MAIN, new byte[] {99}),
                                Set.of(line.get(7).id())));
        deck.look();
        Revision conflicting =
                new Revision(
                        new RevisionId(deck.uuid()),
                        EMERALD,
                        Set.of(mine.id()),
                        deck.device().id(),
                        mine.time(),
                        Player.manifest("game.srm", new byte[] {98}),
                        false);
        deck.accepted(
                new app.savepoint.core.storage.Draft(
                        conflicting,
                        Set.of(other.id()),
                        _ -> new java.io.ByteArrayInputStream(new byte[] {98})));
        days(100, deck, keep(new Rule(0, Duration.ZERO)));
        days(2, desktop, keep(new Rule(0, Duration.ZERO)));
        assertThat(deck.heads(EMERALD)).hasSize(2);
        assertThat(deck.fetch(conflicting).get(Role.MAIN)).containsExactly(98);
        assertThat(deck.fetch(other).get(Role.MAIN)).containsExactly(99);
    }

    @Test
    void what_is_needed_here_stays() throws Exception {
        Keeping all = keep(new Rule(0, Duration.ZERO));
        Keeping needing =
                new Keeping() {
                    @Override
                    public Rule rule(SaveId save) {
                        return all.rule(save);
                    }

                    @Override
                    public Rule least() {
                        return all.least();
                    }

                    @Override
                    public boolean needs(Revision revision) {
                        return revision.id().equals(line.get(2).id());
                    }
                };
        days(100, deck, needing);
        assertThat(gone()).contains(1, 3).doesNotContain(2, 7);
    }

    @Test
    void a_clock_that_is_ahead_makes_nothing_old() throws Exception {
        deckIsWrongBy = Duration.ofDays(365);
        days(5, deck, keep(LAST_THREE));
        assertThat(said(deck)).isEmpty();
    }

    @Test
    void where_nothing_goes_nothing_is_asked_for() throws Exception {
        days(1, deck, keep(LAST_THREE));
        long before = deck.storage().requests().total();
        deck.storage().tidy(keep(LAST_THREE), () -> Hlc.ZERO);
        now = now.plus(Duration.ofDays(1));
        deck.storage().tidy(keep(LAST_THREE), () -> Hlc.ZERO);
        assertThat(deck.storage().requests().total()).isEqualTo(before);
    }

    @Test
    void after_a_crash_at_any_step_what_goes_was_said_and_all_of_it_goes() throws Exception {
        for (long stopAfter = 0; stopAfter < 25; stopAfter++) {
            now = RepositoryWorld.NOW;
            start();
            now = now.plus(Duration.ofDays(100));
            tidyDying(stopAfter);
            tidyDying(Long.MAX_VALUE);
            assertThat(gone()).as("not on the day it was said").isEmpty();
            now = now.plus(Duration.ofDays(1));
            tidyDying(stopAfter);
            assertThat(said(desktop)).containsAll(gone());
            deck = player(memory);
            deck.look();
            days(4, deck, keep(LAST_THREE));
            assertThat(gone()).as("after " + stopAfter).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(desktop.look().pending()).isZero();
            assertThat(desktop.look().notices()).isEmpty();
        }
    }

    private void tidyDying(long stopAfter) {
        Player dying =
                world.player(
                        FaultyObjectStore.stoppingAfter(store, stopAfter),
                        memory,
                        new Settings(work, 1, () -> now, world::uuid));
        try {
            tidy(dying, keep(LAST_THREE));
        } catch (StorageException e) {
            assertThat(e).isInstanceOf(StorageException.Unavailable.class);
        }
    }

    /// The storage was put back: what was continued is a head again, and its content stays, as do
    /// those that are among the last again.
    @Test
    void what_became_a_head_again_is_not_removed() throws Exception {
        now = now.plus(Duration.ofDays(100));
        tidy(deck, keep(LAST_THREE));
        assertThat(said(deck)).contains(4);
        // As if everything after it had never been
        var its = memory.copy();
        its.fold(
                new FoldBatch(
                        Map.of(deck.device().id(), 5L),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        List.of(),
                        Hlc.ZERO,
                        false));
        now = now.plus(Duration.ofDays(2));
        tidy(player(its), keep(LAST_THREE));
        assertThat(gone()).containsExactlyInAnyOrder(0, 1);
    }
}
