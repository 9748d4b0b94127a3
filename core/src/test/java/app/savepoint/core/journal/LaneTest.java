package app.savepoint.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int WIDTH = 2;

    private final Lane lane = new Lane(WIDTH, "lane-");

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void what_a_platform_thread_wants_it_does_itself() throws Exception {
        assertThat(lane.submit(Thread::currentThread).get()).isEqualTo(Thread.currentThread());
    }

    @Test
    void a_virtual_thread_hands_its_work_over() throws Exception {
        List<Thread> worker = new ArrayList<>();
        Thread.ofVirtual()
                .start(() -> worker.add(lane.submit(Thread::currentThread).resultNow()))
                .join();
        assertThat(worker).noneMatch(Thread::isVirtual);
    }

    @Test
    void no_more_work_at_once_than_there_is_room() throws Exception {
        CountDownLatch inside = new CountDownLatch(WIDTH);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3 * WIDTH; i++) {
            Runnable caller =
                    () ->
                            lane.execute(() -> {
                                assertThat(now.incrementAndGet()).isLessThanOrEqualTo(WIDTH);
                                inside.countDown();
                                awaited(go);
                                now.decrementAndGet();
                            });
            callers.add(
                    i % 2 == 0
                            ? Thread.ofPlatform().start(caller)
                            : Thread.ofVirtual().start(caller));
        }
        inside.await();
        // Those that wait for room look the same as those that are about to come in
        for (Thread caller : callers) caller.join(Duration.ofMillis(20));
        assertThat(now.get()).isEqualTo(WIDTH);
        go.countDown();
        for (Thread caller : callers) caller.join();
        lane.close();
        assertThat(now.get()).isZero();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closing_waits_for_what_is_under_way_and_refuses_the_rest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> happened = new ArrayList<>();
        Thread caller =
                Thread.ofPlatform()
                        .start(() ->
                                lane.execute(() -> {
                                    begun.countDown();
                                    awaited(go);
                                    happened.add("done");
                                }));
        begun.await();
        lane.shutdown();
        assertThatThrownBy(() -> lane.execute(() -> happened.add("too late")))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(lane.isTerminated()).isFalse();
        go.countDown();
        lane.close();
        assertThat(happened).containsExactly("done");
        assertThat(lane.isTerminated()).isTrue();
        caller.join();
    }
}
