package app.savepoint.app;

import java.time.Duration;
import java.util.Map;

/// How a home is to be opened.
///
/// @param patience how long to wait for another command that holds the home
/// @param environment the caller's environment variables, which may hold the storage's secrets
/// @param errand hands what is to be done to the process that holds the home, if one does
public record OpenOptions(Duration patience, Map<String, String> environment, Errand errand) {
    public OpenOptions {
        environment = Map.copyOf(environment);
    }

    /// For who stays, and so hands nothing to others.
    public OpenOptions(Duration patience, Map<String, String> environment) {
        this(patience, environment, Errand.NONE);
    }

    /// Names no variable's value, because one may be a secret.
    @Override
    public String toString() {
        return "OpenOptions[patience=" + patience + "]";
    }
}
