package app.savepoint.core.backup;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Copies that are checked while they are made, and checks of what lies on a disk.
public final class VerifiedCopy {
    private static final int CHUNK = 1 << 16;

    private VerifiedCopy() {}

    /// Writes the bytes of `file` to a new file, which [Durable] then has to force to the disk.
    ///
    /// @throws ContentMovedException if the source holds other bytes than `file` says
    static void toFile(SaveFile file, ContentSource source, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            to(out, file, source);
        }
    }

    /// Writes the bytes of `file` to a stream, which is worth nothing if this fails.
    ///
    /// @throws ContentMovedException if the source holds other bytes than `file` says
    public static void to(OutputStream out, SaveFile file, ContentSource source)
            throws IOException {
        MessageDigest digest = ContentHash.start();
        long copied = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = open(file, source)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                copied += n;
                if (copied > file.size()) throw moved(file);
                digest.update(chunk, 0, n);
                out.write(chunk, 0, n);
            }
        }
        if (copied != file.size() || !ContentHash.finish(digest.digest()).equals(file.hash()))
            throw moved(file);
    }

    /// Reads a file to its end.
    ///
    /// @throws ContentMovedException if the source holds other bytes than `file` says
    static void verify(SaveFile file, ContentSource source) throws IOException {
        try (InputStream in = open(file, source)) {
            if (!hash(in).equals(file.hash())) throw moved(file);
        }
    }

    /// The hash of what a stream holds.
    public static ContentHash hash(InputStream in) throws IOException {
        MessageDigest digest = ContentHash.start();
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
        return ContentHash.finish(digest.digest());
    }

    /// Whether a file, not a link to one, holds exactly those bytes.
    public static boolean holds(Path path, SaveFile file) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) return false;
        try (InputStream in = Files.newInputStream(path)) {
            return Files.size(path) == file.size() && hash(in).equals(file.hash());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static InputStream open(SaveFile file, ContentSource source) throws IOException {
        try {
            return source.open(file);
        } catch (NoSuchFileException e) {
            throw new ContentMovedException(
                    Saying.of("disk.gone", file.name()).inEnglish(file.name() + " is gone"), e);
        }
    }

    private static ContentMovedException moved(SaveFile file) {
        return new ContentMovedException(
                Saying.of("disk.moved", file.name()).inEnglish(file.name() + " is not what it was"),
                null);
    }
}
