package app.savepoint.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a home lies when nobody names one: in the operating system's folder for application data.
///
/// Sources: XDG Base Directory Specification 0.8 (a relative path in a variable is to be ignored);
/// Apple, *File System Programming Guide*; Microsoft, *KNOWNFOLDERID* (`RoamingAppData`).
public final class HomeFolder {
    private HomeFolder() {}

    /// The home for a system and a person.
    ///
    /// @param environment the caller's environment variables
    /// @param systemName the operating system, as the property `os.name` names it
    /// @param user the person's own folder
    public static Path standard(Map<String, String> environment, String systemName, Path user) {
        String system = systemName.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows"))
            return absolute(environment.get("APPDATA"))
                    .orElse(user.resolve("AppData").resolve("Roaming"))
                    .resolve("Savepoint");
        if (system.startsWith("mac"))
            return user.resolve("Library").resolve("Application Support").resolve("Savepoint");
        return absolute(environment.get("XDG_DATA_HOME"))
                .orElse(user.resolve(".local").resolve("share"))
                .resolve("savepoint");
    }

    private static Optional<Path> absolute(@Nullable String value) {
        if (value == null || value.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Path.of(value)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            // Like a relative path: not usable, so as if it were not set.
            return Optional.empty();
        }
    }
}
