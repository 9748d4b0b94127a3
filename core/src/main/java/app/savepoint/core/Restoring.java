package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.journal.Activity;
import app.savepoint.core.journal.ActivityLine;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.Undone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts earlier contents back, as the person's choice: by name, or because something is undone.
final class Restoring {
    static final String RESTORED = "restored";
    static final String UNDONE = "undone";

    /// How far back `undo` looks by itself.
    private static final int LINES = 1_000;

    private final EngineWork work;
    private final Journal journal;
    private final Storage storage;
    private final BackupStore backups;
    private final Replacement replacement;
    private final Observer observer;
    private final EngineLedger ledger;
    private final Playthroughs playthroughs;

    Restoring(
            EngineWork work,
            Journal journal,
            Storage storage,
            BackupStore backups,
            Replacement replacement,
            Observer observer,
            EngineLedger ledger,
            Playthroughs playthroughs) {
        this.work = work;
        this.journal = journal;
        this.storage = storage;
        this.backups = backups;
        this.replacement = replacement;
        this.observer = observer;
        this.ledger = ledger;
        this.playthroughs = playthroughs;
    }

    SyncReport backup(SaveId save, long backup) throws StorageException {
        return put(save, BackupRows.find(backups.all(), save, backup), RESTORED, "");
    }

    SyncReport revision(SaveId save, RevisionId id) throws StorageException {
        Revision revision =
                storage.revision(id)
                        .filter(known -> known.save().equals(save) && !known.isTombstone())
                        .orElseThrow(() ->
                                new RequestException(
                                        "revision.unknown",
                                        Saying.of("revision.unknown.of", id, save)));
        return put(playable(save), revision, RESTORED, "");
    }

    /// What only the storage's own player goes on with is taken over into the save that is played
    /// here.
    private SaveId playable(SaveId save) {
        return save.kind() == SaveKind.SAVE
                        && storage.refuses(save).filter(Refusal.KIND::equals).isPresent()
                ? save.inSlot(SaveId.MAIN_SLOT)
                : save;
    }

    private SyncReport put(SaveId save, StoredBackup stored, String action, String message)
            throws StorageException {
        Optional<Restore.Failed> refused = Restore.refusal(stored, backups);
        if (refused.isPresent()) return failed(refused.get(), action);
        return put(
                save,
                stored.manifest(),
                sink -> Restore.copy(stored, backups, sink),
                action,
                message);
    }

    private SyncReport put(SaveId save, Revision revision, String action, String message)
            throws StorageException {
        Manifest manifest = revision.manifest();
        if (manifest == null) throw new IllegalArgumentException("a deletion holds nothing");
        return put(save, manifest, sink -> storage.fetch(revision, sink), action, message);
    }

    private SyncReport put(
            SaveId save, Manifest manifest, Replacement.Bytes bytes, String action, String message)
            throws StorageException {
        Observer.Seen seen = work.observe(false);
        UndoNote note = new UndoNotes(seen.observation()).here(save);
        return switch (new Restore(seen, replacement, observer).put(save, manifest, bytes)) {
            case Restore.Failed failed -> failed(failed, action);
            case Restore.Put put -> {
                work.remember(
                        save,
                        new Choice(
                                new Choice.Wish.KeepLocal(),
                                put.content(),
                                seen.observation().of(save).remote().ids()));
                record(List.of(), ledger.line(action, save, true, message, note));
                yield work.syncAsPart(List.of(save));
            }
        };
    }

    private SyncReport failed(Restore.Failed failed, String action) {
        SyncReport.Failure failure = failed.failure();
        record(List.of(), ledger.line(action, failure.id(), false, failure.what().written(), null));
        return work.failed(failure);
    }

    private void record(List<Agreement> agreements, ActivityLine line) {
        ledger.record(agreements, List.of(line));
    }

    /// Takes back what a line of the activity tells of, or the latest that can be and was not yet.
    Undone undo(@Nullable Long number) throws StorageException {
        Activity.Entry entry = number == null ? latest() : named(number);
        SaveId save = entry.line().save();
        String note = entry.line().undo();
        if (save == null || note == null) throw new RequestException("undo.impossible", entry.id());
        String message = Long.toString(entry.id());
        SyncReport report =
                switch (UndoNote.read(note)) {
                    case UndoNote.Content(var content) -> content(save, content, message);
                    case UndoNote.Earlier(var id) -> earlier(save, id, message);
                    case UndoNote.Nothing() -> nothing(save, message);
                    case UndoNote.Played(var before) -> playthroughs.play(before, UNDONE, message);
                };
        SaveId now = UndoNote.read(note) instanceof UndoNote.Played(var before) ? before : save;
        return new Undone(now, entry.id(), report);
    }

    private Activity.Entry latest() {
        List<Activity.Entry> lines = journal.activity().latest(LINES);
        Set<String> undone = new HashSet<>();
        for (Activity.Entry entry : lines)
            if (entry.line().action().equals(UNDONE)) undone.add(entry.line().message());
        return lines.stream()
                .filter(entry -> entry.line().undo() != null)
                .filter(entry -> !entry.line().action().equals(UNDONE))
                .filter(entry -> !undone.contains(Long.toString(entry.id())))
                .findFirst()
                .orElseThrow(() -> new RequestException("undo.nothing"));
    }

    private Activity.Entry named(long number) {
        return journal.activity()
                .find(number)
                .orElseThrow(() -> new RequestException("activity.unknown", number));
    }

    private SyncReport content(SaveId save, ContentId content, String message)
            throws StorageException {
        Optional<StoredBackup> backup = backups.find(save, content);
        if (backup.isPresent()) return put(save, backup.get(), UNDONE, message);
        Set<RevisionId> pruned = storage.pruned();
        Revision revision =
                storage.history(save).stream()
                        .filter(known -> known.contentId().filter(content::equals).isPresent())
                        .min(Comparator.comparing(known -> pruned.contains(known.id())))
                        .orElseThrow(() ->
                                new RequestException("undo.gone", Saying.of("undo.gone.here")));
        return put(save, revision, UNDONE, message);
    }

    private SyncReport earlier(SaveId save, RevisionId id, String message) throws StorageException {
        Revision revision =
                storage.revision(id)
                        .filter(known -> !known.isTombstone())
                        .orElseThrow(() ->
                                new RequestException("undo.gone", Saying.of("undo.gone.storage")));
        return put(save, revision, UNDONE, message);
    }

    /// The save came from the storage: it stays there and goes from this device again.
    private SyncReport nothing(SaveId save, String message) throws StorageException {
        Observer.Seen seen = work.observe(false);
        UndoNote note = new UndoNotes(seen.observation()).here(save);
        var restore = new Restore(seen, replacement, observer);
        List<Agreement> agreements = new ArrayList<>();
        Optional<Head> head = seen.observation().there(save).heads().stream().findFirst();
        for (var place : seen.observation().here(save).keySet()) {
            if (restore.remove(save, place) instanceof Restore.Failed failed)
                return failed(failed, UNDONE);
            head.ifPresent(known ->
                    agreements.add(
                            ledger.agreement(
                                    save,
                                    place,
                                    Base.agreed(known.id(), known.content(), false, null))));
        }
        record(agreements, ledger.line(UNDONE, save, true, message, note));
        return work.syncAsPart(List.of(save));
    }
}
