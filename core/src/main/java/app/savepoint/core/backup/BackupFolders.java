package app.savepoint.core.backup;

import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where backups lie on the disk.
final class BackupFolders {
    /// The folder with the save's files, inside that of a backup.
    static final String FILES = "files";

    /// Tells what a backup's folder holds, should the index be lost.
    static final String DESCRIPTION = "backup.json";

    /// Lies beside the files of a backup that is kept for ever.
    static final String PINNED = "pinned";

    private static final String STAGING = ".staging-";
    private static final int DEPTH = 4;

    private final Path dir;
    private final BackupIndex index;
    private long lastNumber;

    BackupFolders(Path dir, BackupIndex index) {
        this.dir = dir;
        this.index = index;
        for (StoredBackup backup : index.all()) seen(backup.id());
    }

    private void seen(String id) {
        if (id.matches("[0-9]{1,18}")) lastNumber = Math.max(lastNumber, Long.parseLong(id));
    }

    synchronized String nextNumber() {
        return Long.toString(++lastNumber);
    }

    /// A new folder for contents that are not whole yet. While it is there, folders may be missing
    /// in the index.
    Path newStaging() throws IOException {
        return Files.createDirectories(dir.resolve(STAGING + UUID.randomUUID()));
    }

    /// Gives a whole backup its place and returns that, below the folder of all backups. Never over
    /// another.
    synchronized String settle(Path whole, String wanted) throws IOException {
        String path = wanted;
        for (int n = 2; Files.exists(dir.resolve(path)); n++) path = wanted + "-" + n;
        Path target = dir.resolve(path);
        Files.createDirectories(parent(target));
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        return path;
    }

    /// The folder of a backup, those in it, and those above it up to the folder of all backups: all
    /// whose names have to be forced to the disk.
    List<Path> around(String path) throws IOException {
        List<Path> folders = new ArrayList<>();
        Path top = dir.resolve(path);
        try (Stream<Path> inside = Files.walk(top)) {
            inside.filter(Files::isDirectory).forEach(folders::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path up = parent(top); !up.equals(dir); up = parent(up)) folders.add(up);
        folders.add(dir);
        return folders;
    }

    Path files(StoredBackup backup) {
        return dir.resolve(backup.path()).resolve(FILES);
    }

    ContentSource source(StoredBackup backup) {
        Path files = files(backup);
        Map<SaveFile, String> names = BackupNames.files(backup.manifest());
        return file -> {
            String name = names.get(file);
            if (name == null) throw new NoSuchFileException(file.name());
            return Files.newInputStream(files.resolve(name));
        };
    }

    void pin(StoredBackup backup, boolean pinned) throws IOException {
        Path folder = dir.resolve(backup.path());
        Path mark = folder.resolve(PINNED);
        if (!pinned) Files.deleteIfExists(mark);
        else if (!Files.exists(mark)) Durable.write(mark, new byte[0]);
        Durable.folder(folder);
    }

    /// What is wrong with a backup; empty if it is whole.
    Optional<Saying> damage(StoredBackup backup) {
        try {
            for (SaveFile file : backup.manifest().files())
                VerifiedCopy.verify(file, source(backup));
            return Optional.empty();
        } catch (ContentMovedException e) {
            return Optional.of(e.saying());
        } catch (IOException e) {
            return Optional.of(
                    Saying.of("disk.failed", e.getMessage())
                            .inEnglish(String.valueOf(e.getMessage())));
        }
    }

    /// A backup by what stands beside its files.
    ///
    /// @param taken the numbers that others have; gets the one of this backup
    StoredBackup read(String path, Set<String> taken) throws IOException {
        Path folder = dir.resolve(path);
        StoredBackup read =
                BackupDescription.read(folder.resolve(DESCRIPTION), path)
                        .pinned(Files.exists(folder.resolve(PINNED)));
        synchronized (this) {
            seen(read.id());
            if (taken.add(read.id())) return read;
            StoredBackup renumbered = read.withId(nextNumber());
            taken.add(renumbered.id());
            return renumbered;
        }
    }

    /// The paths of backups that are not in the index.
    List<String> unlisted() throws IOException {
        if (!Files.isDirectory(dir)) return List.of();
        Set<String> listed =
                index.all().stream()
                        .map(StoredBackup::path)
                        .collect(Collectors.toCollection(HashSet::new));
        try (Stream<Path> all = Files.find(dir, DEPTH, (path, what) -> what.isDirectory())) {
            return all.filter(path -> Files.isRegularFile(path.resolve(DESCRIPTION)))
                    .map(path -> dir.relativize(path).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith(STAGING) && !listed.contains(path))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// What a crash left half-written.
    List<Path> staging() throws IOException {
        if (!Files.isDirectory(dir)) return List.of();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir, STAGING + "*")) {
            entries.forEach(found::add);
        }
        return found;
    }

    void remove(StoredBackup backup) {
        Path folder = dir.resolve(backup.path());
        deleteTree(folder);
        for (Path up = parent(folder); !up.equals(dir) && isEmpty(up); up = parent(up))
            deleteTree(up);
    }

    static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            // gone already
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(BackupStore.class.getName())
                    .log(System.Logger.Level.WARNING, "could not clear " + tree, e);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        } catch (IOException e) {
            // Whatever it is, it is not known to be empty
            return false;
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) throw new IllegalArgumentException("no folder around " + path);
        return parent;
    }
}
