package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.savepoint.app.log.Logs;
import app.savepoint.core.Home;
import app.savepoint.core.HomeLock;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One home, one engine, any number of faces.
@Timeout(180)
class WatchTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        cli = two.cli;
    }

    @Test
    void a_change_is_published_and_news_are_fetched_without_being_asked_for() throws Exception {
        two.play(two.onB("snes/Zelda.srm"), 1);
        two.sync("B");
        try (Running watch = new Running(cli, "A")) {
            assertThat(watch.await("pulled").get("save").stringValue()).isEqualTo(ZELDA);
            watch.await("synced");
            two.play(two.emeraldOnA(), 5);
            assertThat(watch.await("pushed").get("save").stringValue()).isEqualTo(EMERALD);
        }
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
    }

    @Test
    void other_commands_are_done_by_the_one_that_watches() throws Exception {
        two.conflict();
        Cli.Answer alone = cli.on("A", "status");
        try (Running watch = new Running(cli, "A")) {
            assertThat(watch.await("waits").get("save").stringValue()).isEqualTo(EMERALD);

            Cli.Answer status = cli.on("A", "--wait", "0", "status");
            assertThat(status).as("the same output and exit status").isEqualTo(alone);
            assertThat(status.status()).isEqualTo(3);
            assertThat(cli.on("A", "--wait", "0", "sync").list("conflicts"))
                    .containsExactly(EMERALD);
            Cli.Answer resolved = cli.on("A", "--wait", "0", "resolve", EMERALD, "--keep", "local");
            assertThat(resolved.status()).as("%s", resolved).isZero();
            assertThat(watch.await("pushed").get("save").stringValue()).isEqualTo(EMERALD);
            Cli.Answer wrong = cli.on("A", "--wait", "0", "history", "gba/Nothing");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.json().at("/error/code").stringValue()).isEqualTo("save.unknown");
            assertThat(cli.read("A", "--wait", "0", "roots").out()).contains("saves");
        }
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @Test
    void folders_named_meanwhile_are_watched_too() throws Exception {
        Files.createDirectories(dir.resolve("more/gba"));
        try (Running watch = new Running(cli, "A")) {
            watch.await("synced");
            assertThat(cli.on("A", "--wait", "0", "roots", "add", "more").status()).isZero();
            two.play(dir.resolve("more/gba/Golden Sun.srm"), 1);
            assertThat(watch.await("pushed").get("save").stringValue())
                    .isEqualTo("gba/Golden Sun/save/main");
        }
    }

    @Test
    void a_second_watch_tells_what_the_first_does_and_takes_its_place() throws Exception {
        try (Running first = new Running(cli, "A")) {
            first.await("synced");
            try (Running second = new Running(cli, "A")) {
                second.await("watching");
                two.play(two.emeraldOnA(), 5);
                first.await("pushed");
                second.await("pushed");

                assertThat(first.end()).isZero();
                second.await("watching");
                second.await("synced");
                assertThat(cli.on("A", "--wait", "0", "sync").status()).isZero();
                assertThat(second.end()).isZero();
            }
        }
        assertThat(new Home(dir.resolve("A")).socket()).doesNotExist();
    }

    @Test
    void a_second_watch_that_is_ended_leaves_the_first_alone() throws Exception {
        try (Running first = new Running(cli, "A")) {
            first.await("synced");
            Running second = new Running(cli, "A");
            second.await("watching");
            assertThat(second.end()).isZero();
            two.play(two.emeraldOnA(), 5);
            first.await("pushed");
        }
    }

    @Test
    void a_home_that_is_held_says_that_it_is_set_up() throws Exception {
        try (Running watch = new Running(cli, "A")) {
            watch.await("synced");
            String storage = "folder:" + dir.resolve("srv");
            Cli.Answer again = cli.on("A", "--wait", "0", "init", "--storage", storage);
            assertThat(again.status()).isZero();
            assertThat(again.json().at("/device/name").stringValue()).isEqualTo("Desktop");
            assertThat(cli.on("A", "--wait", "0", "init", "--storage", "folder:x").status())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_home_with_a_long_path_is_held_all_the_same() throws Exception {
        String deep = "x".repeat(60) + "/" + "y".repeat(60);
        Files.createDirectories(dir.resolve(deep));
        String storage = "folder:" + dir.resolve("srv");
        assertThat(cli.on(deep, "init", "--storage", storage).status()).isZero();
        Path socket;
        try (Running watch = new Running(cli, deep)) {
            watch.await("synced");
            socket = Path.of(Files.readString(new Home(dir.resolve(deep)).socketNote()));
            assertThat(socket).exists();
            assertThat(cli.on(deep, "--wait", "0", "sync").status()).isZero();
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void a_holder_that_was_killed_leaves_nothing_in_the_way() throws Exception {
        Process holder = process("watch");
        try {
            awaitLine(holder, "\"synced\"");
            assertThat(cli.on("A", "--wait", "0", "sync").status()).isZero();
        } finally {
            holder.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        assertThat(new Home(dir.resolve("A")).socket()).as("left behind").exists();

        assertThat(cli.on("A", "sync").status()).isZero();
        try (Running watch = new Running(cli, "A")) {
            watch.await("synced");
            assertThat(cli.on("A", "--wait", "0", "sync").status()).isZero();
        }
    }

    @Test
    void a_signal_ends_it_with_nothing_left_behind() throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows can end a process only by force");
        Process holder = process("watch");
        awaitLine(holder, "\"synced\"");
        holder.toHandle().destroy(); // leaves its output open
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(holder.exitValue()).isZero();
        assertThat(new Home(dir.resolve("A")).socket()).doesNotExist();
    }

    @Test
    void one_that_only_follows_goes_on_when_the_holder_is_killed() throws Exception {
        Process holder = process("watch");
        awaitLine(holder, "\"synced\"");
        try (Running second = new Running(cli, "A")) {
            second.await("watching");
            holder.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            second.await("watching");
            second.await("synced");
        }
    }

    /// As behind `| head -1`.
    @Test
    void a_command_whose_output_nobody_reads_is_done_all_the_same() throws Exception {
        two.conflict();
        for (String kind : List.of("alone", "handed over"))
            try (Running _ = kind.equals("alone") ? null : watching()) {
                Cli.Answer status =
                        cli.running("A", new NobodyReads(0), () -> false, "--wait", "0", "status");
                assertThat(status.err()).as(kind).isEmpty();
                assertThat(status.status()).as(kind).isEqualTo(3);
            }
        try (Running _ = watching()) {
            Cli.Answer resolved =
                    cli.running(
                            "A",
                            new NobodyReads(0),
                            () -> false,
                            "resolve",
                            EMERALD,
                            "--keep",
                            "local");
            assertThat(resolved.status()).isZero();
        }
        assertThat(cli.on("A", "status").status()).as("it was resolved").isZero();
    }

    @Test
    void a_watch_that_nobody_reads_any_more_ends_quietly() throws Exception {
        for (String kind : List.of("alone", "following"))
            try (Running _ = kind.equals("alone") ? null : watching()) {
                var head = new NobodyReads(1);
                Cli.Answer answer = cli.running("A", head, () -> false, "watch");
                assertThat(answer).as(kind).isEqualTo(new Cli.Answer(0, "", ""));
                assertThat(head.written).as(kind).isEqualTo(1);
            }
    }

    @Test
    void what_could_not_be_written_for_want_of_room_is_said() throws Exception {
        for (String kind : List.of("alone", "handed over"))
            try (Running _ = kind.equals("alone") ? null : watching()) {
                Cli.Answer status =
                        cli.running(
                                "A",
                                new NobodyReads(0, "No space left on device"),
                                () -> false,
                                "--wait",
                                "0",
                                "roots",
                                "list");
                assertThat(status.status()).as(kind).isEqualTo(1);
                assertThat(status.err()).as(kind).startsWith("Error: No space left on device");
            }
    }

    private Running watching() throws InterruptedException {
        Running watch = new Running(cli, "A");
        watch.await("synced");
        return watch;
    }

    /// An output that is closed after some lines.
    private static final class NobodyReads extends OutputStream {
        private final int lines;
        private final String why;
        private int written;

        NobodyReads(int lines) {
            this(lines, "Broken pipe");
        }

        NobodyReads(int lines, String why) {
            this.lines = lines;
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            if (written >= lines) throw new IOException(why);
            if (b == '\n') written++;
        }
    }

    /// Whoever wrote to such a one was not heard, and yet the system took what was written.
    @Test
    void one_that_holds_the_home_and_hears_nothing_is_not_waited_for_for_ever() throws Exception {
        Home home = new Home(dir.resolve("A"));
        try (var _ = HomeLock.acquire(home, Duration.ZERO).orElseThrow();
                var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(home.socket()));

            Cli.Answer status = cli.on("A", "--wait", "0", "status");

            assertThat(status.status()).as("%s", status).isEqualTo(5);
            assertThat(status.json().at("/error/code").stringValue()).isEqualTo("home.busy");
            assertThat(status.json().at("/error/message").stringValue())
                    .isEqualTo("The Savepoint that holds " + home.dir() + " does not answer.");
        }
        assertThat(cli.on("A", "status").status()).isZero();
    }

    @Test
    void one_that_is_stopped_answers_nobody_and_does_nothing_late() throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows can not stop a process for a while");
        Process holder = process("watch");
        try {
            awaitLine(holder, "\"synced\"");
            signal(holder, "STOP");
            Cli.Answer pause = cli.on("A", "--wait", "1", "pause", "1h");
            assertThat(pause.status()).as("%s", pause).isEqualTo(5);
            signal(holder, "CONT");

            assertThat(cli.on("A", "status").status()).as("it is there again").isZero();
            two.play(two.emeraldOnA(), 5);
            assertThat(two.sync("A").list("pushed")).as("nothing is paused").hasSize(1);
        } finally {
            holder.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
    }

    private static void signal(Process process, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
        assertThat(kill.inheritIO().start().waitFor()).isZero();
    }

    private Process process(String... words) throws IOException {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--json",
                                "--home",
                                dir.resolve("A").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(new File(dir.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitLine(Process process, String part) throws IOException {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            if (line.contains(part)) return;
        throw new AssertionError("it ended without saying " + part);
    }

    /// A trace would be the same to nobody: the person reads a sentence, and the log has the rest.
    @Test
    void where_no_socket_can_be_made_it_watches_alone_and_says_so() throws Exception {
        Home home = new Home(dir.resolve("A"));
        Files.createDirectories(home.socket().resolve("in the way"));
        try (Logs logs = new Logs(Map.of())) {
            cli = new Cli(dir, logs.of(Assembly.standard()));
            try (Running watch = new Running(cli, "A")) {
                JsonNode notice = watch.await("notice");
                assertThat(notice.get("code").stringValue()).isEqualTo("watch.alone");
                assertThat(notice.get("message").stringValue())
                        .contains(home.socket() + " is in the way", "start it again.");
                watch.await("synced");
                assertThat(cli.on("A", "--wait", "0", "sync").status()).isEqualTo(5);
                two.play(two.emeraldOnA(), 5);
                watch.await("pushed");
                assertThat(watch.end()).isZero();
                assertThat(watch.err()).isEmpty();
            }
        }
        assertThat(home.logs().resolve("savepoint-0-0.log"))
                .content()
                .contains("WARNING app.savepoint.app.handover.SocketStation: no commands can be")
                .contains("DirectoryNotEmptyException");
    }
}
