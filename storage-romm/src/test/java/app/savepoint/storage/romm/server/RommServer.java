package app.savepoint.storage.romm.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A RomM server in this process: on the loopback, on a free port, with everything in memory.
///
/// Its clock stands where the test puts it, with a fraction of a second at the start, since the
/// first answer about a new row holds that fraction and the row itself does not.
public final class RommServer implements AutoCloseable {
    /// When the clock of a server begins that gets none.
    public static final Instant START = Instant.parse("2026-08-22T10:00:00.250Z");

    private static final long SEED = 5200;

    private final Romm romm;
    private final Parts parts;
    private final InstantSource clock;
    private final Wire wire;
    private final URI address;
    private final Guard guard = new Guard();
    private final RequestLog log = new RequestLog();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile String cookie = "";
    private volatile String unheeded = "";

    /// Lets one at a time look at the tables.
    static final class Guard {
        private final ReentrantLock lock = new ReentrantLock();

        <T extends @Nullable Object> T with(Supplier<T> work) {
            lock.lock();
            try {
                return work.get();
            } finally {
                lock.unlock();
            }
        }
    }

    /// The server's tables and disk at one moment.
    public static final class Backup {
        private final Database database;

        private Backup(Database database) {
            this.database = database;
        }
    }

    private RommServer(Level level, InstantSource clock, ServerSocket socket, String scheme) {
        this.clock = clock;
        this.romm = new Romm(level, clock, SEED);
        this.parts = Parts.of(romm);
        this.address = URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
        this.wire = new Wire(socket, clock, this::serve);
    }

    /// Starts one whose clock stands still at [#START].
    public static RommServer start(Level level) {
        return start(level, new TestClock(START));
    }

    /// Starts one with a clock.
    public static RommServer start(Level level, InstantSource clock) {
        return start(level, clock, 0);
    }

    /// Starts one on a port; 0: one that is free.
    public static RommServer start(Level level, InstantSource clock, int port) {
        try {
            return new RommServer(level, clock, bound(new ServerSocket(), port), "http");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// Starts one that speaks TLS with the key in a context.
    public static RommServer startSecure(Level level, InstantSource clock, SSLContext keys) {
        try {
            ServerSocket socket = keys.getServerSocketFactory().createServerSocket();
            return new RommServer(level, clock, bound(socket, 0), "https");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static ServerSocket bound(ServerSocket socket, int port) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /// Scheme, host and port, without a slash at the end.
    public URI address() {
        return address;
    }

    /// The clock, where a test may set it.
    public TestClock clock() {
        if (clock instanceof TestClock settable) {
            return settable;
        }
        throw new IllegalStateException("this server was started with a clock of its own");
    }

    /// Moves the clock on.
    public void advance(Duration by) {
        clock().advance(by);
    }

    /// Games and platforms.
    public Library library() {
        return new Library(romm, guard);
    }

    /// Accounts, and what their owners do in a browser.
    public People people() {
        return new People(romm, parts, guard);
    }

    /// What other programs of a user write.
    public Others others(Rows.User user) {
        return new Others(romm, parts.rules(), user, guard);
    }

    /// What other programs of a user do with states.
    public OthersStates othersStates(Rows.User user) {
        return new OthersStates(parts.states(), user, guard);
    }

    /// The tables and the disk.
    public Look look() {
        return new Look(romm, guard);
    }

    /// What was asked so far.
    public RequestLog log() {
        return log;
    }

    /// Lets something go wrong from now on; the fault added last goes first.
    public Fault add(Fault fault) {
        faults.addFirst(fault);
        return fault;
    }

    /// Nothing goes wrong any more; what is held is let go.
    public void clearFaults() {
        faults.forEach(Fault::release);
        faults.clear();
    }

    /// Ends the connections that are open, as a worker does that is exchanged.
    public void dropConnections() {
        try {
            wire.dropAll();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /// The ceiling for uploads in bytes; 0: none. Versions before 5.1 have none.
    public void uploadLimit(long bytes) {
        romm.uploadLimit(bytes);
    }

    /// What the heartbeat says instead of the level's version, as `development`.
    public void version(String text) {
        romm.version(text);
    }

    /// Every answer sets a cookie from now on, as a server does that also has people in browsers.
    public void setCookie(String line) {
        cookie = line;
    }

    /// From now on a word of the query changes nothing, as if it were not there.
    public void doNotHeed(String word) {
        unheeded = word;
    }

    /// The database behind the server; MariaDB where nothing is said.
    public void store(Store store) {
        romm.store(store);
    }

    /// Goes on as another version. Where that is the first with hashes of plain files, they are
    /// filled in, and every row that gets one counts as changed.
    public void upgrade(Level level) {
        guard.with(() -> {
            boolean fills = romm.level().before(Level.V4_9) && level.from(Level.V4_9);
            romm.level(level);
            if (fills) {
                parts.rules().fillHashes();
            }
            return level;
        });
    }

    /// All tables and files as they are now.
    public Backup backup() {
        return guard.with(() -> new Backup(romm.db().copy()));
    }

    /// Goes back to how it was; ids are given out again from there.
    public void restore(Backup backup) {
        guard.with(() -> {
            romm.db(backup.database.copy());
            return backup;
        });
    }

    Ids ids() {
        return romm.ids();
    }

    /// Ends every connection, also the held ones.
    @Override
    public void close() {
        // First the socket: a client whose request is let go may ask again at once.
        try {
            wire.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        } finally {
            clearFaults();
        }
    }

    private Reply serve(Request request) {
        Reply reply = reply(request);
        int status =
                switch (reply) {
                    case Reply.Whole(Answer answer) -> answer.status();
                    case Reply.Cut(Answer answer, int _) -> answer.status();
                    case Reply.Nothing _ -> 0;
                };
        log.add(
                new RequestLog.Seen(
                        request.method(),
                        request.path(),
                        request.query(),
                        Map.copyOf(request.headers()),
                        status));
        return reply;
    }

    private Reply reply(Request request) {
        for (Fault fault : faults) {
            if (fault.strikes(request)) {
                return fault.apply(() -> act(request));
            }
        }
        return new Reply.Whole(Packing.packed(request, act(request)));
    }

    private Answer act(Request request) {
        long limit = romm.uploadLimit();
        if (limit == 0 || request.length() <= limit) {
            request.body();
        }
        Request heeded = unheeded.isEmpty() ? request : request.without(unheeded);
        Answer answer = guard.with(() -> parts.router().route(heeded));
        if (!cookie.isEmpty()) {
            answer = answer.with("Set-Cookie", cookie);
        }
        return request.method().equals("HEAD") ? answer.headOnly() : answer;
    }
}
