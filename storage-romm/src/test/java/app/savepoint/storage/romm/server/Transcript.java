package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request to a live server and its answer, as they were recorded.
///
/// @param moment halfway between the request and the end of its answer
/// @param requestBody as recorded: bytes that are no text are described; null where there is none
/// @param body of the answer, in the same way
record Transcript(
        String name,
        Instant moment,
        String method,
        String target,
        List<Answer.Header> requestHeaders,
        @Nullable String requestBody,
        int status,
        List<Answer.Header> headers,
        @Nullable String body) {
    private static final Pattern TAKEN = Pattern.compile("# nginx, (\\d+) ms, (\\S+)");
    private static final String REQUEST = ">>> REQUEST\n";
    private static final String RESPONSE = "<<< RESPONSE\n";

    /// Its number in the recording.
    int number() {
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    static Transcript read(Path file) throws IOException {
        String text = Files.readString(file, UTF_8).replace("\r\n", "\n");
        int request = text.indexOf(REQUEST);
        int response = text.indexOf(RESPONSE);
        Matcher taken = TAKEN.matcher(text);
        if (request < 0 || response < 0 || !taken.find()) {
            throw new IOException("not a transcript: " + file);
        }
        Duration took = Duration.ofMillis(Long.parseLong(taken.group(1)));
        String asked = text.substring(request + REQUEST.length(), response);
        String answered = text.substring(response + RESPONSE.length());
        String[] first = asked.substring(0, asked.indexOf('\n')).split(" ", -1);
        String status = answered.substring(0, answered.indexOf('\n')).split(" ", -1)[1];
        return new Transcript(
                String.valueOf(file.getFileName()),
                OffsetDateTime.parse(taken.group(2)).toInstant().minus(took.dividedBy(2)),
                first[0],
                first[1],
                headers(asked),
                body(asked),
                Integer.parseInt(status),
                headers(answered),
                body(answered));
    }

    private static List<Answer.Header> headers(String message) {
        List<Answer.Header> headers = new ArrayList<>();
        int end = message.indexOf("\n\n");
        String[] lines = message.substring(0, end < 0 ? message.length() : end).split("\n", -1);
        for (int at = 1; at < lines.length; at++) {
            int colon = lines[at].indexOf(':');
            headers.add(
                    new Answer.Header(
                            lines[at].substring(0, colon), lines[at].substring(colon + 1).strip()));
        }
        return headers;
    }

    private static @Nullable String body(String message) {
        int blank = message.indexOf("\n\n");
        String body = blank < 0 ? "" : message.substring(blank + 2).stripTrailing();
        return body.equals("(no body)") || body.equals("(empty body)") ? null : body;
    }

    @Nullable String requestHeader(String name) {
        return find(requestHeaders, name);
    }

    @Nullable String header(String name) {
        return find(headers, name);
    }

    private static @Nullable String find(List<Answer.Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Answer.Header::value)
                .findFirst()
                .orElse(null);
    }
}
