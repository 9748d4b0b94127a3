package app.savepoint.core;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.transfer.PlaceFiles;
import app.savepoint.core.transfer.Replaced;
import app.savepoint.core.transfer.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
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

    /// What lies there now.
    record Put(Place place, ContentId content) {}

    Put put(SaveId save, Manifest manifest, Replacement.Bytes bytes) {
        Map<Place, LocalSave> here = seen.observation().here(save);
        Place place = here.isEmpty() ? null : here.keySet().iterator().next();
        Manifest present = present(here, place);
        Landings.Spot spot =
                place == null
                        ? seen.landings().forNew(save, manifest)
                        : seen.landings().at(place, present, manifest);
        return switch (spot) {
            case Landings.Nowhere(var reason) ->
                    throw new RequestException("restore.nowhere", reason, "");
            case Landings.Found(var files, var named) ->
                    put(save, files, present, named, manifest, bytes);
        };
    }

    private Put put(
            SaveId save,
            PlaceFiles files,
            @Nullable Manifest present,
            Manifest named,
            Manifest manifest,
            Replacement.Bytes bytes) {
        Replaced replaced =
                replacement.carryOut(
                        new Replacement.Order(save, files, present, named, BackupReason.REPLACED),
                        sink ->
                                bytes.writeTo(
                                        file -> sink.open(named.file(file.role()).orElseThrow())),
                        () -> observer.gateOpen(save, files.place()));
        return switch (replaced) {
            case Replaced.Done(var now) ->
                    new Put(files.place(), now == null ? manifest.contentId() : now.contentId());
            case Replaced.TargetMoved _, Replaced.Overtaken _, Replaced.Cancelled _ ->
                    throw new RequestException(
                            "restore.moved",
                            save + " changed while it was being restored.",
                            "Try again.");
            case Replaced.GateClosed() ->
                    throw new RequestException(
                            "restore.emulator-runs",
                            "An emulator that may write " + save + " is running.",
                            "Close it and try again.");
            case Replaced.Failed(var cause) ->
                    throw new RequestException(
                            "restore.failed", String.valueOf(cause.getMessage()), "");
        };
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
