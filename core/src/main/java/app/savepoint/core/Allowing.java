package app.savepoint.core;

import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.LinkedHashSet;
import java.util.Set;

/// Says yes once to what guards hold back, and moves it.
record Allowing(EngineWork work, Allowances allowances) {
    SyncReport allow(Selection selection) throws StorageException {
        Observer.Seen seen = work.observe(false);
        Allow allow = new Allow(seen.observation());
        Set<SaveId> allowed = new LinkedHashSet<>();
        for (SavePlan plan : work.plans(seen, selection)) {
            allow.blank(plan)
                    .ifPresent(choice -> {
                        work.remember(plan.save(), choice);
                        allowed.add(plan.save());
                    });
            allow.tooLarge(plan)
                    .ifPresent(size -> {
                        allowances.allow(plan.save(), size);
                        allowed.add(plan.save());
                    });
        }
        if (allowed.isEmpty()) return Reports.nothing();
        SyncReport report = work.sync(allowed);
        report.pushed().forEach(allowances::end);
        return report;
    }
}
