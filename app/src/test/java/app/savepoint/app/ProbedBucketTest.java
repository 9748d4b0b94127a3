package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.app.keys.KeySafes;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.storage.s3.Capabilities;
import app.savepoint.storage.s3.Capabilities.Race;
import app.savepoint.storage.s3.Capabilities.TagForm;
import app.savepoint.storage.s3.Capabilities.Versioning;
import app.savepoint.storage.s3.PretendS3;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that was exchanged is looked at again, by itself and once.
class ProbedBucketTest {
    private static final Map<String, String> KEYS =
            Map.of("SAVEPOINT_S3_ACCESS_KEY", "AKPRETEND", "SAVEPOINT_S3_SECRET_KEY", "secret");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final AtomicReference<String> version = new AtomicReference<>("Pretend/1");
    private final KeptTexts texts = KeptTexts.forNow();
    private final ProbeBook book = new ProbeBook(texts);
    private final ObjectStores stores =
            new ObjectStores(
                    () -> NOW, UUID::randomUUID, store -> store, new KeySafes(FakeKeychain::new));
    private PretendS3 server;

    @BeforeEach
    void start() throws Exception {
        server = new PretendS3((call, s3) -> s3.answer().with("Server", version.get()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Lists as often as told and returns what it cost.
    private Requests list(int times) throws Exception {
        StorageUri uri = StorageUri.parse(server.address().text(), Path.of(""));
        ObjectStores.Opened opened =
                stores.open(uri, new ObjectStores.Asking(Path.of(""), KEYS, texts));
        try (var store = opened.store()) {
            for (int i = 0; i < times; i++) assertThat(store.list("")).isEmpty();
            return opened.requests().get();
        }
    }

    private Capabilities found() {
        return book.of(server.address()).orElseThrow();
    }

    private void looked(String server, Duration ago) {
        book.keep(
                this.server.address(),
                new Capabilities(
                        EnumSet.allOf(Capabilities.Access.class),
                        false,
                        TagForm.USELESS,
                        Race.NOT_RUN,
                        false,
                        Versioning.OFF,
                        Duration.ZERO,
                        server,
                        NOW.minus(ago)));
    }

    @Test
    void a_server_at_which_nobody_looked_is_looked_at() throws Exception {
        assertThat(list(1).list()).isEqualTo(1);
        assertThat(found().server()).isEqualTo("Pretend/1");
        assertThat(found().ifAbsent()).isTrue();
        assertThat(found().probedAt()).isEqualTo(NOW);
        int before = server.calls().size();
        list(3);
        assertThat(server.calls()).as("and once is enough").hasSize(before + 3);
    }

    @Test
    void a_server_in_another_version_is_looked_at_again() throws Exception {
        looked("Pretend/1", Duration.ofDays(30));
        list(3);
        assertThat(server.calls()).as("it is the same as yet").hasSize(3);
        assertThat(found().ifAbsent()).isFalse();
        version.set("Pretend/2");
        list(3);
        assertThat(found().server()).isEqualTo("Pretend/2");
        assertThat(found().ifAbsent()).as("it has learnt to keep conditions").isTrue();
    }

    @Test
    void servers_that_take_turns_are_not_looked_at_each_time() throws Exception {
        looked("Pretend/2", Duration.ofHours(2));
        list(3);
        assertThat(server.calls()).hasSize(3);
        assertThat(found().server()).isEqualTo("Pretend/2");
    }

    @Test
    void a_look_that_fails_is_no_failure_of_what_was_asked() throws Exception {
        server.close();
        server =
                new PretendS3((call, s3) ->
                        call.method().equals("PUT")
                                ? PretendS3.Answer.error(500, "InternalError")
                                : s3.answer());
        assertThat(list(2)).isEqualTo(new Requests(2, 0, 0, 0, 0, 0));
        assertThat(book.of(server.address())).isEmpty();
    }

    /// Whoever cuts a key down does not tell.
    @Test
    void keys_that_lost_their_rights_are_found_out_by_the_first_refusal() throws Exception {
        looked("Pretend/1", Duration.ofDays(30));
        server.close();
        server =
                new PretendS3((call, s3) ->
                        call.method().equals("GET")
                                ? s3.answer().with("Server", version.get())
                                : PretendS3.Answer.error(403, "AccessDenied"));
        looked("Pretend/1", Duration.ofDays(30));
        StorageUri uri = StorageUri.parse(server.address().text(), Path.of(""));
        var asking = new ObjectStores.Asking(Path.of(""), KEYS, texts);
        try (var store = stores.open(uri, asking).store()) {
            assertThat(store.takesWrites()).isTrue();
            assertThatThrownBy(() -> put(store)).isInstanceOf(NeedsPerson.class);
            assertThat(store.takesWrites()).isFalse();
            long tried = tried();
            assertThat(tried).isPositive();
            assertThatThrownBy(() -> put(store)).isInstanceOf(NeedsPerson.class);
            assertThat(tried()).as("one look is enough").isEqualTo(tried);
        }
        try (var store = stores.open(uri, asking).store()) {
            assertThat(store.rights()).containsExactly(Right.READ);
        }
    }

    /// How many requests looked at what the server does.
    private long tried() {
        return server.calls().stream().filter(call -> call.key().contains("-probe-")).count();
    }

    private static void put(ObjectStore store) throws StorageException {
        store.put("saves/a", Content.of(new byte[] {1}), Precondition.ABSENT);
    }
}
