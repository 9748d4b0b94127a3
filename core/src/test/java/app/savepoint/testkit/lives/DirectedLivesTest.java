package app.savepoint.testkit.lives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.journal.MemoryJournals;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SlotRow;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lives in which it is known what happens: what a person asks for by name, with a power cut at
/// every step of it, and what a life out of a seed seldom comes to.
class DirectedLivesTest {
    private static final Game GAME = Game.EMERALD;
    private static final SaveId MAIN = GAME.save();

    private static final Selection KEPT = new Selection(List.of("gba/Emerald/save/kept-*"));

    private final MemoryJournals journals = new MemoryJournals();
    private World world;
    private LifeDevice desktop;
    private LifeDevice deck;

    @BeforeEach
    void two_devices_agree() throws IOException {
        world = World.plain(World.Machines.inMemory(journals));
        desktop = world.join("desktop");
        deck = world.join("deck");
        play(desktop, "together");
        sync(desktop);
        sync(deck);
    }

    @AfterEach
    void close() throws IOException {
        world.close();
        journals.close();
    }

    private ContentId play(LifeDevice device, String text) throws IOException {
        return write(device, text, Duration.ZERO);
    }

    private ContentId write(LifeDevice device, String text, Duration old) throws IOException {
        Game.State state = GAME.state(List.of(text.getBytes(UTF_8)), false);
        world.later(Duration.ofHours(1));
        world.past().played(GAME, state, device.goesOnFrom(GAME));
        device.write(GAME, state, device.now().minus(old));
        return state.id();
    }

    private static LifeDevice.Outcome does(LifeDevice device, LifeDevice.Job job)
            throws IOException {
        return device.carryOut(job, device.live());
    }

    private SyncReport sync(LifeDevice device) throws IOException {
        world.later(Duration.ofMinutes(10));
        SyncReport report =
                does(device, () -> device.engine().sync(SyncRequest.ALL, () -> false)).report();
        assertThat(Objects.requireNonNull(report).failed()).isEmpty();
        return report;
    }

    private void everyoneSyncsTwice() throws IOException {
        for (int round = 0; round < 2; round++)
            for (LifeDevice device : world.devices()) sync(device);
    }

    private interface Scene {
        void begin() throws IOException;
    }

    private interface Check {
        void at(String crash) throws IOException;
    }

    /// Cuts a job on the desktop short at each of its steps, each time in a world of its own.
    private void cutShort(Scene scene, LifeDevice.Job job, Check check) throws IOException {
        for (int step = 1; ; step++) {
            scene.begin();
            desktop.interrupt(step, desktop::die);
            LifeDevice.Outcome outcome = does(desktop, job);
            if (outcome.report() != null) {
                assertThat(step).as("steps that were cut short").isGreaterThan(10);
                return;
            }
            assertThat(outcome.words()).startsWith("CRASHES");
            check.at("step " + step + ", " + outcome.words());
            world.close();
            two_devices_agree();
        }
    }

    private static Set<ContentId> heads(LifeDevice device, SaveId save) {
        return device.known(save).heads().stream()
                .map(head -> head.contentId().orElse(null))
                .collect(Collectors.toSet());
    }

    /// Every content that is in the storage with its bytes or among someone's backups.
    private Set<ContentId> kept() throws IOException {
        Set<String> hashes = new HashSet<>(new Storehouse(world.store()).hashes());
        for (LifeDevice device : world.devices()) hashes.addAll(device.setAside().values());
        return world.past().wholeIn(hashes);
    }

    // What was sent and not heard of.

    @Test
    void whoever_plays_on_after_a_power_cut_is_in_no_conflict_with_themselves() throws IOException {
        cutShort(
                () -> play(desktop, "sent"),
                () -> desktop.engine().sync(SyncRequest.ALL, () -> false),
                crash -> {
                    ContentId on = play(desktop, "played on");
                    assertThat(sync(desktop).conflicts()).as(crash).isEmpty();
                    everyoneSyncsTwice();
                    assertThat(heads(deck, MAIN)).as(crash).containsExactly(on);
                });
    }

    // Several playthroughs.

    private ContentId desktops = new ContentId("0".repeat(64));
    private ContentId decks = desktops;

    private void both_played() throws IOException {
        desktops = play(desktop, "the desktop's");
        decks = play(deck, "the deck's");
        sync(desktop);
        sync(deck);
        sync(desktop);
    }

    private SyncReport keepBoth() throws StorageException {
        return desktop.engine().resolve(Selection.ALL, Keep.BOTH, null);
    }

    private List<SlotRow> slots(LifeDevice device) throws IOException {
        return device.engine().slots(Selection.ALL);
    }

    private SaveId keptSlot() throws IOException {
        return slots(desktop).stream()
                .map(SlotRow::id)
                .filter(id -> !id.equals(MAIN))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keeping_both_that_is_cut_short_fills_each_slot_once_and_leaves_no_scratch_files()
            throws IOException {
        cutShort(
                this::both_played,
                this::keepBoth,
                crash -> {
                    assertThat(Game.filesBelow(desktop.home().work())).as(crash).isEmpty();
                    everyoneSyncsTwice();

                    if (heads(desktop, MAIN).size() > 1) keepBoth();
                    everyoneSyncsTwice();

                    for (LifeDevice device : world.devices()) {
                        assertThat(heads(device, MAIN)).as(crash).containsExactly(desktops);
                        assertThat(device.known(keptSlot()).revisions())
                                .as(crash)
                                .singleElement()
                                .satisfies(one -> assertThat(one.contentId()).contains(decks));
                    }
                });
    }

    @Test
    void an_exchange_of_playthroughs_that_is_cut_short_loses_and_mixes_nothing()
            throws IOException {
        cutShort(
                () -> {
                    both_played();
                    keepBoth();
                    everyoneSyncsTwice();
                },
                () -> desktop.engine().play(KEPT),
                crash -> {
                    SaveId kept = keptSlot();
                    everyoneSyncsTwice();

                    ContentId lies = desktop.live().get(GAME);
                    assertThat(lies).as(crash).isIn(desktops, decks);
                    SaveId active = lies.equals(decks) ? kept : MAIN;
                    assertThat(active(desktop)).as(crash).containsExactly(active);
                    for (LifeDevice device : world.devices()) {
                        assertThat(heads(device, MAIN)).as(crash).containsExactly(desktops);
                        assertThat(heads(device, kept)).as(crash).containsExactly(decks);
                    }
                    assertThat(kept()).as(crash).contains(desktops, decks);

                    ContentId more = play(desktop, "played on");
                    everyoneSyncsTwice();
                    assertThat(heads(deck, active)).as(crash).containsExactly(more);
                    assertThat(heads(deck, active.equals(MAIN) ? kept : MAIN))
                            .as(crash)
                            .containsExactly(active.equals(MAIN) ? decks : desktops);

                    if (active.equals(MAIN)) desktop.engine().play(KEPT);
                    else desktop.engine().play(new Selection(List.of(MAIN.toString())));
                    assertThat(active(desktop)).as(crash).doesNotContain(active).hasSize(1);
                });
    }

    private List<SaveId> active(LifeDevice device) throws IOException {
        return slots(device).stream().filter(SlotRow::active).map(SlotRow::id).toList();
    }

    // Forgetting.

    private SyncReport forget() throws StorageException {
        return desktop.engine().forget(Selection.ALL, true);
    }

    @Test
    void forgetting_with_all_history_that_is_cut_short_is_done_when_it_is_asked_for_again()
            throws IOException {
        Set<ContentId> all = new HashSet<>();
        cutShort(
                () -> {
                    all.clear();
                    for (String text : List.of("one", "two", "three")) {
                        all.add(play(desktop, text));
                        sync(desktop);
                        sync(deck);
                    }
                },
                this::forget,
                crash -> {
                    everyoneSyncsTwice();

                    ContentId last = desktop.live().get(GAME);
                    assertThat(all).as(crash).contains(last);
                    assertThat(deck.engine().status(Selection.ALL, false).saves())
                            .as(crash)
                            .allSatisfy(
                                    row -> assertThat(row.attention()).isEqualTo(Attention.NONE));
                    Set<ContentId> kept = kept();
                    for (HistoryRow row : deck.engine().history(Selection.ALL))
                        if (row.available() && row.revision().contentId().isPresent())
                            assertThat(kept).as(crash).contains(row.revision().contentId().get());
                    assertThat(heads(desktop, MAIN)).as(crash).isEqualTo(heads(deck, MAIN));

                    forget();
                    everyoneSyncsTwice();

                    assertThat(desktop.live().get(GAME)).as("stays, " + crash).isEqualTo(last);
                    assertThat(world.store().list("saves/", ""))
                            .as("contents in the storage, " + crash)
                            .isEmpty();
                    for (LifeDevice device : world.devices())
                        assertThat(device.engine().history(Selection.ALL))
                                .as(crash)
                                .noneMatch(HistoryRow::available);
                });
    }

    // What a life out of a seed seldom comes to.

    @Test
    void an_older_file_put_back_by_hand_in_a_conflict_is_no_third_head() throws IOException {
        both_played();
        everyoneSyncsTwice();
        ContentId old = write(desktop, "from an old copy", Duration.ofDays(300));

        everyoneSyncsTwice();

        for (LifeDevice device : world.devices())
            assertThat(heads(device, MAIN)).containsExactlyInAnyOrder(desktops, decks);
        assertThat(desktop.live()).containsEntry(GAME, old);
        assertThat(desktop.setAside().values())
                .contains(world.past().state(old).hashes().getFirst());
    }

    @Test
    void a_save_that_finds_the_disk_full_is_reported_and_the_others_arrive() throws IOException {
        Game.State other = Game.ZELDA.state(List.of("another game".getBytes(UTF_8)), false);
        world.past().played(Game.ZELDA, other, null);
        desktop.write(Game.ZELDA, other, desktop.now());
        sync(desktop);
        LifeDevice small = world.join("small", MemoryMachine.small(journals, 1 << 16));
        Path filler = small.machine().dir().resolve("filler");
        when(
                small,
                "staging",
                () -> {
                    fill(filler);
                    when(small, "before get content", () -> Files.delete(filler));
                });

        SyncReport report =
                does(small, () -> small.engine().sync(SyncRequest.ALL, () -> false)).report();

        assertThat(report).isNotNull();
        assertThat(report.failed())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("space"));
        assertThat(report.pulled()).hasSize(1).doesNotContain(report.failed().getFirst().id());
        assertThat(sync(small).pulled()).containsExactly(report.failed().getFirst().id());
        assertThat(small.live()).isEqualTo(desktop.live());
    }

    @Test
    void a_copied_home_that_published_in_part_costs_the_original_no_sync() throws IOException {
        LifeDevice copy = new LifeDevice(world, "copy", desktop, new MemoryMachine(journals));
        play(copy, "by the copy");
        when(copy, "before put head", () -> copy.die("before put head"));
        assertThat(does(copy, () -> copy.engine().sync(SyncRequest.ALL, () -> false)).words())
                .startsWith("CRASHES");
        copy.close();
        ContentId original = play(desktop, "by the original");

        assertThat(sync(desktop).pushed()).containsExactly(MAIN);

        sync(deck);
        assertThat(heads(deck, MAIN)).contains(original);
    }

    private interface Deed {
        void happens() throws IOException;
    }

    private static void when(LifeDevice device, String step, Deed deed) {
        device.interrupt(
                1,
                reached -> {
                    if (reached.equals(step)) deed.happens();
                    else when(device, step, deed);
                });
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) out.write(new byte[64]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }
}
