package app.savepoint.core.backup;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Copies that are checked while they are made and are on the disk when they are done.
public final class VerifiedCopy {
    private static final int CHUNK = 1 << 16;

    private VerifiedCopy() {}

    /// Writes the bytes of `file` to a new file and returns once they are safe from a power cut.
    ///
    /// @throws ContentMovedException if the source holds other bytes than `file` says
    public static void toFile(SaveFile file, ContentSource source, Path target) throws IOException {
        MessageDigest digest = ContentHash.start();
        long copied = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = open(file, source);
                FileChannel out =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                copied += n;
                if (copied > file.size()) throw moved(file);
                digest.update(chunk, 0, n);
                ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, n);
                while (buffer.hasRemaining()) out.write(buffer);
            }
            out.force(true);
        }
        if (copied != file.size() || !ContentHash.finish(digest.digest()).equals(file.hash()))
            throw moved(file);
    }

    /// Reads a stream to its end.
    ///
    /// @throws ContentMovedException if it holds other bytes than `file` says
    public static void verify(SaveFile file, InputStream in) throws IOException {
        if (!hash(in).equals(file.hash())) throw moved(file);
    }

    /// The hash of what a stream holds.
    public static ContentHash hash(InputStream in) throws IOException {
        MessageDigest digest = ContentHash.start();
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
        return ContentHash.finish(digest.digest());
    }

    /// Writes a small new file and returns once it is safe from a power cut.
    public static void writeDurably(Path target, byte[] bytes) throws IOException {
        try (FileChannel out =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) out.write(buffer);
            out.force(true);
        }
    }

    /// Makes the names in a folder safe from a power cut, where the system can: Windows has no such
    /// call and needs none.
    public static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().getSeparator().equals("\\")) return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static InputStream open(SaveFile file, ContentSource source) throws IOException {
        try {
            return source.open(file);
        } catch (NoSuchFileException e) {
            throw new ContentMovedException(file.name() + " is gone", e);
        }
    }

    private static ContentMovedException moved(SaveFile file) {
        return new ContentMovedException(file.name() + " is not what it was", null);
    }

    /// Whether a file holds exactly those bytes.
    public static boolean holds(Path path, SaveFile file) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) != file.size()) return false;
        try (InputStream in = Files.newInputStream(path)) {
            return hash(in).equals(file.hash());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
