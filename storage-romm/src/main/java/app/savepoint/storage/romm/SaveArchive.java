package app.savepoint.storage.romm;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A save that is a folder, as the one file that RomM keeps of it: a zip with the folder in it, the
/// same bytes whenever the same files are packed.
final class SaveArchive {
    static final String EXTENSION = "zip";

    /// The earliest that a zip can say; what a save's files were touched at is no part of it.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int BUFFER = 1 << 16;

    private SaveArchive() {}

    /// Gives the bytes of one file.
    @FunctionalInterface
    interface Reading {
        void copy(SaveFile file, OutputStream to) throws IOException;
    }

    /// Packs a folder's files, in the order of their roles.
    static void write(Manifest manifest, Reading reading, OutputStream to) throws IOException {
        String folder = manifest.folder();
        try (ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
            for (SaveFile file : manifest.files()) {
                ZipEntry entry = new ZipEntry(folder + "/" + file.role().value());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                reading.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    /// What is in an archive, as a save.
    ///
    /// @param name what the folder is called if the archive does not say it
    /// @param modified when it was stored
    /// @throws Unpacking.TooMuch if there is more in it than in any save
    /// @throws ZipException if it is no archive of a save
    static Manifest read(Path file, String name, Instant modified) throws IOException {
        Unpacking limit = Unpacking.of(Files.size(file));
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            List<ZipEntry> entries = files(zip);
            String top = top(entries);
            List<SaveFile> files = new ArrayList<>();
            for (ZipEntry entry : entries) {
                String path = path(entry, top);
                MessageDigest digest = ContentHash.start();
                long size = copy(zip, entry, taken(digest, limit));
                files.add(
                        new SaveFile(
                                new Role(path),
                                path,
                                size,
                                ContentHash.finish(digest.digest()),
                                modified));
            }
            return new Manifest(top.isEmpty() ? name : top, files);
        } catch (IllegalArgumentException e) {
            throw new ZipException("a name in it can not be that of a file");
        }
    }

    private static Taking taken(MessageDigest digest, Unpacking limit) {
        return (bytes, offset, length) -> {
            limit.bytes(length);
            digest.update(bytes, offset, length);
        };
    }

    /// Writes the files of a save that [#read] found in an archive.
    static void unpack(Path file, Manifest manifest, ContentSink sink) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            List<ZipEntry> entries = files(zip);
            String top = top(entries);
            for (ZipEntry entry : entries) {
                Role role = new Role(path(entry, top));
                SaveFile wanted = manifest.file(role).orElseThrow();
                Unpacking limit = Unpacking.atMost(wanted.size());
                try (OutputStream to = sink.open(wanted)) {
                    copy(zip, entry, written(to, limit));
                } catch (IOException e) {
                    throw new Wire.TakingFailed(e);
                }
            }
        }
    }

    private static Taking written(OutputStream to, Unpacking limit) {
        return (bytes, offset, length) -> {
            limit.bytes(length);
            to.write(bytes, offset, length);
        };
    }

    private static List<ZipEntry> files(ZipFile zip) throws IOException {
        Unpacking limit = Unpacking.of(0);
        List<ZipEntry> files = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            limit.file();
            if (!entry.isDirectory()) files.add(entry);
        }
        if (files.isEmpty()) throw new ZipException("no file in it");
        return files;
    }

    /// The folder that all of it lies in; empty if it does not lie in one.
    private static String top(List<ZipEntry> entries) {
        String first = entries.getFirst().getName();
        int slash = first.indexOf('/');
        String top = slash < 0 ? "" : first.substring(0, slash + 1);
        boolean all = entries.stream().allMatch(entry -> entry.getName().startsWith(top));
        return all && !top.isEmpty() ? top.substring(0, top.length() - 1) : "";
    }

    private static String path(ZipEntry entry, String top) {
        String name = entry.getName();
        String below = top.isEmpty() ? name : name.substring(top.length() + 1);
        return Normalizer.normalize(below, Normalizer.Form.NFC);
    }

    private interface Taking {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    private static long copy(ZipFile zip, ZipEntry entry, Taking taking) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream bytes = zip.getInputStream(entry)) {
            for (int read = Unpacking.read(bytes, buffer);
                    read >= 0;
                    read = Unpacking.read(bytes, buffer)) {
                length += read;
                taking.take(buffer, 0, read);
            }
        }
        return length;
    }
}
