package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the real engine, journal, disk and storage: whatever lies here, whatever the storage holds
/// and whatever was agreed on, one sync does all there is to do, and the next finds nothing left.
/// Each combination is a game of one library.
class PlannedAgainTest {
    private static final String DUMMY = "snes/Something Else";
    private static final String BLANK = "\0".repeat(8192);

    @TempDir Path dir;

    /// What this device last agreed on.
    private enum Agreed {
        NOTHING,
        A_PLACED,
        A_NOT_PLACED,
        THAT_IT_IS_GONE
    }

    /// What others made of it since.
    private enum There {
        AS_IT_WAS,
        GONE,
        B,
        B_AND_C
    }

    /// What lies here.
    private enum Here {
        NOTHING,
        A,
        B,
        D,
        OLDER_D,
        BLANK
    }

    private record Case(Agreed agreed, There there, Here here) {
        String game() {
            return "gba/" + agreed + " " + there + " " + here;
        }

        /// What is gone can not be forgotten again, and what never was can not be at all.
        boolean possible() {
            boolean was = agreed == Agreed.A_PLACED || agreed == Agreed.A_NOT_PLACED;
            return there != There.GONE || was;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Agreed agreed : Agreed.values())
            for (There there : There.values())
                for (Here here : Here.values()) {
                    Case one = new Case(agreed, there, here);
                    if (one.possible()) cases.add(one);
                }
        return cases;
    }

    @Test
    void one_sync_does_all_there_is_to_do() throws IOException {
        Instant begin = Instant.parse("2026-05-01T10:00:00Z");
        try (Devices devices = Devices.aroundMemory(dir, begin)) {
            Machine here = devices.add("here");
            Machine deck = devices.add("deck");
            Machine phone = devices.add("phone");
            List<Case> cases = cases();
            agree(cases, here, deck, phone);
            othersGoOn(cases, deck, phone);
            devices.later(Duration.ofHours(1));
            for (Case one : cases) lay(one, here, begin);

            SyncReport first = here.sync();
            assertThat(first.failed()).isEmpty();
            Map<String, String> disk = disk(here);
            Set<String> backups = files(here.home.backups());
            Set<String> stored = contents(devices);

            // Something new, so that it looks at all of them again, with nothing remembered
            here.restart();
            here.play(DUMMY, "something else");
            SyncReport second = here.sync();

            assertThat(second.pushed()).containsExactly(save(DUMMY));
            assertThat(second.pulled()).isEmpty();
            assertThat(second.deletedLocal()).isEmpty();
            assertThat(second.deletedRemote()).isEmpty();
            assertThat(second.failed()).isEmpty();
            assertThat(second.conflicts()).hasSameElementsAs(first.conflicts()).isNotEmpty();
            Map<String, String> after = disk(here);
            after.keySet().removeIf(file -> file.contains("Something Else"));
            assertThat(after).isEqualTo(disk);
            assertThat(files(here.home.backups())).isEqualTo(backups);
            assertThat(contents(devices)).isEqualTo(stored);
            assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        }
    }

    private static void agree(List<Case> cases, Machine here, Machine deck, Machine phone)
            throws IOException {
        for (Case one : cases)
            if (one.agreed() != Agreed.NOTHING) here.play(one.game(), one.game() + " A");
        here.sync();
        for (Case one : cases)
            if (one.agreed() == Agreed.THAT_IT_IS_GONE) here.engine.forget(only(one), false);
        for (Case one : cases)
            switch (one.agreed()) {
                case THAT_IT_IS_GONE, A_NOT_PLACED -> Files.delete(here.file(one.game()));
                case NOTHING, A_PLACED -> {}
            }
        acceptRoots(here);
        here.sync();
        deck.sync();
        phone.sync();
    }

    /// Many saves were removed at once, and that is right.
    private static void acceptRoots(Machine machine) {
        machine.engine.acceptRoot(machine.saves);
    }

    private static Selection only(Case one) {
        return new Selection(List.of(save(one.game()).toString()));
    }

    private static void othersGoOn(List<Case> cases, Machine deck, Machine phone)
            throws IOException {
        for (Case one : cases) {
            boolean gone = one.there() == There.GONE;
            if (gone) deck.engine.forget(only(one), false);
            if (one.there() == There.B || one.there() == There.B_AND_C)
                deck.play(one.game(), one.game() + " B");
            if (one.there() == There.B_AND_C) phone.play(one.game(), one.game() + " C");
        }
        deck.sync();
        phone.sync();
    }

    private static void lay(Case one, Machine here, Instant begin) throws IOException {
        Path file = here.file(one.game());
        switch (one.here()) {
            case NOTHING -> Files.deleteIfExists(file);
            // As it lies there, if it does
            case A -> {
                if (!Files.exists(file)) here.play(one.game(), one.game() + " A");
            }
            case B -> here.play(one.game(), one.game() + " B");
            case D, OLDER_D -> here.play(one.game(), one.game() + " D");
            case BLANK -> here.play(one.game(), BLANK);
        }
        if (one.here() == Here.OLDER_D)
            Files.setLastModifiedTime(file, FileTime.from(begin.minus(Duration.ofDays(9))));
    }

    private static Map<String, String> disk(Machine machine) throws IOException {
        Map<String, String> disk = new TreeMap<>();
        for (String file : files(machine.saves))
            disk.put(file, Files.readString(machine.saves.resolve(file)));
        return disk;
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// The contents in the storage, but for the one that is only there to make it look.
    private static Set<String> contents(Devices devices) {
        return devices.keys().stream()
                .filter(key -> key.startsWith("saves/") && !key.contains("Something Else"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
