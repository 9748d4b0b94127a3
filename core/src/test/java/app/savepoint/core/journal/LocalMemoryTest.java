package app.savepoint.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalSave.Held;
import app.savepoint.core.scan.LocalSave.Present;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What was seen last is what is remembered, whatever differs from what was seen before.
class LocalMemoryTest {
    @TempDir Path folder;
    private MemoryJournal file;
    private Journal journal;
    private Root roms;
    private Root card;

    @BeforeEach
    void open() {
        file = MemoryJournal.fresh();
        journal = file.open(folder.resolve("collection.db"));
        roms = journal.roots().add(Samples.root(folder.resolve("roms")));
        card = journal.roots().add(Samples.root(folder.resolve("card")));
    }

    @AfterEach
    void close() {
        journal.close();
        file.close();
    }

    /// Every way in which one save can be seen that tells something; any two differ in one thing.
    static final List<LocalSave.State> STATES =
            List.of(
                    new Present(manifest("Game.srm", 8, 1, Samples.NOON), false),
                    new Present(manifest("Game.srm", 8, 1, Samples.NOON), true),
                    new Present(manifest("Game.srm", 8, 2, Samples.NOON), false),
                    new Present(manifest("Game.srm", 9, 1, Samples.NOON), false),
                    new Present(manifest("Game.srm", 8, 1, Samples.NOON.plusMillis(1)), false),
                    new Present(manifest("game.srm", 8, 1, Samples.NOON), false),
                    new Present(Samples.manifest(1), false),
                    new Present(
                            new Manifest("Game", List.of(file("Game.srm", 8, 1, Samples.NOON))),
                            false),
                    new Held(Hold.UNREADABLE, "Game.srm", 8),
                    new Held(Hold.UNSTABLE, "Game.srm", 8),
                    new Held(Hold.UNREADABLE, "Game.rtc", 8),
                    new Held(Hold.UNREADABLE, "Game.srm", 9));

    @ParameterizedTest
    @FieldSource("STATES")
    void what_was_seen_last_is_what_is_remembered(LocalSave.State before) {
        for (LocalSave.State after : STATES) {
            assertRemembers(seen(save(roms, "Game.srm", before)));
            assertRemembers(seen(save(roms, "Game.srm", after)));
        }
    }

    @Test
    void saves_come_and_go_and_move() {
        LocalSave.State state = STATES.getFirst();
        LocalSave one = save(roms, "Game.srm", state);
        LocalSave other =
                new LocalSave(
                        SaveId.main("snes", "Zelda"), new Place(roms.id(), "Zelda.srm"), state);
        assertRemembers(seen());
        assertRemembers(seen(one));
        assertRemembers(seen(one, other));
        assertRemembers(seen(other));
        assertRemembers(seen(save(roms, "elsewhere/Game.srm", state), other));
        assertRemembers(seen(save(card, "Game.srm", state), other));
        assertRemembers(seen(one, other, save(card, "Game.srm", state)));
        assertRemembers(seen());
    }

    @Test
    void what_could_not_be_seen_is_not_gone() {
        LocalSave here = save(roms, "Game.srm", STATES.get(0));
        LocalSave there = save(card, "Game.srm", STATES.get(1));
        journal.local().replace(seen(here, there));

        LocalSave newer = save(roms, "Game.srm", STATES.get(2));
        journal.local()
                .replace(
                        new LocalTree(
                                List.of(newer),
                                List.of(
                                        report(roms, RootHealth.OK),
                                        report(card, RootHealth.MISSING)),
                                0));
        assertThat(journal.local().saves()).containsExactly(newer, there);

        journal.local().replace(seen(newer));
        assertThat(journal.local().saves()).containsExactly(newer);
    }

    @Test
    void a_root_that_was_removed_and_added_again_is_remembered_anew() {
        LocalSave before = save(card, "Game.srm", STATES.getFirst());
        assertRemembers(seen(before));
        journal.roots().remove(card.id());
        assertThat(journal.local().saves()).isEmpty();
        card = journal.roots().add(Samples.root(folder.resolve("card")));
        assertRemembers(seen(save(card, "Game.srm", STATES.getFirst())));
    }

    private void assertRemembers(LocalTree tree) {
        journal.local().replace(tree);
        assertThat(journal.local().saves()).containsExactlyElementsOf(tree.saves());
    }

    private LocalTree seen(LocalSave... saves) {
        List<LocalSave> sorted = new ArrayList<>(List.of(saves));
        sorted.sort(Comparator.comparing(LocalSave::save).thenComparing(LocalSave::place));
        return new LocalTree(
                sorted, Stream.of(roms, card).map(root -> report(root, RootHealth.OK)).toList(), 0);
    }

    private static RootReport report(Root root, RootHealth health) {
        return new RootReport(root, health, "", 0, 0);
    }

    private static LocalSave save(Root root, String path, LocalSave.State state) {
        return new LocalSave(Samples.EMERALD, new Place(root.id(), path), state);
    }

    private static Manifest manifest(String name, long size, long content, Instant time) {
        return Manifest.ofFiles(file(name, size, content, time));
    }

    private static SaveFile file(String name, long size, long content, Instant time) {
        return new SaveFile(Role.MAIN, name, size, Samples.hash(content), time);
    }
}
