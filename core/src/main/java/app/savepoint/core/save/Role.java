package app.savepoint.core.save;

import java.text.Normalizer;

/// What a file is inside its save: the same on every device, whatever the file is called there.
///
/// In a save that is a folder, the role is the file's path below that folder, with `/` between
/// names, in NFC.
///
/// @param value the canonical name, never empty, never leading out of the save
public record Role(String value) implements Comparable<Role> {
    /// The bytes that hold the progress.
    public static final Role MAIN = new Role("main");

    /// A cartridge's clock: it moves on by itself, so it says nothing about progress.
    public static final Role RTC = new Role("rtc");

    /// The picture an emulator puts beside a state.
    public static final Role THUMBNAIL = new Role("thumbnail");

    public Role {
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC))
            throw new IllegalArgumentException("role is not in NFC: " + value);
        for (String part : value.split("/", -1)) SafeText.requireName("role", part);
    }

    /// Whether a change of this file is a change of the save.
    public boolean counts() {
        return !equals(RTC) && !equals(THUMBNAIL);
    }

    @Override
    public int compareTo(Role other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
