package app.savepoint.storage.s3;

import app.savepoint.core.storage.StorageException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a device proves with that it may use a bucket. Never shown, never logged.
public sealed interface S3Credentials {
    /// Keys that a person gave to Savepoint.
    ///
    /// @param accessKey the id of the key
    /// @param secretKey its secret
    /// @param sessionToken for keys that hold for a while only; null for others
    record Keys(String accessKey, String secretKey, @Nullable String sessionToken)
            implements S3Credentials {
        @Override
        public String toString() {
            return "Keys[***]";
        }
    }

    /// Keys that are kept somewhere, and looked up once they are needed.
    ///
    /// @param source looks them up; asked once, from any thread
    record Kept(Source source) implements S3Credentials {
        /// Where they are.
        @FunctionalInterface
        public interface Source {
            Keys keys() throws StorageException;
        }
    }

    /// Whatever AWS's own tools would use on this machine: its environment variables, profiles,
    /// single sign-on, the machine's role.
    record OfTheMachine() implements S3Credentials {}

    /// None: for a bucket that everyone may read.
    record Anonymous() implements S3Credentials {}

    /// The environment variable that holds the id of the key.
    String ACCESS_KEY = "SAVEPOINT_S3_ACCESS_KEY";

    /// The environment variable that holds the secret.
    String SECRET_KEY = "SAVEPOINT_S3_SECRET_KEY";

    /// The environment variable that holds the session token, if there is one.
    String SESSION_TOKEN = "SAVEPOINT_S3_SESSION_TOKEN";

    /// What is to be used for an address.
    ///
    /// @param environment the caller's environment variables
    static S3Credentials of(S3Address address, Map<String, String> environment) {
        if (address.anonymous()) return new Anonymous();
        String accessKey = environment.getOrDefault(ACCESS_KEY, "");
        String secretKey = environment.getOrDefault(SECRET_KEY, "");
        if (accessKey.isBlank() || secretKey.isBlank()) return new OfTheMachine();
        String token = environment.getOrDefault(SESSION_TOKEN, "");
        return new Keys(
                accessKey.strip(), secretKey.strip(), token.isBlank() ? null : token.strip());
    }
}
