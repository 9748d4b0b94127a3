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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whoever typed a command makes of a holder that ends before it has answered.
@Timeout(60)
class HandOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

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
        return new HandOver(List.of("sync"), terminal, caller);
    }
}
