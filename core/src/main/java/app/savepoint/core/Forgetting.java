package app.savepoint.core;

import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Takes saves out of the storage because a person said so; what lies on this device stays.
final class Forgetting {
    private final EngineWork work;
    private final Storage storage;
    private final Supplier<Hlc> hlc;

    Forgetting(EngineWork work, Storage storage, Supplier<Hlc> hlc) {
        this.work = work;
        this.storage = storage;
        this.hlc = hlc;
    }

    /// @param history whether every revision's content goes too
    SyncReport forget(Selection selection, boolean history) throws StorageException {
        Observer.Seen seen = work.observe(false);
        Set<SaveId> named = new LinkedHashSet<>();
        Set<SaveId> there = new LinkedHashSet<>();
        for (SavePlan plan : work.plans(seen, selection)) {
            Situation situation = seen.observation().of(plan.save());
            named.add(plan.save());
            if (situation.remote().all().stream().allMatch(Head::isTombstone)) continue;
            choose(situation);
            there.add(plan.save());
        }
        SyncReport report = there.isEmpty() ? Reports.nothing() : work.sync(there);
        // From now on the choice is about what was made of the storage: what lies here stays as it
        // is, until someone plays on.
        Observer.Seen after = work.observe(true);
        Set<SaveId> gone = new LinkedHashSet<>();
        Set<SaveId> staying = new LinkedHashSet<>();
        for (SaveId save : named) {
            Situation situation = after.observation().of(save);
            boolean isGone = situation.remote().all().stream().allMatch(Head::isTombstone);
            if (!isGone) continue;
            gone.add(save);
            if (!there.contains(save)) continue;
            choose(situation);
            staying.add(save);
        }
        if (!staying.isEmpty()) work.syncAsPart(staying);
        if (history) for (SaveId save : gone) storage.prune(save, hlc.get());
        return report;
    }

    private void choose(Situation situation) {
        Choice choice = DirectedPlans.choice(situation, new Wish.DeleteRemote());
        work.remember(situation.save(), choice);
    }
}
