package app.savepoint.core.transfer;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What carrying out plans has come to so far. Used by one thread at a time.
public final class RunResult {
    final Set<SaveId> pushed = new LinkedHashSet<>();
    final Set<SaveId> pulled = new LinkedHashSet<>();
    final Set<RevisionId> placed = new LinkedHashSet<>();
    final Set<SaveId> deletedLocal = new LinkedHashSet<>();
    final Set<SaveId> deletedRemote = new LinkedHashSet<>();
    final List<Skipped> skipped = new ArrayList<>();
    final List<Failure> failed = new ArrayList<>();
    final Set<SaveId> lookAgain = new LinkedHashSet<>();
    long bytesUp;
    long bytesDown;
    private boolean stopped;

    public Set<SaveId> pushed() {
        return pushed;
    }

    public Set<SaveId> pulled() {
        return pulled;
    }

    /// What was put on this device's disk.
    public Set<RevisionId> placed() {
        return placed;
    }

    public Set<SaveId> deletedLocal() {
        return deletedLocal;
    }

    public Set<SaveId> deletedRemote() {
        return deletedRemote;
    }

    public List<Skipped> skipped() {
        return skipped;
    }

    public List<Failure> failed() {
        return failed;
    }

    /// Saves that moved while they were in hand: they have to be observed and planned once more.
    public Set<SaveId> lookAgain() {
        return lookAgain;
    }

    public long bytesUp() {
        return bytesUp;
    }

    public long bytesDown() {
        return bytesDown;
    }

    /// Whether something was not begun because the sync was told to stop.
    public boolean isStopped() {
        return stopped;
    }

    /// Something stays for the next sync.
    public void stop() {
        stopped = true;
    }

    void skip(SaveId save, Attention attention, Saying reason) {
        skipped.add(new Skipped(save, attention, reason));
    }
}
