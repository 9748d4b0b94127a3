package app.savepoint.storage.s3;

import app.savepoint.core.save.Saying;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands behind the `?` of an [S3Address]. Strict: what is not known is refused, since a
/// misspelt option that is passed over does something else than a person meant.
final class S3Options {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    private S3Options() {}

    static S3Options parse(String query) {
        S3Options options = new S3Options();
        if (query.isEmpty()) return options;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (value.isEmpty()) throw S3Address.refused(Saying.of("s3.option.empty", name));
            if (options.given.put(name, value) != null)
                throw S3Address.refused(Saying.of("s3.option.twice", name));
        }
        return options;
    }

    /// Percent-encoding undone; a `+` is itself.
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Address.refused(Saying.of("s3.option.percent", text));
        }
    }

    @Nullable String text(String name) {
        known.add(name);
        return given.get(name);
    }

    boolean truth(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) return otherwise;
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong(name, value);
        };
    }

    Duration time(String name, Duration otherwise) {
        String value = text(name);
        if (value == null) return otherwise;
        Matcher parts = TIME.matcher(value);
        if (!parts.matches()) throw wrong(name, value);
        long count = Long.parseLong(parts.group(1));
        Duration time =
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    default -> Duration.ofMinutes(count);
                };
        if (time.isZero() || time.compareTo(LONGEST) > 0) throw wrong(name, value);
        return time;
    }

    /// The root of a server: nothing but scheme, host and port.
    @Nullable URI uri(String name, Set<String> schemes) {
        String value = text(name);
        if (value == null) return null;
        try {
            URI uri = new URI(value);
            boolean root = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            boolean plain =
                    uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!schemes.contains(scheme) || uri.getHost() == null || !root || !plain)
                throw wrong(name, value);
            return new URI(scheme + "://" + uri.getRawAuthority());
        } catch (URISyntaxException e) {
            throw wrong(name, value);
        }
    }

    /// To be called when every option was asked for.
    void requireAllKnown() {
        for (String name : given.keySet())
            if (!known.contains(name))
                throw S3Address.refused(
                        Saying.of("s3.option.unknown", name, String.join(", ", known)));
    }

    private static RuntimeException wrong(String name, String value) {
        return S3Address.refused(Saying.of("s3.option.value", name, value));
    }

    /// Writes an address.
    static final class Writer {
        private final StringBuilder out;
        private char before = '?';

        Writer(String start, String prefix) {
            out = new StringBuilder(start);
            for (String part : prefix.isEmpty() ? new String[0] : prefix.split("/"))
                out.append('/').append(encoded(part));
        }

        void add(String name, String value) {
            out.append(before).append(name).append('=').append(encoded(value));
            before = '&';
        }

        void add(String name, Duration value, Duration usual) {
            if (!value.equals(usual)) add(name, value.toMillis() + "ms");
        }

        /// What reads well and can not be mistaken stays as it is.
        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/")
                    .replace("%3A", ":");
        }

        String text() {
            return out.toString();
        }
    }
}
