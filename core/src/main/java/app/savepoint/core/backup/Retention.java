package app.savepoint.core.backup;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.SaveId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How long backups are kept.
///
/// A backup goes if it is beyond the newest `perSave` of its save and older than `age`. If the
/// budget is spent all the same, more go, the oldest first: those whose content can be had
/// elsewhere, then those older than a day. Never one that is pinned, and never the last content of
/// a save: the newest backup of a save that is nowhere else.
///
/// @param perSave how many of each save are kept whatever their age
/// @param age how long every one is kept
/// @param budget how many bytes they may take together
public record Retention(int perSave, Duration age, long budget) {
    /// What was set aside just now can be asked back, even if it takes all of the budget.
    private static final Duration FRESH = Duration.ofDays(1);

    private static final Comparator<StoredBackup> OLDEST_FIRST =
            Comparator.comparing(StoredBackup::time).thenComparing(StoredBackup::id);

    /// The last 10 of each save, and all of the last 30 days, in 5 GiB or 5 % of the disk, the
    /// smaller.
    ///
    /// @param diskBytes the size of the disk that the backups lie on
    public static Retention standard(long diskBytes) {
        return new Retention(10, Duration.ofDays(30), Math.min(5L << 30, diskBytes / 20));
    }

    /// What can be had without the backups, on a disk or in the storage.
    public interface Elsewhere {
        /// Any content of that save.
        boolean hasAny(SaveId save);

        /// Exactly that content.
        boolean has(SaveId save, ContentId content);
    }

    /// What goes.
    ///
    /// @param backups those that are no longer to be kept, the oldest of each save first
    /// @param early how many of them the budget made go that their age would have spared
    /// @param bytesLeft how many bytes the others take
    /// @param budgetReached whether the budget made some go early, or is still exceeded because
    ///   nothing else may go: to be said to the person
    public record Expired(
            List<StoredBackup> backups, int early, long bytesLeft, boolean budgetReached) {
        public Expired {
            backups = List.copyOf(backups);
        }
    }

    /// Says what is no longer to be kept.
    public Expired expired(List<StoredBackup> backups, Instant now, Elsewhere elsewhere) {
        Instant tooOld = now.minus(age);
        Map<SaveId, Integer> ranks = new HashMap<>();
        List<StoredBackup> mayGo = new ArrayList<>();
        List<StoredBackup> expired = new ArrayList<>();
        long left = 0;
        for (StoredBackup backup : backups.stream().sorted(OLDEST_FIRST.reversed()).toList()) {
            int rank = ranks.merge(backup.save(), 1, Integer::sum);
            left += backup.size();
            if (backup.pinned()) continue;
            if (rank == 1 && !elsewhere.hasAny(backup.save())) continue;
            if (rank > perSave && backup.time().isBefore(tooOld)) expired.add(backup);
            else mayGo.add(backup);
        }
        for (StoredBackup backup : expired) left -= backup.size();
        boolean reached = left > budget;
        int early = 0;
        if (reached)
            for (StoredBackup backup : inOrderOfLoss(mayGo, now, elsewhere)) {
                if (left <= budget) break;
                expired.add(backup);
                left -= backup.size();
                early++;
            }
        return new Expired(expired.stream().sorted(OLDEST_FIRST).toList(), early, left, reached);
    }

    private static List<StoredBackup> inOrderOfLoss(
            List<StoredBackup> mayGo, Instant now, Elsewhere elsewhere) {
        Instant fresh = now.minus(FRESH);
        List<StoredBackup> copies = new ArrayList<>();
        List<StoredBackup> onlyHere = new ArrayList<>();
        for (StoredBackup backup : mayGo.stream().sorted(OLDEST_FIRST).toList()) {
            if (elsewhere.has(backup.save(), backup.content())) copies.add(backup);
            else if (backup.time().isBefore(fresh)) onlyHere.add(backup);
        }
        copies.addAll(onlyHere);
        return copies;
    }
}
