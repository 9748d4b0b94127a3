package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.SaveBases;
import app.savepoint.core.journal.StoredPolicy;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.Keeping;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the person set about histories in the storage, and what this device needs of them: what it
/// last agreed on, what lies here (it may be kept nowhere else, just because the storage has it),
/// and what is pinned among the backups.
final class KeepingRules implements Keeping {
    private final Journal journal;
    private final long storage;
    private final BackupStore backups;
    private final PolicyBook book;
    private final Rule least;
    private @Nullable Map<SaveId, Set<ContentId>> here;

    KeepingRules(Journal journal, long storage, BackupStore backups) {
        this.journal = journal;
        this.storage = storage;
        this.backups = backups;
        List<StoredPolicy> lines = journal.policies().all();
        book = new PolicyBook(lines);
        least =
                new Rule(
                        least(lines, ".count", Math.min(SAVES.last(), STATES.last())),
                        Duration.ofDays(
                                least(
                                        lines,
                                        ".days",
                                        (int)
                                                Math.min(
                                                        SAVES.age().toDays(),
                                                        STATES.age().toDays()))));
    }

    private static int least(List<StoredPolicy> lines, String what, int usual) {
        return lines.stream()
                .filter(line -> PolicyBook.HISTORY.contains(line.key()))
                .filter(line -> line.key().endsWith(what))
                .mapToInt(line -> Integer.parseInt(line.value()))
                .reduce(usual, Math::min);
    }

    @Override
    public Rule rule(SaveId save) {
        return book.keeping(save);
    }

    @Override
    public Rule least() {
        return least;
    }

    @Override
    public boolean needs(Revision revision) {
        SaveBases known = journal.bases().with(storage).get(revision.save());
        if (known != null
                && Stream.concat(
                                Stream.ofNullable(known.withoutPlace()),
                                known.byPlace().values().stream())
                        .anyMatch(base -> isOf(base, revision))) return true;
        if (revision.contentId().filter(here(revision.save())::contains).isPresent()) return true;
        @Nullable StoredBackup backup =
                revision.contentId()
                        .flatMap(content -> backups.find(revision.save(), content))
                        .orElse(null);
        return backup != null && backup.pinned();
    }

    private Set<ContentId> here(SaveId save) {
        Map<SaveId, Set<ContentId>> known = here;
        if (known == null) {
            known = new HashMap<>();
            for (LocalSave found : journal.local().saves())
                if (found.state() instanceof LocalSave.Present(var manifest, _))
                    known.computeIfAbsent(found.save(), _ -> new HashSet<>())
                            .add(manifest.contentId());
            here = known;
        }
        return known.getOrDefault(save, Set.of());
    }

    private static boolean isOf(Base base, Revision revision) {
        return base.revision().equals(revision.id()) || revision.id().equals(base.kept());
    }
}
