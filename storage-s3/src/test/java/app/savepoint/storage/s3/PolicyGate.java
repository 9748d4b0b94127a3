package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Stands before a server and lets pass what a [Policy] allows, and nothing else.
public final class PolicyGate implements AutoCloseable {
    private static final String DENIED =
            "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

    private final ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final URI server;
    private final Policy policy;
    private final Set<String> used = new ConcurrentSkipListSet<>();
    private final Set<String> denied = new ConcurrentSkipListSet<>();

    public PolicyGate(URI server, Policy policy) throws IOException {
        this.server = server;
        this.policy = policy;
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /// The actions that were done.
    public Set<String> used() {
        return new TreeSet<>(used);
    }

    /// The actions that were refused, each with what it was about.
    public Set<String> denied() {
        return new TreeSet<>(denied);
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

    /// One request; what comes after it comes on another connection.
    private void serve(Socket client) {
        try (client) {
            List<String> head = head(client.getInputStream());
            String[] first = head.getFirst().split(" ", -1);
            String object = object(first[1]);
            String action = action(first[0], first[1], object.contains("/"));
            long length = Long.parseLong(header(head, "content-length", "0"));
            if (policy.allows(action, object)) {
                used.add(action);
                pass(client, head, length);
                return;
            }
            denied.add(action + " " + object);
            if (header(head, "expect", "").isEmpty()) client.getInputStream().skipNBytes(length);
            String body = first[0].equals("HEAD") ? "" : DENIED;
            client.getOutputStream()
                    .write(
                            ("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(ISO_8859_1));
        } catch (IOException e) {
            // The client has gone
        }
    }

    private void pass(Socket client, List<String> head, long length) throws IOException {
        try (Socket there = new Socket(server.getHost(), server.getPort())) {
            StringBuilder sent = new StringBuilder();
            for (String line : head)
                if (!line.toLowerCase(Locale.ROOT).startsWith("connection:"))
                    sent.append(line).append("\r\n");
            sent.append("Connection: close\r\n\r\n");
            OutputStream out = there.getOutputStream();
            out.write(sent.toString().getBytes(ISO_8859_1));
            Thread body = Thread.ofVirtual().start(() -> send(client, out, length));
            there.getInputStream().transferTo(client.getOutputStream());
            client.shutdownInput();
            body.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Socket client, OutputStream out, long length) {
        try {
            byte[] buffer = new byte[8192];
            InputStream in = client.getInputStream();
            for (long left = length; left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (n < 0) return;
                out.write(buffer, 0, n);
                left -= n;
            }
        } catch (IOException e) {
            // The server did not want all of it
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) throw new IOException("no request");
            if (next == '\r') continue;
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            if (line.isEmpty()) return lines;
            lines.add(line.toString());
            line.setLength(0);
        }
    }

    private static String header(List<String> head, String name, String otherwise) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /// The bucket, or the bucket, a slash and a key.
    private static String object(String target) {
        String path = target.replaceFirst("\\?.*", "").replaceFirst("^/", "");
        return URLDecoder.decode(path.replace("+", "%2B"), UTF_8).replaceFirst("/$", "");
    }

    /// What AWS calls what is asked for, after its *Actions, resources, and condition keys*.
    private static String action(String method, String target, boolean object) {
        String query = target.contains("?") ? "&" + target.substring(target.indexOf('?') + 1) : "";
        boolean upload = query.contains("&uploadId=");
        if (!object) {
            if (query.contains("&uploads")) return "s3:ListBucketMultipartUploads";
            if (query.contains("&versioning")) return "s3:GetBucketVersioning";
            if (query.contains("&versions")) return "s3:ListBucketVersions";
            return method.equals("PUT") ? "s3:CreateBucket" : "s3:ListBucket";
        }
        return switch (method) {
            case "GET", "HEAD" -> upload ? "s3:ListMultipartUploadParts" : "s3:GetObject";
            case "DELETE" ->
                    upload
                            ? "s3:AbortMultipartUpload"
                            : query.contains("&versionId=")
                                    ? "s3:DeleteObjectVersion"
                                    : "s3:DeleteObject";
            default -> "s3:PutObject";
        };
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
