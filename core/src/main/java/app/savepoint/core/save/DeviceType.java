package app.savepoint.core.save;

import java.util.Locale;

/// What sort of machine a device is.
public enum DeviceType {
    WINDOWS,
    MAC,
    LINUX,
    RG35XX,
    MIYOO_FLIP,
    MIYOO_MINI,
    OTHER;

    /// The word used on the command line and in storage.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The type for a word, or an [IllegalArgumentException].
    public static DeviceType ofWord(String word) {
        for (DeviceType type : values()) if (type.word().equals(word)) return type;
        throw new IllegalArgumentException("no type of device: " + word);
    }

    /// Whether it has no clock that survives power-off, so that its file times decide nothing.
    public boolean clockless() {
        return this == MIYOO_MINI || this == RG35XX;
    }
}
