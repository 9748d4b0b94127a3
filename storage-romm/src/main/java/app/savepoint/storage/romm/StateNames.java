package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.library.Reading;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a state's file is called at a RomM server, where one name is one file, whoever writes it
/// and with whatever emulator. So each upload has a name of its own, ` [time revision]` before the
/// extension, and nobody's file is ever written over. No name of the server's reaches a disk.
final class StateNames {
    /// The mark in the names of what Savepoint uploads.
    private static final Pattern MARK =
            Pattern.compile(
                    " \\[\\d{4}-\\d{2}-\\d{2}_\\d{2}-\\d{2}-\\d{2}-\\d{3} ([0-9a-f]{12})"
                            + "(?: (kept-[0-9a-f]{8}))?]");

    /// A time in a name makes it the name of that one state: RomM's web player does so too.
    private static final Pattern TIMED =
            Pattern.compile("\\[\\d{4}-\\d{2}-\\d{2}[_ ]\\d{2}-\\d{2}-\\d{2}[^\\]]*]");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String KEPT = "kept-";
    private static final String PICTURE = ".png";
    private static final int OF_REVISION = 12;

    /// With its mark and extension a name must stay below the 255 bytes of a file system.
    private static final int LONGEST = 170;

    private StateNames() {}

    private static String end(RevisionId revision) {
        String text = revision.toString();
        return text.substring(text.length() - OF_REVISION);
    }

    /// What tells one upload from all others.
    static String mark(SaveId save, RevisionId revision, Instant now) {
        String kept = save.slot().startsWith(KEPT) ? " " + save.slot() : "";
        return " [" + TIME.format(now) + " " + end(revision) + kept + "]";
    }

    /// What to call an upload.
    ///
    /// @param stem the game's, as the server knows it
    static String forUpload(String stem, String mark, String extension) {
        String fitting = stem;
        while (fitting.getBytes(UTF_8).length > LONGEST)
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        return fitting + mark + "." + extension;
    }

    /// Whether Savepoint uploaded it, from whatever device.
    static boolean isOurs(String fileName) {
        return MARK.matcher(fileName).find();
    }

    /// Whether it was uploaded as that revision.
    static boolean isOf(String fileName, RevisionId revision) {
        Matcher mark = MARK.matcher(fileName);
        return mark.find() && mark.group(1).equals(end(revision));
    }

    /// Which of a game's states it is, as `core.number`; empty if that can not be told.
    static Optional<String> slot(@Nullable String emulator, String fileName) {
        Optional<String> number = number(fileName);
        if (number.isEmpty()) return Optional.empty();
        Matcher mark = MARK.matcher(fileName);
        if (mark.find() && mark.group(2) != null) return Optional.of(mark.group(2));
        Optional<String> core =
                emulator == null
                        ? Optional.of(SaveNames.UNKNOWN_CORE)
                        : Emulators.bundled().core(emulator);
        return core.map(name -> name + '.' + number.get());
    }

    /// By the same rules as a file on a disk.
    private static Optional<String> number(String fileName) {
        Reading reading = SaveNames.bundled().folder(List.of(), null).read(fileName, 0);
        String unknown = SaveNames.UNKNOWN_CORE + '.';
        return reading instanceof Reading.Part(SaveId save, Role role, _)
                        && role.equals(Role.MAIN)
                        && save.slot().startsWith(unknown)
                ? Optional.of(save.slot().substring(unknown.length()))
                : Optional.empty();
    }

    /// The emulator to be named for a state; null where it is not known.
    static @Nullable String emulator(SaveId save) {
        if (save.slot().startsWith(KEPT)) return null;
        String core = save.slot().substring(0, save.slot().lastIndexOf('.'));
        return core.equals(SaveNames.UNKNOWN_CORE) ? null : Emulators.bundled().of(core);
    }

    /// Whether a state can be given a name from which it is known again.
    static boolean canName(SaveId save) {
        if (save.slot().matches(KEPT + "[0-9a-f]{8}")) return true;
        return save.slot().indexOf('.') > 0
                && slot(emulator(save), "a." + extension(save.slot()))
                        .filter(save.slot()::equals)
                        .isPresent();
    }

    /// The extension of a state's file.
    ///
    /// @param slot as `core.number`
    static String extension(String slot) {
        String number = slot.substring(slot.lastIndexOf('.') + 1);
        if (number.equals("0")) return "state";
        if (number.equals("auto")) return "state.auto";
        return Character.isDigit(number.charAt(0)) ? "state" + number : number;
    }

    /// The extension of a state's file, spelled as an emulator does.
    static String extensionOf(String fileName) {
        return number(fileName).map(StateNames::extension).orElse("state");
    }

    /// What to call the picture of a state, so that the server shows it with that state alone.
    static String picture(String fileName) {
        return fileName + PICTURE;
    }

    /// Whether a picture is that of this state: the server also shows one that several states
    /// share, which may show another one's moment.
    static boolean isPictureOf(String picture, String fileName) {
        if (!picture.toLowerCase(Locale.ROOT).endsWith(PICTURE)) return false;
        if (picture.equalsIgnoreCase(picture(fileName))) return true;
        String extension = SaveFileName.extension(fileName);
        int behindStem = extension.isEmpty() ? 0 : extension.length() + 1;
        String stem = fileName.substring(0, fileName.length() - behindStem);
        String shown = picture.substring(0, picture.length() - PICTURE.length());
        return TIMED.matcher(stem).find() && shown.equals(stem);
    }
}
