package app.savepoint.core.disk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Forces all that was written to a volume to the disk with one call, which for thousands of new
/// files costs a fraction of forcing each of them and each of their folders.
///
/// Only Linux can, and only for file systems of its own on disks of this computer: elsewhere such a
/// call may come back before the data is where it belongs. It waits for what others wrote, too, so
/// it is for many files only.
///
/// Source of the rule: `syncfs(2)`; errors are told since Linux 5.8.
public final class FileSystemSync {
    /// So many files are forced one by one; for more, the whole volume is.
    public static final int FEW = 64;

    private static final System.Logger LOG = System.getLogger(FileSystemSync.class.getName());
    private static final Set<String> ABLE = Set.of("ext4", "xfs", "btrfs", "f2fs", "tmpfs");

    private final Path folder;
    private final FileStore store;

    private FileSystemSync(Path folder, FileStore store) {
        this.folder = folder;
        this.store = store;
    }

    /// Where to look for the volume that a folder lies on.
    @FunctionalInterface
    public interface Finder {
        /// The volume, if it can be forced as a whole.
        Optional<? extends Forced> of(Path folder);
    }

    /// Something all of which can be forced to the disk.
    @FunctionalInterface
    public interface Forced {
        /// Returns when everything that was written before is safe from a power cut.
        void force() throws IOException;
    }

    /// The volume that a folder lies on, if it can be forced as a whole.
    public static Optional<Forced> of(Path folder) {
        if (!folder.getFileSystem().equals(FileSystems.getDefault())
                || !"Linux".equals(System.getProperty("os.name"))) return Optional.empty();
        try {
            FileStore store = Files.getFileStore(folder);
            return ABLE.contains(store.type()) && SyncfsCall.isPossible()
                    ? Optional.of(new FileSystemSync(folder, store)::force)
                    : Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "there is no telling where it lies: " + folder, e);
            return Optional.empty();
        }
    }

    private void force() throws IOException {
        // What is mounted there by now may be something else
        if (!Files.getFileStore(folder).equals(store))
            throw new IOException(folder + " lies on another volume than before");
        SyncfsCall.force(folder);
    }
}
