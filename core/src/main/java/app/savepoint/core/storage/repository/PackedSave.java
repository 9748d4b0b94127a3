package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ContentSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/// A save's content ready to be stored: one file compressed, or several as a compressed tar with
/// the names they had on disk, so that a person gets them back without a program of ours.
///
/// The same files always give the same bytes. Up to a mebibyte is packed in memory, more in a file
/// in the work folder, which is removed on close.
final class PackedSave implements AutoCloseable {
    /// The most that is packed in memory.
    static final long SMALL = 1024 * 1024L;

    private static final int BUFFER = 64 * 1024;
    private static final int PLAIN_FILE = 0100644;

    private final Content content;
    private final @Nullable Path workFile;

    private PackedSave(Content content, @Nullable Path workFile) {
        this.content = content;
        this.workFile = workFile;
    }

    /// A file turned out not to be what its manifest says.
    static final class SourceMoved extends IOException {
        private static final long serialVersionUID = 1L;

        SourceMoved(SaveFile file, @Nullable Throwable cause) {
            super("changed while it was read: " + file.name(), cause);
        }
    }

    /// Whether a save is stored as the file it is.
    static boolean isOneFile(Manifest manifest) {
        return manifest.folder() == null && manifest.files().size() == 1;
    }

    static PackedSave pack(Manifest manifest, ContentSource source, Path workFolder)
            throws IOException {
        if (manifest.size() <= SMALL) {
            ByteArrayOutputStream plain = new ByteArrayOutputStream((int) manifest.size() + 64);
            write(manifest, source, plain);
            return new PackedSave(Content.of(Compression.compress(plain.toByteArray())), null);
        }
        Files.createDirectories(workFolder);
        Path file = Files.createTempFile(workFolder, "pack-", ".zst");
        boolean whole = false;
        try {
            try (OutputStream out = Compression.compressing(Files.newOutputStream(file))) {
                write(manifest, source, out);
            }
            PackedSave packed = new PackedSave(Content.ofFile(file), file);
            whole = true;
            return packed;
        } finally {
            if (!whole) Files.deleteIfExists(file);
        }
    }

    private static void write(Manifest manifest, ContentSource source, OutputStream out)
            throws IOException {
        if (isOneFile(manifest)) {
            copy(manifest.files().getFirst(), source, out);
            return;
        }
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        List<String> names = namesInside(manifest);
        for (int i = 0; i < names.size(); i++) {
            SaveFile file = manifest.files().get(i);
            TarArchiveEntry entry = new TarArchiveEntry(names.get(i), true);
            entry.setSize(file.size());
            entry.setMode(PLAIN_FILE);
            entry.setIds(0, 0);
            entry.setNames("", "");
            // Whole seconds fit the plain header; the event keeps the exact time.
            entry.setModTime(
                    FileTime.fromMillis(
                            Math.floorDiv(file.modifiedAt().toEpochMilli(), 1000) * 1000));
            tar.putArchiveEntry(entry);
            copy(file, source, tar);
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    /// What the files are called in the tar, in the order of the manifest. A name that is taken
    /// already, also by one in other case, gets its role in front.
    static List<String> namesInside(Manifest manifest) {
        Set<String> taken = new HashSet<>();
        String folder = manifest.folder() == null ? "" : manifest.folder() + "/";
        return manifest.files().stream()
                .map(file -> {
                    String name = file.name();
                    while (!taken.add(name.toLowerCase(Locale.ROOT)))
                        name = Names.escape(file.role().value()) + "-" + name;
                    return folder + name;
                })
                .toList();
    }

    private static void copy(SaveFile file, ContentSource source, OutputStream out)
            throws IOException {
        MessageDigest digest = ContentHash.start();
        long left = file.size();
        try (InputStream in = source.open(file)) {
            byte[] buffer = new byte[(int) Math.clamp(file.size() + 1, 1L, BUFFER)];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                // Checked before it is written: a tar has no room for more than was announced.
                if (left < 0) throw new SourceMoved(file, null);
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        } catch (NoSuchFileException e) {
            throw new SourceMoved(file, e);
        }
        if (left != 0 || !ContentHash.finish(digest.digest()).equals(file.hash()))
            throw new SourceMoved(file, null);
    }

    Content content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        if (workFile != null) Files.deleteIfExists(workFile);
    }
}
