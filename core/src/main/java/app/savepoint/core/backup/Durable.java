package app.savepoint.core.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes what was written safe from a power cut.
public final class Durable {
    private static final System.Logger LOG = System.getLogger(Durable.class.getName());

    private Durable() {}

    /// Forces files to the disk, several at a time, and returns those for which that failed.
    public static Map<Path, IOException> files(Collection<Path> files, Workers workers) {
        Map<Path, IOException> failed = new ConcurrentHashMap<>();
        workers.each(
                files,
                file -> {
                    try {
                        file(file);
                    } catch (IOException e) {
                        failed.put(file, e);
                    }
                });
        return failed;
    }

    /// Forces a file to the disk.
    public static void file(Path file) throws IOException {
        // A handle that may write, since Windows flushes no other
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Forces the names in folders to the disk, several at a time. A folder that is gone has none.
    public static void folders(Collection<Path> folders, Workers workers) {
        workers.each(folders, Durable::folder);
    }

    /// Forces the names in a folder to the disk as far as the disk can: Windows has no such call
    /// and needs none, and some network disks refuse it.
    public static void folder(Path folder) {
        if (!folder.getFileSystem().equals(FileSystems.getDefault())
                || folder.getFileSystem().getSeparator().equals("\\")
                || !Files.isDirectory(folder)) return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Nothing could be done better by failing: the names stand, and a power cut before the
            // disk writes them by itself is what recovery is for
            LOG.log(System.Logger.Level.DEBUG, "could not force the names in " + folder, e);
        }
    }

    /// Writes a small new file and returns once it is safe from a power cut, its name excepted.
    public static void write(Path target, byte[] bytes) throws IOException {
        try (FileChannel out =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) out.write(buffer);
            out.force(true);
        }
    }
}
