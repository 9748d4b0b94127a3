package app.savepoint.app.keys;

import app.savepoint.app.keys.KeySafes.Kept;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.storage.s3.S3Credentials;
import app.savepoint.storage.s3.S3Credentials.Keys;
import java.nio.file.Path;
import java.util.Optional;

/// The keys that a home keeps for its bucket. What the environment says comes first, and nothing is
/// looked up before the bucket is asked for something.
public final class KeptKeys {
    private static final int WITH_TOKEN = 3;

    private final KeySafes safes;

    public KeptKeys(KeySafes safes) {
        this.safes = safes;
    }

    /// Keeps keys for later.
    ///
    /// @param given what the caller proves with; only keys can be kept
    public void keep(Kept where, Path home, S3Credentials given) throws StorageException {
        if (!(given instanceof Keys(var id, var secret, var token)))
            throw new RequestException("keys.none");
        String text = id + "\n" + secret + (token == null ? "" : "\n" + token);
        safes.keep(where, home, text);
    }

    /// What to prove with: what the caller gave, else what is kept.
    public S3Credentials of(S3Credentials given, Optional<Kept> kept, Path home) {
        if (!(given instanceof S3Credentials.OfTheMachine) || kept.isEmpty()) return given;
        Kept where = kept.get();
        return new S3Credentials.Kept(() -> look(where, home));
    }

    private Keys look(Kept where, Path home) throws StorageException {
        String[] lines = safes.look(where, home).split("\n", -1);
        if (lines.length < 2)
            throw new NeedsPerson(
                    Reason.DENIED,
                    Saying.of("keys." + where.place().word() + ".gone")
                            .inEnglish("the keys that were kept are gone"),
                    null);
        return new Keys(lines[0], lines[1], lines.length < WITH_TOKEN ? null : lines[2]);
    }
}
