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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Objects on their way to their names: hidden files beside the name they are to get, so that they
/// lie on the same volume and many writers do not queue for one folder.
///
/// A process that has written one leaves a note in one hidden folder until it ends. A note that
/// nobody took back tells of a crash, and only then are part files looked for.
final class PartFiles {
    /// A part file of this age belongs to nobody any more.
    static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(PartFiles.class.getName());
    private static final String START = ".savepoint-";
    private static final String END = ".part";
    private static final int BUFFER = 64 * 1024;

    private final Path base;
    private final Folders folders;
    private final Path note;
    private final AtomicBoolean noted = new AtomicBoolean();

    /// @param notes the folder for notes
    PartFiles(Path base, Path notes, Folders folders) {
        this.base = base;
        this.note = notes.resolve(UUID.randomUUID() + ".writing");
        this.folders = folders;
    }

    /// A whole object that has not got its name yet.
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

    /// Writes an object beside the name it is to get.
    ///
    /// @param forced whether it has to be safe from a power cut before it gets that name
    Part write(Path target, Content content, boolean forced) throws IOException {
        if (!noted.getAndSet(true)) {
            folders.prepareFor(note);
            Files.write(note, new byte[0]);
        }
        Path file = target.resolveSibling(START + UUID.randomUUID() + END);
        boolean whole = false;
        try {
            Part part = fill(file, content, forced);
            whole = true;
            return part;
        } finally {
            if (!whole) Files.deleteIfExists(file);
        }
    }

    private static Part fill(Path file, Content content, boolean forced) throws IOException {
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
            if (forced) channel.force(true);
        }
        return new Part(file, size, new ETag(ContentHash.finish(digest.digest()).hex()));
    }

    /// When a file is made that is made now; empty if none can be.
    Optional<Instant> time() {
        // Should it stay, it tells of a crash, which is true
        Path trace = note.resolveSibling(UUID.randomUUID() + ".writing");
        try {
            folders.prepareFor(trace);
            Files.createFile(trace);
            try {
                return Optional.of(Files.getLastModifiedTime(trace).toInstant());
            } finally {
                Files.deleteIfExists(trace);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the time there can not be told: " + base, e);
            return Optional.empty();
        }
    }

    /// Takes the note back: whatever was begun is ended.
    void close() {
        if (!noted.getAndSet(false)) return;
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a note stays though nothing is being written: " + note, e);
        }
    }

    /// Clears what crashes left behind, if there were any. That it can not be cleared now is no
    /// reason not to go on: such files cost room and nothing else.
    void clearOlderThan(Instant limit) {
        try {
            List<Path> old = new ArrayList<>();
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(parentOf(note))) {
                for (Path file : notes)
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) old.add(file);
            }
            if (old.isEmpty()) return;
            Files.walkFileTree(base, new Clearing(limit));
            for (Path file : old) Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "nobody wrote to {0} yet", base);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, "part files stay in " + base, e);
        }
    }

    private static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "lies in a folder");
    }

    /// Deletes part files last written before that time.
    private static final class Clearing extends SimpleFileVisitor<Path> {
        private final Instant limit;

        Clearing(Instant limit) {
            this.limit = limit;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(START)
                    && name.endsWith(END)
                    && found.isRegularFile()
                    && found.lastModifiedTime().toInstant().isBefore(limit))
                Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }
    }
}
