package app.savepoint.app;

import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.core.transfer.Steps;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests of whole computers at a RomM server begin with: a server with two games, and a person
/// who is signed in there.
abstract class AtRomm {
    @TempDir Path dir;
    final FakeKeychain keychain = new FakeKeychain();
    RommServer server;
    Rows.User ann;
    Rows.Rom emerald;
    Rows.Rom zelda;
    Cli cli;

    @BeforeEach
    void start() {
        server = RommServer.start(Level.V5_2, new TestClock(TwoComputers.PLAYED));
        ann = server.people().user("ann", "secret words");
        emerald = game("gba", "Pokemon Emerald.gba");
        zelda = game("snes", "Zelda.sfc");
        cli = cli(Map.of("SAVEPOINT_ROMM_TOKEN", server.people().token(ann, Scopes.ALL_WE_NEED)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Rows.Rom game(String system, String file) {
        return server.library().rom(server.library().platform(system), file);
    }

    Cli cli(Map<String, String> environment) {
        return new Cli(dir, assembly(), environment);
    }

    Assembly assembly() {
        return new Assembly(
                server.clock(),
                UUID::randomUUID,
                Steps.none(),
                store -> store,
                () -> keychain,
                server.clock()::advance);
    }

    String uri() {
        return "romm:" + server.address();
    }

    TwoComputers two() throws IOException {
        return new TwoComputers(dir, cli, uri());
    }

    static int requests(Cli.Answer answer) {
        int requests = 0;
        for (var count : answer.json().get("requests")) requests += count.asInt();
        return requests;
    }

    static byte[] bytes(long seed) {
        byte[] bytes = new byte[32768];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }
}
