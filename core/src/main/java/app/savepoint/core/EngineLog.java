package app.savepoint.core;

import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.SyncReport;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes down what the engine did, for the day on which somebody has to find out what happened:
/// which saves went where under which revision, and how each job ended. Never what is in a save.
///
/// What stays as it was is written once, since a home that is watched is synced all day.
final class EngineLog {
    private static final System.Logger LOG = System.getLogger(SyncEngine.class.getName());

    /// Of saves that wait, so many are named: after a first meeting it can be all there are.
    private static final int NAMED = 50;

    /// Enough of a revision's id to find it in the history.
    private static final int SHORT = 8;

    private boolean begun;
    private String lastJob = "";
    private String lastWaiting = "";

    /// Whose home this is, before the first job.
    void home(Device device, StorageInfo storage) {
        if (begun) return;
        begun = true;
        LOG.log(
                Level.INFO,
                () ->
                        "device \""
                                + device.name()
                                + "\" ("
                                + device.type().word()
                                + ", "
                                + device.id()
                                + "), storage "
                                + withoutOptions(storage)
                                + ", repository "
                                + storage.id());
    }

    /// What stands behind an address' question mark may be a secret of a kind nobody thought of.
    private static String withoutOptions(StorageInfo storage) {
        int options = storage.kind().equals("folder") ? -1 : storage.uri().indexOf('?');
        return options < 0 ? storage.uri() : storage.uri().substring(0, options);
    }

    /// A person asked for something by name.
    void asked(String job, Object what) {
        LOG.log(Level.INFO, () -> job + " " + what);
    }

    /// What was done to saves and is recorded.
    void recorded(List<Agreement> agreements, List<ActivityLine> activity) {
        if (activity.isEmpty() || !LOG.isLoggable(Level.INFO)) return;
        Map<SaveId, RevisionId> revisions = new HashMap<>();
        for (Agreement agreement : agreements) {
            Base base = agreement.base();
            if (base != null) revisions.put(agreement.save(), base.lastHad());
        }
        for (ActivityLine line : activity) {
            boolean done = line.status().equals("done");
            RevisionId revision = line.save() == null ? null : revisions.get(line.save());
            LOG.log(
                    done ? Level.INFO : Level.WARNING,
                    line.action()
                            + (done ? " " : " (" + line.status() + ") ")
                            + line.save()
                            + (revision == null ? "" : " revision " + revision.last(SHORT))
                            + (line.message().isEmpty() ? "" : ": " + Saying.read(line.message())));
        }
    }

    /// Which saves wait for a person.
    void waiting(List<SavePlan> plans, Observation seen) {
        List<String> waiting =
                plans.stream()
                        .filter(plan -> plan.attention().settledByResolve())
                        .map(plan -> waiting(plan, seen))
                        .toList();
        String all = String.join("\n", waiting);
        if (all.equals(lastWaiting)) return;
        lastWaiting = all;
        for (String one : waiting.subList(0, Math.min(NAMED, waiting.size())))
            LOG.log(Level.INFO, one);
        if (waiting.size() > NAMED)
            LOG.log(Level.INFO, () -> "and " + (waiting.size() - NAMED) + " more wait");
    }

    private static String waiting(SavePlan plan, Observation seen) {
        String heads =
                seen.there(plan.save()).heads().stream()
                        .map(Head::id)
                        .map(id -> id.last(SHORT))
                        .collect(Collectors.joining(", "));
        return plan.attention() + " " + plan.save() + ", rule " + plan.rule() + ", heads " + heads;
    }

    /// How a sync ended.
    void done(SyncReport report) {
        String counts =
                report.outcome()
                        + ": pushed "
                        + report.pushed().size()
                        + ", pulled "
                        + report.pulled().size()
                        + ", deleted here "
                        + report.deletedLocal().size()
                        + ", deleted in storage "
                        + report.deletedRemote().size()
                        + ", waiting for a person "
                        + report.conflicts().size()
                        + ", left alone "
                        + report.skipped().size()
                        + ", failed "
                        + report.failed().size()
                        + report.notices().stream()
                                .map(notice -> "; " + notice.code() + ": " + notice.message())
                                .collect(Collectors.joining());
        boolean news = !report.nothingToDo() || !counts.equals(lastJob);
        lastJob = counts;
        LOG.log(
                news ? Level.INFO : Level.DEBUG,
                () ->
                        "sync "
                                + counts
                                + "; bytes up "
                                + report.bytesUp()
                                + ", down "
                                + report.bytesDown()
                                + "; requests "
                                + requests(report.requests())
                                + "; "
                                + report.duration().toMillis()
                                + " ms");
    }

    private static String requests(Requests requests) {
        return requests.total()
                + " (list "
                + requests.list()
                + ", get "
                + requests.get()
                + ", head "
                + requests.head()
                + ", put "
                + requests.put()
                + ", delete "
                + requests.delete()
                + ")";
    }
}
