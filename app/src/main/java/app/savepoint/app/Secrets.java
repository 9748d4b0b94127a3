package app.savepoint.app;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Keeps passwords and tokens from where others can read them: settings, logs, output.
public final class Secrets {
    private static final String HIDDEN = "***";

    private static final List<Pattern> SHAPES =
            List.of(
                    // A name and password before a host; a password may hold a slash.
                    Pattern.compile("(://|\\b(?:romm|s3):)(?:[^/?#\\s@]+|[^?#\\s@]*:[^?#\\s]*)@"),
                    // A parameter whose name speaks of a secret.
                    Pattern.compile(
                            "(?i)([?&;#][^=&;#?\\s]*(?:secret|key|token|pass|pwd|credential|auth"
                                    + "|signature|username)[^=&;#?\\s]*=)[^&;#\\s'\"]+"),
                    // A RomM token, and the id of an AWS access key, wherever they stand.
                    Pattern.compile("()(?:rmm_[A-Za-z0-9._~-]+|\\b(?:AKIA|ASIA)[A-Z0-9]{12,})"));

    private Secrets() {}

    /// Whether a text holds a secret, plain or percent-encoded.
    public static boolean in(String text) {
        return SHAPES.stream()
                .anyMatch(
                        shape -> shape.matcher(text).find() || shape.matcher(decoded(text)).find());
    }

    /// The text without the secrets in it, fit to be shown or logged.
    public static String hide(String text) {
        if (!mayHold(text)) return text;
        String plain = text;
        for (Pattern shape : SHAPES) plain = shape.matcher(plain).replaceAll("$1" + HIDDEN);
        // What percent signs disguise can not be cut out with certainty, so all of it goes.
        return in(plain.replace(HIDDEN, "")) ? HIDDEN : plain;
    }

    /// Whether there is a character that every kind of secret is told by. Most lines of a log have
    /// none, and a first sync writes thousands.
    private static boolean mayHold(String text) {
        return text.indexOf('@') >= 0
                || text.indexOf('=') >= 0
                || text.indexOf('%') >= 0
                || text.contains("rmm_")
                || text.contains("AKIA")
                || text.contains("ASIA");
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) return text;
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded after all, so nothing is disguised.
            return text;
        }
    }
}
