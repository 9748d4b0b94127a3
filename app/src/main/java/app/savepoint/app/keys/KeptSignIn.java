package app.savepoint.app.keys;

import app.savepoint.app.keys.KeySafes.Kept;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.storage.romm.RommCredentials;
import app.savepoint.storage.romm.RommCredentials.Password;
import app.savepoint.storage.romm.RommCredentials.Token;
import java.nio.file.Path;
import java.util.Optional;

/// The sign-in that a home keeps for its RomM server. What the environment says comes first, and
/// nothing is looked up before the server is asked for something.
public final class KeptSignIn {
    private static final String TOKEN = "token";
    private static final String PASSWORD = "password";

    private final KeySafes safes;

    public KeptSignIn(KeySafes safes) {
        this.safes = safes;
    }

    /// Keeps a sign-in for later.
    public void keep(Kept where, Path home, RommCredentials given) throws StorageException {
        String text =
                switch (given) {
                    case Token(var token) -> TOKEN + "\n" + token;
                    case Password(var user, var password) ->
                            PASSWORD + "\n" + user + "\n" + password;
                    case RommCredentials.None _, RommCredentials.Kept _ ->
                            throw new RequestException("keys.none.romm");
                };
        safes.keep(where, home, text);
    }

    /// What to sign in with: what the caller gave, else what is kept.
    public RommCredentials of(RommCredentials given, Optional<Kept> kept, Path home) {
        if (!(given instanceof RommCredentials.None) || kept.isEmpty()) return given;
        Kept where = kept.get();
        return new RommCredentials.Kept(() -> look(where, home));
    }

    private RommCredentials look(Kept where, Path home) throws StorageException {
        String[] lines = safes.look(where, home).split("\n", 3);
        if (lines.length == 2 && lines[0].equals(TOKEN)) return new Token(lines[1]);
        if (lines.length == 3 && lines[0].equals(PASSWORD)) return new Password(lines[1], lines[2]);
        throw new NeedsPerson(
                Reason.DENIED,
                Saying.of("keys." + where.place().word() + ".gone")
                        .inEnglish("the sign-in that was kept is gone"),
                null);
    }
}
