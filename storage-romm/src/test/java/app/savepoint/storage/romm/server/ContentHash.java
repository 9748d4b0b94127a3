package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// RomM's hash of a save: of the bytes, or of what a zip holds, however it was packed.
final class ContentHash {
    private static final Comparator<int[]> BY_CODE_POINT = Arrays::compare;

    private ContentHash() {}

    static String md5(byte[] bytes) {
        return hex("MD5", bytes);
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }

    /// The hash that a row gets; before 4.9 null for all but zips. Null for a zip that cannot be
    /// read.
    static @Nullable String of(byte[] bytes, Level level) {
        if (ZipContents.looksLikeOne(bytes)) {
            List<ZipContents.Entry> entries = ZipContents.of(bytes);
            return entries == null ? null : ofEntries(entries);
        }
        return level.from(Level.V4_9) ? md5(bytes) : null;
    }

    private static String ofEntries(List<ZipContents.Entry> entries) {
        Map<String, String> last = new HashMap<>();
        entries.forEach(entry -> last.put(entry.name(), md5(entry.bytes())));
        String lines =
                entries.stream()
                        .map(ZipContents.Entry::name)
                        .filter(name -> !name.endsWith("/"))
                        .sorted(
                                Comparator.comparing(
                                        name -> name.codePoints().toArray(), BY_CODE_POINT))
                        .map(name -> name + ":" + last.get(name))
                        .collect(Collectors.joining("\n"));
        return md5(lines.getBytes(UTF_8));
    }
}
