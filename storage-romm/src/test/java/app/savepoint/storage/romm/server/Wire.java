package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 over sockets, a virtual thread for each connection.
///
/// The JDK's own server says the time of the wall in `Date`, and cannot break off in the middle of
/// an answer; both are needed here.
final class Wire implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Wire.class.getName());
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 64 * 1024;

    private final ServerSocket socket;
    private final InstantSource clock;
    private final Function<Request, Reply> service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    Wire(ServerSocket socket, InstantSource clock, Function<Request, Reply> service) {
        this.socket = socket;
        this.clock = clock;
        this.service = service;
        acceptor = Thread.ofVirtual().name("romm-accept").start(this::accept);
    }

    /// Ends every connection, also those that wait for an answer.
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            // Until it has seen that, one more is let in: a client that is cut off and asks again
            acceptor.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            dropAll();
        }
    }

    /// Ends the connections that are open now, as a worker that is exchanged does.
    void dropAll() throws IOException {
        for (Socket connection : open) {
            connection.close();
        }
    }

    /// A moment as HTTP's headers write it.
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().name("romm-connection").start(() -> talk(connection));
            } catch (IOException ended) {
                LOG.log(Level.DEBUG, "accepts no more", ended);
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            boolean more = true;
            while (more) {
                more = one(in, out);
            }
        } catch (IOException | RuntimeException | StackOverflowError ended) {
            LOG.log(Level.DEBUG, "connection ended", ended);
        } finally {
            open.remove(connection);
        }
    }

    private boolean one(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first == null) {
            return false;
        }
        String[] words = first.split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        OnceRead body = new OnceRead(in, out, headers);
        int mark = words[1].indexOf('?');
        Request request =
                new Request(
                        words[0],
                        mark < 0 ? words[1] : words[1].substring(0, mark),
                        mark < 0 ? null : words[1].substring(mark + 1),
                        headers,
                        body.length,
                        body);
        boolean keep = !"close".equalsIgnoreCase(headers.get("connection"));
        return switch (service.apply(request)) {
            case Reply.Nothing _ -> false;
            case Reply.Cut(Answer answer, int bytes) -> {
                write(out, answer, bytes, false);
                yield false;
            }
            case Reply.Whole(Answer answer) -> {
                boolean again = keep && body.isRead();
                write(out, answer, answer.body().length, again);
                yield again;
            }
        };
    }

    private void write(OutputStream out, Answer answer, int bytes, boolean keep)
            throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(answer.status()).append(" Answer\r\n");
        head.append("Server: nginx\r\nDate: ").append(date(clock.instant())).append("\r\n");
        for (Answer.Header header : answer.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (answer.status() != Status.NO_CONTENT) {
            head.append("Content-Length: ").append(answer.declaredLength()).append("\r\n");
        }
        head.append("Connection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
        out.write(head.toString().getBytes(ISO_8859_1));
        out.write(answer.body(), 0, bytes);
        out.flush();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (bytes.size() > LONGEST_LINE) {
                throw new IOException("a line of the head is too long");
            }
            bytes.write(next);
        }
        String text = bytes.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /// A body that is read when it is asked for, and then kept.
    private static final class OnceRead implements Request.Body {
        private static final int HEX = 16;

        private final InputStream in;
        private final OutputStream out;
        private final boolean waits;
        private final long length;
        private byte @Nullable [] bytes;

        OnceRead(InputStream in, OutputStream out, Map<String, String> headers) {
            this.in = in;
            this.out = out;
            this.waits = "100-continue".equalsIgnoreCase(headers.get("expect"));
            boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
            this.length =
                    chunked ? -1 : Long.parseLong(headers.getOrDefault("content-length", "0"));
        }

        boolean isRead() {
            return bytes != null || length == 0;
        }

        @Override
        public byte[] read() throws IOException {
            byte[] known = bytes;
            if (known != null) {
                return known;
            }
            if (waits) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
                out.flush();
            }
            byte[] whole = length < 0 ? chunks() : exactly(Math.toIntExact(length));
            bytes = whole;
            return whole;
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                String size = line(in);
                if (size == null) {
                    throw new EOFException("a chunk is missing");
                }
                int count = Integer.parseInt(size.strip(), HEX);
                all.write(exactly(count));
                line(in);
                if (count == 0) {
                    return all.toByteArray();
                }
            }
        }

        private byte[] exactly(int count) throws IOException {
            byte[] read = in.readNBytes(count);
            if (read.length < count) {
                throw new EOFException("the body ends early");
            }
            return read;
        }
    }
}
