package app.savepoint.core.backup;

import app.savepoint.core.journal.StoredBackup;
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
/// @param isElsewhere whether a content of a save can be had without the backup: on a disk or in
///   the storage
public record Retention(
        int perSave, Duration age, long budget, BiPredicate<SaveId, ContentId> isElsewhere) {
    /// The last 10 of each save, and all of the last 30 days.
    public static final int PER_SAVE = 10;

    public static final Duration AGE = Duration.ofDays(30);

    /// 5 GiB or 5 % of the disk, the smaller.
    public static long budgetFor(long diskBytes) {
        return Math.min(5L << 30, diskBytes / 20);
    }

    /// Those that are no longer to be kept.
    public List<StoredBackup> expired(List<StoredBackup> backups, Instant now) {
        Map<SaveId, Integer> seen = new HashMap<>();
        List<StoredBackup> expired = new ArrayList<>();
        List<StoredBackup> spare = new ArrayList<>();
        long kept = 0;
        for (StoredBackup backup : newestFirst(backups)) {
            int rank = seen.merge(backup.save(), 1, Integer::sum);
            boolean mayGo =
                    !backup.pinned()
                            && rank > 1
                            && isElsewhere.test(backup.save(), backup.content());
            if (mayGo && rank > perSave && backup.time().isBefore(now.minus(age))) {
                expired.add(backup);
            } else {
                kept += backup.size();
                if (mayGo) spare.add(backup);
            }
        }
        for (StoredBackup oldest : spare.reversed()) {
            if (kept <= budget) break;
            expired.add(oldest);
            kept -= oldest.size();
        }
        return expired;
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
