package app.savepoint.app.bench;

import app.savepoint.app.Assembly;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.log.Logs;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.storage.romm.RommCredentials;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a sync through a RomM server costs, beside a bare client that asks the same server for the
/// same list. The server is the stand-in that the tests use, in this process.
final class RommBench {
    private static final int GAMES = 1_000;
    private static final int SIZE = 32 * 1024;
    private static final int TRIES = 5;
    private static final String IDS = "bare client: the numbers of all saves";
    private static final String LIST = "bare client: all saves";

    private final Measured measured = new Measured();
    private final Path dir;
    private final Path launcher;
    private final SaveTree saves;

    /// @param dir where to work
    /// @param launcher the packaged program
    RommBench(Path dir, Path launcher) {
        this.dir = dir;
        this.launcher = launcher;
        saves = new SaveTree(dir.resolve("romm-saves"), GAMES, SIZE);
    }

    void run() throws Exception {
        System.out.printf("%nThrough a RomM server on this machine, %,d games%n%n", GAMES);
        System.out.println(Measured.heading());
        saves.write();
        try (RommServer server = RommServer.start(Level.V5_2, InstantSource.system())) {
            Rows.User user = server.people().user("ann", "secret words");
            fill(server);
            String token = server.people().token(user, Scopes.ALL_WE_NEED);
            Map<String, String> keys = Map.of(RommCredentials.TOKEN, token);
            commands(server, new Programs(dir, keys), token);
            inside(keys);
        }
    }

    /// A game for each save.
    private void fill(RommServer server) {
        Map<String, Rows.Platform> platforms = new HashMap<>();
        for (int number = 0; number < GAMES; number++) {
            Path file = saves.file(number);
            Rows.Platform platform =
                    platforms.computeIfAbsent(
                            file.getParent().getFileName().toString(),
                            slug -> server.library().platform(slug));
            server.library().rom(platform, file.getFileName().toString().replace(".srm", ".zip"));
        }
    }

    private void commands(RommServer server, Programs programs, String token) throws Exception {
        Path there = Files.createDirectories(dir.resolve("romm-there"));
        setUp(server, programs, "R", saves.folder());
        setUp(server, programs, "S", there);
        measured.time("savepoint sync: first push", 1, List.of(), () -> sync(programs, "R"));
        measured.time("savepoint sync: first pull", 1, List.of(), () -> sync(programs, "S"));
        measured.time(IDS, TRIES, List.of(), () -> ask(server, "/api/saves/identifiers", token));
        measured.time(LIST, TRIES, List.of(), () -> ask(server, "/api/saves", token));
        measured.time(
                "savepoint sync: nothing changed",
                TRIES,
                List.of(IDS, LIST),
                () -> sync(programs, "R"));
        Files.write(saves.file(GAMES / 2), new byte[] {1, 2, 3, 4});
        measured.time("savepoint sync: one changed", 1, List.of(), () -> sync(programs, "R"));
        measured.time("savepoint sync: to fetch it", 1, List.of(), () -> sync(programs, "S"));
    }

    private void inside(Map<String, String> keys) throws Exception {
        try (Logs logs = new Logs(Map.of());
                SyncService service =
                        logs.of(Assembly.standard())
                                .open(
                                        Path.of(home("R")),
                                        new OpenOptions(Duration.ofSeconds(10), keys))) {
            service.sync(SyncRequest.ALL, () -> false);
            measured.time(
                    "sync in a running program: nothing changed",
                    4 * TRIES,
                    List.of(IDS),
                    () ->
                            service.sync(SyncRequest.ALL, () -> false).requests().total()
                                    + " requests");
        }
    }

    private static String ask(RommServer server, String path, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.address() + path))
                            .header("Authorization", "Bearer " + token)
                            .build();
            return client.send(request, BodyHandlers.ofByteArray()).body().length + " bytes";
        }
    }

    private void setUp(RommServer server, Programs programs, String home, Path root)
            throws Exception {
        atHome(programs, home, "init", "--storage", "romm:" + server.address(), "--device", home);
        atHome(programs, home, "roots", "add", "--yes", root.toString());
    }

    private String sync(Programs programs, String home) throws Exception {
        JsonNode report = JsonMapper.shared().readTree(atHome(programs, home, "sync", "--json"));
        long total = 0;
        for (JsonNode count : report.get("requests")) total += count.asLong();
        return "%d pushed, %d pulled, %d requests"
                .formatted(report.get("pushed").size(), report.get("pulled").size(), total);
    }

    private String atHome(Programs programs, String home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "--home", home(home)));
        command.addAll(List.of(arguments));
        return programs.run(command);
    }

    private String home(String name) {
        return dir.resolve("home-" + name).toString();
    }
}
