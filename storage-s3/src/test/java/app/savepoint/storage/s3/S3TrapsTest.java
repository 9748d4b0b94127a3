package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.storage.s3.PretendS3.Answer;
import app.savepoint.storage.s3.PretendS3.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What servers were seen to do that no client may trip over, one test each.
class S3TrapsTest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private PretendS3 server;
    private S3ObjectStore store;

    @AfterEach
    void stop() {
        if (store != null) store.close();
        if (server == null) return;
        server.close();
        assertThat(server.flaws()).isEmpty();
    }

    private void serve(Rule rule) throws Exception {
        server = new PretendS3(rule);
        open(Capabilities.assumed(server.address()));
    }

    private void open(Capabilities capabilities) throws StorageException {
        store = open(server.address(), capabilities);
    }

    private S3ObjectStore open(S3Address address, Capabilities capabilities)
            throws StorageException {
        var keys = new S3Credentials.Keys("AKPRETEND", "secret", null);
        var patience =
                new Patience(pause -> {
                    pauses.add(pause);
                    return Duration.ZERO;
                });
        return new S3ObjectStore(
                address,
                S3Connection.open(address, keys, capabilities.checksums(), patience),
                capabilities,
                InstantSource.system(),
                UUID::randomUUID,
                S3Uploads.Sizes.STANDARD);
    }

    private static Rule onFirstPut(Rule special) {
        var puts = new AtomicInteger();
        return (call, obedient) ->
                call.isPut() && puts.getAndIncrement() == 0
                        ? special.answer(call, obedient)
                        : obedient.answer();
    }

    @Test
    void a_lost_race_that_is_a_409_is_a_lost_race() throws Exception {
        for (String code : List.of("ConcurrentModification", "ConditionalRequestConflict")) {
            serve(onFirstPut((call, obedient) -> Answer.error(409, code)));
            assertThatThrownBy(() -> put("key", "mine", Precondition.ABSENT))
                    .isInstanceOf(ChangedMeanwhile.class);
            assertThat(server.methods()).isEqualTo("PUT HEAD");
            stop();
        }
    }

    @Test
    void a_refusal_of_a_write_that_took_effect_is_a_success() throws Exception {
        serve(onFirstPut((call, obedient) -> obedient.answer().lost()));
        ETag etag = put("key", "mine", Precondition.ABSENT);
        assertThat(server.methods()).isEqualTo("PUT PUT HEAD");
        assertThat(store.head("key").orElseThrow().etag()).isEqualTo(etag);
    }

    @Test
    void a_replacement_that_took_effect_unheard_is_a_success_too() throws Exception {
        var puts = new AtomicInteger();
        serve((call, obedient) ->
                call.isPut() && puts.getAndIncrement() == 1
                        ? obedient.answer().lost()
                        : obedient.answer());
        ETag first = put("key", "one", Precondition.ANY);
        ETag second = put("key", "two", new Precondition.Match(first));
        assertThat(store.head("key").orElseThrow().etag()).isEqualTo(second);
        assertThat(second).isNotEqualTo(first);
    }

    /// The other wrote the very same bytes: still two writers, of whom one was first.
    @Test
    void a_refusal_because_of_another_is_none() throws Exception {
        serve(
                onFirstPut((call, obedient) -> {
                    server.objects().store(withoutId(call));
                    return Answer.error(500, "InternalError").lost();
                }));
        assertThatThrownBy(() -> put("key", "mine", Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    private static PretendS3.Call withoutId(PretendS3.Call call) {
        return new PretendS3.Call(
                call.method(),
                call.key(),
                call.query(),
                new com.sun.net.httpserver.Headers(),
                call.body());
    }

    @Test
    void a_server_that_wants_versions_bare_gets_them_bare() throws Exception {
        server =
                new PretendS3((call, obedient) ->
                        call.isPut() && call.has("If-Match") ? bareOnly(call) : obedient.answer());
        Capabilities usual = Capabilities.assumed(server.address());
        open(with(usual, true, Capabilities.TagForm.BARE));
        ETag first = put("key", "one", Precondition.ANY);
        put("key", "two", new Precondition.Match(first));
        assertThatThrownBy(() -> put("key", "three", new Precondition.Match(first)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(server.objects().bytes("key")).asString(UTF_8).isEqualTo("two");
    }

    private Answer bareOnly(PretendS3.Call call) {
        byte[] there = server.objects().bytes(call.key());
        String bare = app.savepoint.storage.s3.PretendObjects.md5(there);
        return call.header("If-Match").equals(bare)
                ? server.objects().store(call)
                : Answer.error(412, "PreconditionFailed");
    }

    private static Capabilities with(
            Capabilities usual, boolean ifAbsent, Capabilities.TagForm tags) {
        return new Capabilities(
                usual.allowed(),
                ifAbsent,
                tags,
                usual.race(),
                usual.checksums(),
                usual.versioning(),
                usual.clockOffset(),
                usual.server(),
                null);
    }

    @Test
    void a_server_that_refuses_checksums_gets_none() throws Exception {
        serve((call, obedient) -> {
            boolean checked =
                    call.headers().keySet().stream()
                            .anyMatch(name ->
                                    name.toLowerCase(java.util.Locale.ROOT).contains("checksum"));
            return checked || call.has("X-amz-trailer")
                    ? Answer.error(400, "XAmzContentSHA256Mismatch")
                    : obedient.answer();
        });
        put("key", "value", Precondition.ANY);
        assertThat(server.objects().bytes("key")).asString(UTF_8).isEqualTo("value");
    }

    @Test
    void where_conditions_are_passed_over_a_look_comes_before_the_write() throws Exception {
        server =
                new PretendS3((call, obedient) ->
                        call.isPut() ? server.objects().store(call) : obedient.answer());
        Capabilities usual = Capabilities.assumed(server.address());
        open(with(usual, false, Capabilities.TagForm.USELESS));
        ETag first = put("key", "one", Precondition.ABSENT);
        assertThatThrownBy(() -> put("key", "two", Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
        put("key", "two", new Precondition.Match(first));
        assertThatThrownBy(() -> put("key", "three", new Precondition.Match(first)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(server.objects().bytes("key")).asString(UTF_8).isEqualTo("two");
        assertThat(server.calls()).noneMatch(PretendS3.Call::isConditional);
    }

    @Test
    void where_conditions_are_unknown_a_look_comes_before_the_write() throws Exception {
        serve((call, obedient) ->
                call.isPut() && call.isConditional()
                        ? Answer.error(501, "NotImplemented")
                        : obedient.answer());
        put("key", "one", Precondition.ABSENT);
        assertThatThrownBy(() -> put("key", "two", Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(server.calls().stream().filter(PretendS3.Call::isConditional)).hasSize(1);
    }

    @Test
    void what_goes_over_the_wire_is_ascii_whatever_a_game_is_called() throws Exception {
        serve((call, obedient) -> obedient.answer());
        put("saves/gba/ポケモン 🎮/save.main/x.zst", "x", Precondition.ABSENT);
        assertThat(server.calls().getFirst().has("X-amz-meta-savepoint-write")).isTrue();
        assertThat(server.flaws()).isEmpty();
    }

    /// By UTF-8 an astral character comes after U+E000, by UTF-16 before.
    @Test
    void listings_are_whole_and_sorted_however_the_server_orders_them() throws Exception {
        serve((call, obedient) -> obedient.answer());
        List<String> keys = List.of("k/a", "k/\uD83C\uDFAE", "k/\uE000", "k/\uFF5E");
        for (String key : keys) put(key, "x", Precondition.ABSENT);
        assertThat(server.objects().keys())
                .containsExactly("k/a", "k/\uE000", "k/\uFF5E", "k/\uD83C\uDFAE");
        assertThat(keys("k/", "")).containsExactlyElementsOf(keys);
        for (int i = 0; i < keys.size(); i++)
            assertThat(keys("k/", keys.get(i)))
                    .containsExactlyElementsOf(keys.subList(i + 1, keys.size()));
    }

    @Test
    void folders_that_a_servers_own_page_made_are_no_objects() throws Exception {
        serve((call, obedient) -> obedient.answer());
        server.objects().store(call("k/"));
        put("k/one", "x", Precondition.ANY);
        assertThat(keys("k/", "")).containsExactly("k/one");
    }

    private static PretendS3.Call call(String key) {
        return new PretendS3.Call(
                "PUT", key, Map.of(), new com.sun.net.httpserver.Headers(), new byte[0]);
    }

    @Test
    void a_listing_that_breaks_off_is_no_listing() throws Exception {
        String cut = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
        serve((call, obedient) -> Answer.of(200, Map.of(), cut.getBytes(UTF_8)));
        assertThatThrownBy(() -> store.list("k/")).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_listing_that_goes_in_circles_ends() throws Exception {
        String circle =
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t"
                        + "</NextContinuationToken></ListBucketResult>";
        serve((call, obedient) -> Answer.of(200, Map.of(), circle.getBytes(UTF_8)));
        assertThatThrownBy(() -> store.list("k/")).isInstanceOf(Unavailable.class);
    }

    @Test
    void without_a_region_requests_are_signed_for_the_usual_one() throws Exception {
        serve((call, obedient) -> obedient.answer());
        store.list("");
        assertThat(server.calls().getFirst().header("Authorization"))
                .contains("/us-east-1/s3/aws4_request");
    }

    @Test
    void a_busy_server_is_asked_four_times_with_growing_pauses() throws Exception {
        serve((call, obedient) -> Answer.error(503, "SlowDown"));
        assertThatThrownBy(() -> store.list("")).satisfies(saying("s3.busy"));
        assertThat(server.calls()).hasSize(4);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void a_server_that_says_when_to_come_back_is_obeyed() throws Exception {
        serve((call, obedient) ->
                count.getAndIncrement() == 0
                        ? Answer.error(503, "SlowDown", Map.of("Retry-After", "7"))
                        : obedient.answer());
        assertThat(store.list("")).isEmpty();
        assertThat(pauses).singleElement().isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void nobody_waits_an_hour_for_a_server() throws Exception {
        serve((call, obedient) -> Answer.error(503, "SlowDown", Map.of("Retry-After", "3600")));
        assertThatThrownBy(() -> store.list(""))
                .satisfies(saying("s3.busy"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        e -> assertThat(e.until()).contains(Duration.ofHours(1)));
        assertThat(server.calls()).hasSize(1);
    }

    /// By no more than a server tolerates, since the client keeps it for all who come after.
    private static String inTenMinutes(Instant now) {
        return "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC));
    }

    @Test
    void a_clock_that_is_off_is_made_up_for() throws Exception {
        Instant now = Instant.now();
        String date = inTenMinutes(now);
        try (var other =
                new CannedAnswers(
                        CannedAnswers.error(403, "RequestTimeTooSkewed", date),
                        CannedAnswers.ok(
                                "<ListBucketResult><Name>pretend</Name></ListBucketResult>",
                                date))) {
            S3Address address = other.address();
            try (S3ObjectStore skewed = open(address, Capabilities.assumed(address))) {
                assertThat(skewed.list("")).isEmpty();
            }
            assertThat(signedAt(other.asked().getLast()))
                    .isAfterOrEqualTo(now.plus(Duration.ofMinutes(9)));
        }
    }

    private static Instant signedAt(String head) {
        var date = Pattern.compile("(?i)X-Amz-Date: (\\S+)").matcher(head);
        assertThat(date.find()).isTrue();
        return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX")
                .parse(date.group(1), Instant::from);
    }

    @Test
    void a_clock_that_can_not_be_made_up_for_is_said_with_how_far_it_is_off() throws Exception {
        String no = CannedAnswers.error(403, "RequestTimeTooSkewed", inTenMinutes(Instant.now()));
        try (var other = new CannedAnswers(no, no, no, no)) {
            S3Address address = other.address();
            try (S3ObjectStore skewed = open(address, Capabilities.assumed(address))) {
                assertThatThrownBy(() -> skewed.list("")).satisfies(saying("s3.clock.by"));
            }
        }
    }

    @Test
    void a_page_of_something_else_is_not_taken_for_an_empty_bucket() throws Exception {
        serve((call, obedient) ->
                Answer.of(404, Map.of(), "<html>Not found</html>".getBytes(UTF_8)));
        assertThatThrownBy(() -> store.get("key"))
                .isInstanceOf(Unavailable.class)
                .satisfies(saying("s3.not-s3"));
        assertThatThrownBy(() -> store.head("key")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.list("")).isInstanceOf(Unavailable.class);
    }

    /// The page of a network that wants a log-in first, and says that all is well.
    @Test
    void a_page_that_says_all_is_well_is_not_taken_for_an_answer() throws Exception {
        String page = "<html><head><title>Welcome</title></head><body>Log in</body></html>";
        serve((call, obedient) -> Answer.of(200, Map.of(), page.getBytes(UTF_8)));
        for (var work :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> store.list(""),
                        () -> store.get("key"),
                        () -> store.head("key"),
                        () -> put("key", "value", Precondition.ANY),
                        () -> put("key", "value", Precondition.ABSENT),
                        () ->
                                store.put(
                                        "key",
                                        Content.of(new byte[17 * 1024 * 1024]),
                                        Precondition.ANY)))
            assertThatThrownBy(work).isInstanceOf(Unavailable.class).satisfies(saying("s3.not-s3"));
    }

    @Test
    void a_body_that_something_on_the_way_changed_is_an_error_and_comes_right_the_next_time()
            throws Exception {
        String text = "0123456789".repeat(5);
        for (byte[] wrong :
                List.of(text.replace('7', '1').getBytes(UTF_8), "0123456789".getBytes(UTF_8))) {
            count.set(0);
            serve((call, obedient) -> {
                Answer right = obedient.answer();
                return call.method().equals("GET") && count.getAndIncrement() == 0
                        ? Answer.of(200, right.headers(), wrong)
                        : right;
            });
            put("key", text, Precondition.ANY);
            assertThatThrownBy(() -> read("key"))
                    .isInstanceOf(Unavailable.class)
                    .satisfies(saying("s3.garbled"));
            assertThat(read("key")).isEqualTo(text);
            stop();
        }
    }

    @Test
    void where_nobody_listens_the_storage_is_out_of_reach() throws Exception {
        serve((call, obedient) -> obedient.answer());
        S3Address gone = server.address();
        server.close();
        try (S3ObjectStore nobody = open(gone, Capabilities.assumed(gone))) {
            assertThatThrownBy(() -> nobody.list(""))
                    .isInstanceOf(Unavailable.class)
                    .satisfies(saying("s3.offline"));
        }
    }

    @Test
    void a_body_that_breaks_off_is_gone_on_with() throws Exception {
        serve((call, obedient) -> {
            Answer all = obedient.answer();
            return call.method().equals("GET") && count.getAndIncrement() < 3
                    ? all.brokenAfter(10)
                    : all;
        });
        String text = "0123456789".repeat(5);
        put("key", text, Precondition.ANY);
        assertThat(read("key")).isEqualTo(text);
        assertThat(server.calls().getLast().header("Range")).isEqualTo("bytes=30-49");
    }

    @Test
    void a_body_that_breaks_off_is_never_gone_on_with_by_another() throws Exception {
        serve((call, obedient) -> {
            Answer all = obedient.answer();
            if (!call.method().equals("GET") || count.getAndIncrement() > 0) return all;
            server.objects()
                    .store(
                            new PretendS3.Call(
                                    "PUT",
                                    "key",
                                    Map.of(),
                                    new com.sun.net.httpserver.Headers(),
                                    "another".repeat(10).getBytes(UTF_8)));
            return all.brokenAfter(10);
        });
        put("key", "0123456789".repeat(5), Precondition.ANY);
        assertThatThrownBy(() -> read("key")).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void a_body_that_never_comes_to_its_end_is_an_error_and_not_shorter() throws Exception {
        serve((call, obedient) -> {
            Answer all = obedient.answer();
            return call.method().equals("GET")
                    ? all.brokenAfter(count.getAndIncrement() == 0 ? 10 : 0)
                    : all;
        });
        put("key", "0123456789".repeat(5), Precondition.ANY);
        assertThatThrownBy(() -> read("key")).isInstanceOf(Unavailable.class);
    }

    @Test
    void what_can_not_be_read_here_is_not_blamed_on_the_bucket_nor_sent_again() throws Exception {
        serve((call, obedient) -> obedient.answer());
        var opened = new AtomicInteger();
        Content gone =
                new Content() {
                    @Override
                    public long size() {
                        return 100;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        opened.incrementAndGet();
                        throw new IOException("gone");
                    }
                };
        assertThatThrownBy(() -> store.put("key", gone, Precondition.ANY))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("could not be read");
        assertThat(opened).hasValue(1);
    }

    private static java.util.function.Consumer<Throwable> saying(String sentence) {
        return thrown -> assertThat(((StorageException) thrown).saying().key()).isEqualTo(sentence);
    }

    private ETag put(String key, String text, Precondition expected) throws StorageException {
        return store.put(key, Content.of(text.getBytes(UTF_8)), expected);
    }

    private String read(String key) throws IOException {
        try (StoredObject object = store.get(key).orElseThrow()) {
            return new String(object.body().readAllBytes(), UTF_8);
        }
    }

    private List<String> keys(String prefix, String after) throws StorageException {
        return store.list(prefix, after).stream().map(ObjectInfo::key).toList();
    }
}
