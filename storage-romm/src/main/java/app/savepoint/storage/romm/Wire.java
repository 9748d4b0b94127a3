package app.savepoint.storage.romm;

import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.address.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Carries questions to a server and answers back: says who asks, repeats what is worth it, and
/// counts.
///
/// No cookies, since RomM believes a cookie more than what else a request says; no redirects, since
/// only portals send them.
final class Wire implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final RommAddress address;
    private final RommErrors errors;
    private final Login login;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final String agent;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private volatile Duration offset = Duration.ZERO;
    private @Nullable HttpClient client;

    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    Wire(
            RommAddress address,
            RommCredentials credentials,
            String agent,
            InstantSource clock,
            Pause pause,
            RandomGenerator random) {
        this.address = address;
        this.agent = agent;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        errors = new RommErrors(address);
        login = new Login(credentials, errors, clock, this::ask);
    }

    /// Made when something is asked for the first time: whether a server is named in vain, for want
    /// of its certificates, need not be known before.
    private synchronized HttpClient client() throws StorageException {
        HttpClient known = client;
        if (known != null) return known;
        HttpClient.Builder fresh =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(address.connect())
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (address.caFile() != null) fresh.sslContext(new Trust(address.caFile()).context());
        HttpClient made = fresh.build();
        client = made;
        return made;
    }

    /// How long an answer may take, where the person gave servers more or less time than usual.
    private Duration patience(Ask ask) {
        return Duration.ofMillis(
                Math.multiplyExact(ask.patience().toMillis(), address.call().toMillis())
                        / RommAddress.USUAL_CALL.toMillis());
    }

    RommErrors errors() {
        return errors;
    }

    RommAddress address() {
        return address;
    }

    /// What this device's clock shows now.
    Instant here() {
        return clock.instant();
    }

    /// What the server's clock shows now, as far as its answers told.
    Instant there() {
        return clock.instant().plus(offset);
    }

    /// How far the server's clock is ahead of this device's.
    Duration offset() {
        return offset;
    }

    Requests requests() {
        return new Requests(0, reads.get(), 0, writes.get(), 0, others.get());
    }

    /// Lets time pass; false if someone wants an end.
    boolean wait(Duration duration) {
        try {
            pause.last(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Asks, and returns the answer to what was asked: neither that of a portal nor of a server in
    /// trouble.
    Answer ask(Ask ask) throws StorageException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= ATTEMPTS || !ask.repeatable();
            try {
                Answer answer = whole(signed(ask, BodyHandlers.ofByteArray()));
                if (!last && isPassing(answer) && wait(pauseAfter(answer, attempt))) continue;
                if (isForTheCaller(ask, answer)) return answer;
                throw errors.answered(answer);
            } catch (IOException e) {
                if (e instanceof StorageException known) throw known;
                if (last || isOffline(e) || !wait(pauseAfter(attempt))) throw errors.unanswered(e);
            }
        }
    }

    /// Asks for data, and has nothing to make of any other answer.
    JsonNode data(Ask ask) throws StorageException {
        Answer answer = ask(ask);
        JsonNode json = answer.json();
        if (!answer.isData() || json.isMissingNode()) throw errors.answered(answer);
        return json;
    }

    /// Does something with the bytes of an answer while they come; from the start again if they
    /// break off. An answer that is no content is returned whole, like that to [#ask].
    ///
    /// @return nothing if the content came and was taken
    Optional<Answer> fetch(Ask ask, Taking taking) throws StorageException, TakingFailed {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= ATTEMPTS;
            try {
                HttpResponse<InputStream> response = signed(ask, BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == 200 && !isPage(response)) {
                        taking.take(body);
                        return Optional.empty();
                    }
                    Answer answer =
                            new Answer(
                                    response.statusCode(), response.headers(), body.readAllBytes());
                    if (!last && isPassing(answer) && wait(pauseAfter(answer, attempt))) continue;
                    if (answer.status() == 404 && !answer.isPage()) return Optional.of(answer);
                    throw errors.answered(answer);
                }
            } catch (TakingFailed e) {
                throw e;
            } catch (IOException e) {
                if (e instanceof StorageException known) throw known;
                if (last || isOffline(e) || !wait(pauseAfter(attempt))) throw errors.unanswered(e);
            }
        }
    }

    /// Takes the bytes of a content.
    @FunctionalInterface
    interface Taking {
        void take(InputStream bytes) throws IOException;
    }

    /// The bytes came, and whoever wanted them could not take them.
    static final class TakingFailed extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException why;

        TakingFailed(IOException why) {
            super(why);
            this.why = why;
        }

        IOException why() {
            return why;
        }
    }

    private static Answer whole(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /// Sends it once, and once more with another token where the first was too old.
    private <B> HttpResponse<B> signed(Ask ask, HttpResponse.BodyHandler<B> handler)
            throws IOException {
        if (ask.open()) return send(ask, "", handler);
        String header = login.header();
        HttpResponse<B> response = send(ask, header, handler);
        // What the server says of a token that it knows no longer, or that is over
        boolean old =
                response.statusCode() == 401
                        || (response.statusCode() == 500
                                && type(response).startsWith("text/plain"));
        if (!old || !login.renew(header)) return response;
        if (response.body() instanceof InputStream body) body.close();
        return send(ask, login.header(), handler);
    }

    private <B> HttpResponse<B> send(Ask ask, String header, HttpResponse.BodyHandler<B> handler)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.at(ask.encodedPath()))
                        .timeout(patience(ask))
                        .header("User-Agent", agent)
                        // What is packed on its way loses the length it is checked by
                        .header("Accept-Encoding", "identity")
                        .method(ask.method(), ask.body().get());
        if (ask.type() != null) request.header("Content-Type", ask.type());
        if (!header.isEmpty()) request.header("Authorization", header);
        count(ask);
        try {
            HttpResponse<B> response = client().send(request.build(), handler);
            response.headers().firstValue("Date").ifPresent(this::learnClock);
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void learnClock(String date) {
        try {
            Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            offset = Duration.between(clock.instant(), there);
        } catch (DateTimeParseException e) {
            System.getLogger(Wire.class.getName())
                    .log(System.Logger.Level.DEBUG, "a server says no time: " + date);
        }
    }

    private void count(Ask ask) {
        if (ask.open()) others.incrementAndGet();
        else if (ask.method().equals("GET")) reads.incrementAndGet();
        else writes.incrementAndGet();
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static boolean isPage(HttpResponse<?> response) {
        return type(response).startsWith("text/html");
    }

    private static boolean isPassing(Answer answer) {
        return switch (answer.status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /// What a caller can make something of by itself.
    private static boolean isForTheCaller(Ask ask, Answer answer) {
        if (answer.isPage()) return false;
        return switch (answer.status()) {
            case 200, 201, 204, 400, 404, 409 -> true;
            // Whoever asks for a sign-in knows better what it means
            case 401 -> ask.open();
            default -> false;
        };
    }

    private static boolean isOffline(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof UnknownHostException;
    }

    private Duration pauseAfter(int attempt) {
        long whole = FIRST_PAUSE_MILLIS << attempt;
        return Duration.ofMillis(random.nextLong(whole + 1));
    }

    private Duration pauseAfter(Answer answer, int attempt) {
        Duration own = pauseAfter(attempt);
        Duration asked =
                answer.header("Retry-After")
                        .filter(text -> text.matches("\\d{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(Duration.ZERO);
        Duration longer = own.compareTo(asked) > 0 ? own : asked;
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    @Override
    public synchronized void close() {
        if (client != null) client.close();
    }
}
