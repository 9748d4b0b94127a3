package app.savepoint.core;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.transfer.RunResult;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Outcome;
import app.savepoint.core.view.SyncReport.Skipped;
import app.savepoint.core.view.SyncRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Puts together what a sync did, or would do.
final class Reports {
    private Reports() {}

    static SyncReport of(
            SyncRequest request,
            List<Notice> notices,
            List<SavePlan> plans,
            RunResult result,
            Requests requests,
            Duration duration) {
        boolean dry = request.dryRun();
        List<SaveId> conflicts =
                plans.stream()
                        .filter(plan -> plan.attention().settledByResolve())
                        .map(SavePlan::save)
                        .toList();
        List<Skipped> skipped = new ArrayList<>(result.skipped());
        for (SavePlan plan : plans) {
            boolean leftAlone =
                    plan.action() == Action.SKIP
                            || plan.attention() == Attention.WAITING
                            || plan.attention() == Attention.ROOT_CHANGED;
            if (leftAlone
                    && !plan.attention().settledByResolve()
                    && result.pulled().contains(plan.save()) == false)
                skipped.add(new Skipped(plan.save(), plan.attention(), reason(plan)));
        }
        return new SyncReport(
                dry ? with(plans, Action.PUSH) : ids(result.pushed()),
                dry ? with(plans, Action.PULL) : ids(result.pulled()),
                dry ? with(plans, Action.DELETE_LOCAL) : ids(result.deletedLocal()),
                dry ? with(plans, Action.DELETE_REMOTE) : ids(result.deletedRemote()),
                conflicts,
                skipped,
                result.failed(),
                notices,
                requests,
                result.bytesUp(),
                result.bytesDown(),
                duration,
                outcome(dry, result));
    }

    /// Nothing was asked for that had to be done.
    static SyncReport nothing() {
        return of(List.of());
    }

    /// What was asked for could not be done, and nothing changed.
    static SyncReport failed(Failure failure) {
        return of(List.of(failure));
    }

    private static SyncReport of(List<Failure> failed) {
        return new SyncReport(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                failed,
                List.of(),
                Requests.NONE,
                0,
                0,
                Duration.ZERO,
                Outcome.DONE);
    }

    private static Outcome outcome(boolean dry, RunResult result) {
        if (dry) return Outcome.DRY_RUN;
        return result.isStopped() ? Outcome.STOPPED : Outcome.DONE;
    }

    /// A key for words: the guard that held it back, else the rule.
    private static String reason(SavePlan plan) {
        for (Guard guard : plan.guards()) return "guard." + guard.name();
        return "rule." + plan.rule().name();
    }

    private static List<SaveId> ids(Collection<SaveId> saves) {
        return saves.stream().sorted().toList();
    }

    private static List<SaveId> with(List<SavePlan> plans, Action action) {
        return plans.stream().filter(plan -> plan.action() == action).map(SavePlan::save).toList();
    }
}
