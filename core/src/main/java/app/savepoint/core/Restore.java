package app.savepoint.core;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.transfer.PlaceFiles;
import app.savepoint.core.transfer.PlanRunner;
import app.savepoint.core.transfer.Replaced;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Puts an earlier content back where its save lies, or where it would land.
final class Restore {
    private final Observer.Seen seen;
    private final Replacement replacement;
    private final Observer observer;

    Restore(Observer.Seen seen, Replacement replacement, Observer observer) {
        this.seen = seen;
        this.replacement = replacement;
        this.observer = observer;
    }

    /// What came of it.
    sealed interface Result {}

    /// That lies there now; null: nothing.
    record Put(Place place, @Nullable Manifest manifest) implements Result {
        @Nullable ContentId content() {
            return manifest == null ? null : manifest.contentId();
        }
    }

    /// Nothing was replaced.
    record Failed(Failure failure) implements Result {}

    /// @throws StorageException if the storage could not give the content
    Result put(SaveId save, Manifest manifest, Replacement.Bytes bytes) throws StorageException {
        Map<Place, LocalSave> here = seen.observation().here(save);
        Place place = here.isEmpty() ? null : here.keySet().iterator().next();
        Manifest present = present(here, place);
        Landings.Spot spot =
                place == null
                        ? seen.landings().forNew(save, manifest)
                        : seen.landings().at(place, present, manifest);
        return switch (spot) {
            case Landings.Nowhere(var reason) ->
                    throw new RequestException(
                            "restore.nowhere", Saying.of("restore.nowhere", reason));
            case Landings.Found(var files, var named) -> put(save, files, present, named, bytes);
        };
    }

    private Result put(
            SaveId save,
            PlaceFiles files,
            @Nullable Manifest present,
            Manifest named,
            Replacement.Bytes bytes)
            throws StorageException {
        return carryOut(
                replacement,
                new Replacement.Order(save, files, present, named, BackupReason.REPLACED),
                sink -> bytes.writeTo(file -> sink.open(named.file(file.role()).orElseThrow())),
                () -> observer.gateOpen(save, files.place()));
    }

    /// Removes what lies at a place; it is backed up first.
    Result remove(SaveId save, Place place) throws StorageException {
        Manifest present = present(seen.observation().here(save), place);
        return carryOut(
                replacement,
                new Replacement.Order(
                        save, seen.landings().files(place), present, null, BackupReason.DELETED),
                sink -> {},
                () -> observer.gateOpen(save, place));
    }

    /// Carries out one order.
    ///
    /// @throws StorageException if the storage could not give the content
    static Result carryOut(
            Replacement replacement,
            Replacement.Order order,
            Replacement.Bytes bytes,
            BooleanSupplier gateOpen)
            throws StorageException {
        SaveId save = order.save();
        return switch (replacement.carryOut(order, bytes, gateOpen)) {
            case Replaced.Done(var now) ->
                    new Put(order.files().place(), now == null ? order.wanted() : now);
            case Replaced.TargetMoved _, Replaced.Overtaken _, Replaced.Cancelled _ ->
                    failed(
                            save,
                            "restore.moved",
                            Saying.of("restore.moved", save)
                                    .inEnglish(save + " changed while it was being replaced"));
            case Replaced.GateClosed() ->
                    failed(
                            save,
                            "restore.emulator-runs",
                            Saying.of("restore.emulator-runs", save)
                                    .inEnglish(
                                            "an emulator that may write " + save + " is running"));
            case Replaced.Failed(StorageException cause) -> throw cause;
            case Replaced.Failed(var cause) ->
                    failed(save, "restore.failed", PlanRunner.said(cause));
        };
    }

    /// Refuses a backup whose bytes are no longer those that were set aside.
    static Optional<Failed> refusal(StoredBackup backup, BackupStore backups) {
        return backups.damage(backup).map(what -> new Failed(damaged(backup, what)));
    }

    /// What is said of a backup that is not what was set aside.
    static Failure damaged(StoredBackup backup, Saying what) {
        return new Failure(
                backup.save(),
                "backup.damaged",
                Saying.of("backup.damaged", backup.id(), what)
                        .inEnglish(
                                "backup " + backup.id() + " is not what was set aside: " + what));
    }

    private static Failed failed(SaveId save, String code, Saying what) {
        return new Failed(new Failure(save, code, what));
    }

    private static @Nullable Manifest present(Map<Place, LocalSave> here, @Nullable Place place) {
        LocalSave found = place == null ? null : here.get(place);
        return found != null && found.state() instanceof LocalSave.Present(var manifest, _)
                ? manifest
                : null;
    }

    /// Copies a backup's files.
    static void copy(StoredBackup backup, BackupStore backups, ContentSink sink)
            throws IOException {
        for (SaveFile file : backup.manifest().files())
            try (InputStream in = backups.source(backup).open(file);
                    OutputStream out = sink.open(file)) {
                in.transferTo(out);
            }
    }
}
