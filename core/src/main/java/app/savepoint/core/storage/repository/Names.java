package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import java.util.Locale;
import java.util.regex.Pattern;

/// Turns a name that people see into one part of a key that every file system and bucket takes.
///
/// What some system refuses or reads otherwise is percent-encoded in UTF-8, so that a person can
/// read the name back; this program never does. A name that would be too long is cut at a character
/// and told apart by a piece of its hash.
///
/// Names that differ only in case stay different keys, and meet in one folder on a disk that does
/// not tell case apart; no object is lost by that, because objects' own names hold random ids.
final class Names {
    /// The longest part, in bytes: some file systems take 143 where they encrypt, most take 255.
    static final int LONGEST = 120;

    private static final int HASH_DIGITS = 10;
    private static final String FORBIDDEN = "%/\\:*?\"<>|";

    /// Names that Windows takes for devices, whatever follows a dot.
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])");

    private static final Pattern LOOKS_CUT =
            Pattern.compile(".*~[0-9a-f]{" + HASH_DIGITS + "}", Pattern.DOTALL);

    private Names() {}

    /// The part of a key for a name.
    static String escape(String name) {
        if (name.isEmpty()) return "%empty";
        StringBuilder key = new StringBuilder(name.length() + 8);
        int tail = startOfTail(name);
        boolean device = isDevice(name);
        int tilde = LOOKS_CUT.matcher(name).matches() ? name.lastIndexOf('~') : -1;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            boolean encode =
                    FORBIDDEN.indexOf(c) >= 0
                            || Character.isISOControl(c)
                            || isBidiMark(c)
                            || i >= tail
                            || i == tilde
                            || (i == 0 && (c == '.' || device));
            if (encode) percent(key, c);
            else key.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return key.toString().getBytes(UTF_8).length <= LONGEST
                ? key.toString()
                : cut(key.toString(), name);
    }

    /// Where the dots and spaces at the end begin, which Windows drops.
    private static int startOfTail(String name) {
        int i = name.length();
        while (i > 0 && (name.charAt(i - 1) == '.' || name.charAt(i - 1) == ' ')) i--;
        return i;
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return DEVICE.matcher(stem.stripTrailing()).matches();
    }

    /// Marks that turn the direction of writing, with which a name can look like another.
    private static boolean isBidiMark(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static void percent(StringBuilder key, int c) {
        for (byte b : Character.toString(c).getBytes(UTF_8))
            key.append('%').append("%02X".formatted(b & 0xff).toUpperCase(Locale.ROOT));
    }

    private static String cut(String key, String name) {
        String hash = ContentHash.of(name.getBytes(UTF_8)).hex().substring(0, HASH_DIGITS);
        int room = LONGEST - 1 - HASH_DIGITS;
        int end = 0;
        int bytes = 0;
        while (true) {
            int next = key.charAt(end) == '%' ? endOfEncoded(key, end) : afterCodePoint(key, end);
            bytes += key.substring(end, next).getBytes(UTF_8).length;
            if (bytes > room) return key.substring(0, end) + "~" + hash;
            end = next;
        }
    }

    private static int afterCodePoint(String key, int at) {
        return at + Character.charCount(key.codePointAt(at));
    }

    /// Several `%XX` may be one character: the first byte of UTF-8 says how many.
    private static int endOfEncoded(String key, int at) {
        int first = Integer.parseInt(key.substring(at + 1, at + 3), 16);
        int bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return at + 3 * bytes;
    }
}
