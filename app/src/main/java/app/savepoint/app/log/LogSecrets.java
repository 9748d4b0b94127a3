package app.savepoint.app.log;

import app.savepoint.app.Secrets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Keeps out of the log what looks like a secret, and what is known to be one.
///
/// @param known the secrets themselves, as this process was given them
record LogSecrets(List<String> known) {
    private static final String HIDDEN = "***";

    /// The variables that hold secrets, or may.
    private static final Pattern VARIABLES =
            Pattern.compile("(?:SAVEPOINT|AWS)_.*(?:KEY|TOKEN|PASSWORD|SECRET|USERNAME).*");

    /// What is shorter stands by chance in too much else, and protects nothing.
    private static final int SHORTEST = 4;

    static LogSecrets of(Map<String, String> environment) {
        return new LogSecrets(
                environment.entrySet().stream()
                        .filter(one -> VARIABLES.matcher(one.getKey()).matches())
                        .map(Map.Entry::getValue)
                        .filter(value -> value.length() >= SHORTEST)
                        .toList());
    }

    String hide(String text) {
        String plain = text;
        for (String secret : known) plain = plain.replace(secret, HIDDEN);
        return Secrets.hide(plain);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "LogSecrets[" + known.size() + "]";
    }
}
