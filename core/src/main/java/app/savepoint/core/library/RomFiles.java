package app.savepoint.core.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files that games themselves come in.
public final class RomFiles {
    private static final int CHUNK = 1 << 16;

    /// Less is no game, and may well stand for several.
    private static final long LEAST = 1024;

    /// Lists of the files of a game; those of different games may be the same.
    private static final Set<String> LISTS = Set.of("cue", "m3u", "gdi");

    private final Set<String> extensions = new HashSet<>();

    private RomFiles(List<String> lines) {
        for (String line : lines) extensions.addAll(List.of(line.split("\\s+")));
    }

    public static RomFiles bundled() {
        return new RomFiles(DataFile.lines("rom-extensions.txt"));
    }

    /// Whether a file of that name could be the game that a save of that name belongs to.
    public boolean isOf(String game, String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot <= 0 || !fileName.substring(0, dot).equalsIgnoreCase(game)) return false;
        String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extensions.contains(extension) && !LISTS.contains(extension);
    }

    /// MD5 and SHA-1 of a game in lower-case hex. Of a zip those of the one file in it, which is
    /// what servers of games go by; none if there are several, or if it is too small or too large.
    ///
    /// @param most how many bytes may be read, unpacked
    public static Set<String> hashes(Path file, long most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) return read(in, most);
            ZipInputStream zip = new ZipInputStream(in);
            Set<String> hashes = Set.of();
            int files = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) continue;
                if (++files > 1) return Set.of();
                hashes = read(zip, most);
            }
            return hashes;
        }
    }

    private static Set<String> read(InputStream in, long most) throws IOException {
        long size = 0;
        MessageDigest md5 = digest("MD5");
        MessageDigest sha1 = digest("SHA-1");
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            size += length;
            if (size > most) return Set.of();
            md5.update(chunk, 0, length);
            sha1.update(chunk, 0, length);
        }
        if (size < LEAST) return Set.of();
        return Set.of(
                HexFormat.of().formatHex(md5.digest()), HexFormat.of().formatHex(sha1.digest()));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
