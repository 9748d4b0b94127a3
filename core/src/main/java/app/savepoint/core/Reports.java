package app.savepoint.core;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalSave;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts together what a sync did, or would do.
final class Reports {
    private Reports() {}

    /// @param holds why a save is held on this device; asked only for those that are
    static SyncReport of(
            SyncRequest request,
            List<Notice> notices,
            List<SavePlan> plans,
            Function<SavePlan, LocalSave.@Nullable Held> holds,
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
                skipped.add(
                        new Skipped(
                                plan.save(),
                                plan.attention(),
                                Saying.words(reason(plan, holds)),
                                plan.guards().stream().anyMatch(Guard::asks)));
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

    /// Nothing was new: what was said before is to be said again.
    static SyncReport standing(
            SyncRequest request,
            Standing standing,
            List<Notice> notices,
            Requests requests,
            Duration duration) {
        return new SyncReport(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                standing.conflicts(),
                standing.skipped(),
                List.of(),
                notices,
                requests,
                0,
                0,
                duration,
                request.dryRun() ? Outcome.DRY_RUN : Outcome.DONE);
    }

    /// Whether an action moves or removes a content.
    static boolean isMove(Action action) {
        return switch (action) {
            case PUSH, PULL, DELETE_LOCAL, DELETE_REMOTE -> true;
            case IN_SYNC, CONFLICT, TIMESTAMP_CONFLICT, CLOUD_ONLY, LOCAL_ONLY, SKIP, NONE -> false;
        };
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

    /// A content was fetched for a copy, and no save moved.
    static SyncReport fetched(long bytes) {
        return pulled(nothing(), List.of(), bytes);
    }

    /// What a sync did, and a save that came from the storage besides.
    static SyncReport pulled(SyncReport report, SaveId save, long bytes) {
        return pulled(report, List.of(save), bytes);
    }

    private static SyncReport pulled(SyncReport report, List<SaveId> saves, long bytes) {
        SyncReport nothing = nothing();
        return together(
                report,
                new SyncReport(
                        List.of(),
                        saves,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        nothing.requests(),
                        0,
                        bytes,
                        nothing.duration(),
                        Outcome.DONE));
    }

    /// Two syncs, told as one: what the second found to be waiting is what waits.
    static SyncReport together(SyncReport first, SyncReport second) {
        return new SyncReport(
                union(first.pushed(), second.pushed()),
                union(first.pulled(), second.pulled()),
                union(first.deletedLocal(), second.deletedLocal()),
                union(first.deletedRemote(), second.deletedRemote()),
                second.conflicts(),
                second.skipped(),
                union(first.failed(), second.failed()),
                union(first.notices(), second.notices()),
                first.requests().plus(second.requests()),
                first.bytesUp() + second.bytesUp(),
                first.bytesDown() + second.bytesDown(),
                first.duration().plus(second.duration()),
                second.outcome());
    }

    private static <T> List<T> union(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    private static Outcome outcome(boolean dry, RunResult result) {
        if (dry) return Outcome.DRY_RUN;
        return result.isStopped() ? Outcome.STOPPED : Outcome.DONE;
    }

    /// A key for words: the guard or the hold that keeps it back, else the rule.
    private static String reason(
            SavePlan plan, Function<SavePlan, LocalSave.@Nullable Held> holds) {
        for (Guard guard : plan.guards()) return "guard." + guard.name();
        LocalSave.Held held = plan.rule() == Rule.HELD ? holds.apply(plan) : null;
        if (held != null) return Rows.words(held);
        return "rule." + plan.rule().name();
    }

    private static List<SaveId> ids(Collection<SaveId> saves) {
        return saves.stream().sorted().toList();
    }

    private static List<SaveId> with(List<SavePlan> plans, Action action) {
        return plans.stream().filter(plan -> plan.action() == action).map(SavePlan::save).toList();
    }
}
