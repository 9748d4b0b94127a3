package app.savepoint.app.bench;

import app.savepoint.app.Assembly;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.log.Logs;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.storage.s3.S3Credentials;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same saves through a bucket, beside what AWS's client does alone with the same files, and
/// beside rclone where it is installed; all against one server on this machine.
final class BucketBench {
    private static final int TRIES = 5;
    private static final int ROUNDS = 3;

    /// The homes of the last round.
    private static final String DESKTOP = "A" + ROUNDS;

    private static final String DECK = "B" + ROUNDS;

    private static final int PUSHES = 50;

    /// After so many more, a running program is as fast as it gets.
    private static final int LATER = 1_500;

    private static final int FEW = 10;
    private static final long LARGE = 2L << 30;

    /// A home that shares with nobody.
    private static final String ALONE = "F";

    private static final String PUT = "bare client: put all";
    private static final String GET = "bare client: get all";
    private static final String RCLONE_UP = "rclone up";
    private static final String RCLONE_DOWN = "rclone down";
    private static final String RCLONE_AGAIN = "rclone again";
    private static final String FOUR = "bare client: as many requests";

    private static final Map<String, String> KEYS =
            Map.of(
                    S3Credentials.ACCESS_KEY, "local-access",
                    S3Credentials.SECRET_KEY, "local-secret");

    private final Measured measured = new Measured();
    private final Path dir;
    private final Programs programs;
    private final Path launcher;
    private final SaveTree saves;

    /// @param dir where to work
    /// @param launcher the packaged program
    /// @param saves what is synced
    BucketBench(Path dir, Path launcher, SaveTree saves) {
        this.dir = dir;
        this.launcher = launcher;
        this.saves = saves;
        programs = new Programs(dir, KEYS);
    }

    void run() throws Exception {
        System.out.printf("%nThrough a bucket, its server on this machine%n%n");
        System.out.println(Measured.heading());
        Measured.Rounds rounds = measured.rounds();
        for (int round = 1; round < ROUNDS; round++)
            try (BucketServer server = warm()) {
                firstRuns(server, rounds, round);
            }
        try (BucketServer server = warm()) {
            firstRuns(server, rounds, ROUNDS);
            rounds.print();
            again(server);
            inside(server);
        }
        try (BucketServer server = new BucketServer(dir.resolve("large-objects"))) {
            large(server);
        }
    }

    /// One save that is many times the heap that the launcher allows.
    private void large(BucketServer server) throws Exception {
        Path there = dir.resolve("large");
        Path file = there.resolve("psx/Large.srm");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            // That does not shrink when it is packed
            var random = new SplittableRandom(1);
            byte[] part = new byte[1 << 20];
            for (long written = 0; written < LARGE; written += part.length) {
                random.nextBytes(part);
                out.write(part);
            }
        }
        setUp(server, "G", there);
        setUp(server, "H", Files.createDirectories(dir.resolve("large-there")));
        measured.time("savepoint sync: push 2 GiB", 1, List.of(), () -> sync("G"));
        measured.time("savepoint sync: pull 2 GiB", 1, List.of(), () -> sync("H"));
    }

    /// A server that has done some work: the first to come would else pay for all.
    private BucketServer warm() throws Exception {
        BucketServer server = new BucketServer();
        SaveTree some = new SaveTree(dir.resolve("some"), saves.saves() / 5, saves.size());
        some.write();
        bare(server, "put", some);
        bare(server, "get", some);
        return server;
    }

    /// What is done once with each file: each round from nothing.
    private void firstRuns(BucketServer server, Measured.Rounds rounds, int round)
            throws Exception {
        String push = "A" + round;
        String pull = "B" + round;
        setUp(server, push, saves.folder());
        setUp(server, pull, Files.createDirectories(dir.resolve("there-by-bucket" + round)));
        boolean rclone = Programs.has("rclone");
        rounds.time(PUT, List.of(), () -> bare(server, "put", saves));
        if (rclone) rounds.time(RCLONE_UP, List.of(PUT), () -> silently(up(server)));
        rounds.time("savepoint sync: first push", List.of(PUT, RCLONE_UP), () -> sync(push));
        rounds.time(GET, List.of(), () -> bare(server, "get", saves));
        if (rclone) rounds.time(RCLONE_DOWN, List.of(GET), () -> silently(down(server, round)));
        rounds.time("savepoint sync: first pull", List.of(GET, RCLONE_DOWN), () -> sync(pull));
    }

    private String bare(BucketServer server, String what, SaveTree tree) throws Exception {
        List<String> command = new ArrayList<>(BucketServer.java("-Xmx256m", BareSdk.class));
        command.addAll(List.of(server.endpoint(), what, tree.folder().toString()));
        programs.run(command);
        return "";
    }

    private List<String> up(BucketServer server) {
        return rclone(saves.folder().toString(), there(server));
    }

    private List<String> down(BucketServer server, int round) {
        return rclone(there(server), dir.resolve("rclone" + round).toString());
    }

    private static String there(BucketServer server) {
        return ":s3,provider=Other,access_key_id=%s,secret_access_key=%s,endpoint=\"%s\":%s/rclone"
                .formatted(
                        KEYS.get(S3Credentials.ACCESS_KEY),
                        KEYS.get(S3Credentials.SECRET_KEY),
                        server.endpoint(),
                        BucketServer.BUCKET);
    }

    private static List<String> rclone(String from, String to) {
        return List.of("rclone", "--config", "", "copy", from, to, "--transfers", "32");
    }

    private void again(BucketServer server) throws Exception {
        if (Programs.has("rclone"))
            measured.time(RCLONE_AGAIN, TRIES, List.of(), () -> silently(up(server)));
        measured.time(
                "savepoint sync: nothing changed",
                TRIES,
                List.of(RCLONE_AGAIN),
                () -> sync(DESKTOP));
        touch(saves, saves.saves() / 2, 1);
        measured.time("savepoint sync: one changed", 1, List.of(), () -> sync(DESKTOP));
        measured.time("savepoint sync: one to fetch", 1, List.of(), () -> sync(DECK));
    }

    /// In a running program, and what is Savepoint's own share of a small push: with few saves,
    /// beside the same number of requests made one after the other.
    private void inside(BucketServer server) throws Exception {
        try (Logs logs = new Logs(Map.of());
                SyncService service = open(logs, DESKTOP)) {
            service.sync(SyncRequest.ALL, () -> false);
            measured.time(
                    "sync in a running program: nothing changed",
                    4 * TRIES,
                    List.of(RCLONE_AGAIN),
                    () -> requests(service.sync(SyncRequest.ALL, () -> false).requests().total()));
        }
        SaveTree few = new SaveTree(dir.resolve("few"), FEW, saves.size());
        few.write();
        setUp(server, ALONE, few.folder());
        try (Logs logs = new Logs(Map.of());
                SyncService service = open(logs, ALONE);
                S3Client client = BareSdk.client(server.endpoint(), KEYS)) {
            int[] content = {0};
            service.sync(SyncRequest.ALL, () -> false);
            for (int i = 0; i < PUSHES; i++) push(service, few, content);
            long[] asked = {0};
            Measured.Work one =
                    () -> {
                        asked[0] = push(service, few, content);
                        return requests(asked[0]);
                    };
            String what = "sync in a running program: one of ten changed";
            measured.time(what + ", soon", PUSHES, List.of(), one);
            // What runs for days has all of it compiled
            for (int i = 0; i < LATER; i++) push(service, few, content);
            for (int i = 0; i < LATER; i++) inARow(client, asked[0]);
            measured.time(FOUR, PUSHES, List.of(), () -> inARow(client, asked[0]));
            measured.time(what + ", later", PUSHES, List.of(FOUR), one);
        }
    }

    private static long push(SyncService service, SaveTree few, int[] content) throws IOException {
        content[0]++;
        touch(few, content[0] % FEW, content[0]);
        return service.sync(SyncRequest.ALL, () -> false).requests().total();
    }

    /// A listing, and the rest puts.
    private static String inARow(S3Client client, long requests) {
        client.listObjectsV2(list -> list.bucket(BucketServer.BUCKET).prefix("few/"));
        for (long i = 1; i < requests; i++) {
            String key = "few/" + i;
            client.putObject(
                    put -> put.bucket(BucketServer.BUCKET).key(key),
                    RequestBody.fromBytes(new byte[300]));
        }
        return "";
    }

    private SyncService open(Logs logs, String home) throws IOException {
        return logs.of(Assembly.standard())
                .open(Path.of(home(home)), new OpenOptions(Duration.ofSeconds(10), KEYS));
    }

    private void setUp(BucketServer server, String home, Path root) throws Exception {
        String storage =
                "s3://%s/%s?endpoint=%s"
                        .formatted(
                                BucketServer.BUCKET,
                                home.equals(ALONE) ? "alone" : "shared",
                                server.endpoint());
        programs.run(command(home, "init", "--storage", storage, "--device", home));
        programs.run(command(home, "roots", "add", "--yes", root.toString()));
    }

    private String sync(String home) throws Exception {
        JsonNode report =
                JsonMapper.shared().readTree(programs.run(command(home, "sync", "--json")));
        long total = 0;
        for (JsonNode count : report.get("requests").values()) total += count.asLong();
        return "%d pushed, %d pulled, %s"
                .formatted(
                        report.get("pushed").size(), report.get("pulled").size(), requests(total));
    }

    private static String requests(long count) {
        return count + " requests";
    }

    private List<String> command(String home, String... arguments) {
        return Stream.concat(
                        Stream.of(launcher.toString(), "--home", home(home)), Stream.of(arguments))
                .toList();
    }

    private String home(String name) {
        return dir.resolve("home-by-bucket-" + name).toString();
    }

    private static void touch(SaveTree tree, int number, int content) throws IOException {
        Files.writeString(tree.file(number), "played " + content);
    }

    private String silently(List<String> command) throws Exception {
        programs.run(command);
        return "";
    }
}
