package app.savepoint.app.session;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SyncReport;
import java.util.ArrayList;
import java.util.List;

/// Says what a sync did.
final class SyncWords {
    private final Wording wording;

    SyncWords(Wording wording) {
        this.wording = wording;
    }

    Outcome of(SyncReport report) {
        List<String> parts = new ArrayList<>();
        part(parts, "outcome.pushed", report.pushed());
        part(parts, "outcome.pulled", report.pulled());
        part(parts, "outcome.deletedLocal", report.deletedLocal());
        part(parts, "outcome.deletedRemote", report.deletedRemote());
        int failed = report.failed().size();
        if (failed > 0) parts.add(wording.count("outcome.failed", failed));
        int waits = report.conflicts().size();
        if (waits > 0) parts.add(wording.count("outcome.waits", waits));
        if (report.stopped()) parts.add(wording.text("outcome.stopped"));
        if (parts.isEmpty()) return new Outcome(Tone.GOOD, wording.text("outcome.nothing"));
        return new Outcome(
                failed > 0 ? Tone.BAD : waits > 0 || report.stopped() ? Tone.WAITING : Tone.GOOD,
                String.join(wording.text("list.separator"), parts));
    }

    private void part(List<String> parts, String key, List<SaveId> saves) {
        if (!saves.isEmpty()) parts.add(wording.count(key, saves.size()));
    }
}
