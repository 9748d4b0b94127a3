package app.savepoint.app.handover;

import app.savepoint.app.Errand;
import app.savepoint.app.HomeException;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.OutputClosedException;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.Home;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Hands the command that was typed into this process to the one that holds the home.
public final class HandOver implements Errand {
    private static final System.Logger LOG = System.getLogger(HandOver.class.getName());
    private static final long LOOK_EVERY_MILLIS = 50;

    /// A holder that has much to do is not taken for one that hangs, however hurried the person is.
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    private static final Duration MOST_PATIENCE = Duration.ofDays(365);

    /// A holder that works says so every few seconds ([SocketStation]), so one that says nothing
    /// for so long does not.
    private static final Duration LEAST_SILENCE = Duration.ofMinutes(1);

    private final List<String> arguments;
    private final Terminal terminal;
    private final Caller caller;
    private final Looks looks;

    /// Calls, now and then, whoever is to look.
    @FunctionalInterface
    interface Looks {
        /// Begins; ends when closed.
        ExecutorService begin(Runnable look);
    }

    public HandOver(List<String> arguments, Terminal terminal, Caller caller) {
        this(arguments, terminal, caller, HandOver::everyMoment);
    }

    HandOver(List<String> arguments, Terminal terminal, Caller caller, Looks looks) {
        this.arguments = List.copyOf(arguments);
        this.terminal = terminal;
        this.caller = caller;
        this.looks = looks;
    }

    private static ExecutorService everyMoment(Runnable look) {
        ScheduledExecutorService watcher =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("savepoint-patience").factory());
        var _ = watcher.scheduleWithFixedDelay(look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return watcher;
    }

    /// How many looks in silence are too many for a person of that patience.
    static long mostLooks(Duration patience) {
        Duration most = within(patience);
        return (most.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : most).toMillis()
                / LOOK_EVERY_MILLIS;
    }

    @Override
    public OptionalInt handTo(Path home, Duration patience) throws HomeException {
        Optional<SocketChannel> channel = SocketPlace.of(new Home(home)).connect();
        if (channel.isEmpty()) return OptionalInt.empty();
        Told told = new Told(new Silence(mostLooks(patience)));
        try (Wire wire = new Wire(channel.get());
                var _ = watchPatience(wire, told, patience)) {
            wire.write(Wire.Kind.REQUEST, Request.of(arguments, terminal, caller).write());
            return passOn(wire, told);
        } catch (IOException e) {
            switch (told.heard.get()) {
                case GIVEN_UP -> throw busy("home.busy.silent", home, e);
                case FELL_SILENT -> throw busy("home.busy.fell-silent", home, e);
                case NOT_YET, YES -> {}
            }
            // The holder is gone. Who only followed it, or was not heard yet, goes on by itself;
            // else nobody knows what was done.
            if (told.follows || told.heard.get() == Heard.NOT_YET) return OptionalInt.empty();
            throw busy("home.busy.gone", home, e);
        }
    }

    private static HomeException busy(String what, Path home, IOException cause) {
        return new HomeException(HomeException.Kind.BUSY, Saying.of(what, home), cause);
    }

    /// Whether the holder has heard what is asked of it.
    private enum Heard {
        NOT_YET,
        YES,
        /// It was waited for in vain. It does not do what it hears later: the first thing it does
        /// is to say so, and there is nobody to say it to.
        GIVEN_UP,
        /// It had heard, and said nothing more for so long that it is not waited for any longer.
        FELL_SILENT
    }

    /// What the holder has said so far.
    private static final class Told {
        private final AtomicReference<Heard> heard = new AtomicReference<>(Heard.NOT_YET);
        private final Silence silence;
        private boolean follows;

        Told(Silence silence) {
            this.silence = silence;
        }
    }

    private OptionalInt passOn(Wire wire, Told told) throws IOException {
        while (true) {
            told.silence.begins();
            Wire.Frame frame = wire.read();
            told.silence.ends();
            switch (frame.kind()) {
                case OUT -> {
                    if (!pass(frame.bytes(), terminal.out()) && told.follows)
                        return OptionalInt.of(0);
                }
                case ERR -> {
                    boolean _ = pass(frame.bytes(), terminal.err());
                }
                case BEGUN -> told.heard.compareAndSet(Heard.NOT_YET, Heard.YES);
                case FOLLOWS -> told.follows = true;
                case ALIVE -> LOG.log(System.Logger.Level.TRACE, "it works");
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

    /// False if nobody reads there any more. What was begun goes on all the same, and ends as it
    /// ends; who only followed is done.
    private static boolean pass(byte[] bytes, OutputStream to) {
        try {
            to.write(bytes);
            to.flush();
            return true;
        } catch (IOException e) {
            UncheckedIOException lost = OutputClosedException.of(e);
            if (!(lost instanceof OutputClosedException)) throw lost;
            LOG.log(System.Logger.Level.DEBUG, "nobody reads any more", e);
            return false;
        }
    }

    /// Looks now and then whether the person has lost patience, or this side has. A process that is
    /// stopped, or hangs, still has its socket, and the system takes for it what is said there.
    private ExecutorService watchPatience(Wire wire, Told told, Duration patience) {
        long giveUp = System.nanoTime() + within(patience).toNanos();
        var cancel = new AtomicBoolean();
        return looks.begin(() -> {
            if (caller.cancelled().getAsBoolean() && !cancel.getAndSet(true)) cancel(wire);
            boolean late =
                    System.nanoTime() - giveUp >= 0
                            && told.heard.compareAndSet(Heard.NOT_YET, Heard.GIVEN_UP);
            boolean silent =
                    told.silence.isTooLong()
                            && told.heard.compareAndSet(Heard.YES, Heard.FELL_SILENT);
            if (late || silent) close(wire);
        });
    }

    private static Duration within(Duration patience) {
        if (patience.compareTo(LEAST_PATIENCE) < 0) return LEAST_PATIENCE;
        return patience.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : patience;
    }

    private static void cancel(Wire wire) {
        try {
            wire.write(Wire.Kind.CANCEL, new byte[0]);
        } catch (IOException e) {
            // It ended just now, which is all that was wanted.
            LOG.log(System.Logger.Level.DEBUG, "not told to stop", e);
        }
    }

    /// Whoever reads from it, or writes, is told at once.
    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection was not closed", e);
        }
    }
}
