package app.savepoint.core;

import app.savepoint.core.journal.Settings;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.plan.SyncAction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Until when nothing moves by itself. Remembered in the journal, so that it survives a restart.
final class Pause {
    private static final String KEY = "paused-until";

    private final Settings settings;
    private final InstantSource clock;

    Pause(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// The end of a pause that is not over.
    Optional<Instant> until() {
        return settings.get(KEY).map(Instant::parse).filter(end -> end.isAfter(clock.instant()));
    }

    void begin(Instant until) {
        settings.put(KEY, until.toString());
    }

    void end() {
        settings.remove(KEY);
    }

    /// The plan as it stands during a pause: what would move waits, what a person has to decide
    /// stays to be decided, and contents are still kept safe on this device.
    static SavePlan paused(SavePlan plan) {
        boolean waits = Reports.isMove(plan.action()) && plan.attention() == Attention.NONE;
        List<SyncAction> kept =
                plan.steps().stream()
                        .filter(step -> step instanceof SyncAction.KeepInBackups)
                        .toList();
        return new SavePlan(
                plan.save(),
                plan.rule(),
                plan.action(),
                waits ? Attention.WAITING : plan.attention(),
                plan.place(),
                kept,
                waits ? List.of(Guard.PAUSED) : plan.guards(),
                plan.places());
    }
}
