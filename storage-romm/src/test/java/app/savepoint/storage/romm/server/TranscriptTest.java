package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What a live RomM 5.2.0 answered, asked again of the server in the tests, in the same order.
///
/// Of what was recorded these are left out: 002, 027, 095 and 136 went past the nginx in front,
/// which no client does; 037 to 039 log in by a cookie, which Savepoint never does.
class TranscriptTest {
    /// Bodies whose bytes nobody knows any more; their lengths are compared, packed ones not at
    /// all.
    private static final Set<Integer> UNKNOWN_BYTES = Set.of(94, 97);

    private static final Set<Integer> PACKED = Set.of(3);

    /// Files that nginx gives away itself: their times are those of that disk.
    private static final Set<Integer> OF_NGINX = Set.of(6, 94, 96, 97);

    /// Where the recorded secret is not the account's.
    private static final Set<Integer> WRONG_SECRET = Set.of(10, 34);

    private static final List<String> HEADERS =
            List.of(
                    "content-type",
                    "www-authenticate",
                    "content-range",
                    "accept-ranges",
                    "content-disposition",
                    "content-encoding",
                    "last-modified");

    private final Likeness likeness = new Likeness();
    private final RecordedBytes bytes = new RecordedBytes();

    @TestFactory
    Stream<DynamicTest> answers_as_the_live_server_did() throws Exception {
        List<Transcript> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.sorted().toList()) {
                all.add(Transcript.read(file));
            }
        }
        RommServer server = RommServer.start(Level.V5_2, new TestClock(all.getFirst().moment()));
        RecordedWorld world = new RecordedWorld(server, likeness, all);
        return all.stream()
                .map(transcript ->
                        DynamicTest.dynamicTest(
                                transcript.name(), () -> replay(server, world, transcript)))
                .onClose(server::close);
    }

    private void replay(RommServer server, RecordedWorld world, Transcript transcript)
            throws Exception {
        world.before(transcript);
        server.clock().set(moment(transcript));
        RawHttp.Got got =
                RawHttp.send(
                        server.address(),
                        transcript.method() + " " + transcript.target() + " HTTP/1.1",
                        headers(transcript),
                        body(transcript));
        assertThat(got.status())
                .as("status; body %s", new String(got.body(), UTF_8))
                .isEqualTo(transcript.status());
        checkHeaders(transcript, got);
        checkBody(transcript, got);
    }

    /// The moment that the answer itself says with a fraction, if it does; else when it was asked.
    private static Instant moment(Transcript transcript) {
        String body = transcript.body();
        if (body != null && body.startsWith("{") && transcript.method().equals("POST")) {
            JsonNode updated = Fields.read(body.getBytes(UTF_8)).get("updated_at");
            try {
                Instant said = updated == null ? null : Instant.parse(updated.asString());
                if (said != null && !said.equals(Times.stored(said))) {
                    return said;
                }
            } catch (DateTimeParseException noTime) {
                throw new AssertionError(transcript.name(), noTime);
            }
        }
        return transcript.moment();
    }

    private List<Answer.Header> headers(Transcript transcript) {
        byte[] body = body(transcript);
        boolean declares = transcript.requestBody() == null || body.length > 0;
        List<Answer.Header> headers = new ArrayList<>();
        for (Answer.Header header : transcript.requestHeaders()) {
            String value =
                    switch (header.name()) {
                        case "Content-Length" ->
                                declares ? String.valueOf(body.length) : header.value();
                        case "Authorization" ->
                                likeness.filled(header.value())
                                        .replace("<base64 user:password>", basic(transcript));
                        default -> header.value();
                    };
            headers.add(new Answer.Header(header.name(), value));
        }
        return headers;
    }

    private byte[] body(Transcript transcript) {
        String text = transcript.requestBody();
        if (text == null || text.startsWith("<512 MiB")) {
            return new byte[0];
        }
        String user = transcript.number() > 280 ? RecordedWorld.OTHER : RecordedWorld.VIEWER;
        String secret =
                WRONG_SECRET.contains(transcript.number()) ? "wrong" : RecordedWorld.password(user);
        byte[] plain = bytes.body(transcript, likeness.filled(text).replace("<password>", secret));
        return transcript.requestHeader("transfer-encoding") == null ? plain : chunked(plain);
    }

    private static byte[] chunked(byte[] plain) {
        String size = Integer.toHexString(plain.length);
        String text = size + "\r\n" + new String(plain, ISO_8859_1) + "\r\n0\r\n\r\n";
        return text.getBytes(ISO_8859_1);
    }

    private static String basic(Transcript transcript) {
        String user = transcript.number() > 280 ? RecordedWorld.OTHER : RecordedWorld.VIEWER;
        String secret =
                WRONG_SECRET.contains(transcript.number()) ? "wrong" : RecordedWorld.password(user);
        return Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));
    }

    private static void checkHeaders(Transcript transcript, RawHttp.Got got) {
        for (String name : HEADERS) {
            boolean nginx = name.equals("last-modified") || name.equals("accept-ranges");
            if (!(nginx && OF_NGINX.contains(transcript.number()))) {
                assertThat(got.header(name))
                        .as("header %s", name)
                        .isEqualTo(transcript.header(name));
            }
        }
        if (transcript.method().equals("HEAD")) {
            assertThat(got.header("content-length")).isEqualTo(transcript.header("content-length"));
        }
    }

    private void checkBody(Transcript transcript, RawHttp.Got got) {
        String recorded = transcript.body();
        if (PACKED.contains(transcript.number())) {
            return;
        }
        if (recorded == null) {
            assertThat(got.body()).isEmpty();
            return;
        }
        Matcher described = RecordedBytes.DESCRIBED.matcher(recorded);
        if (described.matches()) {
            assertThat(got.body()).hasSize(Integer.parseInt(described.group(1)));
            if (!UNKNOWN_BYTES.contains(transcript.number())) {
                assertThat(ContentHash.md5(got.body())).isEqualTo(described.group(2));
            }
        } else if ("application/json".equals(transcript.header("content-type"))) {
            likeness.check(
                    "", null, Fields.read(recorded.getBytes(UTF_8)), Fields.read(got.body()));
        } else {
            assertThat(new String(got.body(), UTF_8).stripTrailing()).isEqualTo(recorded);
        }
    }

    private static Path folder() throws URISyntaxException {
        URL folder = TranscriptTest.class.getResource("/transcripts");
        return Path.of(Objects.requireNonNull(folder).toURI());
    }
}
