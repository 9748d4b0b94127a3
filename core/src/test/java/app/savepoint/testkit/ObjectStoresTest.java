package app.savepoint.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.CountingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The memory store, bare and inside its wrappers.
class ObjectStoresTest {
    @Nested
    class In_memory extends ObjectStoreContract {
        @Override
        protected ObjectStore empty() {
            return new MemoryObjectStore();
        }
    }

    @Nested
    class Retried_where_every_fifth_request_fails extends ObjectStoreContract {
        @Override
        protected ObjectStore empty() {
            return retrying(
                    new FaultyObjectStore(new MemoryObjectStore(), 7, 0.2).withoutTears(), 30);
        }
    }

    private static RetryingObjectStore retrying(ObjectStore store, int attempts) {
        return new RetryingObjectStore(
                store, attempts, Duration.ofMillis(1), d -> {}, new SplittableRandom(1));
    }

    @Test
    void pauses_grow_and_what_stays_unavailable_is_said_in_the_end() {
        List<Duration> pauses = new ArrayList<>();
        var counted =
                new CountingObjectStore(
                        FaultyObjectStore.stoppingAfter(new MemoryObjectStore(), 0));
        var store =
                new RetryingObjectStore(
                        counted, 4, Duration.ofMillis(100), pauses::add, new SplittableRandom(3));
        assertThatThrownBy(() -> store.head("key")).isInstanceOf(Unavailable.class);
        assertThat(counted.requests()).isEqualTo(new Requests(0, 0, 4, 0, 0, 0));
        assertThat(pauses).hasSize(3);
        for (int i = 0; i < 3; i++)
            assertThat(pauses.get(i).toMillis()).isBetween(50L << i, 100L << i);
    }

    @Test
    void what_will_not_change_by_waiting_is_not_repeated() throws Exception {
        var counted = new CountingObjectStore(new MemoryObjectStore());
        var store = retrying(counted, 5);
        store.put("key", Content.of(new byte[1]), Precondition.ABSENT);
        assertThatThrownBy(() -> store.put("key", Content.of(new byte[1]), Precondition.ABSENT))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(counted.requests().put()).isEqualTo(2);
    }

    @Test
    void a_put_whose_answer_was_lost_is_no_loss() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            var memory = new MemoryObjectStore();
            var store = retrying(new FaultyObjectStore(memory, seed, 0.4).withoutTears(), 50);
            store.put("key", Content.of("mine".getBytes(UTF_8)), Precondition.ABSENT);
            assertThat(memory.snapshot().get("key")).isEqualTo("mine".getBytes(UTF_8));
            assertThatThrownBy(() ->
                            store.put(
                                    "key",
                                    Content.of("other".getBytes(UTF_8)),
                                    Precondition.ABSENT))
                    .isInstanceOf(ChangedMeanwhile.class);
        }
    }
}
