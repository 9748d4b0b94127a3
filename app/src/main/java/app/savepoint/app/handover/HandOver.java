package app.savepoint.app.handover;

import app.savepoint.app.Errand;
import app.savepoint.app.HomeException;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.Home;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Hands the command that was typed into this process to the one that holds the home.
public final class HandOver implements Errand {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final List<String> arguments;
    private final Terminal terminal;
    private final Caller caller;

    public HandOver(List<String> arguments, Terminal terminal, Caller caller) {
        this.arguments = List.copyOf(arguments);
        this.terminal = terminal;
        this.caller = caller;
    }

    @Override
    public OptionalInt handTo(Path home) throws HomeException {
        Optional<SocketChannel> channel = SocketPlace.of(new Home(home)).connect();
        if (channel.isEmpty()) return OptionalInt.empty();
        Told told = new Told();
        try (Wire wire = new Wire(channel.get());
                var _ = watchPatience(wire)) {
            wire.write(Wire.Kind.REQUEST, Request.of(arguments, terminal, caller).write());
            return passOn(wire, told);
        } catch (IOException e) {
            // The holder is gone. Who only followed it, or was not heard yet, goes on by itself;
            // else
            // nobody knows what was done.
            if (told.follows || !told.begun) return OptionalInt.empty();
            throw new HomeException(HomeException.Kind.BUSY, Saying.of("home.busy.gone", home), e);
        }
    }

    /// What the holder has said so far.
    private static final class Told {
        private boolean begun;
        private boolean follows;
    }

    private OptionalInt passOn(Wire wire, Told told) throws IOException {
        while (true) {
            Wire.Frame frame = wire.read();
            switch (frame.kind()) {
                case OUT -> pass(frame.bytes(), terminal.out());
                case ERR -> pass(frame.bytes(), terminal.err());
                case BEGUN -> told.begun = true;
                case FOLLOWS -> told.follows = true;
                case STATUS -> {
                    return OptionalInt.of(frame.number());
                }
                case REFUSED -> {
                    return OptionalInt.empty();
                }
                case REQUEST, CANCEL -> throw new IOException("that is no answer");
            }
        }
    }

    private static void pass(byte[] bytes, OutputStream to) {
        try {
            to.write(bytes);
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is this side that does not listen any more
        }
    }

    /// Tells the holder when the person has lost patience.
    private ScheduledExecutorService watchPatience(Wire wire) {
        ScheduledExecutorService watcher =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("savepoint-patience").factory());
        var _ =
                watcher.scheduleWithFixedDelay(
                        () -> {
                            if (!caller.cancelled().getAsBoolean()) return;
                            try {
                                wire.write(Wire.Kind.CANCEL, new byte[0]);
                            } catch (IOException e) {
                                // It ended just now, which is all that was wanted.
                                System.getLogger(HandOver.class.getName())
                                        .log(System.Logger.Level.DEBUG, "not told to stop", e);
                            }
                            watcher.shutdown();
                        },
                        0,
                        LOOK_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
        return watcher;
    }
}
