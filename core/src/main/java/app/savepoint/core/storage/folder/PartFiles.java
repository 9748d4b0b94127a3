package app.savepoint.core.storage.folder;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Objects on their way to their names: files in one hidden folder beside the objects, so that they
/// lie on the same volume and whoever looks for left-overs finds them in one place.
final class PartFiles {
    /// A part file of this age belongs to nobody any more.
    static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(PartFiles.class.getName());
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Folders folders;

    PartFiles(Path folder, Folders folders) {
        this.folder = folder;
        this.folders = folders;
    }

    /// A whole object that has not got its name yet, safe from a power cut.
    ///
    /// @param etag what the object will be called if it is small
    record Part(Path file, long size, ETag etag) {
        ETag etagAt(Path target) throws IOException {
            return size <= FolderObjectStore.SMALL
                    ? etag
                    : FolderObjectStore.large(
                            Files.readAttributes(target, BasicFileAttributes.class));
        }
    }

    Part write(Content content) throws IOException {
        Path file = folder.resolve(UUID.randomUUID() + ".part");
        folders.prepareFor(file);
        boolean whole = false;
        try {
            Part part = fill(file, content);
            whole = true;
            return part;
        } finally {
            if (!whole) Files.deleteIfExists(file);
        }
    }

    private static Part fill(Path file, Content content) throws IOException {
        MessageDigest digest = ContentHash.start();
        byte[] buffer = new byte[Math.clamp(content.size(), 1, BUFFER)];
        long size = 0;
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                InputStream in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size <= FolderObjectStore.SMALL) digest.update(buffer, 0, n);
                ByteBuffer left = ByteBuffer.wrap(buffer, 0, n);
                while (left.hasRemaining()) channel.write(left);
            }
            channel.force(true);
        }
        return new Part(file, size, new ETag(ContentHash.finish(digest.digest()).hex()));
    }

    /// Clears what crashes left behind. That it can not be cleared now is no reason not to go on:
    /// such files cost room and nothing else.
    void clearOlderThan(Instant limit) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.part")) {
            for (Path file : files)
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit))
                    Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "no part files in {0}", folder);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, "part files stay in " + folder, e);
        }
    }
}
