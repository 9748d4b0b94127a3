package app.savepoint.storage.romm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// RomM's hash of a content: MD5 of its bytes; of an archive, MD5 over the names and MD5s of what
/// is in it, so that it is the same however it was packed.
final class RommHash {
    private static final int BUFFER = 1 << 16;

    /// An archive's last record, with the longest comment there can be in it. Source: PKWARE, *.ZIP
    /// File Format Specification*, 4.3.16.
    private static final int LONGEST_END = 22 + 65_535;

    private static final byte[] END_MARK = {'P', 'K', 5, 6};

    /// By code points, as RomM sorts; `String` compares by UTF-16 units.
    private static final Comparator<String> BY_CODE_POINTS =
            (one, other) -> {
                int[] some = one.codePoints().toArray();
                int[] more = other.codePoints().toArray();
                return Arrays.compare(some, more);
            };

    private RommHash() {}

    /// The hash of a file's content.
    ///
    /// @throws Unpacking.TooMuch if it is an archive that holds more than a save could
    static String of(Path file) throws IOException {
        return of(file, Unpacking.of(Files.size(file)));
    }

    /// @param limit how much may come out of it if it is an archive
    static String of(Path file, Unpacking limit) throws IOException {
        if (mayBeArchive(file)) {
            try (ZipFile archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                return of(archive, limit);
            } catch (ZipException e) {
                // It only looks like one, so its bytes are what counts
                return plain(file);
            }
        }
        return plain(file);
    }

    /// Whether the mark that ends an archive stands within what may follow it.
    private static boolean mayBeArchive(Path file) throws IOException {
        long size = Files.size(file);
        int tail = (int) Math.min(size, LONGEST_END);
        byte[] end = new byte[tail];
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.skipNBytes(size - tail);
            if (bytes.readNBytes(end, 0, tail) < tail) return false;
        }
        for (int at = 0; at + END_MARK.length <= tail; at++)
            if (Arrays.equals(end, at, at + END_MARK.length, END_MARK, 0, END_MARK.length))
                return true;
        return false;
    }

    private static String of(ZipFile archive, Unpacking limit) throws IOException {
        List<String> names = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            limit.file();
            if (!name.endsWith("/")) names.add(name);
        }
        names.sort(BY_CODE_POINTS);
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            ZipEntry entry = archive.getEntry(name);
            try (InputStream bytes = archive.getInputStream(entry)) {
                lines.add(name + ":" + md5(bytes, limit));
            }
        }
        return HexFormat.of()
                .formatHex(
                        fresh().digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static String plain(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return md5(bytes, Unpacking.atMost(Long.MAX_VALUE));
        }
    }

    private static String md5(InputStream bytes, Unpacking limit) throws IOException {
        MessageDigest digest = fresh();
        byte[] buffer = new byte[BUFFER];
        for (int read = Unpacking.read(bytes, buffer);
                read >= 0;
                read = Unpacking.read(bytes, buffer)) {
            limit.bytes(read);
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
