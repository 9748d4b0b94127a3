package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.Saying;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names a volume takes, and which of them are one name to it.
///
/// @param dos whether it keeps to the rules of DOS and Windows
/// @param foldsCase whether `a` and `A`, and two spellings of an accent, are one name
public record NameRules(boolean dos, boolean foldsCase) {
    /// What ext4 and APFS take, in bytes of UTF-8.
    private static final int LONGEST = 255;

    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])"
                            + " *(\\..*)?");
    private static final Set<String> DOS_TYPES = Set.of("ntfs", "ntfs3", "fuseblk", "refs");
    private static final Set<String> FOLDING_TYPES = Set.of("apfs", "hfs", "hfsplus");

    /// The rules of a volume under the running system.
    public static NameRules of(Volume volume) {
        String type = volume.facts().getOrDefault("type", "");
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        boolean dos = windows || volume.isFat() || DOS_TYPES.contains(type);
        return new NameRules(dos, dos || FOLDING_TYPES.contains(type));
    }

    /// Why no file or folder can have that name there; empty if one can.
    public Optional<Saying> problemWith(String name) {
        if (name.getBytes(UTF_8).length > LONGEST)
            return Optional.of(Saying.of("name.too-long", name));
        if (!dos) return Optional.empty();
        if (name.chars().anyMatch(c -> c < 0x20 || "<>:\"|?*\\".indexOf(c) >= 0))
            return Optional.of(Saying.of("name.character", name));
        if (name.endsWith(".") || name.endsWith(" "))
            return Optional.of(Saying.of("name.end", name));
        if (RESERVED.matcher(name).matches()) return Optional.of(Saying.of("name.reserved", name));
        return Optional.empty();
    }

    /// What two names have in common if they are one name there.
    public String folded(String name) {
        return foldsCase
                ? Normalizer.normalize(name, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                : name;
    }
}
