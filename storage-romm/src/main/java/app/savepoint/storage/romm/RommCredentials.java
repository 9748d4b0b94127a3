package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import java.util.Map;

/// What a device proves with who it is. Never shown, never logged.
public sealed interface RommCredentials {
    /// A client token of RomM's, `rmm_…`: made by its web page, or given at the pairing of a
    /// device.
    record Token(String token) implements RommCredentials {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /// A person's name and password.
    record Password(String user, String password) implements RommCredentials {
        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /// What is kept somewhere, and looked up once it is needed.
    ///
    /// @param source looks it up; asked once, from any thread
    record Kept(Source source) implements RommCredentials {
        /// Where it is.
        @FunctionalInterface
        public interface Source {
            RommCredentials look() throws StorageException;
        }
    }

    /// Nothing yet.
    record None() implements RommCredentials {}

    /// The environment variable that holds a client token.
    String TOKEN = "SAVEPOINT_ROMM_TOKEN";

    /// The environment variable that holds the user's name.
    String USERNAME = "SAVEPOINT_ROMM_USERNAME";

    /// The environment variable that holds the password.
    String PASSWORD = "SAVEPOINT_ROMM_PASSWORD";

    /// What the caller gave.
    ///
    /// @param environment the caller's environment variables
    static RommCredentials of(Map<String, String> environment) {
        String token = environment.getOrDefault(TOKEN, "").strip();
        if (!token.isEmpty()) return new Token(token);
        String user = environment.getOrDefault(USERNAME, "").strip();
        String password = environment.getOrDefault(PASSWORD, "");
        return user.isEmpty() || password.isEmpty() ? new None() : new Password(user, password);
    }
}
