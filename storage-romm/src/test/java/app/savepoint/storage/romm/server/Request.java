package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as it came over the connection.
///
/// @param path without the query, still encoded
/// @param headers by lower-case name, the last where one came twice
/// @param length of the body as declared; negative where it comes in chunks
public record Request(
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        long length,
        Body content) {

    /// Reads the body when it is asked for; a request may be answered without.
    public interface Body {
        /// All of it.
        byte[] read() throws IOException;
    }

    /// One parameter of the query or of a form.
    public record Parameter(String name, String value) {}

    /// The body, read to its end at the first call.
    public byte[] body() {
        try {
            return content.read();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    /// The value of a header.
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /// The parts of the path between slashes, decoded; a trailing slash adds none.
    List<String> segments() {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), UTF_8));
            }
        }
        return parts;
    }

    /// The parameters of the query.
    public List<Parameter> parameters() {
        return query == null ? List.of() : parameters(query);
    }

    /// The same without a parameter of the query.
    Request without(String name) {
        if (query == null) {
            return this;
        }
        List<String> rest = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.startsWith(name + "=")) {
                rest.add(pair);
            }
        }
        String left = rest.isEmpty() ? null : String.join("&", rest);
        return new Request(method, path, left, headers, length, content);
    }

    /// The pairs of a query or of a form-urlencoded body.
    static List<Parameter> parameters(String encoded) {
        List<Parameter> pairs = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.add(new Parameter(decoded(name), decoded(value)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
