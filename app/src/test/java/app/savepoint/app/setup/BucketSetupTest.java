package app.savepoint.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.fake.Desk;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.setup.BucketViewModel.Field;
import app.savepoint.app.setup.SetupViewModel.Kind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.view.Check;
import app.savepoint.storage.s3.S3Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person says of a bucket becomes its address, and what a test of it finds is said.
class BucketSetupTest {
    @TempDir Path dir;

    private final FakeHomes homes = new FakeHomes();
    private StartViewModel start;
    private SetupViewModel setup;
    private BucketViewModel bucket;

    @BeforeEach
    void a_person_who_wants_a_bucket() {
        start =
                new StartViewModel(
                        homes,
                        dir.resolve("home"),
                        new OpenOptions(
                                Duration.ZERO, Map.of(S3Credentials.SESSION_TOKEN, "of before")),
                        Desk.wording(Locale.ENGLISH),
                        Runnable::run,
                        Runnable::run);
        start.open();
        setup = start.setup();
        setup.kind().set(Kind.BUCKET);
        bucket = setup.bucket();
    }

    private void type(Field field, String text) {
        bucket.input(field).text().set(text);
    }

    private String error(Field field) {
        return bucket.input(field).error().get();
    }

    private InitWish wish() {
        return Objects.requireNonNull(homes.lastWish(), "nothing was asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, eu-central-1, , , s3://my-saves?region=eu-central-1",
        "BACKBLAZE, eu-central-003, , ,"
                + " s3://my-saves?endpoint=https://s3.eu-central-003.backblazeb2.com&region=eu-central-003",
        "CLOUDFLARE, , 1234abcd, ,"
                + " s3://my-saves?endpoint=https://1234abcd.r2.cloudflarestorage.com&region=auto",
        "WASABI, eu-central-1, , ,"
                + " s3://my-saves?endpoint=https://s3.eu-central-1.wasabisys.com&region=eu-central-1",
        "MINIO, ignored, ignored, https://nas:9000, s3://my-saves?endpoint=https://nas:9000",
        "GARAGE, , , nas:3900, s3://my-saves?endpoint=https://nas:3900&region=garage",
        "CEPH, , , http://127.0.0.1:7480, s3://my-saves?endpoint=http://127.0.0.1:7480",
        "OTHER, mars-1, , https://s3.example.org,"
                + " s3://my-saves?endpoint=https://s3.example.org&region=mars-1",
    })
    void each_holder_has_its_address(
            BucketPreset preset, String region, String account, String server, String uri) {
        bucket.preset().set(preset);
        type(Field.BUCKET, " my-saves ");
        type(Field.REGION, region);
        type(Field.ACCOUNT, account);
        type(Field.SERVER, server);
        setup.create();
        assertThat(wish().storage().text()).isEqualTo(uri);
        assertThat(wish().keepKeys()).as("there are none to keep").isNull();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void a_folder_in_the_bucket_may_have_any_name() {
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        type(Field.PREFIX, "/of me/und so: ü%/");
        setup.create();
        assertThat(wish().storage().bucket().prefix()).isEqualTo("of me/und so: ü%");
    }

    @Test
    void keys_go_where_the_person_says_and_nowhere_else() {
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        type(Field.ACCESS_KEY, "AKEXAMPLE");
        type(Field.SECRET_KEY, "hush");
        bucket.keep().set(KeyPlace.FILE);
        setup.create();
        assertThat(wish().keepKeys()).isEqualTo(KeyPlace.FILE);
        assertThat(wish().options().environment())
                .containsEntry(S3Credentials.ACCESS_KEY, "AKEXAMPLE")
                .containsEntry(S3Credentials.SECRET_KEY, "hush")
                .doesNotContainKey(S3Credentials.SESSION_TOKEN);
        assertThat(wish().storage().text()).doesNotContain("hush");
    }

    @Test
    void what_is_missing_is_said_at_its_field_and_nothing_is_asked() {
        setup.test();
        setup.create();
        assertThat(error(Field.BUCKET)).isEqualTo("This is needed.");
        assertThat(error(Field.REGION)).isEqualTo("This is needed.");
        type(Field.BUCKET, "my-saves");
        assertThat(error(Field.BUCKET)).isEmpty();
        type(Field.REGION, "eu-central-1");
        type(Field.SECRET_KEY, "hush");
        setup.create();
        assertThat(error(Field.ACCESS_KEY)).contains("two parts");
        assertThat(homes.lastWish()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "BUCKET, a/b, BUCKET",
        "BUCKET, who?create=true, BUCKET",
        "BUCKET, ümläut, BUCKET",
        "PREFIX, a/../b, PREFIX",
        "SERVER, ftp://nas, SERVER",
        "SERVER, https://, SERVER",
        "REGION, no such region, REGION",
    })
    void what_makes_no_sense_is_said_where_it_stands(Field typed, String text, Field blamed) {
        bucket.preset().set(BucketPreset.OTHER);
        type(Field.BUCKET, "my-saves");
        type(Field.SERVER, "https://nas:9000");
        type(typed, text);
        setup.test();
        assertThat(error(blamed)).isNotEmpty();
        assertThat(homes.lastWish()).isNull();
    }

    @Test
    void a_test_says_what_was_found_until_something_else_is_typed() {
        homes.finds(
                new Check("access", true, Saying.of("check.access")),
                new Check("server-clock", false, Saying.of("check.server-clock.differs", 20)));
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        setup.test();
        assertThat(wish().checkOnly()).isTrue();
        assertThat(bucket.found())
                .extracting(Finding::good, Finding::what)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                true, "The bucket answers, and Savepoint is new here."))
                .hasSize(3);
        assertThat(bucket.found().getLast().good()).isFalse();
        assertThat(start.start().get()).as("only tested").isInstanceOf(Start.FirstTime.class);
        type(Field.REGION, "eu-central-2");
        assertThat(bucket.found()).isEmpty();
    }

    @Test
    void a_bucket_that_is_missing_can_be_made_by_a_yes() {
        homes.storageFails(
                new NeedsPerson(
                        Reason.NOT_FOUND, Saying.of("s3.no-bucket", "my-saves", "AWS"), null));
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        bucket.make().set(true);
        setup.test();
        assertThat(bucket.bucketIsMissing().get()).isTrue();
        assertThat(wish().storage().bucket().create()).as("a test makes nothing").isFalse();
        assertThat(bucket.found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.good()).isFalse();
                    assertThat(found.next())
                            .isEqualTo("Is the name right? If it is, Savepoint can make it.");
                });
        homes.storageFails(null);
        setup.create();
        assertThat(wish().storage().bucket().create()).isTrue();
    }

    @Test
    void without_a_test_nothing_is_made() {
        bucket.make().set(true);
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        setup.create();
        assertThat(wish().storage().bucket().create()).isFalse();
    }

    @Test
    void plain_http_is_taken_by_a_yes_only() {
        bucket.preset().set(BucketPreset.MINIO);
        type(Field.BUCKET, "my-saves");
        type(Field.SERVER, "http://192.168.0.7:9000");
        assertThat(bucket.isOpenToListeners().get()).isTrue();
        setup.create();
        assertThat(error(Field.SERVER)).contains("https");
        assertThat(homes.lastWish()).isNull();
        bucket.knowsListeners().set(true);
        setup.create();
        assertThat(wish().storage().text()).contains("http://192.168.0.7:9000");
    }

    @Test
    void a_keychain_that_is_not_there_is_said_with_the_next_step() {
        homes.storageFails(new NeedsPerson(Reason.DENIED, Saying.of("keys.keychain.none"), null));
        type(Field.BUCKET, "my-saves");
        type(Field.REGION, "eu-central-1");
        setup.create();
        assertThat(bucket.found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.what()).contains("no keychain");
                    assertThat(found.next()).contains("a file for this user alone");
                });
        assertThat(setup.working().get()).isFalse();
    }
}
