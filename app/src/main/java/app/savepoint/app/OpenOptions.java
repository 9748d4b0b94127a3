package app.savepoint.app;

import java.time.Duration;
import java.util.Map;

/// How a home is to be opened.
///
/// @param patience how long to wait for another command that holds the home
/// @param environment the caller's environment variables, which may hold the storage's secrets
public record OpenOptions(Duration patience, Map<String, String> environment) {
    public OpenOptions {
        environment = Map.copyOf(environment);
    }

    /// Names no variable's value, because one may be a secret.
    @Override
    public String toString() {
        return "OpenOptions[patience=" + patience + "]";
    }
}
