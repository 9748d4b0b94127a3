package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is shown of the journal and of plans, beside what a sync reports.
final class Shown {
    private final Journal journal;
    private final Storage storage;
    private final InstantSource clock;
    private final BackupStore backups;
    private final Supplier<Device> self;
    private final DeviceNames names;

    Shown(SyncEngine.Parts parts, BackupStore backups, Supplier<Device> self, DeviceNames names) {
        this.journal = parts.journal();
        this.storage = parts.storage();
        this.clock = parts.clock();
        this.backups = backups;
        this.self = self;
        this.names = names;
    }

    List<SaveRow> rows(Observer.Seen seen, List<SavePlan> plans) {
        Rows rows =
                new Rows(
                        seen.observation(),
                        storage,
                        seen.landings(),
                        self.get().id(),
                        names,
                        clock.instant());
        return rows.rows(plans);
    }

    List<HistoryRow> history(Selection selection) {
        RemoteTree tree = storage.remembered();
        Set<RevisionId> pruned = storage.pruned();
        List<HistoryRow> rows = new ArrayList<>();
        for (SaveId save : SaveSelection.select(selection, known(tree))) {
            var there = tree.saves().get(save);
            Set<RevisionId> heads =
                    there == null
                            ? Set.of()
                            : there.heads().stream()
                                    .map(head -> head.id())
                                    .collect(Collectors.toSet());
            storage.history(save)
                    .forEach(revision ->
                            rows.add(
                                    new HistoryRow(
                                            revision,
                                            names.apply(revision.device()),
                                            heads.contains(revision.id()),
                                            !revision.isTombstone()
                                                    && !pruned.contains(revision.id()))));
        }
        return rows;
    }

    List<BackupRow> backups(Selection selection) {
        Set<SaveId> wanted = select(selection);
        return BackupRows.of(backups.all()).stream()
                .filter(row -> wanted.contains(row.save()))
                .toList();
    }

    List<ActivityRow> activity(int limit) {
        return journal.activity().latest(limit).stream()
                .map(entry ->
                        new ActivityRow(
                                entry.id(),
                                entry.line().time(),
                                names.apply(entry.line().device()),
                                entry.line().action(),
                                entry.line().save(),
                                entry.line().status(),
                                Saying.read(entry.line().message())))
                .toList();
    }

    /// The saves that are meant, of all that are known anywhere.
    Set<SaveId> select(Selection selection) {
        return SaveSelection.select(selection, known(storage.remembered()));
    }

    private Collection<SaveId> known(RemoteTree tree) {
        Set<SaveId> known = new LinkedHashSet<>(tree.saves().keySet());
        journal.local().saves().forEach(save -> known.add(save.save()));
        backups.all().forEach(backup -> known.add(backup.save()));
        return known;
    }
}
