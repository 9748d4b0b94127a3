package app.savepoint.core.storage.folder;

import app.savepoint.core.storage.ObjectInfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What lies below the folder, whole or not at all.
final class FolderListing {
    /// No object of ours lies deeper by far; a link that leads back up does.
    private static final int DEEPEST = 16;

    private final Path base;

    FolderListing(Path base) {
        this.base = base;
    }

    List<ObjectInfo> list(String prefix, String startAfter) throws IOException {
        List<ObjectInfo> found = new ArrayList<>();
        String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Path folder = base;
        for (String part : start.split("/", -1)) if (!part.isEmpty()) folder = folder.resolve(part);
        if (Files.isDirectory(folder)) walk(folder, start, prefix, startAfter, found);
        found.sort(Comparator.comparing(ObjectInfo::key));
        return found;
    }

    private static void walk(
            Path folder, String at, String prefix, String startAfter, List<ObjectInfo> found)
            throws IOException {
        if (at.chars().filter(c -> c == '/').count() > DEEPEST)
            throw new FileSystemException(folder.toString(), null, "folders without end");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                String key = at + name;
                if (name.startsWith(".") || !couldMatch(key, prefix)) continue;
                if (!isFolder(entry)) {
                    if (key.startsWith(prefix) && key.compareTo(startAfter) > 0)
                        look(key, entry).ifPresent(found::add);
                } else {
                    walk(entry, key + "/", prefix, startAfter, found);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        // A folder that went away while it was read may have hidden a part of what was in it.
        if (!Files.isDirectory(folder)) throw new NoSuchFileException(folder.toString());
    }

    private static boolean couldMatch(String key, String prefix) {
        return key.startsWith(prefix) || prefix.startsWith(key + "/");
    }

    private static boolean isFolder(Path entry) throws IOException {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
        } catch (NoSuchFileException e) {
            // Removed since, or a link to nowhere: it is no folder, and `look` finds nothing.
            return false;
        }
    }

    /// The object that a file is; empty if there is no such file.
    static Optional<ObjectInfo> look(String key, Path file) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) return Optional.empty();
            if (found.size() > FolderObjectStore.SMALL)
                return Optional.of(
                        FolderObjectStore.info(key, found, FolderObjectStore.large(found)));
            byte[] bytes = Files.readAllBytes(file);
            return Optional.of(
                    new ObjectInfo(
                            key,
                            bytes.length,
                            FolderObjectStore.small(bytes),
                            found.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }
}
