package app.savepoint.core.storage.folder;

import app.savepoint.core.disk.FileSystemSync;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The folders that objects lie in: makes them, and sees to it that the names in them survive a
/// power cut.
final class Folders {
    private static final Logger LOG = System.getLogger(Folders.class.getName());
    private static final int AT_ONCE = 8;

    private final Path base;
    private final Set<Path> touched = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Boolean foldersCanBeForced;

    Folders(Path base) {
        this.base = base;
    }

    /// Makes the folders above a file, never the base: a base that is gone is a share that is not
    /// mounted.
    void prepareFor(Path file) throws IOException {
        make(parentOf(file));
    }

    private void make(Path folder) throws IOException {
        if (folder.equals(base) || Files.isDirectory(folder)) return;
        Path above = parentOf(folder);
        make(above);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) throw e;
        }
        touched.add(above);
    }

    /// A name in the file's folder changed.
    void touched(Path file) {
        touched.add(parentOf(file));
    }

    /// Forces the whole volume to the disk, which takes all names along.
    void flush(FileSystemSync.Forced volume) throws IOException {
        List<Path> dirty = new ArrayList<>(touched);
        // Taken out first: a name that changes from here on is the next flush's
        dirty.forEach(touched::remove);
        try {
            volume.force();
        } catch (IOException e) {
            touched.addAll(dirty);
            throw e;
        }
    }

    /// Forces every folder whose names changed to the disk, several at once.
    void flush() throws IOException {
        List<Path> dirty = new ArrayList<>(touched);
        if (dirty.isEmpty() || !canForce()) {
            dirty.forEach(touched::remove);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Path folder : dirty)
                running.add(
                        pool.submit(() -> {
                            // Taken out first: a name that changes from here on is the
                            // next flush's.
                            touched.remove(folder);
                            return force(folder);
                        }));
        }
        for (int i = 0; i < running.size(); i++) {
            try {
                running.get(i).get();
            } catch (ExecutionException e) {
                touched.addAll(dirty);
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                touched.addAll(dirty);
                throw new IOException("interrupted before all was safe on the disk", e);
            }
        }
    }

    /// Windows, and some network shares, know no such thing as forcing a folder; there the file
    /// system keeps names by itself or not at all.
    private boolean canForce() {
        Boolean can = foldersCanBeForced;
        if (can == null) {
            try {
                can = force(base);
            } catch (IOException e) {
                LOG.log(Level.INFO, "folders can not be forced to the disk in " + base, e);
                can = false;
            }
            foldersCanBeForced = can;
        }
        return can;
    }

    private static boolean force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "gone before it was forced to the disk: {0}", folder);
        }
        return true;
    }

    private Path parentOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? base : parent;
    }
}
