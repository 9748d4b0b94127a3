package app.savepoint.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ObjectStore] promises.
public abstract class ObjectStoreContract {
    private ObjectStore store;

    /// A store with nothing in it.
    protected abstract ObjectStore empty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = empty();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        closed();
    }

    /// The store is closed; what it lay on may go.
    protected void closed() throws Exception {}

    @Test
    void what_was_put_comes_back_byte_for_byte() throws Exception {
        for (int size : new int[] {0, 1, 300, 70_000, 3_000_000}) {
            byte[] bytes = bytes(size, size);
            ETag etag = store.put("a/b/" + size, Content.of(bytes), Precondition.ANY);
            try (StoredObject object = store.get("a/b/" + size).orElseThrow()) {
                assertThat(object.body().readAllBytes()).isEqualTo(bytes);
                assertThat(object.info().etag()).isEqualTo(etag);
                assertThat(object.info().size()).isEqualTo(size);
                assertThat(object.info().key()).isEqualTo("a/b/" + size);
            }
        }
        store.flush();
    }

    @Test
    void nothing_is_found_where_nothing_was_put() throws Exception {
        put("folder/object", "x");
        assertThat(store.get("nothing")).isEmpty();
        assertThat(store.get("folder/nothing")).isEmpty();
        assertThat(store.head("other/nothing")).isEmpty();
        assertThat(store.get("folder")).isEmpty();
        assertThat(store.head("folder")).isEmpty();
        assertThat(store.list("nothing/")).isEmpty();
    }

    @Test
    void a_part_of_an_object_can_be_asked_for() throws Exception {
        for (int size : new int[] {100, 200_000}) {
            byte[] bytes = bytes(1, size);
            String key = "o" + size;
            store.put(key, Content.of(bytes), Precondition.ANY);
            assertThat(read(key, new ByteRange(10, 20))).isEqualTo(slice(bytes, 10, 30));
            assertThat(read(key, new ByteRange(size - 5, 50)))
                    .isEqualTo(slice(bytes, size - 5, size));
            assertThat(read(key, new ByteRange(size + 5, 5))).isEmpty();
        }
    }

    @Test
    void a_later_put_replaces_an_earlier_one() throws Exception {
        ETag first = put("head.json", "one");
        ETag second = put("head.json", "two");
        assertThat(second).isNotEqualTo(first);
        assertThat(text("head.json")).isEqualTo("two");
    }

    @Test
    void absent_is_refused_where_something_is_stored() throws Exception {
        put("key", "mine");
        assertThatThrownBy(() -> store.put("key", content("other"), Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(text("key")).isEqualTo("mine");
        store.put("key2", content("new"), Precondition.ABSENT);
        assertThat(text("key2")).isEqualTo("new");
        store.delete("key");
        store.put("key", content("again"), Precondition.ABSENT);
        assertThat(text("key")).isEqualTo("again");
    }

    @Test
    void match_is_refused_unless_that_version_is_stored() throws Exception {
        ETag first = put("key", "one");
        ETag second = store.put("key", content("two"), new Precondition.Match(first));
        assertThatThrownBy(() -> store.put("key", content("three"), new Precondition.Match(first)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(text("key")).isEqualTo("two");
        store.delete("key");
        assertThatThrownBy(() -> store.put("key", content("four"), new Precondition.Match(second)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(store.head("key")).isEmpty();
    }

    @Test
    void the_same_etag_is_told_by_put_get_head_and_list() throws Exception {
        for (int size : new int[] {10, 500_000}) {
            ETag put = store.put("d/e" + size, Content.of(bytes(2, size)), Precondition.ABSENT);
            assertThat(store.head("d/e" + size).orElseThrow().etag()).isEqualTo(put);
            try (StoredObject object = store.get("d/e" + size).orElseThrow()) {
                assertThat(object.info().etag()).isEqualTo(put);
            }
            assertThat(store.list("d/e" + size).getFirst().etag()).isEqualTo(put);
        }
    }

    @Test
    void an_etag_changes_with_the_bytes_even_within_one_moment() throws Exception {
        List<ETag> seen = new ArrayList<>();
        for (int i = 0; i < 50; i++) seen.add(put("key", "value " + (10 + i)));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void a_listing_is_whole_and_sorted_by_key() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            String key = "many/%d/%04d".formatted(i % 7, i);
            keys.add(key);
            store.put(key, content("x"), Precondition.ABSENT);
        }
        put("other/key", "y");
        assertThat(keys("many/", "")).containsExactlyElementsOf(keys.stream().sorted().toList());
        assertThat(keys("", "")).hasSize(1201).contains("other/key");
    }

    @Test
    void a_prefix_may_end_inside_a_name() throws Exception {
        put("heads/_repository-1", "x");
        put("heads/a.json", "x");
        put("headsalike", "x");
        assertThat(keys("heads/_rep", "")).containsExactly("heads/_repository-1");
        assertThat(keys("heads", ""))
                .containsExactly("heads/_repository-1", "heads/a.json", "headsalike");
    }

    @Test
    void a_listing_can_start_after_a_key_that_need_not_be_there() throws Exception {
        for (int i = 1; i <= 5; i++) put("s/" + i, "x");
        assertThat(keys("s/", "s/3")).containsExactly("s/4", "s/5");
        assertThat(keys("s/", "s/30")).containsExactly("s/4", "s/5");
        assertThat(keys("s/", "s/9")).isEmpty();
    }

    @Test
    void names_of_people_and_games_are_keys() throws Exception {
        String key = "saves/gba/Pokémon — Émeraude [!] (日本) 🎮 & co + #1/save.main/x.zst";
        put(key, "x");
        assertThat(keys("saves/", "")).containsExactly(key);
        assertThat(text(key)).isEqualTo("x");
    }

    @Test
    void what_was_deleted_is_gone_and_may_be_deleted_again() throws Exception {
        put("a/key", "x");
        store.delete("a/key");
        store.delete("a/key");
        store.delete("b/never");
        assertThat(store.get("a/key")).isEmpty();
        assertThat(keys("", "")).isEmpty();
    }

    @Test
    void a_source_that_breaks_off_leaves_what_was_there() throws Exception {
        put("key", "before");
        Content broken =
                new Content() {
                    @Override
                    public long size() {
                        return 1000;
                    }

                    @Override
                    public InputStream open() {
                        return new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("gone");
                            }

                            @Override
                            public int read(byte[] into, int at, int length) throws IOException {
                                throw new IOException("gone");
                            }
                        };
                    }
                };
        assertThatThrownBy(() -> store.put("key", broken, Precondition.ANY))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> store.put("new", broken, Precondition.ABSENT))
                .isInstanceOf(Exception.class);
        assertThat(text("key")).isEqualTo("before");
        assertThat(keys("", "")).containsExactly("key");
    }

    @Test
    void of_many_who_want_a_key_for_the_first_time_one_gets_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race/" + round;
            var winners = new AtomicInteger();
            List<Callable<String>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String mine = "writer " + i;
                writers.add(() -> {
                    try {
                        store.put(key, content(mine), Precondition.ABSENT);
                        winners.incrementAndGet();
                        return mine;
                    } catch (ChangedMeanwhile e) {
                        return "";
                    }
                });
            }
            try (var pool = Executors.newFixedThreadPool(8)) {
                List<String> said = new ArrayList<>();
                for (var future : pool.invokeAll(writers)) said.add(future.get());
                assertThat(winners).hasValue(1);
                assertThat(said).contains(text(key));
            }
        }
    }

    @Test
    void a_reader_never_sees_a_part() throws Exception {
        byte[] zeros = new byte[300_000];
        byte[] ones = new byte[400_000];
        Arrays.fill(ones, (byte) 1);
        store.put("key", Content.of(zeros), Precondition.ANY);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var writer =
                    pool.submit(() -> {
                        for (int i = 0; i < 40; i++)
                            store.put(
                                    "key", Content.of(i % 2 == 0 ? ones : zeros), Precondition.ANY);
                        return true;
                    });
            while (!writer.isDone()) {
                byte[] seen;
                try {
                    seen = read("key", ByteRange.ALL);
                } catch (StorageException.Unavailable e) {
                    if (!noticesParts()) throw e;
                    continue;
                }
                assertThat(Arrays.equals(seen, zeros) || Arrays.equals(seen, ones))
                        .as("%d bytes", seen.length)
                        .isTrue();
                assertThat(keys("", "")).containsExactly("key");
            }
            writer.get();
        }
    }

    /// Whether what is behind the store may hand out parts, so that the store has to notice, and
    /// asks to come again.
    protected boolean noticesParts() {
        return false;
    }

    private ETag put(String key, String text) throws StorageException {
        return store.put(key, content(text), Precondition.ANY);
    }

    private static Content content(String text) {
        return Content.of(text.getBytes(UTF_8));
    }

    private String text(String key) throws IOException {
        return new String(read(key, ByteRange.ALL), UTF_8);
    }

    private byte[] read(String key, ByteRange range) throws IOException {
        try (StoredObject object = store.get(key, range).orElseThrow()) {
            return object.body().readAllBytes();
        }
    }

    private List<String> keys(String prefix, String after) throws StorageException {
        return store.list(prefix, after).stream().map(ObjectInfo::key).toList();
    }

    private static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
