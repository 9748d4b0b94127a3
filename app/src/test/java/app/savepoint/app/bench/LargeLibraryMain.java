package app.savepoint.app.bench;

import app.savepoint.app.Main;
import app.savepoint.storage.s3.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A library of 100,000 saves in a bucket: how much memory each command needs, and how often a new
/// device asks before it gets a content. The saves are small, as only their number counts here.
///
/// To run it: `./mvnw -Pbench -Dsavepoint.bench.main=LargeLibraryMain`.
///
/// Properties: `savepoint.bench.dir` (where to work; it is emptied), `savepoint.bench.large` (how
/// many saves), `savepoint.bench.heap` (what the program may take).
public final class LargeLibraryMain {
    private static final int SAVES = Integer.getInteger("savepoint.bench.large", 100_000);
    private static final String HEAP = System.getProperty("savepoint.bench.heap", "512m");
    private static final int SIZE = 256;

    /// `… 300M->120M(512M) …`, where the middle one is what was still in use.
    private static final Pattern USED = Pattern.compile("->(\\d+)M\\(");

    private final Measured measured = new Measured();
    private final Path dir;
    private final Programs programs;
    private final BucketServer server;

    private LargeLibraryMain(Path dir, BucketServer server) {
        this.dir = dir;
        this.server = server;
        programs =
                new Programs(
                        dir,
                        Map.of(
                                S3Credentials.ACCESS_KEY, "local-access",
                                S3Credentials.SECRET_KEY, "local-secret"));
    }

    public static void main(String[] arguments) throws Exception {
        Path dir = Path.of(System.getProperty("savepoint.bench.dir", "target/bench"));
        SaveTree.empty(dir);
        try (BucketServer server = new BucketServer()) {
            new LargeLibraryMain(dir.toAbsolutePath(), server).run();
        }
        SaveTree.empty(dir);
    }

    private void run() throws Exception {
        SaveTree saves = new SaveTree(dir.resolve("saves"), SAVES, SIZE);
        saves.write();
        System.out.printf("%,d saves through a bucket, with a heap of %s%n%n", SAVES, HEAP);
        System.out.println(Measured.heading());
        setUp("A", saves.folder());
        time("first push", "A", "sync");
        time("nothing changed", "A", "sync");
        Files.writeString(saves.file(SAVES / 2), "played on");
        time("one changed", "A", "sync");
        measured.time("status", 1, List.of(), this::status);
        setUp("B", Files.createDirectories(dir.resolve("there")));
        time("a new device, before contents", "B", "sync", "--dry-run");
        time("its first pull", "B", "sync");
        time("nothing changed there", "B", "sync");
    }

    private void setUp(String home, Path root) throws Exception {
        String storage =
                "s3://%s/large?endpoint=%s".formatted(BucketServer.BUCKET, server.endpoint());
        command(home, "init", "--storage", storage, "--device", home);
        command(home, "roots", "add", "--yes", root.toString());
    }

    private void time(String what, String home, String... words) throws Exception {
        measured.time(what, 1, List.of(), () -> noted(command(home, words)));
    }

    private String status() throws Exception {
        programs.runUnheard(line("A", "status"));
        return "at most %d MB in use after a collection".formatted(used());
    }

    private String command(String home, String... words) throws Exception {
        return programs.run(line(home, words));
    }

    private List<String> line(String home, String... words) throws IOException {
        Files.deleteIfExists(collections());
        List<String> line = new ArrayList<>(BucketServer.java("-Xmx" + HEAP, Main.class));
        line.addAll(
                1,
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xlog:disable",
                        "-Xlog:gc:file=" + collections()));
        line.addAll(List.of("--home", dir.resolve("home-" + home).toString()));
        line.addAll(List.of(words));
        line.add("--json");
        return line;
    }

    private Path collections() {
        return dir.resolve("gc.log");
    }

    private String noted(String answer) throws IOException {
        JsonNode report = JsonMapper.shared().readTree(answer);
        long total = 0;
        for (JsonNode count : report.path("requests").values()) total += count.asLong();
        return "%d pushed, %d pulled, %d requests, at most %d MB in use after a collection"
                .formatted(
                        report.path("pushed").size(), report.path("pulled").size(), total, used());
    }

    private long used() throws IOException {
        long most = 0;
        for (Matcher one = USED.matcher(Files.readString(collections())); one.find(); )
            most = Math.max(most, Long.parseLong(one.group(1)));
        return most;
    }
}
