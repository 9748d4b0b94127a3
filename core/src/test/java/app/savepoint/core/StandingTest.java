package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Scanner;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Skipped;
import app.savepoint.core.view.SyncRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A sync that finds everything as it was when there was nothing to do does not look at each save.
/// So everything that a sync goes by must make it look. That it then comes to the same as a look at
/// each save is asserted in the code, here and in every life.
class StandingTest {
    private static final String EMERALD = "gba/Emerald";
    private static final String METROID = "snes/Metroid";

    @TempDir Path dir;

    private Devices devices;
    private Machine desktop;
    private Machine deck;

    @BeforeEach
    void two_devices_with_nothing_to_do() throws IOException {
        devices = new Devices(dir);
        desktop = devices.add("desktop");
        deck = devices.add("deck");
        desktop.play(EMERALD, "emerald 0");
        desktop.play(METROID, "metroid 0");
        desktop.sync();
        deck.sync();
        desktop.sync();
        assertThat(standing(desktop)).isPresent();
    }

    @AfterEach
    void close() {
        devices.close();
    }

    private Optional<Standing> standing(Machine machine) throws IOException {
        return standing(machine, "test");
    }

    private Optional<Standing> standing(Machine machine, String version) throws IOException {
        SyncEngine.Parts parts = machine.parts;
        var scanner =
                new Scanner(SaveNames.bundled(), parts.journal().scanCache(), () -> devices.now);
        var with = new FirstLook.With(parts.journal(), parts.storage(), scanner, version, false);
        try (var first = new FirstLook(with, Set.of(), false)) {
            return first.standing();
        }
    }

    /// Something that happens.
    record Event(String name, Happening happening) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Happening {
        void to(StandingTest world) throws IOException;
    }

    static Stream<Event> events() {
        return Stream.of(
                new Event("a save was played", w -> w.desktop.play(EMERALD, "emerald 1")),
                new Event("a save was played to the same size and time", StandingTest::replaced),
                new Event("a new save", w -> w.desktop.play("nes/Zelda", "zelda 0")),
                new Event("a save is gone", w -> Files.delete(w.desktop.file(EMERALD))),
                new Event(
                        "a save has another time",
                        w ->
                                Files.setLastModifiedTime(
                                        w.desktop.file(EMERALD),
                                        FileTime.from(w.devices.now.minusSeconds(1)))),
                new Event(
                        "a save was moved",
                        w -> Files.move(w.desktop.file(EMERALD), w.desktop.file("gba/Sapphire"))),
                new Event(
                        "an empty folder of another system",
                        w -> Files.createDirectories(w.desktop.saves.resolve("psx"))),
                new Event(
                        "a file beside the saves",
                        w -> Files.writeString(w.desktop.saves.resolve("gba/Emerald.gba"), "rom")),
                new Event(
                        "patterns",
                        w -> Files.writeString(w.desktop.saves.resolve(".saveignore"), "*.srm")),
                new Event(
                        "the folder is gone",
                        w -> Files.move(w.desktop.saves, w.dir.resolve("elsewhere"))),
                new Event("another device published", StandingTest::publishedElsewhere),
                new Event("another device deleted", StandingTest::deletedElsewhere),
                new Event(
                        "the storage was put back",
                        w -> {
                            Path copy = w.dir.resolve("copy");
                            Devices.copyTree(w.devices.storage(), copy);
                            w.desktop.play(EMERALD, "emerald 1");
                            w.desktop.sync();
                            w.desktop.sync();
                            Devices.deleteTree(w.devices.storage());
                            Devices.copyTree(copy, w.devices.storage());
                        }),
                new Event(
                        "a rule was set",
                        w -> w.desktop.engine.upkeep().setPolicy("states", "off", null, null)),
                new Event("another folder", StandingTest::anotherRoot),
                new Event(
                        "a folder taken out",
                        w ->
                                w.desktop.engine.removeRoot(
                                        w.desktop.engine.roots().getFirst().root().path())));
    }

    /// With another file of the same size and time.
    private void replaced() throws IOException {
        Path file = desktop.file(EMERALD);
        FileTime time = Files.getLastModifiedTime(file);
        Path other = file.resolveSibling("other");
        Files.writeString(other, "emerald 1");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void publishedElsewhere() {
        deck.play(EMERALD, "emerald 1");
        deck.sync();
    }

    private void deletedElsewhere() throws IOException {
        deck.engine.upkeep().setPolicy("deletion", "delete-remote", null, null);
        Files.delete(deck.file(EMERALD));
        deck.sync();
    }

    private void anotherRoot() throws IOException {
        Path more = Files.createDirectories(dir.resolve("more"));
        desktop.engine.addRoot(new NewRoot(more, null, null, List.of(), List.of(), true));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatever_a_sync_goes_by_makes_it_look(Event event) throws IOException {
        event.happening().to(this);
        assertThat(standing(desktop)).isEmpty();
    }

    @Test
    void another_savepoint_may_know_other_saves() throws IOException {
        assertThat(standing(desktop, "next")).isEmpty();
        assertThat(standing(desktop)).isPresent();
    }

    @Test
    void after_a_look_that_found_nothing_to_do_it_stands_again() throws IOException {
        publishedElsewhere();
        desktop.sync();
        assertThat(standing(desktop)).as("something was done").isEmpty();
        desktop.sync();
        assertThat(standing(desktop)).isPresent();
    }

    @Test
    void what_was_read_just_now_may_have_been_written_since() throws IOException {
        desktop.play(EMERALD, "emerald 1");
        desktop.engine.sync(SyncRequest.ALL, () -> false);
        desktop.engine.sync(SyncRequest.ALL, () -> false);
        assertThat(standing(desktop)).isEmpty();
    }

    @Test
    void an_unreadable_save_is_looked_at_each_time() throws IOException {
        Files.createSymbolicLink(
                desktop.file("gba/Lost"), desktop.saves.resolve("gba/nothing there"));
        desktop.sync();
        desktop.sync();
        assertThat(standing(desktop)).isEmpty();
    }

    @Test
    void what_waits_and_what_is_left_alone_is_said_again() throws IOException {
        deck.play(EMERALD, "emerald of the deck");
        deck.sync();
        desktop.play(EMERALD, "emerald of the desktop");
        Files.writeString(desktop.saves.resolve("gba/Emerald.state.auto"), "state");
        desktop.sync();
        SyncReport looked = desktop.sync();
        assertThat(looked.conflicts()).containsExactly(save(EMERALD));
        assertThat(looked.skipped()).hasSize(1);
        Optional<Standing> noted = standing(desktop);
        assertThat(noted).contains(new Standing(looked.conflicts(), looked.skipped(), 0));
        SyncReport again = desktop.sync();
        assertThat(again.conflicts()).isEqualTo(looked.conflicts());
        assertThat(again.skipped()).isEqualTo(looked.skipped());
        assertThat(again.nothingToDo()).isEqualTo(looked.nothingToDo());
    }

    @Test
    void a_note_says_what_it_said() {
        var stillness = desktop.parts.journal().stillness();
        var said =
                new Standing(
                        List.of(save(EMERALD), save("snes/[Brackets], Ünïcode")),
                        List.of(
                                new Skipped(
                                        save(METROID),
                                        app.savepoint.core.plan.Attention.NONE,
                                        Saying.of("some.reason", "[brackets]\n", "\"quotes\"")
                                                .inEnglish("a reason, of quotes"))),
                        3);
        said.note(stillness, "ground", stillness.mark());
        List<String> note = stillness.note().orElseThrow();
        assertThat(Standing.noted(note, "ground")).contains(said);
        assertThat(Standing.noted(note, "other ground")).isEmpty();
    }

    @Test
    void a_note_of_another_kind_is_as_good_as_none() {
        assertThat(Standing.noted(List.of("ground", "0", "2", "gba/A/save/main"), "ground"))
                .isEmpty();
        assertThat(Standing.noted(List.of("ground", "many"), "ground")).isEmpty();
        assertThat(Standing.noted(List.of("ground", "0", "1", "no save"), "ground")).isEmpty();
    }

    @Test
    void nothing_is_noted_of_what_was_seen_before_something_was_written() {
        var journal = desktop.parts.journal();
        long mark = journal.stillness().mark();
        journal.settings().put("something", "else");
        new Standing(List.of(), List.of(), 0).note(journal.stillness(), "ground", mark);
        assertThat(journal.stillness().note()).isEmpty();
    }

    @Test
    void to_say_that_one_is_there_changes_nothing() throws IOException {
        devices.later(Duration.ofHours(1));
        desktop.sync();
        assertThat(standing(desktop)).isPresent();
    }
}
