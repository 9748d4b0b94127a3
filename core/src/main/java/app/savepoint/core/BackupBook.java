package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Retention;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a person sees of the backups, and the rules by which they go.
final class BackupBook {
    private static final System.Logger LOG = System.getLogger(BackupBook.class.getName());

    private final Home home;
    private final Journal journal;
    private final Storage storage;
    private final BackupStore backups;
    private final InstantSource clock;
    private final Supplier<DeviceId> self;
    private long keptWhenPruned;
    private @Nullable Retention rulesWhenPruned;

    BackupBook(SyncEngine.Parts parts, BackupStore backups, Supplier<DeviceId> self) {
        this.home = parts.home();
        this.journal = parts.journal();
        this.storage = parts.storage();
        this.clock = parts.clock();
        this.backups = backups;
        this.self = self;
    }

    /// Lists what lies in the folder and is not listed, if the journal was lost: a damaged one was
    /// set aside, or the home was set up again.
    void takeOver() {
        if (!journal.fresh() && !backups.all().isEmpty()) return;
        try {
            backups.adopt();
        } catch (IOException e) {
            // They lie where they lay, and `verify` lists them another day
            LOG.log(System.Logger.Level.WARNING, "the backups are not listed again", e);
        }
    }

    BackupRow pin(long id, boolean pinned) {
        BackupRows.find(backups.all(), id);
        try {
            backups.pin(Long.toString(id), pinned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BackupRows.of(BackupRows.find(backups.all(), id));
    }

    /// Reads the backups of these saves to their end, unlisted ones too.
    ///
    /// @param saves asked once all are listed
    BackupCheck verify(Supplier<Set<SaveId>> saves) {
        try {
            backups.adopt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<SaveId> wanted = saves.get();
        List<StoredBackup> read =
                backups.all().stream().filter(backup -> wanted.contains(backup.save())).toList();
        List<BackupCheck.Damaged> damaged = new ArrayList<>();
        for (StoredBackup backup : read)
            backups.damage(backup)
                    .ifPresent(what ->
                            damaged.add(new BackupCheck.Damaged(BackupRows.of(backup), what)));
        return new BackupCheck(read.size(), damaged);
    }

    /// Lets go what the rules no longer keep, if something was set aside since they were last
    /// asked; says so if that was for want of room.
    Optional<Notice> prune() {
        Retention rules;
        try {
            rules = rules();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the rules for backups wait for their disk", e);
            return Optional.empty();
        }
        long kept = backups.kept();
        if (kept == keptWhenPruned && rules.equals(rulesWhenPruned)) return Optional.empty();
        keptWhenPruned = kept;
        rulesWhenPruned = rules;
        return prune(rules);
    }

    /// What the person set, and the usual rules for the rest.
    private Retention rules() throws IOException {
        Retention usual = Retention.standard(Files.getFileStore(home.backups()).getTotalSpace());
        var set = new PolicyBook(journal.policies().all());
        return new Retention(
                set.forAll(PolicyBook.BACKUP_COUNT).map(Integer::parseInt).orElse(usual.perSave()),
                set.forAll(PolicyBook.BACKUP_DAYS)
                        .map(days -> Duration.ofDays(Integer.parseInt(days)))
                        .orElse(usual.age()),
                set.forAll(PolicyBook.BACKUP_SIZE).map(Long::parseLong).orElse(usual.budget()));
    }

    Optional<Notice> prune(Retention rules) {
        Retention.Expired expired = backups.prune(rules, new Live(storage, journal));
        if (!expired.backups().isEmpty())
            journal.activity()
                    .append(
                            List.of(
                                    new ActivityLine(
                                            clock.instant(),
                                            self.get(),
                                            "backups-dropped",
                                            null,
                                            "done",
                                            String.join(", ", names(expired.backups())),
                                            null)));
        return expired.budgetReached() ? Optional.of(notice(rules, expired)) : Optional.empty();
    }

    private static List<String> names(List<StoredBackup> dropped) {
        return dropped.stream().map(backup -> backup.id() + " " + backup.save()).toList();
    }

    private static Notice notice(Retention rules, Retention.Expired expired) {
        long budget = rules.budget() >> 20;
        String limit = "the backups reached their limit of " + budget + " MiB";
        return new Notice(
                "backups.budget",
                expired.bytesLeft() > rules.budget()
                        ? Saying.of("backups.budget.exceeded", budget)
                                .inEnglish(limit + " and take more, because none of them may go")
                        : Saying.of("backups.budget.early", budget, expired.early())
                                .inEnglish(
                                        limit
                                                + ": "
                                                + expired.early()
                                                + " of them went before their time"));
    }

    /// What is on this disk, as last seen, or in the storage; looked up once it is asked for.
    private static final class Live implements Retention.Elsewhere {
        private final Storage storage;
        private final Journal journal;
        private @Nullable Set<SaveId> saves;

        Live(Storage storage, Journal journal) {
            this.storage = storage;
            this.journal = journal;
        }

        private Set<SaveId> look() {
            Set<SaveId> saves = new HashSet<>();
            RemoteTree tree = storage.remembered();
            for (RemoteSave save : tree.saves().values())
                if (save.heads().stream().map(Head::content).anyMatch(content -> content != null))
                    saves.add(save.save());
            for (LocalSave save : journal.local().saves())
                if (save.state() instanceof LocalSave.Present) saves.add(save.save());
            return saves;
        }

        @Override
        public boolean hasAny(SaveId save) {
            if (saves == null) saves = look();
            return saves.contains(save);
        }

        @Override
        public boolean has(SaveId save, ContentId content) {
            return storage.holds(save, content);
        }
    }
}
