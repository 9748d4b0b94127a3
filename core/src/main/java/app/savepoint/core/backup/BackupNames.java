package app.savepoint.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What backups are called on the disk: as the person knows them, on every system that the folder
/// may be copied to.
///
/// A name that some disk refuses is written with `_` for what is refused and ends in `~` and 8
/// digits of its SHA-256, so that two names never become one. The description beside the files
/// tells the real ones.
final class BackupNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern REFUSED = Pattern.compile("[\\p{Cntrl}\\p{Cf}/\\\\:*?\"<>|]");
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\\..*)?");

    /// In bytes of UTF-8. Leaves room below the 260 characters that a whole path has on Windows.
    private static final int LONGEST = 120;

    private BackupNames() {}

    /// The folder of a backup, below that of all backups, with `/` between names.
    static String folder(SaveId save, ContentId content, Instant time) {
        return String.join(
                "/",
                safe(save.system()),
                safe(save.game()),
                safe(save.kind().word() + "." + save.slot()),
                STAMP.format(time) + "-" + content.hex().substring(56));
    }

    /// What the files of a save are called in a backup, with `/` between names. Depends on nothing
    /// but the manifest.
    static Map<SaveFile, String> files(Manifest manifest) {
        Map<SaveFile, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (SaveFile file : manifest.files()) {
            StringBuilder path = new StringBuilder();
            for (String part : file.name().split("/", -1)) {
                if (!path.isEmpty()) path.append('/');
                path.append(safe(part));
            }
            // Windows and macOS take `a` and `A` for one name
            if (!taken.add(folded(path.toString())))
                path.append('~').append(digits(file.role().value() + '\0' + file.name()));
            names.put(file, path.toString());
        }
        return names;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    }

    private static String safe(String name) {
        String plain = REFUSED.matcher(name).replaceAll("_");
        if (plain.endsWith(".") || plain.endsWith(" "))
            plain = plain.substring(0, plain.length() - 1) + "_";
        if (plain.startsWith(".")) plain = "_" + plain.substring(1);
        if (RESERVED.matcher(plain).matches()) plain = "_" + plain;
        while (plain.getBytes(UTF_8).length > LONGEST)
            plain = plain.substring(0, plain.offsetByCodePoints(plain.length(), -1));
        return plain.equals(name) ? name : plain + "~" + digits(name);
    }

    private static String digits(String name) {
        return ContentHash.of(name.getBytes(UTF_8)).hex().substring(0, 8);
    }
}
