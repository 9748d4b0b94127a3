package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.log.Logs;
import app.savepoint.core.Home;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.transfer.Steps;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a support case finds in `<home>/logs`, and what nobody finds there.
class LogsTest {
    private static final String SECRET = "correct-horse-battery";
    private static final String LINE =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (ERROR|WARNING|INFO|DEBUG) +app\\.savepoint\\S*: .+";

    private final System.Logger log = System.getLogger("app.savepoint.test");
    private final Logs logs =
            new Logs(Map.of("SAVEPOINT_S3_SECRET_KEY", SECRET, "LANG", "de_DE.UTF-8"));
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        cli = new Cli(dir, logs.of(Assembly.standard()));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    @Test
    void a_session_is_told_save_by_save_with_its_revisions() throws IOException {
        two.conflict();
        on("A", "sync");
        on("A", "resolve", EMERALD, "--keep", "remote");
        two.play(two.onA("snes/Zelda.srm"), 9);
        on("A", "sync");

        List<String> lines = lines("A");
        assertThat(lines).allMatch(line -> line.matches(LINE));
        assertThat(lines.getFirst())
                .contains("Savepoint " + ProductVersion.number())
                .contains(System.getProperty("os.name"), System.getProperty("java.version"));
        assertThat(String.join("\n", lines))
                .containsPattern("device \"Desktop\" .*storage folder:.*srv, repository ")
                .containsPattern("CONFLICT " + EMERALD + ", rule \\w+, heads \\w{8}, \\w{8}")
                .containsPattern("resolve REMOTE \\[" + EMERALD + "\\]")
                .containsPattern("set aside " + EMERALD + " as \\S+: ")
                .containsPattern("pulled " + EMERALD + " revision " + head(EMERALD))
                .containsPattern("pushed " + ZELDA + " revision " + head(ZELDA))
                .containsPattern("sync DONE: pushed 1, .* bytes up 32768, down 0; .* \\d+ ms");
    }

    @Test
    void what_stays_as_it_was_is_told_once() throws Exception {
        two.conflict();
        try (Running watch = new Running(cli, "A")) {
            watch.await("synced");
            on("A", "--wait", "0", "sync");
            int before = lines("A").size();
            on("A", "--wait", "0", "sync");
            on("A", "--wait", "0", "status");
            assertThat(lines("A")).hasSize(before);
        }
    }

    @Test
    void a_command_that_changes_nothing_does_not_even_open_it() throws IOException {
        on("A", "status");
        on("A", "history", EMERALD);
        on("A", "doctor");
        assertThat(files("A")).isEmpty();
    }

    @Test
    void nobody_finds_a_secret_there_nor_a_content() throws IOException {
        Files.writeString(two.onA("snes/Zelda.srm"), "the princess is in " + SECRET);
        on("A", "sync");
        on("A", "init", "--storage", "s3://me:opensesame@bucket?secret-key=opensesame");
        on("A", "init", "--storage", "folder:" + dir.resolve("other"), "--device", "opensesame");
        log.log(Level.INFO, "GET s3://AKIAIOSFODNN7EXAMPLE:opensesame@host/x?token=opensesame");
        log.log(
                Level.ERROR,
                "signed with " + SECRET,
                new IllegalStateException(
                        "rmm_abcdefgh", new IOException("https://h/?password=opensesame")));

        assertThat(all("A"))
                .contains("GET s3:***host", "signed with ***", "IllegalStateException: ***")
                .doesNotContain("opensesame", SECRET, "rmm_abc", "AKIAIOS", "princess");
    }

    @Test
    void a_name_stays_within_its_line() throws IOException {
        on("A", "sync");
        log.log(Level.INFO, "pushed gba/One\n2026-01-01T00:00:00.000Z ERROR app: forged/\u202esrm");
        assertThat(lines("A"))
                .allMatch(line -> line.matches(LINE))
                .last()
                .asString()
                .contains("gba/One\\u000a2026", "\\u202esrm");
    }

    @Test
    void an_unexpected_error_is_one_sentence_here_and_a_trace_there() throws IOException {
        Cli.Answer answer = two.cli.run(read("A", "sync"), logs.of(broken()));

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .contains("Something went wrong inside Savepoint", logs("A").toString())
                .doesNotContain("\tat ");
        assertThat(all("A"))
                .contains("ERROR   app.savepoint.app.cli.Printer: the command failed: internal\n")
                .contains("\tjava.lang.IllegalStateException: a defect\n\t\tat app.savepoint.");
    }

    @Test
    void an_expected_error_is_one_line_with_its_cause() throws IOException {
        Files.move(dir.resolve("srv"), dir.resolve("away"));
        assertThat(on("A", "sync").status()).isEqualTo(4);
        assertThat(lines("A"))
                .allMatch(line -> line.matches(LINE))
                .anyMatch(line -> line.contains("WARNING") && line.contains("storage.unavailable"));
    }

    @Test
    void it_rotates_and_two_processes_do_not_share_a_file() throws IOException {
        String words = "x".repeat(10_000);
        try (Logs other = new Logs(Map.of())) {
            on("A", "sync");
            for (int i = 0; i < 1500; i++) log.log(Level.INFO, words);
            logs.close();
            assertThat(files("A")).hasSize(5).allMatch(file -> sizeOf(file) < 3 << 20);
            two.cli.run(read("A", "sync"), other.of(Assembly.standard()));
            log.log(Level.INFO, "another");
            log.log(Level.INFO, "Grüße");
        }
        assertThat(all("A")).contains("another", "Grüße");
        Logs first = new Logs(Map.of());
        Logs second = new Logs(Map.of());
        two.cli.run(read("A", "pause", "1"), first.of(Assembly.standard()));
        two.cli.run(read("A", "pause", "2"), second.of(Assembly.standard()));
        second.close();
        first.close();
        assertThat(files("A").map(Path::getFileName).map(Path::toString))
                .contains("savepoint-0-0.log", "savepoint-1-0.log")
                .noneMatch(name -> name.endsWith(".lck"));
    }

    @Test
    void a_log_that_can_not_be_written_stops_nothing() throws IOException {
        Path folder = logs("A");
        for (Path file : files("A").toList()) Files.delete(file);
        Files.deleteIfExists(folder);
        Files.writeString(folder, "in the way");
        two.play(two.emeraldOnA(), 3);

        Cli.Answer answer = on("A", "sync");

        assertThat(answer.status()).as("%s", answer).isZero();
        assertThat(answer.list("pushed")).containsExactly(EMERALD);
        assertThat(answer.err()).isEmpty();
        assertThat(folder).hasContent("in the way");
    }

    @Test
    void where_nothing_was_set_up_nothing_is_left() {
        Cli.Answer answer = on("nowhere", "sync");
        assertThat(answer.status()).isEqualTo(2);
        log.log(Level.WARNING, "lost");
        assertThat(dir.resolve("nowhere")).doesNotExist();
    }

    private Cli.Answer on(String home, String... words) {
        return cli.on(home, words);
    }

    private List<String> read(String home, String... words) {
        List<String> arguments = new ArrayList<>(List.of("--home", dir.resolve(home).toString()));
        arguments.addAll(List.of(words));
        return arguments;
    }

    private static Homes broken() {
        UnaryOperator<ObjectStore> around =
                store -> {
                    throw new IllegalStateException("a defect");
                };
        return new Assembly(InstantSource.system(), UUID::randomUUID, Steps.none(), around);
    }

    private String head(String save) {
        String id = two.cli.on("A", "history", save).json().at("/revisions/0/id").stringValue();
        return id.substring(id.length() - 8);
    }

    private Path logs(String home) {
        return new Home(dir.resolve(home)).logs();
    }

    private Stream<Path> files(String home) throws IOException {
        if (!Files.isDirectory(logs(home))) return Stream.of();
        try (Stream<Path> all = Files.list(logs(home))) {
            return all.sorted().toList().stream();
        }
    }

    private List<String> lines(String home) throws IOException {
        return Files.readAllLines(logs(home).resolve("savepoint-0-0.log"), UTF_8);
    }

    private String all(String home) throws IOException {
        var text = new StringBuilder();
        for (Path file : files(home).toList())
            if (file.toString().endsWith(".log")) text.append(Files.readString(file));
        return text.toString();
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
