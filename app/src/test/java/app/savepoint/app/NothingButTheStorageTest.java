package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.network.Recorded;
import app.savepoint.app.network.RecordedSession;
import app.savepoint.app.network.RecordingChannels;
import app.savepoint.app.network.RecordingResolver;
import java.io.File;
import java.io.IOException;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Savepoint contacts nothing but the storage that was configured. In a Java of its own, because a
/// program's resolver and sockets can be replaced only where it starts.
@Timeout(180)
class NothingButTheStorageTest {
    /// What the commands that are handed to `watch` go over, which leads nowhere but to this home.
    private static final List<String> OWN_SOCKET = List.of("server UNIX", "channel UNIX");

    @TempDir Path dir;

    @Test
    void a_whole_session_with_a_folder_resolves_no_name_and_opens_no_way_to_the_network()
            throws Exception {
        assertThat(recorded("session"))
                .as("the recorder sees sockets at all")
                .containsAll(OWN_SOCKET)
                .allMatch(OWN_SOCKET::contains);
        assertThat(loaded()).noneMatch(NothingButTheStorageTest::goesRoundTheRecorder);
    }

    @Test
    void whoever_talks_is_heard() throws Exception {
        assertThat(recorded("talk"))
                .containsExactlyInAnyOrder(
                        "resolve savepoint.invalid", "socket", "channel INET", "datagrams INET");
        assertThat(loaded()).anyMatch(line -> line.contains(" java.net.InetAddress "));
    }

    /// These make their channels without asking whoever records.
    private static boolean goesRoundTheRecorder(String line) {
        return line.contains(" java.net.DatagramSocket ")
                || line.contains(" java.nio.channels.AsynchronousSocketChannel ")
                || line.contains(" java.net.http.HttpClient ");
    }

    private List<String> recorded(String what) throws IOException, InterruptedException {
        Path seen = dir.resolve("seen.txt");
        Path services = Files.createDirectories(dir.resolve("classes/META-INF/services"));
        Files.writeString(
                services.resolve(InetAddressResolverProvider.class.getName()),
                RecordingResolver.class.getName());
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                                "-Djava.nio.channels.spi.SelectorProvider="
                                        + RecordingChannels.class.getName(),
                                "-Djava.util.logging.config.file="
                                        + System.getProperty("java.util.logging.config.file"),
                                "-D" + Recorded.FILE + "=" + seen,
                                "-Xlog:class+load:file=\"" + dir.resolve("classes.txt") + "\"",
                                "-classpath",
                                dir.resolve("classes")
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                RecordedSession.class.getName(),
                                what,
                                Files.createDirectories(dir.resolve("w")).toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readAllLines(seen);
    }

    private List<String> loaded() throws IOException {
        return Files.readAllLines(dir.resolve("classes.txt"));
    }
}
