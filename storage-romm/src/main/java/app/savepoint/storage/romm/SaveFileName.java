package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a save's file is called at a RomM server. The server puts a time into the name of each
/// upload to a slot, which must never reach an emulator's disk: it would look for the plain name,
/// find nothing and begin anew.
final class SaveFileName {
    /// As the server stamps uploads, ` [2026-08-22_10-00-00]`, and as its web player names its own,
    /// ` [2026-08-22 10-00-00-123]`. No other group in brackets is taken for one.
    private static final Pattern STAMP =
            Pattern.compile(" \\[\\d{4}-\\d{2}-\\d{2}[_ ]\\d{2}-\\d{2}-\\d{2}(?:-\\d{3})?]");

    /// RomM's own rule: what begins with the first dot behind which only lower-case words and one
    /// last word stand.
    private static final Pattern EXTENSION = Pattern.compile("\\.((?:[a-z]+\\.)*\\w+)$");

    /// In bytes: what the disk of the server takes, without the time that it puts into the name.
    private static final int LONGEST = 255 - " [2026-08-22_10-00-00]".length();

    private static final int LONGEST_SLOT = 100;

    private SaveFileName() {}

    /// The name without the server's time in it.
    static String plain(String name) {
        return STAMP.matcher(name).replaceAll("");
    }

    /// What stands behind the stem, without the dot; empty if nothing does.
    static String extension(String name) {
        Matcher extension = EXTENSION.matcher(plain(name));
        return extension.find() ? extension.group(1) : "";
    }

    /// The name without its extension.
    static String stem(String name) {
        String plain = plain(name);
        Matcher extension = EXTENSION.matcher(plain);
        return extension.find() ? plain.substring(0, extension.start()) : plain;
    }

    /// What to call an upload: other clients know it by the game's stem, and each slot has a name
    /// of its own, because two slots with one name in one second would be one file. So of a name
    /// that is too long the stem alone gives way.
    ///
    /// @param stem the game's, as the server knows it
    /// @param slot empty for the slot that is played
    static String forUpload(String stem, String slot, String extension) {
        String own = bytes(slot) > LONGEST_SLOT ? RommStorage.named(slot).toString() : slot;
        String behind =
                (own.isEmpty() ? "" : "." + own) + (extension.isEmpty() ? "" : "." + extension);
        String fitting = stem;
        while (bytes(fitting) + bytes(behind) > LONGEST)
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        return fitting + behind;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
