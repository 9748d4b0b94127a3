package app.savepoint.core.library;

import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a file's name and size say about it, wherever it lies.
final class FileKinds {
    /// What a file is by its name.
    ///
    /// @param stem its name without the extension that tells its kind
    /// @param game the stem without a ROM's extension in front of the save's
    /// @param kind whether the game or an emulator wrote it
    /// @param slot its slot; for a state the part behind the core's name
    /// @param role what it is inside its save
    record Match(String stem, String game, SaveKind kind, String slot, Role role) {}

    private record Kind(SaveKind kind, String slot, Role role, int last) {}

    /// Sizes of a GameCube or Wii memory card image: 59, 123, 251, 507, 1019 and 2043 blocks for
    /// saves and five for the card itself, of 8 KiB each.
    private static final Set<Long> CARD_SIZES =
            Set.of(524_288L, 1_048_576L, 2_097_152L, 4_194_304L, 8_388_608L, 16_777_216L);

    private static final Pattern NUMBERED = Pattern.compile("(.+)#<=(\\d+)");

    private final Map<String, Kind> exact = new HashMap<>();
    private final Map<String, Kind> numbered = new HashMap<>();
    private final Set<String> romExtensions = new HashSet<>();

    FileKinds(List<String> saveFiles, List<String> romExtensions) {
        for (String line : saveFiles) {
            List<String> fields = DataFile.fields(line, 4);
            SaveKind kind = SaveKind.ofWord(fields.get(1));
            Role role = new Role(fields.get(3));
            Matcher number = NUMBERED.matcher(fields.get(0));
            if (number.matches())
                numbered.put(
                        number.group(1),
                        new Kind(kind, fields.get(2), role, Integer.parseInt(number.group(2))));
            else exact.put(fields.get(0), new Kind(kind, fields.get(2), role, 0));
        }
        for (String line : romExtensions) this.romExtensions.addAll(List.of(line.split("\\s+")));
    }

    static FileKinds bundled() {
        return new FileKinds(
                DataFile.lines("save-files.csv"), DataFile.lines("rom-extensions.txt"));
    }

    /// What the file is; empty if it is no save. `size` is asked only where the name leaves a
    /// doubt.
    Optional<Match> match(String fileName, long size) {
        Optional<Match> direct = matchSave(fileName, size);
        if (direct.isPresent()) return direct;
        String lower = fileName.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".png")) return Optional.empty();
        return matchSave(fileName.substring(0, fileName.length() - ".png".length()), size)
                .filter(of -> of.kind() == SaveKind.STATE)
                .map(of -> new Match(of.stem(), of.game(), of.kind(), of.slot(), Role.THUMBNAIL));
    }

    private Optional<Match> matchSave(String fileName, long size) {
        int dot = fileName.lastIndexOf('.');
        if (dot <= 0) return Optional.empty();
        int dotBefore = fileName.lastIndexOf('.', dot - 1);
        if (dotBefore > 0) {
            Kind kind = exact.get(lowerFrom(fileName, dotBefore + 1));
            if (kind != null)
                return Optional.of(match(fileName.substring(0, dotBefore), kind, kind.slot()));
        }
        String extension = lowerFrom(fileName, dot + 1);
        if (extension.equals("raw") && !CARD_SIZES.contains(size)) return Optional.empty();
        String stem = fileName.substring(0, dot);
        Kind kind = exact.get(extension);
        if (kind != null) return Optional.of(match(stem, kind, kind.slot()));
        return matchNumbered(stem, extension);
    }

    private Optional<Match> matchNumbered(String stem, String extension) {
        int digits = extension.length();
        while (digits > 0 && isDigit(extension.charAt(digits - 1))) digits--;
        Kind kind = numbered.get(extension.substring(0, digits));
        String number = extension.substring(digits);
        if (kind == null || number.isEmpty() || number.length() > 4) return Optional.empty();
        if (number.length() > 1 && number.startsWith("0")) return Optional.empty();
        if (Integer.parseInt(number) > kind.last()) return Optional.empty();
        return Optional.of(match(stem, kind, kind.slot().replace("#", number)));
    }

    private Match match(String stem, Kind kind, String slot) {
        return new Match(stem, withoutRomExtension(stem), kind.kind(), slot, kind.role());
    }

    private String withoutRomExtension(String stem) {
        int dot = stem.lastIndexOf('.');
        return dot > 0 && romExtensions.contains(lowerFrom(stem, dot + 1))
                ? stem.substring(0, dot)
                : stem;
    }

    private static String lowerFrom(String text, int start) {
        return text.substring(start).toLowerCase(Locale.ROOT);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
