package app.savepoint.core;

import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.ContentMovedException;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.ContentSource;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Refetch;
import app.savepoint.core.view.ExportFrom;
import app.savepoint.core.view.Exported;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a copy of a save where a person wants it: as it is if it is one file, else as a zip.
/// Bytes that are not those that were meant are given to nobody: neither of a backup that was
/// damaged nor of a save that is being written.
final class Exporting {
    private static final System.Logger LOG = System.getLogger(Exporting.class.getName());
    private static final String ZIP = ".zip";

    private final EngineWork work;
    private final Storage storage;
    private final BackupStore backups;
    private final Path scratch;

    /// @param scratch a folder for contents on their way
    Exporting(EngineWork work, Storage storage, BackupStore backups, Path scratch) {
        this.work = work;
        this.storage = storage;
        this.backups = backups;
        this.scratch = scratch;
    }

    /// What is to be copied.
    ///
    /// @param end removes what was made for it
    /// @param fetched how many bytes come from the storage
    /// @param moved what it means that the bytes are others than those of the manifest
    private record Copy(
            SaveId save,
            Manifest manifest,
            ContentSource source,
            AutoCloseable end,
            long fetched,
            Moved moved) {}

    /// What it means that a file holds other bytes than it should.
    private interface Moved {
        Failure failure(Saying what);
    }

    Exported export(Selection selection, ExportFrom from, Path target) throws StorageException {
        Copy copy =
                switch (from) {
                    case ExportFrom.Present() -> present(selection);
                    case ExportFrom.Backup(var id) -> backup(id);
                    case ExportFrom.Published(var id) ->
                            published(
                                    storage.revision(id).orElseThrow(() -> unknown(id.toString())));
                };
        try (AutoCloseable _ = copy.end()) {
            return write(copy, target);
        } catch (StorageException | RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("scratch files could not be removed", e);
        }
    }

    private static RequestException unknown(String id) {
        return new RequestException("revision.unknown", id);
    }

    private Copy present(Selection selection) throws StorageException {
        Observer.Seen seen = work.observe(true);
        List<SavePlan> plans = work.plans(seen, selection);
        if (plans.size() > 1)
            throw new RequestException(
                    "save.several",
                    Saying.of(
                            "save.several.export",
                            String.join(", ", selection.names()),
                            plans.size()));
        SaveId save = plans.getFirst().save();
        for (Map.Entry<Place, LocalSave> here : seen.observation().here(save).entrySet())
            if (here.getValue().state() instanceof LocalSave.Present(var manifest, _))
                return new Copy(
                        save,
                        manifest,
                        seen.landings().files(here.getKey()).source(manifest),
                        () -> {},
                        0,
                        what ->
                                failure(
                                        save,
                                        "export.moved",
                                        Saying.of("export.moved", save, what)));
        List<Head> heads =
                seen.observation().there(save).heads().stream()
                        .filter(head -> !head.isTombstone())
                        .toList();
        if (heads.size() != 1)
            throw new RequestException(heads.isEmpty() ? "export.nothing" : "export.several", save);
        return published(
                storage.revision(heads.getFirst().id())
                        .orElseThrow(() -> unknown(save.toString())));
    }

    private Copy backup(long id) {
        StoredBackup backup = BackupRows.find(backups.all(), id);
        return new Copy(
                backup.save(),
                backup.manifest(),
                backups.source(backup),
                () -> {},
                0,
                what -> Restore.damaged(backup, what));
    }

    private Copy published(Revision revision) {
        Manifest manifest = revision.manifest();
        if (manifest == null) throw unknown(revision.id().toString());
        Refetch refetch = new Refetch(storage, revision, scratch);
        return new Copy(
                revision.save(),
                manifest,
                refetch,
                refetch,
                manifest.size(),
                // What came was whole, so it is this disk
                what -> failure(revision.save(), "disk.failed", what));
    }

    private Exported write(Copy copy, Path target) throws IOException {
        Path file = Files.isDirectory(target) ? target.resolve(name(copy)) : target;
        boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(ZIP);
        boolean several = copy.manifest().files().size() > 1 || copy.manifest().folder() != null;
        if (several && !zip) throw new RequestException("export.needs-zip", copy.save());
        if (Files.exists(file)) throw new RequestException("export.exists", file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Path draft = Files.createTempFile(folder, ".savepoint-", ".part");
        try {
            if (zip) zip(copy, draft);
            else plain(copy, draft);
            Files.move(draft, file);
        } catch (FileAlreadyExistsException e) {
            throw new RequestException("export.exists", file);
        } catch (ContentMovedException e) {
            Failure failure = copy.moved().failure(e.saying());
            LOG.log(Level.WARNING, "no copy of " + failure.id() + ": " + failure.code(), e);
            return new Exported(copy.save(), file, zip, Reports.failed(failure));
        } finally {
            Files.deleteIfExists(draft);
        }
        return new Exported(copy.save(), file, zip, Reports.fetched(copy.fetched()));
    }

    private static Failure failure(SaveId save, String code, Saying what) {
        return new Failure(save, code, what);
    }

    private static String name(Copy copy) {
        Manifest manifest = copy.manifest();
        if (manifest.folder() != null) return manifest.folder() + ZIP;
        String main = manifest.files().getFirst().name();
        if (manifest.files().size() == 1) return main;
        int dot = main.lastIndexOf('.');
        return (dot > 0 ? main.substring(0, dot) : main) + ZIP;
    }

    private static void plain(Copy copy, Path file) throws IOException {
        SaveFile only = copy.manifest().files().getFirst();
        try (OutputStream out = Files.newOutputStream(file)) {
            VerifiedCopy.to(out, only, copy.source());
        }
        Files.setLastModifiedTime(file, FileTime.from(only.modifiedAt()));
    }

    private static void zip(Copy copy, Path file) throws IOException {
        String folder = copy.manifest().folder();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (SaveFile each : copy.manifest().files()) {
                ZipEntry entry = new ZipEntry((folder == null ? "" : folder + '/') + each.name());
                entry.setLastModifiedTime(FileTime.from(each.modifiedAt()));
                zip.putNextEntry(entry);
                VerifiedCopy.to(zip, each, copy.source());
                zip.closeEntry();
            }
        }
    }
}
