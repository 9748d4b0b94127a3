package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parts of a file's name as RomM cuts them, and the names it makes out of those sent.
final class Names {
    private static final Pattern EXTENSION =
            Pattern.compile("\\.(([a-z]+\\.)*\\w+)$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TAGS = Pattern.compile("(\\s*(\\([^)]*\\)|\\[[^]]*]))+\\s*$");
    private static final Pattern STAMP =
            Pattern.compile(" \\[\\d{4}-\\d{2}-\\d{2}_\\d{2}-\\d{2}-\\d{2}]");
    private static final DateTimeFormatter STAMPED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Names() {}

    /// `Dr. Mario` of `Dr. Mario.state.auto`.
    static String stem(String name) {
        Matcher matcher = EXTENSION.matcher(name);
        return matcher.find() ? name.substring(0, matcher.start()) : name;
    }

    /// `state.auto` of `Dr. Mario.state.auto`.
    static String extension(String name) {
        Matcher matcher = EXTENSION.matcher(name);
        return matcher.find() ? matcher.group(1) : "";
    }

    /// The stem without the groups in brackets at its end.
    static String noTags(String name) {
        return TAGS.matcher(stem(name)).replaceFirst("").strip();
    }

    /// Puts the time before the last extension, in place of one that is there.
    static String stamped(String name, Instant now) {
        String bare = STAMP.matcher(name).replaceAll("");
        int dot = bare.lastIndexOf('.');
        int cut = dot <= 0 ? bare.length() : dot;
        return bare.substring(0, cut) + " [" + STAMPED.format(now) + "]" + bare.substring(cut);
    }

    /// The name as the server dares to write it; null where nothing is left.
    static @Nullable String sanitised(String sent) {
        String base = sent.substring(sent.lastIndexOf('/') + 1);
        String clean = base.replaceAll("[\\\\/:|]", "-").replaceAll("[*?\"<>+\\x00]", "").strip();
        boolean nothing = clean.isEmpty() || clean.equals(".") || clean.equals("..");
        return nothing ? null : clean;
    }

    /// The folder of a user: hexadecimal of `User:` and the number.
    static String userFolder(int user) {
        return "users/" + HexFormat.of().formatHex(("User:" + user).getBytes(UTF_8));
    }
}
