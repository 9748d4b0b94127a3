package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Gives one ready answer after the other, each on a connection of its own, to requests without a
/// body; for headers that a proper server writes by itself.
final class CannedAnswers implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    CannedAnswers(String... answers) throws IOException {
        Thread.ofVirtual().start(() -> serve(answers));
    }

    static String ok(String body, String... headers) {
        return answer("200 OK", body, headers);
    }

    static String error(int status, String code, String... headers) {
        return answer(status + " No", "<Error><Code>" + code + "</Code></Error>", headers);
    }

    /// An answer of something that is no S3.
    static String page(int status, String text) {
        return answer(status + " No", "<html>" + text + "</html>");
    }

    private static String answer(String status, String body, String... headers) {
        return "HTTP/1.1 "
                + status
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n"
                + body;
    }

    /// Whoever asks for more finds nobody.
    private void serve(String... answers) {
        for (String answer : answers) {
            try (Socket socket = server.accept()) {
                asked.add(head(socket));
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The test is over, or its client has gone away.
                return;
            }
        }
        close();
    }

    private static String head(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        var head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine())
            head.append(line).append('\n');
        return head.toString();
    }

    S3Address address() {
        return S3Address.parse(
                "s3://pretend?endpoint=http://127.0.0.1:" + server.getLocalPort(), Path.of(""));
    }

    /// The heads of what was asked.
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
