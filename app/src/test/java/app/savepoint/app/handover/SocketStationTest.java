package app.savepoint.app.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeSyncService;
import app.savepoint.app.Station;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketStationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path home;

    @Test
    void a_time_with_too_many_open_files_passes() throws Exception {
        var asked = new AtomicInteger();
        SocketStation.Entrance entrance =
                socket -> {
                    if (asked.incrementAndGet() <= 2) throw new IOException("Too many open files");
                    return socket.accept();
                };
        try (Station.Open _ = open(entrance)) {
            assertThat(handOver().handTo(home, PATIENCE)).hasValue(7);
        }
        assertThat(asked).hasValueGreaterThan(2);
    }

    @Test
    void where_nobody_listens_any_more_there_is_no_socket_to_wait_at() throws Exception {
        var gone = new AtomicInteger();
        SocketStation.Entrance entrance =
                socket -> {
                    gone.set(1);
                    Thread.currentThread().interrupt();
                    throw new IOException("nobody is to listen any more");
                };
        try (Station.Open _ = open(entrance)) {
            while (SocketPlace.of(new Home(home)).connect().isPresent()) Thread.sleep(10);
            assertThat(gone).hasValue(1);
            assertThat(handOver().handTo(home, PATIENCE)).isEmpty();
        }
    }

    private Station.Open open(SocketStation.Entrance entrance) {
        return new SocketStation(
                        (arguments, terminal, caller, homes, station) -> arguments.size(), entrance)
                .open(home, new FakeSyncService())
                .orElseThrow();
    }

    private HandOver handOver() {
        OutputStream nowhere = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        UTF_8,
                        false,
                        false,
                        false,
                        80);
        var caller =
                new Caller(
                        Map.of(),
                        home,
                        home,
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        InstantSource.system(),
                        () -> false);
        return new HandOver(List.of("1", "2", "3", "4", "5", "6", "7"), terminal, caller);
    }
}
