package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that does what S3 does with single objects and nothing more, and, where a rule says so,
/// what one of its look-alikes was seen to do instead.
///
/// Strict: a body in chunks, a header that is not ASCII or a path that is not the bucket's gets a
/// 400 and is remembered as a flaw.
public final class PretendS3 implements AutoCloseable {
    static final String BUCKET = "pretend";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /// A request.
    ///
    /// @param key without the bucket; empty for the bucket itself
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Call(
            String method, String key, Map<String, String> query, Headers headers, byte[] body) {
        boolean isPut() {
            return method.equals("PUT");
        }

        boolean has(String header) {
            return headers.containsKey(header);
        }

        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }

        boolean isConditional() {
            return has("If-Match") || has("If-None-Match");
        }
    }

    /// An answer.
    ///
    /// @param sent how much of the body is sent before the connection breaks; negative: no answer
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Map<String, String> headers, byte[] body, int sent) {
        static Answer of(int status, Map<String, String> headers, byte[] body) {
            return new Answer(status, headers, body, Integer.MAX_VALUE);
        }

        /// An error of S3.
        public static Answer error(int status, String code) {
            return error(status, code, Map.of());
        }

        static Answer error(int status, String code, Map<String, String> headers) {
            String xml = "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
            return of(status, headers, xml.getBytes(UTF_8));
        }

        Answer brokenAfter(int bytes) {
            return new Answer(status, headers, body, bytes);
        }

        Answer lost() {
            return brokenAfter(-1);
        }

        /// The same with a header.
        public Answer with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body, sent);
        }
    }

    /// What a server does otherwise.
    @FunctionalInterface
    public interface Rule {
        /// What it does instead of, or with, what S3 does.
        ///
        /// @param obedient what S3 does; asked for at most once
        Answer answer(Call call, Obedient obedient);
    }

    /// Does what S3 does.
    @FunctionalInterface
    public interface Obedient {
        Answer answer();
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PretendObjects objects = new PretendObjects();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final Rule rule;
    private volatile boolean forAllToRead;

    /// Serves as the rule says.
    public PretendS3(Rule rule) throws IOException {
        this.rule = rule;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    PretendS3() throws IOException {
        this((call, obedient) -> obedient.answer());
    }

    /// Its bucket.
    public S3Address address() {
        return S3Address.parse("s3://" + BUCKET + "?endpoint=" + endpoint(), Path.of(""));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on everyone may read and nobody write, and a request that is signed all the same is
    /// a flaw.
    public void letAllRead() {
        forAllToRead = true;
    }

    /// Everything that was asked.
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /// What of it no strict server would take.
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    PretendObjects objects() {
        return objects;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = call(exchange);
            calls.add(call);
            String flaw = flaw(exchange, call);
            if (!flaw.isEmpty()) {
                flaws.add(flaw);
                send(exchange, Answer.error(400, "InvalidRequest"));
                return;
            }
            boolean refused = forAllToRead && !List.of("GET", "HEAD").contains(call.method());
            send(
                    exchange,
                    refused
                            ? Answer.error(403, "AccessDenied")
                            : rule.answer(call, () -> objects.answer(call)));
        }
    }

    private static Call call(HttpExchange exchange) throws IOException {
        String path = URLDecoder.decode(plus(exchange.getRequestURI().getRawPath()), UTF_8);
        String key = path.replaceFirst("^/" + BUCKET + "/?", "");
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(plus(parts[1]), UTF_8));
        }
        return new Call(
                exchange.getRequestMethod(),
                key,
                query,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    private static String plus(String encoded) {
        return encoded.replace("+", "%2B");
    }

    private String flaw(HttpExchange exchange, Call call) {
        if (!exchange.getRequestURI().getRawPath().startsWith("/" + BUCKET))
            return "not the bucket: " + exchange.getRequestURI();
        for (Map.Entry<String, List<String>> header : call.headers().entrySet())
            for (String value : header.getValue())
                if (!value.chars().allMatch(c -> c >= ' ' && c < 127))
                    return "not ASCII: " + header;
        if (call.header("Content-Encoding").contains("aws-chunked"))
            return "a body in chunks: " + call.key();
        if (forAllToRead) return call.has("Authorization") ? "signed: " + call.key() : "";
        if (!call.header("Authorization").startsWith("AWS4-HMAC-SHA256 "))
            return "not signed: " + call.key();
        return "";
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.sent() < 0) return;
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders()
                .set(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.atOffset(ZoneOffset.UTC)));
        byte[] body = answer.body();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        boolean none = head || body.length == 0;
        if (head) exchange.getResponseHeaders().set("Content-Length", "" + body.length);
        exchange.sendResponseHeaders(answer.status(), none ? -1 : body.length);
        if (none) return;
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOf(body, Math.min(body.length, answer.sent())));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    /// The methods that were asked, as in `PUT HEAD`.
    String methods() {
        List<String> methods = new ArrayList<>();
        for (Call call : calls) methods.add(call.method());
        return String.join(" ", methods);
    }
}
