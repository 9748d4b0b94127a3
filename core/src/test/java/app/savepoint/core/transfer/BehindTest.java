package app.savepoint.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BehindTest {
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private boolean fails;

    private final PlanRunner.Ledger ledger =
            new PlanRunner.Ledger() {
                @Override
                public void record(List<Agreement> agreements, List<ActivityLine> activity) {
                    if (atOnce.incrementAndGet() > 1) throw new AssertionError("two at once");
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    atOnce.decrementAndGet();
                    if (fails) throw new IllegalStateException("the disk is full");
                    recorded.incrementAndGet();
                }

                @Override
                public void sending(Map<Place, Draft> drafts) {
                    throw new AssertionError("not asked");
                }

                @Override
                public Agreement agreement(
                        SaveId save, @Nullable Place place, @Nullable Base base) {
                    throw new AssertionError("not asked");
                }

                @Override
                public ActivityLine line(String action, SaveId save, boolean done, String message) {
                    throw new AssertionError("not asked");
                }
            };

    @Test
    void what_is_recorded_is_not_waited_for_until_it_has_to_be() {
        PlanRunner.Ledger behind = PlanRunner.Ledger.behind(ledger);
        behind.record(List.of(), List.of());
        assertThat(recorded).hasValue(0);
        go.countDown();
        behind.record(List.of(), List.of());
        assertThat(recorded.get()).as("one at a time, in their order").isPositive();
        behind.settle();
        assertThat(recorded).hasValue(2);
        behind.settle();
        assertThat(recorded).hasValue(2);
    }

    @Test
    void what_went_wrong_is_said_by_whoever_waits_for_it() {
        fails = true;
        go.countDown();
        PlanRunner.Ledger behind = PlanRunner.Ledger.behind(ledger);
        behind.record(List.of(), List.of());
        assertThatThrownBy(() -> behind.record(List.of(), List.of()))
                .hasMessage("the disk is full");
        fails = false;
        behind.record(List.of(), List.of());
        behind.settle();
        assertThat(recorded).hasValue(1);
    }

    @Test
    void one_that_is_told_to_stop_waits_all_the_same() {
        PlanRunner.Ledger behind = PlanRunner.Ledger.behind(ledger);
        behind.record(List.of(), List.of());
        go.countDown();
        Thread.currentThread().interrupt();
        behind.settle();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(recorded).hasValue(1);
    }
}
