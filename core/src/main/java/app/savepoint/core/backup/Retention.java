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
import java.util.function.BiPredicate;

/// How long backups are kept.
///
/// A backup goes only if it is beyond the newest `perSave` of its save and older than `age`, or if
/// the budget is spent; never if it is pinned, the newest of its save, or the only copy of its
/// content.
///
/// @param perSave how many of each save are kept whatever their age
/// @param age how long every one is kept
/// @param budget how many bytes they may take together
public record Retention(int perSave, Duration age, long budget) {
    /// The last 10 of each save, and all of the last 30 days, in 5 GiB or 5 % of the disk, the
    /// smaller.
    ///
    /// @param diskBytes the size of the disk that the backups lie on
    public static Retention standard(long diskBytes) {
        return new Retention(10, Duration.ofDays(30), Math.min(5L << 30, diskBytes / 20));
    }

    /// What goes.
    ///
    /// @param backups those that are no longer to be kept, the oldest of each save first
    /// @param bytesLeft how many bytes the others take
    /// @param budgetReached whether the budget made some go that their age would have spared, or is
    ///   still exceeded because nothing else may go: to be said to the person
    public record Expired(List<StoredBackup> backups, long bytesLeft, boolean budgetReached) {
        public Expired {
            backups = List.copyOf(backups);
        }
    }

    /// Says what is no longer to be kept.
    ///
    /// @param isElsewhere whether a content of a save can be had without the backups: on a disk or
    ///   in the storage
    public Expired expired(
            List<StoredBackup> backups, Instant now, BiPredicate<SaveId, ContentId> isElsewhere) {
        Instant tooOld = now.minus(age);
        Map<SaveId, Integer> ranks = new HashMap<>();
        List<StoredBackup> mayGo = new ArrayList<>();
        List<StoredBackup> expired = new ArrayList<>();
        long left = 0;
        for (StoredBackup backup : newestFirst(backups)) {
            int rank = ranks.merge(backup.save(), 1, Integer::sum);
            left += backup.size();
            if (backup.pinned() || rank == 1) continue;
            if (!isElsewhere.test(backup.save(), backup.content())) continue;
            if (rank > perSave && backup.time().isBefore(tooOld)) expired.add(backup);
            else mayGo.add(backup);
        }
        for (StoredBackup backup : expired) left -= backup.size();
        boolean reached = left > budget;
        for (StoredBackup oldest : mayGo.reversed()) {
            if (left <= budget) break;
            expired.add(oldest);
            left -= oldest.size();
        }
        return new Expired(newestFirst(expired).reversed(), left, reached);
    }

    private static List<StoredBackup> newestFirst(List<StoredBackup> backups) {
        return backups.stream()
                .sorted(
                        Comparator.comparing(StoredBackup::time)
                                .thenComparing(StoredBackup::id)
                                .reversed())
                .toList();
    }
}
