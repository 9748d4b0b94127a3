package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends bytes exactly as they are to be, which no good client would, and reads to the end.
final class RawHttp {
    private RawHttp() {}

    /// The answer; headers by lower-case name.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Got(int status, Map<String, String> headers, byte[] body) {
        @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    static Got send(URI server, String first, List<Answer.Header> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(first).append("\r\n");
        for (Answer.Header header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            return read(socket.getInputStream());
        }
    }

    private static Got read(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        String text = new String(all, ISO_8859_1);
        int blank = text.indexOf("\r\n\r\n");
        if (blank < 0) {
            throw new IOException("no answer: " + text);
        }
        String[] lines = text.substring(0, blank).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        return new Got(status, headers, Arrays.copyOfRange(all, blank + 4, all.length));
    }
}
