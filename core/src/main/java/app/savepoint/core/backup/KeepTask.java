package app.savepoint.core.backup;

import app.savepoint.core.save.SaveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One content on its way into the backups. Goes from step to step; one that failed passes the
/// steps that are left over.
final class KeepTask {
    private final BackupStore.Wish wish;
    private final BackupFolders folders;
    private final Instant now;
    private final Path staging;
    private final List<Path> staged = new ArrayList<>();
    private final List<Path> touched = new ArrayList<>();
    private @Nullable StoredBackup backup;
    private @Nullable IOException failure;

    /// @param staging where it may be put together; its own
    KeepTask(BackupStore.Wish wish, BackupFolders folders, Path staging, Instant now) {
        this.wish = wish;
        this.folders = folders;
        this.staging = staging;
        this.now = now;
    }

    BackupStore.Wish wish() {
        return wish;
    }

    /// Copies and checks the content, unless `there` is a whole backup of it.
    void stage(Optional<StoredBackup> there) {
        try {
            if (there.isPresent() && folders.damage(there.get()).isEmpty()) {
                for (SaveFile file : wish.manifest().files())
                    VerifiedCopy.verify(file, wish.source());
                backup = there.get().again(now, wish.reason());
                return;
            }
            Map<SaveFile, String> names = BackupNames.files(wish.manifest());
            Path files = staging.resolve(BackupFolders.FILES);
            for (SaveFile file : wish.manifest().files()) {
                Path copy = files.resolve(names.get(file));
                Files.createDirectories(copy.resolveSibling(""));
                VerifiedCopy.toFile(file, wish.source(), copy);
                Files.setLastModifiedTime(copy, FileTime.from(file.modifiedAt()));
                staged.add(copy);
            }
            StoredBackup draft =
                    new StoredBackup(
                            folders.nextNumber(),
                            wish.save(),
                            wish.place(),
                            wish.reason().word(),
                            wish.manifest().contentId(),
                            wish.manifest(),
                            wish.manifest().size(),
                            now,
                            false,
                            BackupNames.folder(wish.save(), wish.manifest().contentId(), now));
            Path description = staging.resolve(BackupFolders.DESCRIPTION);
            Files.write(description, BackupDescription.write(draft));
            staged.add(description);
            backup = draft;
        } catch (IOException e) {
            failure = e;
        }
    }

    /// The files that have to be forced to the disk.
    List<Path> staged() {
        return failure == null ? staged : List.of();
    }

    /// Gives what was staged its place.
    ///
    /// @param failed what could not be forced to the disk
    void commit(Map<Path, IOException> failed) {
        if (failure != null || backup == null || staged.isEmpty()) return;
        try {
            for (Path file : staged) if (failed.containsKey(file)) throw failed.get(file);
            String path = folders.settle(staging, backup.path());
            backup = backup.at(path);
            touched.addAll(folders.around(path));
        } catch (IOException e) {
            failure = e;
        }
    }

    /// The folders whose names have to be forced to the disk.
    List<Path> touched() {
        return touched;
    }

    /// What is to be listed.
    Optional<StoredBackup> backup() {
        return failure == null ? Optional.ofNullable(backup) : Optional.empty();
    }

    BackupStore.Outcome outcome() {
        return new BackupStore.Outcome(backup().orElse(null), failure);
    }
}
