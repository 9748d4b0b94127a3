package app.savepoint.app.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.savepoint.app.HomeException;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whoever typed a command makes of a holder that ends before it has answered.
@Timeout(60)
class HandOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Looks once more whether the holder is silent for too long: no clock does.
    private final CompletableFuture<Runnable> look = new CompletableFuture<>();

    /// Whether the caller waits no longer.
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    @Test
    void a_holder_that_is_killed_in_the_middle_leaves_nobody_knowing_what_was_done() {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() ->
                        handOverTo(wire -> {
                            wire.write(Wire.Kind.BEGUN, new byte[0]);
                            wire.write(Wire.Kind.OUT, 7);
                        }))
                .satisfies(e -> {
                    assertThat(e.kind()).as("exit status 5").isEqualTo(HomeException.Kind.BUSY);
                    assertThat(e.saying().key()).isEqualTo("home.busy.gone");
                });
        assertThat(out.toByteArray()).as("what it had said by then").hasSize(Integer.BYTES);
    }

    @Test
    void one_that_has_not_begun_has_done_nothing_so_the_command_is_done_here() throws Exception {
        assertThat(handOverTo(wire -> {})).isEmpty();
    }

    @Test
    void who_only_followed_goes_on_by_itself() throws Exception {
        OptionalInt status =
                handOverTo(wire -> {
                    wire.write(Wire.Kind.BEGUN, new byte[0]);
                    wire.write(Wire.Kind.FOLLOWS, new byte[0]);
                    wire.write(Wire.Kind.OUT, 7);
                });
        assertThat(status).isEmpty();
    }

    @Test
    void one_that_says_what_no_savepoint_says_is_as_good_as_gone() {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() ->
                        handOverTo(wire -> {
                            wire.write(Wire.Kind.BEGUN, new byte[0]);
                            wire.write(Wire.Kind.REQUEST, new byte[0]);
                        }))
                .matches(e -> e.saying().key().equals("home.busy.gone"));
    }

    /// A process that is stopped keeps its socket, and nothing ever comes from it.
    @Test
    void a_holder_that_falls_silent_is_not_waited_for_without_end() {
        var looked = new AtomicLong();
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() ->
                        handOverTo(wire -> {
                            wire.write(Wire.Kind.BEGUN, new byte[0]);
                            wire.write(Wire.Kind.OUT, 7);
                            while (!over.isDone()) {
                                look.join().run();
                                looked.incrementAndGet();
                            }
                        }))
                .satisfies(e -> {
                    assertThat(e.kind()).as("exit status 5").isEqualTo(HomeException.Kind.BUSY);
                    assertThat(e.saying().key()).isEqualTo("home.busy.fell-silent");
                });
        assertThat(looked).hasValueGreaterThanOrEqualTo(HandOver.mostLooks(PATIENCE));
    }

    @Test
    void one_that_follows_a_silent_holder_does_not_wait_without_end_either() {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() ->
                        handOverTo(wire -> {
                            wire.write(Wire.Kind.BEGUN, new byte[0]);
                            wire.write(Wire.Kind.FOLLOWS, new byte[0]);
                            while (!over.isDone()) look.join().run();
                        }))
                .matches(e -> e.saying().key().equals("home.busy.fell-silent"));
    }

    @Test
    void a_holder_that_says_that_it_works_is_waited_for_however_long_it_takes() throws Exception {
        OptionalInt status =
                handOverTo(wire -> {
                    wire.write(Wire.Kind.BEGUN, new byte[0]);
                    for (int time = 1; time <= 5; time++) {
                        wire.write(Wire.Kind.ALIVE, new byte[0]);
                        // So that the other side has come as far
                        wire.write(Wire.Kind.OUT, time);
                        while (out.size() < time * Integer.BYTES) Thread.onSpinWait();
                        for (long i = 1; i < HandOver.mostLooks(PATIENCE); i++) look.join().run();
                    }
                    wire.write(Wire.Kind.STATUS, 3);
                });
        assertThat(status).hasValue(3);
    }

    @Test
    void who_gives_it_longer_waits_longer_for_a_word() {
        assertThat(HandOver.mostLooks(Duration.ZERO))
                .as("a minute at least")
                .isEqualTo(HandOver.mostLooks(Duration.ofMinutes(1)));
        assertThat(HandOver.mostLooks(Duration.ofMinutes(5)))
                .isEqualTo(5 * HandOver.mostLooks(Duration.ZERO));
    }

    /// What a holder says before it ends.
    private interface Says {
        void over(Wire wire) throws IOException;
    }

    private OptionalInt handOverTo(Says holder) throws Exception {
        try (ServerSocketChannel socket = SocketPlace.of(new Home(home)).bind()) {
            CompletableFuture<Void> answered =
                    CompletableFuture.runAsync(() -> answerOnce(socket, holder));
            try {
                return handOver().handTo(home, PATIENCE);
            } finally {
                over.complete(null);
                answered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static void answerOnce(ServerSocketChannel socket, Says holder) {
        try (Wire wire = new Wire(socket.accept())) {
            assertThat(Request.read(wire.read().bytes()).arguments()).containsExactly("sync");
            holder.over(wire);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HandOver handOver() {
        var terminal =
                new Terminal(
                        InputStream.nullInputStream(), out, out, UTF_8, false, false, false, 80);
        var caller =
                new Caller(
                        Map.of(),
                        home,
                        home,
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        InstantSource.system(),
                        () -> false);
        HandOver.Looks looks =
                whoLooks -> {
                    look.complete(whoLooks);
                    return Executors.newSingleThreadExecutor();
                };
        return new HandOver(List.of("sync"), terminal, caller, looks);
    }
}
