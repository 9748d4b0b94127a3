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
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketStationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> WORDS = List.of("1", "2", "3", "4", "5", "6", "7");

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

    @Test
    void who_waits_for_something_that_takes_long_hears_that_it_is_being_done() throws Exception {
        var done = new CountDownLatch(1);
        SocketStation.Runner takesLong =
                (arguments, terminal, caller, homes, station) -> {
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 7;
                };
        try (Station.Open _ = open(takesLong, ServerSocketChannel::accept);
                Wire wire = new Wire(SocketPlace.of(new Home(home)).connect().orElseThrow())) {
            wire.write(Wire.Kind.REQUEST, request().write());
            assertThat(wire.read().kind()).isEqualTo(Wire.Kind.BEGUN);
            for (int time = 0; time < 3; time++)
                assertThat(wire.read().kind()).isEqualTo(Wire.Kind.ALIVE);
            done.countDown();
            Wire.Frame frame = wire.read();
            while (frame.kind() == Wire.Kind.ALIVE) frame = wire.read();
            assertThat(frame.kind()).isEqualTo(Wire.Kind.STATUS);
            assertThat(frame.number()).isEqualTo(7);
        }
    }

    private Station.Open open(SocketStation.Entrance entrance) {
        return open((arguments, terminal, caller, homes, station) -> arguments.size(), entrance);
    }

    private Station.Open open(SocketStation.Runner runner, SocketStation.Entrance entrance) {
        return new SocketStation(runner, entrance, Duration.ofMillis(1))
                .open(home, new FakeSyncService())
                .orElseThrow();
    }

    private HandOver handOver() {
        return new HandOver(WORDS, terminal(), caller());
    }

    private Request request() {
        return Request.of(WORDS, terminal(), caller());
    }

    private static Terminal terminal() {
        OutputStream nowhere = new ByteArrayOutputStream();
        return new Terminal(
                InputStream.nullInputStream(), nowhere, nowhere, UTF_8, false, false, false, 80);
    }

    private Caller caller() {
        return new Caller(
                Map.of(),
                home,
                home,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                InstantSource.system(),
                () -> false);
    }
}
