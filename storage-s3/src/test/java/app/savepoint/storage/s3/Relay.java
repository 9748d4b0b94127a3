package app.savepoint.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Stands before a server: speaks TLS for it, or is an HTTP proxy that leads to it whatever the
/// name that is asked for.
public final class Relay implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;

    private final ServerSocket door;
    private final URI server;
    private final boolean proxy;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocket door, URI server, boolean proxy) {
        this.door = door;
        this.server = server;
        this.proxy = proxy;
        Thread.ofVirtual().start(this::accept);
    }

    /// Speaks TLS.
    ///
    /// @param keys a PKCS #12 file with one key
    static Relay tls(URI server, Path keys, String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password.toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        return new Relay(
                tls.getServerSocketFactory()
                        .createServerSocket(0, 0, InetAddress.getLoopbackAddress()),
                server,
                false);
    }

    /// Is an HTTP proxy.
    public static Relay proxy(URI server) throws IOException {
        return new Relay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), server, true);
    }

    /// Where it is, without a scheme.
    public String authority() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /// The first line of each connection.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // It was closed
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket there = new Socket(server.getHost(), server.getPort())) {
            open.add(there);
            byte[] head = proxy ? head(client.getInputStream()) : new byte[0];
            String first = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", 2)[0];
            if (proxy) asked.add(first);
            if (first.startsWith("CONNECT "))
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            else there.getOutputStream().write(head);
            Thread back = Thread.ofVirtual().start(() -> pump(there, client));
            pump(client, there);
            back.join();
        } catch (IOException e) {
            // The client did not like what it saw
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        byte[] head = new byte[LONGEST_HEAD];
        int n = 0;
        while (n < head.length) {
            int next = in.read();
            if (next < 0) throw new IOException("no request");
            head[n++] = (byte) next;
            if (n > 3 && next == '\n' && head[n - 3] == '\n') break;
        }
        return java.util.Arrays.copyOf(head, n);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
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
        open.forEach(Relay::close);
    }
}
