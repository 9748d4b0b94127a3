package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer of the server: status, headers in their order, bytes.
///
/// @param length what `Content-Length` says where it is not the body's, as for HEAD; negative: the
///   body's
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, List<Header> headers, byte[] body, int length) {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OF_BODY = -1;

    /// One line of an answer's head.
    public record Header(String name, String value) {}

    public Answer {
        headers = List.copyOf(headers);
    }

    /// Bytes of a type.
    public static Answer bytes(int status, String type, byte[] body) {
        return new Answer(status, List.of(new Header("Content-Type", type)), body, OF_BODY);
    }

    /// A value as JSON.
    public static Answer json(int status, @Nullable Object value) {
        return bytes(status, JSON, Fields.write(value));
    }

    /// A value as JSON, with 200.
    public static Answer ok(@Nullable Object value) {
        return json(Status.OK, value);
    }

    /// A refusal as RomM words it: `{"detail": …}`.
    public static Answer detail(int status, Object detail) {
        return json(status, Fields.of("detail", detail));
    }

    /// A plain text, as errors come that RomM did not catch.
    public static Answer text(int status, String text) {
        return bytes(status, TEXT, text.getBytes(UTF_8));
    }

    /// A page of HTML, as a proxy or a portal gives it.
    public static Answer html(int status, String page) {
        return bytes(status, "text/html", page.getBytes(UTF_8));
    }

    /// No body at all.
    public static Answer empty(int status) {
        return new Answer(status, List.of(), new byte[0], OF_BODY);
    }

    /// Done, and nothing to say about it.
    static Answer done() {
        return bytes(Status.NO_CONTENT, JSON, new byte[0]);
    }

    /// The error that RomM did not catch.
    public static Answer broken() {
        return text(Status.BROKEN, "Internal Server Error");
    }

    /// The same with one more header.
    public Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body, length);
    }

    /// The same with another body.
    Answer withBody(byte[] other) {
        return new Answer(status, headers, other, OF_BODY);
    }

    /// The head alone, as HEAD gets it.
    Answer headOnly() {
        return new Answer(status, headers, new byte[0], body.length);
    }

    /// The value of a header, the first.
    @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    int declaredLength() {
        return length == OF_BODY ? body.length : length;
    }
}
