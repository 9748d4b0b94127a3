package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a form's body. A part that does not end is not there, and `filename*` is not known,
/// as with the server's own parser.
final class Multipart {
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(ISO_8859_1);

    private final Map<String, Part> parts;

    /// A part; one without a file name is text.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(@Nullable String fileName, byte[] bytes) {}

    private Multipart(Map<String, Part> parts) {
        this.parts = parts;
    }

    /// Reads the body of a request; nothing is in one of another type.
    static Multipart of(Request request) {
        String type = request.header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return new Multipart(Map.of());
        }
        String boundary = attribute(type, "boundary");
        if (boundary == null) {
            throw Refusal.of(Status.BAD_REQUEST, "Missing boundary in multipart.");
        }
        return new Multipart(split(request.body(), boundary));
    }

    @Nullable Part part(String name) {
        return parts.get(name);
    }

    private static Map<String, Part> split(byte[] body, String boundary) {
        byte[] first = ("--" + boundary).getBytes(UTF_8);
        byte[] next = ("\r\n--" + boundary).getBytes(UTF_8);
        Map<String, Part> parts = new HashMap<>();
        int at = indexOf(body, first, 0);
        int head = at < 0 ? -1 : at + first.length;
        while (head >= 0) {
            int blank = indexOf(body, BLANK_LINE, head);
            int end = blank < 0 ? -1 : indexOf(body, next, blank + 2);
            if (end < 0) {
                return parts;
            }
            int from = Math.min(blank + BLANK_LINE.length, end);
            add(
                    parts,
                    text(Arrays.copyOfRange(body, head, blank)),
                    Arrays.copyOfRange(body, from, end));
            head = end + next.length;
        }
        return parts;
    }

    private static void add(Map<String, Part> parts, String head, byte[] bytes) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                String name = attribute(line, "name");
                if (name != null) {
                    parts.put(name, new Part(attribute(line, "filename"), bytes));
                }
            }
        }
    }

    /// The bytes of a head as UTF-8, or where they are not, as ISO-8859-1.
    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException otherwise) {
            return new String(bytes, ISO_8859_1);
        }
    }

    private static @Nullable String attribute(String line, String name) {
        int at = line.indexOf(';');
        while (at >= 0) {
            int equals = line.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            String key = line.substring(at + 1, equals).strip();
            StringBuilder value = new StringBuilder();
            at = value(line, equals + 1, value);
            if (key.equalsIgnoreCase(name)) {
                return value.toString();
            }
        }
        return null;
    }

    /// Reads a value, quoted or bare, and says where the next attribute begins.
    private static int value(String line, int from, StringBuilder value) {
        if (from >= line.length() || line.charAt(from) != '"') {
            int end = line.indexOf(';', from);
            value.append(line.substring(from, end < 0 ? line.length() : end).strip());
            return end;
        }
        int at = from + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                at++;
            }
            value.append(line.charAt(at));
            at++;
        }
        return line.indexOf(';', at);
    }

    private static int indexOf(byte[] bytes, byte[] sought, int from) {
        for (int at = from; at <= bytes.length - sought.length; at++) {
            if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        return -1;
    }
}
