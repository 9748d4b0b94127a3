package app.savepoint.storage.romm;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What a server answered, whole.
final class Answer {
    private static final int LONGEST_DETAIL = 200;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /// @param status the status of HTTP
    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    private String type() {
        return header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /// Whether it is meant for a browser.
    boolean isPage() {
        return type().startsWith("text/html");
    }

    /// Whether it went well and is data.
    boolean isData() {
        return status >= 200 && status < 300 && !isPage();
    }

    /// Whether the server fell over a token that is no longer good, which it does with this.
    boolean isBrokenByToken() {
        return status == 500 && type().startsWith("text/plain");
    }

    /// The data; missing where it can not be read.
    JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /// What the server says about it, in its own words.
    String detail() {
        JsonNode detail = json().path("detail");
        String words =
                detail.isString()
                        ? detail.asString()
                        : detail.isMissingNode() ? text() : detail.toString();
        return words.length() > LONGEST_DETAIL ? words.substring(0, LONGEST_DETAIL) : words;
    }

    private String text() {
        return isPage() ? "" : new String(body, StandardCharsets.UTF_8).strip();
    }

    boolean says(String words) {
        return detail().toLowerCase(Locale.ROOT).contains(words);
    }
}
