package app.savepoint.app.keys;

import app.savepoint.core.storage.StorageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The places where secrets can be kept for later.
public final class KeySafes {
    private final Supplier<KeySafe> keychain;

    /// @param keychain opens the system's
    public KeySafes(Supplier<KeySafe> keychain) {
        this.keychain = keychain;
    }

    /// Where something is kept, as a home remembers it: a place, and a name there.
    ///
    /// @param name nothing that tells anyone anything
    public record Kept(KeyPlace place, String name) {
        /// As one text.
        public String text() {
            return place.word() + " " + name;
        }

        /// The same, read; empty where it makes no sense.
        public static Optional<Kept> read(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? Optional.empty()
                    : KeyPlace.ofWord(text.substring(0, space))
                            .map(place -> new Kept(place, text.substring(space + 1)));
        }
    }

    /// The safe at that place.
    KeySafe at(KeyPlace place, Path home) {
        return switch (place) {
            case KEYCHAIN -> keychain.get();
            case FILE -> new KeyFile(home.resolve("keys.json"));
        };
    }

    /// Keeps a secret.
    public void keep(Kept where, Path home, String secret) throws StorageException {
        at(where.place(), home).put(where.name(), secret);
    }

    /// Forgets what is kept there.
    public void forget(Kept where, Path home) throws StorageException {
        at(where.place(), home).remove(where.name());
    }

    /// What is kept there; empty if it is gone.
    public String look(Kept where, Path home) throws StorageException {
        return at(where.place(), home).get(where.name()).orElse("");
    }
}
