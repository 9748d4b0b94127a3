package app.savepoint.app.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where keys are kept for later.
public enum KeyPlace {
    /// The system's: GNOME Keyring or KWallet, macOS's keychain, Windows' credentials.
    KEYCHAIN,
    /// A file in the home that only its owner may read, for machines that have no keychain.
    FILE;

    /// The word for scripts and settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The place of that word, if there is one.
    public static Optional<KeyPlace> ofWord(String word) {
        return Stream.of(values()).filter(place -> place.word().equals(word)).findFirst();
    }
}
