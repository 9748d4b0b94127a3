package app.savepoint.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A line to a server that breaks where a test says: after so many bytes, whenever these come.
public final class BrokenWire implements AutoCloseable {
    private static final byte[] GARBAGE =
            "\u0000\u0001 !! this is no answer \u007f\r\n\u0003\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);
    private static final int BUFFER = 8192;
    private static final int SIP = 8;
    private static final long BETWEEN_SIPS = 5_000_000;

    /// Which bytes are counted.
    public enum Way {
        REQUEST,
        ANSWER
    }

    /// What happens to the line.
    public enum End {
        /// It ends as if all were well.
        CLOSED,
        /// It is torn.
        RESET,
        /// It stands, and nothing comes any more.
        SILENT,
        /// Something else comes, and it ends.
        GARBAGE
    }

    /// Where it breaks.
    ///
    /// @param after how many bytes still pass, of all lines together
    /// @param lasting whether each line that is made later breaks at its first byte, until it is
    ///   mended
    public record Fault(Way way, long after, End end, boolean lasting) {}

    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private @Nullable Fault fault;
    private long left;
    private boolean struck;
    private volatile boolean slow;

    /// A line that is whole as yet.
    public BrokenWire(URI server) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.door = open(0);
    }

    private ServerSocket open(int port) throws IOException {
        ServerSocket next = new ServerSocket();
        next.setReuseAddress(true);
        next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(() -> accept(next));
        return next;
    }

    /// Where the line begins.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /// From now on it breaks there.
    public synchronized void breaksAt(Fault next) {
        fault = next;
        left = next.after();
        struck = false;
    }

    /// From now on answers come in sips with pauses between.
    public void isSlow() {
        slow = true;
    }

    /// From now on connections are refused, until it is mended.
    public void refuses() throws IOException {
        door.close();
        hangUp();
    }

    /// All is well again.
    public void mend() throws IOException {
        synchronized (this) {
            fault = null;
            struck = false;
        }
        slow = false;
        hangUp();
        if (door.isClosed()) door = open(door.getLocalPort());
    }

    /// Whether it broke since it was last told to.
    public synchronized boolean hasBroken() {
        return struck;
    }

    private void hangUp() {
        for (Socket socket : open) close(socket);
        open.clear();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Nobody may come in any more
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        Socket there = new Socket();
        open.add(there);
        try {
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            there.connect(server);
        } catch (IOException e) {
            close(client);
            close(there);
            return;
        }
        Thread.ofVirtual().start(() -> pump(Way.REQUEST, client, there, client));
        pump(Way.ANSWER, there, client, client);
    }

    /// @param client where a breakage is seen
    private void pump(Way way, Socket from, Socket to, Socket client) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int passing = passing(way, n);
                pass(way, buffer, passing, out);
                if (passing == n) continue;
                end(client, to);
                return;
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone, so the other goes too
            close(from);
            close(to);
        }
    }

    private void pass(Way way, byte[] bytes, int length, OutputStream out) throws IOException {
        if (!slow || way == Way.REQUEST) {
            out.write(bytes, 0, length);
            out.flush();
            return;
        }
        for (int at = 0; at < length; at += SIP) {
            out.write(bytes, at, Math.min(SIP, length - at));
            out.flush();
            LockSupport.parkNanos(BETWEEN_SIPS);
        }
    }

    /// How many of these bytes pass. Fewer than all of them: it breaks now.
    private synchronized int passing(Way way, int n) {
        Fault now = fault;
        if (now == null || (struck && !now.lasting())) return n;
        if (struck) return 0;
        if (way != now.way()) return n;
        if (n <= left) {
            left -= n;
            return n;
        }
        struck = true;
        return (int) left;
    }

    private synchronized End how() {
        return fault == null ? End.CLOSED : fault.end();
    }

    private void end(Socket client, Socket other) throws IOException {
        switch (how()) {
            case CLOSED -> close(client);
            case RESET -> {
                client.setSoLinger(true, 0);
                close(client);
            }
            case GARBAGE -> {
                client.getOutputStream().write(GARBAGE);
                client.getOutputStream().flush();
                close(client);
            }
            case SILENT -> {
                // Both ends stay as they are until somebody hangs up
                return;
            }
        }
        close(other);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        hangUp();
    }
}
