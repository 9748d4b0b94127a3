package app.savepoint.core.storage.folder;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Says in words what a file system's error means for the storage folder.
final class FolderErrors {
    /// Less room than this counts as none: file systems keep some for themselves.
    private static final long NO_ROOM = 64 * 1024L;

    private final Path base;

    FolderErrors(Path base) {
        this.base = base;
    }

    /// @param needed how many bytes were to be written; 0 if none
    StorageException translate(IOException e, long needed) {
        if (e instanceof StorageException known) return known;
        if (!Files.isDirectory(base)) return missing(e);
        if (e instanceof AccessDeniedException denied)
            return new NeedsPerson(
                    Reason.DENIED,
                    Saying.of("storage.folder.denied", denied.getFile(), base)
                            .inEnglish(
                                    "no permission for "
                                            + denied.getFile()
                                            + " in the storage folder "
                                            + base),
                    e);
        if (saysReadOnly(e))
            return new NeedsPerson(
                    Reason.DENIED,
                    Saying.of("storage.folder.read-only", base)
                            .inEnglish("the storage folder " + base + " can only be read"),
                    e);
        if (needed > 0 && (saysFull(e) || hasNoRoomFor(needed)))
            return new NeedsPerson(
                    Reason.FULL,
                    Saying.of("storage.folder.full", base)
                            .inEnglish(
                                    "no room is left where the storage folder " + base + " lies"),
                    e);
        return new Unavailable(
                Saying.of("storage.folder.unusable", base, reason(e))
                        .inEnglish(
                                "the storage folder " + base + " could not be used: " + reason(e)),
                e);
    }

    Unavailable missing(IOException e) {
        return new Unavailable(
                Saying.of("storage.folder.missing", base)
                        .inEnglish(
                                "the storage folder "
                                        + base
                                        + " is not there; is its drive plugged in, or its share"
                                        + " mounted?"),
                e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    // The words of the operating system are all Java passes on of the error's number. They may be
    // in the person's language, so the file store is asked as well.

    private boolean saysReadOnly(IOException e) {
        if (says(e, "read-only file system")) return true;
        try {
            FileStore store = Files.getFileStore(base);
            return e instanceof FileSystemException && store.isReadOnly();
        } catch (IOException again) {
            e.addSuppressed(again);
            return false;
        }
    }

    private static boolean saysFull(IOException e) {
        return says(e, "no space left")
                || says(e, "quota exceeded")
                || says(e, "not enough space on the disk");
    }

    private boolean hasNoRoomFor(long needed) {
        try {
            return Files.getFileStore(base).getUsableSpace() < Math.max(needed, NO_ROOM);
        } catch (IOException again) {
            // Nothing more is known than before: it stays an error of its own kind.
            return false;
        }
    }

    private static boolean says(IOException e, String words) {
        return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }
}
