package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;

/// Starts a RomM server by hand, with a small library, for those who work on Savepoint.
///
/// Arguments: a port (8090), a version (5.2). Then it reads lines: `approve CODE` does what the
/// browser would, `saves` and `log` show what there is, an empty line or the end ends it.
public final class RommServerMain {
    private static final String USUAL_PORT = "8090";
    private static final String USUAL_VERSION = "5.2";

    private RommServerMain() {}

    /// Runs until it is told to stop.
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments.length > 0 ? arguments[0] : USUAL_PORT);
        Level level = level(arguments.length > 1 ? arguments[1] : USUAL_VERSION);
        try (RommServer server = RommServer.start(level, InstantSource.system(), port)) {
            Rows.User user = server.people().user("player", "player");
            demo(server);
            say("RomM " + level.version() + " (pretended) at " + server.address());
            say("user name: player, password: player");
            if (level.from(Level.V4_8)) {
                say("client token: " + server.people().token(user, Scopes.ALL_WE_NEED));
            }
            say("approve CODE | saves | log | an empty line to end");
            obey(server, user);
        }
    }

    private static void obey(RommServer server, Rows.User user) throws InterruptedException {
        try (Scanner lines = new Scanner(System.in, UTF_8)) {
            boolean any = false;
            while (lines.hasNextLine()) {
                any = true;
                String line = lines.nextLine().strip();
                if (line.isEmpty()) {
                    return;
                }
                obey(server, user, line);
            }
            if (!any) {
                // Started without a keyboard: runs until it is stopped from outside.
                new CountDownLatch(1).await();
            }
        }
    }

    private static void obey(RommServer server, Rows.User user, String line) {
        String[] words = line.split(" +", 2);
        switch (words[0]) {
            case "approve" -> approve(server, user, words.length > 1 ? words[1] : "");
            case "saves" ->
                    server.look()
                            .saves()
                            .forEach(save ->
                                    say(
                                            save.id()
                                                    + "  "
                                                    + save.slot()
                                                    + "  "
                                                    + save.fullPath()
                                                    + "  "
                                                    + save.size()));
            case "log" -> server.log().all().forEach(entry -> say(entry.toString()));
            default -> say("not known: " + words[0]);
        }
    }

    private static void approve(RommServer server, Rows.User user, String code) {
        try {
            Rows.Device device =
                    server.people().approve(user, code.strip().toUpperCase(Locale.ROOT));
            say("approved: " + device.name());
        } catch (Refusal unknown) {
            say("no such code waits for an answer");
        }
    }

    private static void demo(RommServer server) {
        Library library = server.library();
        Rows.Platform gba = library.platform("gba", "gba", "Game Boy Advance");
        Rows.Platform snes = library.platform("snes", "Super Nintendo", "Super Nintendo");
        Rows.Platform psx = library.platform("psx", "psx", "PlayStation");
        library.rom(gba, "Some Game (USA).gba");
        library.rom(gba, "Some Game (Europe) (En,Fr,De).gba");
        library.rom(snes, "Super Test World (USA).sfc");
        library.rom(snes, "Super Test World (USA) (Rev 1).sfc");
        library.rom(snes, "Pokémon – テスト (Japan).sfc");
        library.rom(psx, "Disc Game (USA) (Disc 1).chd");
        library.unhashed(psx, "Disc Game (USA) (Disc 2).chd");
    }

    private static Level level(String version) {
        for (Level level : Level.values()) {
            if (level.version().startsWith(version)) {
                return level;
            }
        }
        throw new IllegalArgumentException("no version " + version + " is known");
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
