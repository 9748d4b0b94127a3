package app.savepoint.storage.romm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which RomM a server runs.
///
/// @param text as the server says it, such as `5.2.0` or `development`
/// @param major the first number; of a build without a number, that of the newest known
/// @param minor the second
public record RommVersion(String text, int major, int minor) implements Comparable<RommVersion> {
    /// Below this there are no devices and no slots, so nothing could be synced safely.
    static final RommVersion OLDEST = new RommVersion("4.7", 4, 7);

    /// From here on the server keeps a hash of every content.
    static final RommVersion HASHES = new RommVersion("4.9", 4, 9);

    /// From here on the server keeps book of syncs and of play.
    static final RommVersion SESSIONS = HASHES;

    /// From here on some lists can be asked for of certain games only.
    static final RommVersion GAME_SCOPE = new RommVersion("5.3", 5, 3);

    /// From here on a device is let in by its owner's yes in a browser.
    static final RommVersion DEVICE_AUTHORIZATION = new RommVersion("5.0", 5, 0);

    /// From here on a state can be fetched by its number.
    static final RommVersion STATES = new RommVersion("5.0", 5, 0);

    private static final RommVersion NEWEST = new RommVersion("5.3", 5, 3);
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*");

    /// Reads what a server says of itself; a build without a number counts as the newest known.
    static RommVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? new RommVersion(
                        text,
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)))
                : new RommVersion(text, NEWEST.major, NEWEST.minor);
    }

    /// Whether it says a number at all; a build from the sources need not.
    boolean isNumbered() {
        return NUMBERS.matcher(text).matches();
    }

    /// Whether it is that one or a later one.
    boolean atLeast(RommVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(RommVersion other) {
        int order = Integer.compare(major, other.major);
        return order != 0 ? order : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return text;
    }
}
