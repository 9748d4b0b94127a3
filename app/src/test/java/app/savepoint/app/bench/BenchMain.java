package app.savepoint.app.bench;

import app.savepoint.app.Assembly;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.log.Logs;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.view.SyncRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Syncs 10,000 saves of 32 KiB between two homes through a folder, as a person would, and prints
/// how long each command took, beside what reading, copying and hashing the same files costs in the
/// same run, and beside Unison where it is installed; then the same through a bucket.
///
/// Properties: `savepoint.launcher` (the packaged program), `savepoint.bench.dir` (where to work;
/// it is emptied), `savepoint.bench.saves` (how many).
public final class BenchMain {
    private static final int SAVES = Integer.getInteger("savepoint.bench.saves", 10_000);
    private static final int SIZE = 32 * 1024;
    private static final int TRIES = 5;
    private static final int ROUNDS = 3;

    /// The homes of the last round.
    private static final String DESKTOP = "A" + ROUNDS;

    private static final String DECK = "B" + ROUNDS;

    private static final String WALK = "walk";
    private static final String COPY = "copy";
    private static final String HASH = "hash";
    private static final String UNISON_FIRST = "unison first";
    private static final String UNISON_AGAIN = "unison again";

    private final Measured measured = new Measured();
    private final Path dir;
    private final Programs programs;
    private final Path launcher;
    private final SaveTree saves;

    private BenchMain(Path dir, Path launcher) {
        this.dir = dir;
        this.launcher = launcher;
        programs = new Programs(dir, Map.of());
        saves = new SaveTree(dir.resolve("saves"), SAVES, SIZE);
    }

    public static void main(String[] arguments) throws Exception {
        Path dir = Path.of(System.getProperty("savepoint.bench.dir", "target/bench"));
        Path launcher = Path.of(System.getProperty("savepoint.launcher", "savepoint"));
        SaveTree.empty(dir.toAbsolutePath());
        new BenchMain(dir.toAbsolutePath(), launcher).run();
        // Now and not before the next run: ext4 is slow to make files where many were just deleted
        SaveTree.empty(dir.toAbsolutePath());
    }

    private void run() throws Exception {
        saves.write();
        System.out.printf(
                "%,d saves, %,d MiB, on %d processors with %s%n%n",
                SAVES,
                saves.bytes() >> 20,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"));
        System.out.println(Measured.heading());
        measured.time(WALK, TRIES, List.of(), this::walk);
        firstRuns();
        again();
        watching();
        inside();
        new BucketBench(dir, launcher, saves).run();
        new RommBench(dir, launcher).run();
    }

    /// What is done once with each file: each round from nothing.
    private void firstRuns() throws Exception {
        Measured.Rounds rounds = measured.rounds();
        for (int round = 1; round <= ROUNDS; round++) {
            int number = round;
            rounds.time(COPY, List.of(), () -> copy(number));
            rounds.time(HASH, List.of(), this::hash);
            if (Programs.has("unison")) {
                List<String> command = unison(Files.createDirectories(unisonsOther(number)));
                rounds.time(UNISON_FIRST, List.of(COPY), () -> silently(command));
            }
            setUp("A" + number, number, saves.folder());
            setUp("B" + number, number, Files.createDirectories(dir.resolve("there" + number)));
            rounds.time(
                    "savepoint sync: first push", beside(UNISON_FIRST), () -> sync("A" + number));
            rounds.time(
                    "savepoint sync: first pull", beside(UNISON_FIRST), () -> sync("B" + number));
        }
        rounds.print();
    }

    private Path unisonsOther(int round) {
        return dir.resolve("unison-there" + round);
    }

    private List<String> unison(Path other) {
        return List.of(
                "unison",
                saves.folder().toString(),
                other.toString(),
                "-batch",
                "-silent",
                "-times");
    }

    private void again() throws Exception {
        if (Programs.has("unison")) {
            List<String> command = unison(unisonsOther(ROUNDS));
            measured.time(UNISON_AGAIN, TRIES, List.of(WALK), () -> silently(command));
        }
        measured.time(
                "savepoint --version", TRIES, List.of(), () -> silently(command("--version")));
        for (String home : List.of(DESKTOP, DECK))
            measured.time(
                    "savepoint sync: nothing changed, " + home,
                    TRIES,
                    List.of(UNISON_AGAIN),
                    () -> sync(home));
        touch(SAVES / 2, 1);
        measured.time("savepoint sync: one changed", 1, List.of(UNISON_AGAIN), () -> sync(DESKTOP));
        measured.time(
                "savepoint status",
                TRIES,
                List.of(),
                () -> silently(command("--home", home(DESKTOP), "status", "--json")));
    }

    /// From the moment a game has written until it is published, of which two seconds are waited in
    /// case it writes on.
    private void watching() throws Exception {
        int[] content = {1};
        try (Watching watch = new Watching(command("--home", home(DESKTOP), "watch", "--json"))) {
            measured.time(
                    "savepoint watch: one changed, until it is published",
                    TRIES,
                    List.of(),
                    () -> {
                        content[0]++;
                        touch(SAVES / 3 + content[0], content[0]);
                        watch.await("pushed");
                        return "";
                    });
        }
    }

    /// The same inside a program that goes on running, as the window and `watch` do.
    private void inside() throws Exception {
        try (Logs logs = new Logs(Map.of());
                SyncService service =
                        logs.of(Assembly.standard())
                                .open(
                                        Path.of(home(DESKTOP)),
                                        new OpenOptions(Duration.ofSeconds(10), Map.of()))) {
            service.sync(SyncRequest.ALL, () -> false);
            measured.time(
                    "sync in a running program: nothing changed",
                    4 * TRIES,
                    List.of(WALK, UNISON_AGAIN),
                    () -> requests(service.sync(SyncRequest.ALL, () -> false).requests().total()));
            measured.time(
                    "sync in a running program: one changed",
                    1,
                    List.of(),
                    () -> {
                        touch(SAVES / 2, 2);
                        return requests(
                                service.sync(SyncRequest.ALL, () -> false).requests().total());
                    });
        }
    }

    private static List<String> beside(String other) {
        return List.of(other, COPY, HASH);
    }

    private static String requests(long count) {
        return count + " requests";
    }

    private void setUp(String home, int round, Path root) throws Exception {
        atHome(
                home,
                "init",
                "--storage",
                "folder:" + dir.resolve("storage" + round),
                "--device",
                home);
        atHome(home, "roots", "add", "--yes", root.toString());
    }

    private String sync(String home) throws Exception {
        JsonNode report = JsonMapper.shared().readTree(atHome(home, "sync", "--json"));
        JsonNode requests = report.get("requests");
        long total = 0;
        for (JsonNode count : requests.values()) total += count.asLong();
        return "%d pushed, %d pulled, %d requests %s"
                .formatted(
                        report.get("pushed").size(),
                        report.get("pulled").size(),
                        total,
                        requests.toString().replace("\"", ""));
    }

    private String atHome(String home, String... arguments) throws Exception {
        List<String> command = command("--home", home(home));
        command.addAll(List.of(arguments));
        return programs.run(command);
    }

    private String home(String name) {
        return dir.resolve("home-" + name).toString();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void touch(int number, int content) throws IOException {
        Files.write(saves.file(number), new byte[] {(byte) content, 1, 2, 3});
    }

    private String silently(List<String> command) throws Exception {
        programs.run(command);
        return "";
    }

    private String walk() throws IOException {
        try (Stream<Path> files = Files.walk(saves.folder())) {
            long size = 0;
            for (Path file : files.toList())
                size += Files.getLastModifiedTime(file).toMillis() > 0 ? 1 : 0;
            return size + " entries";
        }
    }

    private String copy(int round) throws IOException {
        Path to = dir.resolve("copied" + round);
        for (int number = 0; number < SAVES; number++) {
            Path from = saves.file(number);
            Path target = to.resolve(saves.folder().relativize(from).toString());
            Files.createDirectories(target.getParent());
            Files.copy(from, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return "";
    }

    private String hash() throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int number = 0; number < SAVES; number++) {
            MessageDigest digest = ContentHash.start();
            try (InputStream in = Files.newInputStream(saves.file(number))) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer))
                    digest.update(buffer, 0, read);
            }
            ContentHash.finish(digest.digest());
        }
        return "";
    }
}
