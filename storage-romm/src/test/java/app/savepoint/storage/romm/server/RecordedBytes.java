package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The bytes that the recording only describes, made again: they follow patterns, and each is
/// checked against its recorded hash.
final class RecordedBytes {
    /// `<512 bytes binary; md5 …`.
    static final Pattern DESCRIBED =
            Pattern.compile("<(\\d+) bytes binary; md5 ([0-9a-f]{32});[^>]*>");

    private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final int SAVE_SIZE = 512;
    private static final int HEX = 16;
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
                    + "RU5ErkJggg==";
    private static final String ZIP =
            "UEsDBBQAAAAAAAAAIVCL9k8PBAAAAAQAAAAFAAAAYi5iaW5iYmJiUEsDBBQAAAAAAAAAIVBF5ZitBAAAAAQA"
                    + "AAAHAAAAYS9hLmJpbmFhYWFQSwECFAMUAAAAAAAAACFQi/ZPDwQAAAAEAAAABQAAAAAAAAAAAAAAgAEA"
                    + "AAAAYi5iaW5QSwECFAMUAAAAAAAAACFQReWYrQQAAAAEAAAABwAAAAAAAAAAAAAAgAEnAAAAYS9hLmJp"
                    + "blBLBQYAAAAAAgACAGgAAABQAAAAAAA=";

    private final Map<String, byte[]> byHash = new HashMap<>();

    RecordedBytes() {
        for (int number = 1; number <= 4; number++) {
            add(save(number));
            add(Arrays.copyOf(save(number), 10));
        }
        // Sent without its last 14 bytes and without the end of the form.
        add(Arrays.copyOf(save(1), 498));
        add(Base64.getDecoder().decode(PICTURE));
        add(Base64.getDecoder().decode(ZIP));
    }

    /// The save of that number: `SRAM-` and then the number, again and again.
    static byte[] save(int number) {
        byte[] bytes = new byte[SAVE_SIZE];
        Arrays.fill(bytes, (byte) number);
        byte[] start = "SRAM-".getBytes(ISO_8859_1);
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    /// The bytes with a hash; null where nobody knows them.
    byte @Nullable [] withHash(String md5) {
        return byHash.get(md5);
    }

    /// The body of a request as it went over the connection.
    byte[] body(Transcript transcript, String text) {
        String type = transcript.requestHeader("content-type");
        boolean form = type != null && type.startsWith("multipart/");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String line : form ? List.of(text.split("\n", -1)) : List.of(text)) {
            Matcher described = DESCRIBED.matcher(line);
            body.writeBytes(described.matches() ? described(described) : unescaped(line));
            if (form) {
                body.writeBytes("\r\n".getBytes(ISO_8859_1));
            }
        }
        String declared = transcript.requestHeader("content-length");
        boolean cuts = form && declared != null && Integer.parseInt(declared) < body.size();
        return cuts
                ? Arrays.copyOf(body.toByteArray(), Integer.parseInt(declared))
                : body.toByteArray();
    }

    private byte[] described(Matcher described) {
        byte[] known = byHash.get(described.group(2));
        // What is in a form without a boundary is never looked at.
        return known == null ? new byte[Integer.parseInt(described.group(1))] : known;
    }

    /// Bytes that are no UTF-8 are recorded as `\xe9`.
    private static byte[] unescaped(String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escaped = ESCAPED.matcher(line);
        int from = 0;
        while (escaped.find()) {
            bytes.writeBytes(line.substring(from, escaped.start()).getBytes(UTF_8));
            bytes.write(Integer.parseInt(escaped.group(1), HEX));
            from = escaped.end();
        }
        bytes.writeBytes(line.substring(from).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private void add(byte[] bytes) {
        byHash.put(ContentHash.md5(bytes), bytes);
    }
}
