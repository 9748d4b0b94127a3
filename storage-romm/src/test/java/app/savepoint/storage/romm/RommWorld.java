package app.savepoint.storage.romm;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.WantedStates;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.testkit.Player;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// A server with games, and devices at it, each with a journal of its own. Time passes only where
/// someone waits, on the one clock of all.
final class RommWorld implements AutoCloseable {
    private final Path dir;
    private final RommServer server;
    private final Rows.User user;
    private final String token;
    private final Map<String, Rows.Platform> platforms = new HashMap<>();
    private final Set<GameKey> keys = new HashSet<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Journal> journals = new ArrayList<>();
    private String options = "";

    RommWorld(Path dir, Level level) {
        this.dir = dir;
        server = RommServer.start(level);
        user = server.people().user("ann", "secret words");
        token = level.from(Level.V4_8) ? server.people().token(user, Scopes.ALL_WE_NEED) : "";
    }

    RommServer server() {
        return server;
    }

    Rows.User user() {
        return user;
    }

    RommAddress address() {
        return RommAddress.parse("romm:" + server.address() + options, dir);
    }

    /// Devices that come from now on wait so long for an answer, and not longer.
    void waitNoLongerThan(Duration patience) {
        options = "?call-timeout=" + patience.toMillis() + "ms";
    }

    RommCredentials credentials() {
        return token.isEmpty()
                ? new RommCredentials.Password("ann", "secret words")
                : new RommCredentials.Token(token);
    }

    /// Puts a game into the library, whose file is called as its saves are.
    Rows.Rom game(SaveId save, String extension) {
        keys.add(GameKey.of(save));
        return game(save.system(), save.game() + "." + extension);
    }

    Rows.Rom game(String system, String fileName) {
        Rows.Platform platform =
                platforms.computeIfAbsent(system, slug -> server.library().platform(slug));
        return server.library().rom(platform, fileName);
    }

    /// A device at the server.
    final class Seat {
        final Journal journal;
        final KnownStorage known;
        final Set<GameKey> here = new HashSet<>();
        volatile WantedStates states = WantingStates.NONE;
        final RommStorage storage;
        final Player player;

        Seat(Device device, RommCredentials credentials) throws Exception {
            Path home = Files.createDirectories(dir.resolve(device.name()));
            journal = Journal.open(home.resolve("journal.db"), server.clock());
            journals.add(journal);
            journal.identity().save(device);
            here.addAll(keys);
            String id = RommSite.look(address(), credentials, "1.0", server.clock()).id();
            known = journal.storages().add(address().text(), "romm", id);
            storage = open(credentials);
            player = new Player(storage, () -> device, random.nextLong());
        }

        ServerMemory memory() {
            return journal.serverMemory(known.id());
        }

        /// Opens it again, as a new process does.
        RommStorage open(RommCredentials credentials) {
            return RommStorage.open(
                    address(),
                    credentials,
                    String.valueOf(known.repository()),
                    memory(),
                    new RommSettings(
                            dir.resolve("work"),
                            () -> journal.identity().device().orElseThrow(),
                            () -> Set.copyOf(here),
                            false,
                            () -> states,
                            "1.0",
                            server.clock(),
                            server.clock()::advance,
                            new java.util.Random(1)));
        }
    }

    Seat seat(Device device) throws Exception {
        return new Seat(device, credentials());
    }

    @Override
    public void close() {
        for (Journal journal : journals) journal.close();
        server.close();
    }
}
