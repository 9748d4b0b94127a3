package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.testkit.ObjectStoreContract;
import java.time.InstantSource;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real server.
class S3ObjectStoreTest {
    private static LocalS3 server;
    private static int buckets;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static S3ObjectStore open(String place) throws StorageException {
        return open(server.address(place), server.credentials());
    }

    private static S3ObjectStore open(S3Address address, S3Credentials credentials)
            throws StorageException {
        return S3ObjectStore.open(
                address,
                credentials,
                Capabilities.assumed(address),
                InstantSource.system(),
                UUID::randomUUID);
    }

    private static String bucket() {
        String name = "bucket-" + ++buckets;
        server.with(name);
        return name;
    }

    @Test
    void what_is_asked_is_counted_with_every_page() throws Exception {
        try (S3ObjectStore store = open(bucket())) {
            for (int i = 0; i < 3; i++) put(store, "k/" + i, Precondition.ABSENT);
            store.list("k/");
            store.head("k/0");
            store.head("k/9");
            store.get("k/0").orElseThrow().close();
            store.delete("k/0");
            // That nothing is under k/9 is asked a second time, with an answer that can say why.
            assertThat(store.requests()).isEqualTo(new Requests(1, 2, 2, 3, 1, 0));
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_no_empty_one() throws Exception {
        try (S3ObjectStore store = open("nobodys-bucket")) {
            refused(() -> store.list(""), Reason.NOT_FOUND, "s3.no-bucket");
            refused(() -> store.get("key"), Reason.NOT_FOUND, "s3.no-bucket");
            refused(() -> store.head("key"), Reason.NOT_FOUND, "s3.no-bucket");
            refused(() -> put(store, "key", Precondition.ANY), Reason.NOT_FOUND, "s3.no-bucket");
            refused(() -> put(store, "key", Precondition.ABSENT), Reason.NOT_FOUND, "s3.no-bucket");
        }
    }

    @Test
    void keys_that_do_not_fit_are_told_from_each_other() throws Exception {
        S3Address address = server.address(bucket());
        var wrongSecret = new S3Credentials.Keys("local-access", "wrong", null);
        try (S3ObjectStore store = open(address, wrongSecret)) {
            refused(() -> store.list(""), Reason.DENIED, "s3.secret-wrong");
        }
        try (S3ObjectStore store = open(address, new S3Credentials.Keys("who", "x", null))) {
            refused(() -> store.list(""), Reason.DENIED, "s3.key-unknown");
        }
        try (S3ObjectStore store = open(address, new S3Credentials.Anonymous())) {
            refused(() -> store.list(""), Reason.DENIED, "s3.denied.list");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                "a+b & c=d;e,f?g#h",
                "100% %41 %2F",
                "it's \"quoted\" <xml/>",
                "Pokémon Émeraude",
                "ポケモン",
                "🎮 astral",
                "\uE000 private",
                "~tilde!*()'",
                "tab\there",
                "CON",
                "trailing.",
                "back\\slash",
                "e\u0301 is not é"
            })
    void awkward_names_come_back_as_they_went(String name) throws Exception {
        try (S3ObjectStore store = open(bucket() + "/pre%20fix")) {
            String key = "saves/" + name + "/main.zst";
            put(store, key, Precondition.ABSENT);
            assertThat(store.list("saves/")).extracting(ObjectInfo::key).containsExactly(key);
            assertThat(store.list("saves/" + name)).hasSize(1);
            assertThat(store.list("saves/", key)).isEmpty();
            assertThat(store.head(key)).isPresent();
            try (StoredObject object = store.get(key).orElseThrow()) {
                assertThat(object.body().readAllBytes()).asString(UTF_8).isEqualTo(key);
            }
            store.delete(key);
            assertThat(store.list("")).isEmpty();
        }
    }

    private static void put(S3ObjectStore store, String key, Precondition expected)
            throws StorageException {
        store.put(key, Content.of(key.getBytes(UTF_8)), expected);
    }

    private static void refused(ThrowingCallable call, Reason reason, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NeedsPerson.class,
                        e -> {
                            assertThat(e.saying().key()).isEqualTo(sentence);
                            assertThat(e.reason()).isEqualTo(reason);
                        });
    }

    @Nested
    class A_place_in_a_bucket extends ObjectStoreContract {
        @Override
        protected ObjectStore empty() throws Exception {
            return open(bucket() + "/games/saves%20of%20Jürgen");
        }

        /// The server in this process opens a file and asks its version of another moment.
        @Override
        protected boolean noticesParts() {
            return true;
        }
    }
}
