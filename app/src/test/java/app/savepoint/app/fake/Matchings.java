package app.savepoint.app.fake;

import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Games as they meet those of a server.
public final class Matchings {
    private Matchings() {}

    /// A game of the server's, whose number follows from its name.
    public static ServerGame there(String system, String name) {
        return new ServerGame(name.hashCode() & 0xffff, system, name, name + ".zip");
    }

    /// A game that could be any of these.
    public static MatchedGame open(String system, String game, String... there) {
        GameKey key = new GameKey(system, game);
        return new MatchedGame(
                key,
                How.OPEN,
                null,
                Arrays.stream(there).map(name -> Candidate.of(key, there(system, name))).toList());
    }

    /// A game of which it is known how it stands.
    public static MatchedGame known(String system, String game, How how, String there) {
        return new MatchedGame(
                new GameKey(system, game),
                how,
                there.isEmpty() ? null : there(system, there),
                List.of());
    }

    /// A game that the server has in several slots, of which nobody said which is played.
    public static MatchedGame slots(String system, String game, String... slots) {
        return new MatchedGame(
                new GameKey(system, game),
                How.NAME,
                there(system, game),
                List.of(),
                new GameSlots(
                        null,
                        false,
                        Arrays.stream(slots)
                                .map(name ->
                                        new ServerSlot(
                                                name,
                                                Instant.parse("2026-03-04T05:06:07Z"),
                                                "Deck",
                                                32768,
                                                2))
                                .toList()));
    }

    /// The same game once it was said in which of its slots it is played.
    public static MatchedGame played(MatchedGame game, String slot) {
        return new MatchedGame(
                game.key(),
                game.how(),
                game.game(),
                game.candidates(),
                new GameSlots(slot, true, game.slots().all()));
    }

    /// Something of everything.
    public static List<MatchedGame> demo() {
        List<MatchedGame> all = new ArrayList<>();
        all.add(open("gba", "Pokemon Emerald", "Pokémon Emerald"));
        all.add(open("snes", "super metroid", "Super Metroid"));
        all.add(open("gba", "Golden Sun (Europe)", "Golden Sun (USA)"));
        all.add(open("gba", "Fire Emblem (USA)", "Fire Emblem (USA) (Rev 1)"));
        all.add(open("gba", "Metroid Fusion", "Metroid Fusion (Japan) [T+Eng1.1]"));
        all.add(
                open(
                        "psx",
                        "Final Fantasy VII",
                        "Final Fantasy VII (USA) (Disc 1)",
                        "Final Fantasy VII (USA) (Disc 2)"));
        MatchedGame owned = open("gba", "Wario Land 4 (Europe)", "Wario Land 4");
        Candidate only = owned.candidates().getFirst();
        all.add(
                new MatchedGame(
                        owned.key(),
                        How.OPEN,
                        null,
                        List.of(
                                new Candidate(
                                        only.game(),
                                        only.differs(),
                                        new GameKey("gba", "Wario Land 4")))));
        all.add(known("gba", "My Own Homebrew", How.NONE, ""));
        all.add(known("gb", "Tetris Clone", How.LEFT_OUT, ""));
        all.add(known("gba", "Wario Land 4", How.NAME, "Wario Land 4"));
        all.add(known("snes", "Chrono Trigger", How.HASH, "Chrono Trigger (USA)"));
        all.add(known("n64", "Mario 64", How.PERSON, "Super Mario 64 (USA)"));
        return all;
    }

    /// Names that take all the room they can get, in several scripts.
    public static List<MatchedGame> longNames() {
        String tale =
                "The Extraordinarily Long and Winding Tale of the Hero Who Would Not Stop Talking"
                        + " About the Seven Sealed Shrines - Director's Cut";
        return List.of(
                open(
                        "gba",
                        tale
                                + " (USA, Europe, Australia) (En,Fr,De,Es,It,Nl,Pt,Sv,No,Da,Fi) (Rev 2)",
                        tale + " (Japan) (Ja,Zh-Hans,Zh-Hant) (Rev 1) (Virtual Console)"),
                open("snes", "ドラゴンクエストV 天空の花嫁", "ドラゴンクエストⅤ　天空の花嫁 (Japan)"),
                open("gba", "X".repeat(150), "x".repeat(150)),
                known("gba", tale, How.PERSON, tale + " (World) (Rev 2) (Collector's Edition)"),
                known("gba", "Ж".repeat(120), How.NONE, ""));
    }

    /// A large library.
    public static List<MatchedGame> many(int count) {
        List<MatchedGame> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "Game %04d".formatted(i);
            all.add(
                    switch (i % 3) {
                        case 0 -> open("gba", name, name + " (USA)");
                        case 1 -> known("gba", name, How.NONE, "");
                        default -> known("gba", name, How.NAME, name);
                    });
        }
        return all;
    }
}
