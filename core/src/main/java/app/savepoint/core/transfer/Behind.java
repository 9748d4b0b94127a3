package app.savepoint.core.transfer;

import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Records one batch while the next is carried out. After a crash the next plan finds what was done
/// and not recorded, whether that is one batch or two.
final class Behind implements PlanRunner.Ledger {
    private final PlanRunner.Ledger ledger;
    private @Nullable FutureTask<Boolean> last;

    Behind(PlanRunner.Ledger ledger) {
        this.ledger = ledger;
    }

    /// Begins once what was recorded before is on the disk; what went wrong with that is thrown
    /// here.
    @Override
    public void record(List<Agreement> agreements, List<ActivityLine> activity) {
        settle();
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    ledger.record(agreements, activity);
                    return true;
                });
        last = task;
        Thread.ofVirtual().name("savepoint-record").start(task);
    }

    /// Not behind: it has to be written down before anything is sent.
    @Override
    public void sending(Map<Place, Draft> drafts) {
        ledger.sending(drafts);
    }

    @Override
    public Agreement agreement(SaveId save, @Nullable Place place, @Nullable Base base) {
        return ledger.agreement(save, place, base);
    }

    @Override
    public ActivityLine line(String action, SaveId save, boolean done, String message) {
        return ledger.line(action, save, done, message);
    }

    /// Returns when all is recorded, also where this thread is told to stop.
    @Override
    public void settle() {
        FutureTask<Boolean> task = last;
        last = null;
        boolean interrupted = false;
        while (task != null)
            try {
                task.get();
                task = null;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                if (interrupted) Thread.currentThread().interrupt();
                if (e.getCause() instanceof RuntimeException known) throw known;
                if (e.getCause() instanceof Error known) throw known;
                throw new IllegalStateException("unexpected", e.getCause());
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
