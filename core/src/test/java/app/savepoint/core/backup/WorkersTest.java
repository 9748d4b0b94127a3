package app.savepoint.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final List<Integer> MANY = IntStream.range(0, 1_000).boxed().toList();

    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    @Test
    void each_item_is_worked_on_once() {
        new Workers(4).each(MANY, done::add);
        assertThat(done).containsExactlyInAnyOrderElementsOf(MANY);
    }

    @Test
    void one_worker_keeps_the_order() {
        new Workers(1).each(MANY, done::add);
        assertThat(done).containsExactlyElementsOf(MANY);
    }

    @Test
    void as_many_are_worked_on_at_once_as_there_are_workers() {
        CyclicBarrier together = new CyclicBarrier(3);
        new Workers(3)
                .each(
                        List.of(1, 2, 3),
                        item -> {
                            try {
                                together.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            done.add(item);
                        });
        assertThat(done).hasSize(3);
    }

    @Test
    void what_one_item_throws_is_told_and_leaves_the_others_alone() {
        assertThatThrownBy(() ->
                        new Workers(4)
                                .each(
                                        MANY,
                                        item -> {
                                            if (item % 2 == 0)
                                                throw new IllegalStateException("no");
                                            done.add(item);
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(done).hasSize(500);
    }
}
