package app.savepoint.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Who asks: all that a command may know of the process it was typed into, which need not be the
/// one that runs it.
///
/// @param environment its environment variables
/// @param directory the folder that its relative paths start from
/// @param standardHome the home that is meant where none is named
/// @param locale in whose language and number format people are answered
/// @param zone in which times are shown
/// @param clock what "two hours ago" is counted from
/// @param cancelled whether the person has lost patience
public record Caller(
        Map<String, String> environment,
        Path directory,
        Path standardHome,
        Locale locale,
        ZoneId zone,
        InstantSource clock,
        BooleanSupplier cancelled) {
    public Caller {
        environment = Map.copyOf(environment);
    }

    /// Names no variable's value, because one may be a secret.
    @Override
    public String toString() {
        return "Caller[directory=" + directory + "]";
    }
}
