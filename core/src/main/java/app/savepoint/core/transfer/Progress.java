package app.savepoint.core.transfer;

import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SyncEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How far the moving of saves has come. Safe for use by several threads.
final class Progress {
    private final Consumer<SyncEvent> events;
    private final int saves;
    private final long bytes;
    private int savesDone;
    private long bytesDone;

    Progress(List<SavePlan> plans, RunContext context, Consumer<SyncEvent> events) {
        this.events = events;
        int moving = 0;
        long known = 0;
        for (SavePlan plan : plans) {
            boolean moves = false;
            for (SyncAction step : plan.steps()) {
                if (step instanceof SyncAction.Push(var place, _, _)) {
                    Manifest seen = context.seen(plan.save(), place);
                    known += seen == null ? 0 : seen.size();
                    moves = true;
                }
                if (step instanceof SyncAction.Pull) moves = true;
            }
            if (moves) moving++;
        }
        this.saves = moving;
        this.bytes = known;
        if (moving > 0) events.accept(new SyncEvent.Planned(moving, known));
    }

    synchronized void begin(@Nullable SaveId save) {
        events.accept(
                new SyncEvent.Moving(
                        save, savesDone, saves, bytesDone, Math.max(bytes, bytesDone)));
    }

    synchronized void end(SaveId save, long size) {
        savesDone = Math.min(saves, savesDone + 1);
        bytesDone += size;
        events.accept(
                new SyncEvent.Moving(
                        save, savesDone, saves, bytesDone, Math.max(bytes, bytesDone)));
    }

    synchronized void tell(SyncEvent event) {
        events.accept(event);
    }
}
