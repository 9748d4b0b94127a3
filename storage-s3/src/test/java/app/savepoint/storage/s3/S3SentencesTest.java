package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.s3.PretendS3.Answer;
import app.savepoint.storage.s3.PretendS3.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong at a server, each with its own sentence.
class S3SentencesTest {
    private PretendS3 server;
    private S3ObjectStore store;

    @AfterEach
    void stop() {
        if (store != null) store.close();
        if (server != null) server.close();
    }

    private void serve(Rule rule) throws Exception {
        server = new PretendS3(rule);
        open(server.address());
    }

    private void open(S3Address address) throws StorageException {
        var keys = new S3Credentials.Keys("AKPRETEND", "secret", null);
        store =
                new S3ObjectStore(
                        address,
                        S3Connection.open(address, keys, false, new Patience(_ -> Duration.ZERO)),
                        Capabilities.assumed(address),
                        InstantSource.system(),
                        UUID::randomUUID,
                        S3Uploads.Sizes.STANDARD);
    }

    private static Consumer<Throwable> saying(String sentence, Object... arguments) {
        return thrown -> {
            var saying = ((StorageException) thrown).saying();
            assertThat(saying.key()).isEqualTo(sentence);
            if (arguments.length > 0)
                assertThat(saying.arguments())
                        .extracting(String::valueOf)
                        .contains(words(arguments));
        };
    }

    private static String[] words(Object... arguments) {
        return java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, DENIED, s3.denied.list",
        "401, Unauthorized, DENIED, s3.denied.list",
        "403, InvalidAccessKeyId, DENIED, s3.key-unknown",
        "403, SignatureDoesNotMatch, DENIED, s3.secret-wrong",
        "400, ExpiredToken, DENIED, s3.session-over",
        "400, InvalidToken, DENIED, s3.session-over",
        "400, TokenRefreshRequired, DENIED, s3.session-over",
        "403, RequestTimeTooSkewed, DENIED, s3.clock.by",
        "404, NoSuchBucket, NOT_FOUND, s3.no-bucket",
        "301, PermanentRedirect, NOT_FOUND, s3.region",
        "400, AuthorizationHeaderMalformed, NOT_FOUND, s3.region",
        "403, QuotaExceeded, FULL, s3.full",
        "507, XMinioStorageFull, FULL, s3.full",
        "400, EntityTooLarge, UNSUPPORTED, s3.too-large",
        "501, NotImplemented, UNSUPPORTED, s3.unsupported",
        "405, MethodNotAllowed, UNSUPPORTED, s3.unsupported",
        "400, SomethingElse, UNSUPPORTED, s3.refused",
    })
    void what_a_person_has_to_see_to_has_a_sentence_of_its_own(
            int status, String code, Reason reason, String sentence) throws Exception {
        serve((call, obedient) -> Answer.error(status, code));
        assertThatThrownBy(() -> store.list(""))
                .satisfies(saying(sentence))
                .isInstanceOfSatisfying(
                        NeedsPerson.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Answer xml(int status, String code, String more) {
        String body = "<Error><Code>" + code + "</Code>" + more + "</Error>";
        return Answer.of(status, Map.of(), body.getBytes(UTF_8));
    }

    @Test
    void the_region_that_is_said_in_words_alone_is_named() throws Exception {
        serve((call, obedient) ->
                xml(
                        400,
                        "AuthorizationHeaderMalformed",
                        "<Message>The authorization header is malformed; the region 'us-east-1' is"
                                + " wrong; expecting 'eu-west-9'</Message><Region>eu-west-9</Region>"));
        assertThatThrownBy(() -> store.list("")).satisfies(saying("s3.region.told", "eu-west-9"));
    }

    /// B2 has no code of its own for it: an account's cap is denied like anything else.
    @Test
    void a_cap_that_an_account_reached_is_a_bucket_that_is_full() throws Exception {
        serve((call, obedient) ->
                xml(
                        403,
                        "AccessDenied",
                        "<Message>Cannot upload files, storage cap exceeded.</Message>"));
        assertThatThrownBy(() -> store.list(""))
                .satisfies(saying("s3.full"))
                .isInstanceOfSatisfying(
                        NeedsPerson.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
    }

    @Test
    void a_bucket_that_lies_elsewhere_is_said_with_where() throws Exception {
        serve((call, obedient) ->
                Answer.error(301, "PermanentRedirect", Map.of("x-amz-bucket-region", "eu-west-9")));
        assertThatThrownBy(() -> store.list(""))
                .isInstanceOf(NeedsPerson.class)
                .satisfies(saying("s3.region.told", "pretend", "eu-west-9"));
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, s3.broken, 4",
        "502, BadGateway, s3.broken, 4",
        "504, GatewayTimeout, s3.broken, 4",
        "503, ServiceUnavailable, s3.busy, 4",
        "503, SlowDown, s3.busy, 4",
        "429, Whatever, s3.busy, 4",
        "408, Whatever, s3.busy, 1",
        "400, RequestTimeout, s3.busy, 4",
        "409, OperationAborted, s3.busy, 1",
    })
    void what_passes_by_itself_is_said_so(int status, String code, String sentence, int asked)
            throws Exception {
        serve((call, obedient) -> Answer.error(status, code));
        assertThatThrownBy(() -> store.list(""))
                .isInstanceOf(Unavailable.class)
                .satisfies(saying(sentence));
        assertThat(server.calls()).hasSize(asked);
    }

    /// What stands in front of a server answers with a page, and no code.
    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void a_page_in_place_of_an_answer_passes_by_itself(int status) throws Exception {
        serve((call, obedient) ->
                Answer.of(status, Map.of(), "<html>Bad gateway</html>".getBytes(UTF_8)));
        assertThatThrownBy(() -> store.list("")).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 502, 503, 504})
    void what_a_proxy_answers_itself_is_said_of_the_proxy(int status) throws Exception {
        server =
                new PretendS3((call, obedient) ->
                        Answer.of(status, Map.of(), "<html>no</html>".getBytes(UTF_8)));
        open(
                S3Address.parse(
                        "s3://pretend?endpoint=http://bucket.example.org&proxy="
                                + server.endpoint(),
                        Path.of("")));
        assertThatThrownBy(() -> store.list(""))
                .isInstanceOf(Unavailable.class)
                .satisfies(saying("s3.proxy.refuses", server.endpoint().getAuthority()));
    }

    @Test
    void a_server_that_takes_longer_than_a_call_may_is_slow() throws Exception {
        var over = new CountDownLatch(1);
        server =
                new PretendS3((call, obedient) -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return obedient.answer();
                });
        open(
                S3Address.parse(
                        "s3://pretend?call-timeout=200ms&endpoint=" + server.endpoint(),
                        Path.of("")));
        assertThatThrownBy(() -> store.list(""))
                .isInstanceOf(Unavailable.class)
                .satisfies(saying("s3.slow"));
        over.countDown();
    }
}
