package app.savepoint.storage.romm;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Something to be asked of a server.
///
/// @param method the method of HTTP
/// @param path below the server, beginning with a `/`, encoded, without its query
/// @param query names and values as they are, in order
/// @param type the type of the body; null without one
/// @param body gives the body, once for each attempt
/// @param repeatable whether asking twice comes to the same as asking once
/// @param open whether it is asked without saying who asks
/// @param patience how long the answer may take
record Ask(
        String method,
        String path,
        List<Map.Entry<String, String>> query,
        @Nullable String type,
        Supplier<BodyPublisher> body,
        boolean repeatable,
        boolean open,
        Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Ask get(String path) {
        return new Ask("GET", path, List.of(), null, BodyPublishers::noBody, true, false, PATIENCE);
    }

    static Ask post(String path, Object json) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(json);
        return sending("POST", path, "application/json", () -> BodyPublishers.ofByteArray(body));
    }

    static Ask put(String path, Object json) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(json);
        return sending("PUT", path, "application/json", () -> BodyPublishers.ofByteArray(body));
    }

    static Ask form(String path, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
        return sending(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                () -> BodyPublishers.ofString(body));
    }

    static Ask sending(String method, String path, String type, Supplier<BodyPublisher> body) {
        return new Ask(method, path, List.of(), type, body, false, false, PATIENCE);
    }

    Ask with(String name, Object value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(query);
        more.add(Map.entry(name, String.valueOf(value)));
        return new Ask(method, path, more, type, body, repeatable, open, patience);
    }

    /// Asking it twice does no harm.
    Ask harmless() {
        return new Ask(method, path, query, type, body, true, open, patience);
    }

    /// Asked without saying who asks.
    Ask unsigned() {
        return new Ask(method, path, query, type, body, repeatable, true, patience);
    }

    /// @param longer how long the answer may take
    Ask patient(Duration longer) {
        return new Ask(method, path, query, type, body, repeatable, open, longer);
    }

    /// The path with its query, encoded.
    String encodedPath() {
        if (query.isEmpty()) return path;
        return path
                + "?"
                + query.stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
