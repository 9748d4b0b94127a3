package app.savepoint.app.fake;

import static app.savepoint.app.fake.Saves.DECK;
import static app.savepoint.app.fake.Saves.HERE;
import static app.savepoint.app.fake.Saves.MIYOO;

import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.view.SaveRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Whole libraries, as people have them.
public final class Libraries {
    public static final SaveId EMERALD = SaveId.main("gba", "Pokémon Emerald");
    public static final SaveId GOLDEN_SUN = SaveId.main("gba", "Golden Sun (Europe)");
    public static final SaveId ADVANCE_WARS = SaveId.main("gba", "Advance Wars");
    public static final SaveId ZELDA =
            SaveId.main("snes", "The Legend of Zelda - A Link to the Past");
    public static final SaveId CHRONO = SaveId.main("snes", "Chrono Trigger");
    public static final SaveId METROID = SaveId.main("snes", "Super Metroid");
    public static final SaveId FF7 = SaveId.main("psx", "Final Fantasy VII");
    public static final SaveId CASTLEVANIA =
            SaveId.main("psx", "Castlevania - Symphony of the Night");
    public static final SaveId MARIO = SaveId.main("n64", "Super Mario 64");
    public static final SaveId PAPER_MARIO = SaveId.main("n64", "Paper Mario");
    public static final SaveId EARTHBOUND = SaveId.main("snes", "EarthBound");
    public static final SaveId SNAKE = SaveId.main("psx", "Metal Gear Solid");

    private static final List<String> WORDS =
            List.of(
                    "Crystal", "Dragon", "Legend", "Star", "Shadow", "Kingdom", "Storm", "Galaxy",
                    "Knight", "Ocean", "Tower", "Rocket", "Dream", "Forest", "Blade", "Echo");

    private Libraries() {}

    /// A dozen games on four systems, of which one is in conflict and one looks empty.
    public static List<SaveRow> demo() {
        return List.of(
                Saves.conflict(EMERALD, Duration.ofHours(3), Duration.ofHours(26), DECK),
                Saves.toPull(GOLDEN_SUN, Duration.ofHours(30), DECK),
                Saves.blank(ADVANCE_WARS),
                Saves.inSync(ZELDA, Duration.ofDays(6), DECK),
                Saves.toPull(CHRONO, Duration.ofHours(28), DECK),
                Saves.toPush(METROID, Duration.ofHours(5)),
                Saves.toPush(FF7, Duration.ofHours(20)),
                Saves.inSync(CASTLEVANIA, Duration.ofDays(11), HERE),
                Saves.inSync(MARIO, Duration.ofDays(30), HERE),
                Saves.newThere(PAPER_MARIO, Duration.ofHours(25), MIYOO),
                Saves.newHere(EARTHBOUND, Duration.ofHours(2)),
                Saves.newHere(SNAKE, Duration.ofMinutes(50)));
    }

    /// The same games with nothing left to do.
    public static List<SaveRow> safe() {
        List<SaveRow> rows = new ArrayList<>();
        int hours = 1;
        for (SaveRow row : demo())
            rows.add(
                    Saves.inSync(
                            row.id(), Duration.ofHours(hours *= 2), hours % 3 == 0 ? DECK : HERE));
        rows.add(Saves.inStorage(SaveId.main("gba", "Metroid Fusion"), Duration.ofDays(80), DECK));
        rows.add(
                Saves.leftAlone(
                        new SaveId("psx", "Final Fantasy VII", SaveKind.STATE, "SwanStation.1")));
        return rows;
    }

    /// In step but for two games of which it is not certain which of the server's they are, one of
    /// them with two saves.
    public static List<SaveRow> unclearGames() {
        List<SaveRow> rows = new ArrayList<>(safe());
        rows.add(Saves.unclear(SaveId.main("gba", "Golden Sun (Europe)")));
        rows.add(Saves.unclear(SaveId.main("gba", "Golden Sun (Europe)").inSlot("b")));
        rows.add(Saves.unclear(SaveId.main("snes", "super metroid")));
        return rows;
    }

    /// Saves of games that a server has in several slots.
    public static List<SaveRow> unclearSlots() {
        List<SaveRow> rows = new ArrayList<>(safe());
        rows.add(Saves.unclear(SaveId.main("gba", "Golden Sun"), Guard.SLOT_UNCLEAR));
        rows.add(Saves.unclear(SaveId.main("snes", "Earthbound"), Guard.SLOT_UNCLEAR));
        return rows;
    }

    /// Every way a save can stand, once.
    public static List<SaveRow> everyState() {
        List<SaveRow> rows = new ArrayList<>(demo());
        rows.add(Saves.threeWay(SaveId.main("gba", "Fire Emblem")));
        rows.add(Saves.deletedThere(SaveId.main("gba", "Wario Land 4")));
        rows.add(Saves.wentBack(SaveId.main("snes", "Secret of Mana")));
        rows.add(
                Saves.firstMeeting(
                        SaveId.main("n64", "Banjo-Kazooie"),
                        Duration.ofDays(3),
                        Duration.ofHours(9)));
        rows.add(
                Saves.firstMeeting(
                        SaveId.main("n64", "Star Fox 64"),
                        Duration.ofDays(13),
                        Duration.ofDays(20)));
        rows.add(Saves.waiting(SaveId.main("gba", "Mother 3"), DECK));
        rows.add(Saves.unreadable(SaveId.main("psx", "Xenogears")));
        rows.add(Saves.lost(SaveId.main("snes", "Terranigma")));
        rows.add(Saves.leftAlone(new SaveId("snes", "Super Metroid", SaveKind.STATE, "Snes9x.1")));
        rows.add(Saves.inStorage(SaveId.main("gba", "Metroid Fusion"), Duration.ofDays(80), DECK));
        rows.add(Saves.leftAlone(SaveId.main("unknown", "mystery")));
        rows.add(Saves.gone(SaveId.main("gba", "Drill Dozer")));
        return rows;
    }

    /// Names that are hard to fit.
    public static List<SaveRow> longNames() {
        String endless =
                "The Incredibly Long and Winding Adventures of a Small Hero Who Had Nothing Better to Do"
                        + " Than to Test Every Column (Rev 2)";
        List<SaveRow> rows = new ArrayList<>();
        rows.add(
                Saves.conflict(
                        SaveId.main("gba", endless),
                        Duration.ofHours(3),
                        Duration.ofHours(26),
                        Saves.device(
                                "Annas sehr alter Wohnzimmerrechner im Regal",
                                app.savepoint.core.save.DeviceType.WINDOWS)));
        rows.add(Saves.inSync(SaveId.main("snes", endless), Duration.ofHours(1), DECK));
        rows.add(Saves.toPush(SaveId.main("psx", "ドラゴンクエストVII エデンの戦士たち"), Duration.ofHours(2)));
        rows.add(Saves.inSync(SaveId.main("gba", "逆転裁判"), Duration.ofDays(2), MIYOO));
        rows.add(
                Saves.inSync(
                        SaveId.main(
                                "gba", "Die Siedler – Aufstieg eines Königreichs für Übermütige"),
                        Duration.ofDays(4),
                        DECK));
        rows.add(Saves.inSync(SaveId.main("gb", "🎮 My Homebrew 👩‍🚀"), Duration.ofDays(5), DECK));
        rows.add(
                Saves.inSync(
                        new SaveId(
                                "turbografx-cd",
                                "Ys I & II",
                                SaveKind.STATE,
                                "a slot with a rather long name.12"),
                        Duration.ofDays(6),
                        DECK));
        rows.add(
                Saves.toPull(
                        SaveId.main("nds", "Mario & Luigi {Bowser} (USA) [!]"),
                        Duration.ofDays(1),
                        DECK));
        rows.add(Saves.inSync(SaveId.main("gba", "!!!"), Duration.ofDays(3), HERE));
        return rows;
    }

    /// So many saves, most of them in step.
    public static List<SaveRow> many(int count) {
        Random random = new Random(11);
        String[] systems = {"gba", "snes", "psx", "n64", "nes", "genesis", "gbc", "psp"};
        List<SaveRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name =
                    WORDS.get(random.nextInt(WORDS.size()))
                            + " "
                            + WORDS.get(random.nextInt(WORDS.size()))
                            + " "
                            + (i + 1);
            SaveId id = SaveId.main(systems[i % systems.length], name);
            Duration ago = Duration.ofMinutes(30 + 600L * i);
            rows.add(
                    switch (i % 23) {
                        case 3 -> Saves.toPush(id, ago);
                        case 9 -> Saves.toPull(id, ago, DECK);
                        case 17 -> Saves.inStorage(id, ago, MIYOO);
                        default -> Saves.inSync(id, ago, i % 3 == 0 ? DECK : HERE);
                    });
        }
        return rows;
    }
}
