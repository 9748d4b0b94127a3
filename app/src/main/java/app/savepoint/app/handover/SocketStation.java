package app.savepoint.app.handover;

import app.savepoint.app.Homes;
import app.savepoint.app.Station;
import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.Home;
import app.savepoint.core.SyncService;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes commands over the socket of a home and does them with the engine of this process.
public final class SocketStation implements Station {
    private static final System.Logger LOG = System.getLogger(SocketStation.class.getName());
    private static final long MILLIS_TO_FINISH = 10_000;

    private static final long MILLIS_UNTIL_NEXT_TRY = 200;

    /// How often a caller hears that its command is still being done: a sync may have nothing to
    /// say for an hour.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Runner runner;
    private final Entrance entrance;
    private final Duration signOfLife;

    /// Lets the next one in who has a command.
    @FunctionalInterface
    interface Entrance {
        SocketChannel next(ServerSocketChannel socket) throws IOException;
    }

    /// Does one command, as if it had been typed here.
    @FunctionalInterface
    public interface Runner {
        /// Does it and returns its exit status.
        ///
        /// @param homes the way to the engine of this process
        /// @param station told if the command would stay
        int run(
                List<String> arguments,
                Terminal terminal,
                Caller caller,
                Homes homes,
                Station station);
    }

    public SocketStation(Runner runner) {
        this(runner, ServerSocketChannel::accept, SIGN_OF_LIFE);
    }

    /// @param signOfLife how often a caller hears that its command is still being done
    SocketStation(Runner runner, Entrance entrance, Duration signOfLife) {
        this.runner = runner;
        this.entrance = entrance;
        this.signOfLife = signOfLife;
    }

    @Override
    public Optional<Open> open(Path folder, SyncService service) {
        Home home = new Home(folder);
        SocketPlace place = SocketPlace.of(home);
        try {
            var open = new Listening(home, place, place.bind(), service);
            open.begin();
            return Optional.of(open);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.WARNING, "no commands can be handed over in " + folder, e);
            return Optional.of(new Deaf(e));
        }
    }

    /// Where no socket can be made: commands wait for this process and say that the home is in use.
    private record Deaf(Exception cause) implements Open {
        @Override
        public Optional<Exception> trouble() {
            return Optional.of(cause);
        }

        @Override
        public void close() {}
    }

    private final class Listening implements Open {
        private final Home home;
        private final SocketPlace place;
        private final ServerSocketChannel socket;
        private final Homes homes;
        private final Set<Served> served = ConcurrentHashMap.newKeySet();

        Listening(Home home, SocketPlace place, ServerSocketChannel socket, SyncService service) {
            this.home = home;
            this.place = place;
            this.socket = socket;
            this.homes = new HeldHome(home.dir(), service);
        }

        void begin() {
            Thread.ofPlatform().daemon().name("savepoint-station").start(this::accept);
        }

        /// Nobody is to wait at a socket behind which nobody listens, so it is closed at the end,
        /// whatever that was.
        private void accept() {
            try (socket) {
                boolean told = false;
                while (true) {
                    try {
                        serve(entrance.next(socket));
                        told = false;
                    } catch (ClosedChannelException e) {
                        LOG.log(Level.DEBUG, "the station is closed", e);
                        return;
                    } catch (IOException e) {
                        // Such as: too many files are open. That passes.
                        if (!told) LOG.log(Level.WARNING, "a command was not taken", e);
                        told = true;
                        Thread.sleep(MILLIS_UNTIL_NEXT_TRY);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the socket was not closed", e);
            }
        }

        private void serve(SocketChannel channel) {
            Served one = new Served(channel);
            served.add(one);
            one.thread.start();
        }

        @Override
        public void close() {
            try {
                socket.close();
                place.clear();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the socket was not removed", e);
            }
            served.forEach(Served::end);
        }

        /// One command under way.
        private final class Served implements Station {
            private final Wire wire;
            private final Thread thread =
                    Thread.ofPlatform().daemon().name("savepoint-errand").unstarted(this::serve);
            private volatile boolean cancelled;
            private volatile boolean follows;
            private volatile boolean closedHere;

            Served(SocketChannel channel) {
                wire = new Wire(channel);
            }

            private void serve() {
                try (wire) {
                    Request request;
                    try {
                        request = Request.read(wire.read().bytes());
                    } catch (IOException e) {
                        LOG.log(Level.INFO, "a command was not understood", e);
                        wire.write(Wire.Kind.REFUSED, new byte[0]);
                        return;
                    }
                    wire.write(Wire.Kind.BEGUN, new byte[0]);
                    Thread.ofPlatform().daemon().name("savepoint-errand-in").start(this::listen);
                    Thread.ofPlatform().daemon().name("savepoint-errand-alive").start(this::live);
                    int status =
                            runner.run(
                                    request.arguments(),
                                    request.terminal(
                                            wire.stream(Wire.Kind.OUT), wire.stream(Wire.Kind.ERR)),
                                    request.caller(home.dir(), () -> cancelled),
                                    homes,
                                    this);
                    // Who followed and was not told to stop is told nothing, and goes on by itself.
                    if (!follows || !closedHere) wire.write(Wire.Kind.STATUS, status);
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.DEBUG, "the caller is gone", e);
                } finally {
                    served.remove(this);
                }
            }

            /// Says now and then that it is being done, until it is, or nobody listens.
            private void live() {
                try {
                    while (!thread.join(signOfLife)) wire.write(Wire.Kind.ALIVE, new byte[0]);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "the caller has its answer, or is gone", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            /// The caller says at most one thing more: that it has lost patience; or it is gone.
            private void listen() {
                try {
                    var _ = wire.read();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "the caller is gone", e);
                }
                cancelled = true;
            }

            @Override
            public Optional<Open> open(Path folder, SyncService service) {
                follows = true;
                try {
                    wire.write(Wire.Kind.FOLLOWS, new byte[0]);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "the caller is gone", e);
                }
                return Optional.empty();
            }

            void end() {
                if (follows) {
                    closedHere = true;
                    cancelled = true;
                }
                try {
                    thread.join(MILLIS_TO_FINISH);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
