package app.savepoint.app.keys;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.storage.s3.S3Credentials;
import app.savepoint.storage.s3.S3Credentials.Keys;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The keys that a home keeps for its bucket. What the environment says comes first, and nothing is
/// looked up before the bucket is asked for something.
public final class KeptKeys {
    private static final int WITH_TOKEN = 3;

    private final Supplier<KeySafe> keychain;

    /// @param keychain opens the system's
    public KeptKeys(Supplier<KeySafe> keychain) {
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

    private KeySafe safe(KeyPlace place, Path home) {
        return switch (place) {
            case KEYCHAIN -> keychain.get();
            case FILE -> new KeyFile(home.resolve("keys.json"));
        };
    }

    /// Keeps keys for later.
    ///
    /// @param given what the caller proves with; only keys can be kept
    public void keep(Kept where, Path home, S3Credentials given) throws StorageException {
        if (!(given instanceof Keys(var id, var secret, var token)))
            throw new RequestException("keys.none");
        String text = id + "\n" + secret + (token == null ? "" : "\n" + token);
        safe(where.place(), home).put(where.name(), text);
    }

    /// Forgets them.
    public void forget(Kept where, Path home) throws StorageException {
        safe(where.place(), home).remove(where.name());
    }

    /// What to prove with: what the caller gave, else what is kept.
    public S3Credentials of(S3Credentials given, Optional<Kept> kept, Path home) {
        if (!(given instanceof S3Credentials.OfTheMachine) || kept.isEmpty()) return given;
        Kept where = kept.get();
        return new S3Credentials.Kept(() -> look(where, home));
    }

    private Keys look(Kept where, Path home) throws StorageException {
        String[] lines = safe(where.place(), home).get(where.name()).orElse("").split("\n", -1);
        if (lines.length < 2)
            throw new NeedsPerson(
                    Reason.DENIED,
                    Saying.of("keys." + where.place().word() + ".gone")
                            .inEnglish("the keys that were kept are gone"),
                    null);
        return new Keys(lines[0], lines[1], lines.length < WITH_TOKEN ? null : lines[2]);
    }
}
