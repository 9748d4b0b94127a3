package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.storage.s3.Capabilities.Access;
import app.savepoint.storage.s3.Capabilities.Race;
import app.savepoint.storage.s3.Capabilities.TagForm;
import app.savepoint.storage.s3.Capabilities.Versioning;
import app.savepoint.storage.s3.PretendS3.Answer;
import app.savepoint.storage.s3.PretendS3.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final S3Credentials KEYS = new S3Credentials.Keys("AKPRETEND", "secret", null);

    private static Capabilities probe(Rule rule) throws Exception {
        try (var server = new PretendS3(rule)) {
            Capabilities found = probe(server.address(), KEYS);
            assertThat(server.objects().keys()).isEmpty();
            return found;
        }
    }

    private static Capabilities probe(S3Address address, S3Credentials keys)
            throws StorageException {
        return new Probe(address, keys, InstantSource.system(), UUID::randomUUID).run();
    }

    @Test
    void a_real_server_is_seen_as_it_is_and_left_as_it_was() throws Exception {
        try (LocalS3 server = LocalS3.start().with("probed")) {
            Capabilities found = probe(server.address("probed/pre"), server.credentials());
            assertThat(found.allowed()).containsExactlyInAnyOrder(Access.values());
            assertThat(found.ifAbsent()).isTrue();
            assertThat(found.ifMatch()).isEqualTo(TagForm.QUOTED);
            assertThat(found.race()).isEqualTo(Race.ONE_WINNER);
            assertThat(found.checksums()).isTrue();
            assertThat(found.conditionsHold()).isTrue();
            assertThat(found.clockOffset().abs()).isLessThan(Duration.ofMinutes(5));
            assertThat(found.probedAt()).isNotNull();
            assertThat(server.keys("probed")).isEmpty();
        }
    }

    @Test
    void a_server_that_takes_no_checksums_is_known() throws Exception {
        Capabilities found =
                probe((call, obedient) ->
                        hasChecksum(call)
                                ? Answer.error(400, "XAmzContentSHA256Mismatch")
                                : obedient.answer());
        assertThat(found.checksums()).isFalse();
        assertThat(found.allowed()).contains(Access.WRITE);
    }

    private static boolean hasChecksum(PretendS3.Call call) {
        return call.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.contains("checksum") || name.equals("x-amz-trailer"));
    }

    @Test
    void a_server_that_passes_conditions_over_is_known() throws Exception {
        var objects = new PretendObjects();
        Capabilities found =
                probe((call, obedient) ->
                        call.isPut() ? objects.store(call) : objects.answer(call));
        assertThat(found.ifAbsent()).isFalse();
        assertThat(found.ifMatch()).isEqualTo(TagForm.USELESS);
        assertThat(found.race()).isEqualTo(Race.NOT_RUN);
        assertThat(found.conditionsHold()).isFalse();
        assertThat(objects.keys()).isEmpty();
    }

    @Test
    void a_server_that_refuses_every_condition_is_known() throws Exception {
        Capabilities found =
                probe((call, obedient) ->
                        call.isPut() && call.isConditional()
                                ? Answer.error(412, "PreconditionFailed")
                                : obedient.answer());
        assertThat(found.ifAbsent()).isFalse();
        assertThat(found.ifMatch()).isEqualTo(TagForm.USELESS);
    }

    @Test
    void a_server_that_knows_no_conditions_is_known() throws Exception {
        Capabilities found =
                probe((call, obedient) ->
                        call.isPut() && call.isConditional()
                                ? Answer.error(501, "NotImplemented")
                                : obedient.answer());
        assertThat(found.ifAbsent()).isFalse();
        assertThat(found.ifMatch()).isEqualTo(TagForm.USELESS);
    }

    @Test
    void a_server_that_wants_versions_bare_is_known() throws Exception {
        var objects = new PretendObjects();
        Capabilities found =
                probe((call, obedient) -> {
                    if (!call.isPut() || !call.has("If-Match")) return objects.answer(call);
                    String bare = PretendObjects.md5(objects.bytes(call.key()));
                    return call.header("If-Match").equals(bare)
                            ? objects.store(call)
                            : Answer.error(412, "PreconditionFailed");
                });
        assertThat(found.ifMatch()).isEqualTo(TagForm.BARE);
        assertThat(found.ifAbsent()).isTrue();
    }

    @Test
    void several_winners_of_one_race_are_seen_and_versions_are_known() throws Exception {
        var objects = new PretendObjects();
        Capabilities found =
                probe((call, obedient) -> {
                    if (call.query().containsKey("versioning"))
                        return Answer.of(
                                200,
                                java.util.Map.of(),
                                ("<VersioningConfiguration><Status>Enabled</Status>"
                                                + "</VersioningConfiguration>")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    return call.isPut() && call.key().contains("race")
                            ? objects.store(call)
                            : objects.answer(call);
                });
        assertThat(found.race()).isEqualTo(Race.SEVERAL_WINNERS);
        assertThat(found.ifAbsent()).isTrue();
        assertThat(found.conditionsHold()).isFalse();
        assertThat(found.versioning()).isEqualTo(Versioning.ON);
    }

    @Test
    void keys_that_may_only_read_are_known() throws Exception {
        Capabilities found =
                probe((call, obedient) ->
                        call.method().equals("GET") && !call.query().containsKey("versioning")
                                ? obedient.answer()
                                : Answer.error(403, "AccessDenied"));
        assertThat(found.allowed()).containsExactlyInAnyOrder(Access.LIST, Access.READ);
        assertThat(found.rights()).doesNotContain(Right.WRITE);
        assertThat(found.versioning()).isEqualTo(Versioning.UNKNOWN);
    }

    @Test
    void keys_that_may_not_delete_are_known() throws Exception {
        try (var server =
                new PretendS3((call, obedient) ->
                        call.method().equals("DELETE")
                                ? Answer.error(403, "AccessDenied")
                                : obedient.answer())) {
            assertThat(probe(server.address(), KEYS).allowed())
                    .containsExactlyInAnyOrder(Access.LIST, Access.READ, Access.WRITE);
        }
    }

    /// Wherever a look breaks off, nothing of it stays; and of one that could not even clear, the
    /// next one takes away what is a day old.
    @Test
    void what_was_tried_out_is_taken_away_also_when_the_look_breaks_off() throws Exception {
        for (int broken = 1; broken < 60; broken++) {
            var objects = new PretendObjects();
            var count = new AtomicInteger();
            int at = broken;
            var broke = new AtomicReference<PretendS3.Call>();
            try (var server =
                    new PretendS3((call, _) -> {
                        if (count.incrementAndGet() != at) return objects.answer(call);
                        broke.set(call);
                        return Answer.error(400, "Strange");
                    })) {
                try {
                    probe(server.address(), KEYS);
                } catch (StorageException e) {
                    // That it breaks off is the point
                }
            }
            if (count.get() < at) return;
            // What can not be listed can not be removed, and what can not be removed stays
            boolean isList = broke.get().query().containsKey("list-type");
            boolean isDelete = broke.get().method().equals("DELETE");
            if (!isList)
                assertThat(objects.keys())
                        .as("left when request " + at + " fails")
                        .hasSizeLessThanOrEqualTo(isDelete ? 1 : 0);
        }
    }

    @Test
    void what_an_earlier_look_left_goes_once_nobody_can_be_at_work_on_it() throws Exception {
        try (LocalS3 server = LocalS3.start().with("probed")) {
            S3Address address = server.address("probed");
            try (var connection =
                    S3Connection.open(address, server.credentials(), false, new Patience())) {
                var bucket = Bucket.of(connection.client(), address);
                new Scratch(bucket, "savepoint-probe-old/").put("a");
                new Scratch(bucket, "savepoint-probe/").put("a");
            }
            probe(address, server.credentials());
            assertThat(server.keys("probed")).hasSize(2);
            InstantSource tomorrow = () -> Instant.now().plus(Duration.ofHours(25));
            new Probe(address, server.credentials(), tomorrow, UUID::randomUUID).run();
            assertThat(server.keys("probed")).containsExactly("savepoint-probe/a");
        }
    }

    @Test
    void in_a_bucket_that_keeps_versions_only_amazon_is_taken_at_its_word() {
        Capabilities assumed = Capabilities.assumed(S3Address.parse("s3://saves", Path.of("")));
        for (Versioning versioning : Versioning.values()) {
            boolean keeps = versioning == Versioning.ON || versioning == Versioning.SUSPENDED;
            assertThat(with(assumed, versioning, "Ceph").conditionsHold()).isEqualTo(!keeps);
            assertThat(with(assumed, versioning, "AmazonS3").conditionsHold()).isTrue();
        }
    }

    private static Capabilities with(Capabilities found, Versioning versioning, String server) {
        return new Capabilities(
                found.allowed(),
                found.ifAbsent(),
                found.ifMatch(),
                Race.ONE_WINNER,
                found.checksums(),
                versioning,
                found.clockOffset(),
                server,
                found.probedAt());
    }

    @Test
    void what_keeps_every_device_out_is_said_at_once() throws Exception {
        try (LocalS3 server = LocalS3.start()) {
            assertThatThrownBy(() -> probe(server.address("nobodys"), server.credentials()))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.saying().key()).isEqualTo("s3.no-bucket"));
            server.with("somebodys");
            assertThatThrownBy(() -> probe(server.address("somebodys"), KEYS))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.saying().key()).isEqualTo("s3.key-unknown"));
        }
    }
}
