package app.savepoint.core.storage.address;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands behind the `?` of a storage's address. Strict: what is not known is refused, since a
/// misspelt option that is passed over does something else than a person meant.
public final class AddressOptions {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    private AddressOptions() {}

    /// Reads options; what makes no sense is a [RequestException].
    ///
    /// @param query what stands behind the `?`
    public static AddressOptions parse(String query) {
        AddressOptions options = new AddressOptions();
        if (query.isEmpty()) return options;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (value.isEmpty()) throw refused(Saying.of("address.option.empty", name));
            if (options.given.put(name, value) != null)
                throw refused(Saying.of("address.option.twice", name));
        }
        return options;
    }

    /// Percent-encoding undone; a `+` is itself.
    public static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused(Saying.of("address.option.percent", text));
        }
    }

    /// The value of an option; null if it was not given. Every option that is asked for counts as
    /// known.
    public @Nullable String text(String name) {
        known.add(name);
        return given.get(name);
    }

    public boolean truth(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) return otherwise;
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong(name, value);
        };
    }

    /// A time such as `500ms`, `5s` or `2m`, more than nothing and at most a day.
    public Duration time(String name, Duration otherwise) {
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
    public @Nullable URI uri(String name, Set<String> schemes) {
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
    public void requireAllKnown() {
        for (String name : given.keySet())
            if (!known.contains(name))
                throw refused(Saying.of("address.option.unknown", name, String.join(", ", known)));
    }

    /// A file.
    ///
    /// @param directory the folder that a relative path starts from
    public @Nullable Path file(String name, Path directory) {
        String value = text(name);
        if (value == null) return null;
        try {
            return directory.resolve(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(name, value);
        }
    }

    /// What is said of a value that makes no sense.
    public static RequestException wrong(String name, String value) {
        return refused(Saying.of("address.option.value", name, value));
    }

    private static RequestException refused(Saying saying) {
        return new RequestException("storage.uri", saying);
    }

    /// Writes an address.
    public static final class Writer {
        private final StringBuilder out;
        private char before = '?';

        /// Begins one.
        ///
        /// @param start what is written as it is
        /// @param prefix a path to be encoded; empty for none
        public Writer(String start, String prefix) {
            out = new StringBuilder(start);
            for (String part : prefix.isEmpty() ? new String[0] : prefix.split("/"))
                out.append('/').append(encoded(part));
        }

        public void add(String name, String value) {
            out.append(before).append(name).append('=').append(encoded(value));
            before = '&';
        }

        public void add(String name, Duration value, Duration usual) {
            if (!value.equals(usual)) add(name, value.toMillis() + "ms");
        }

        /// What reads well and can not be mistaken stays as it is.
        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/")
                    .replace("%3A", ":");
        }

        public String text() {
            return out.toString();
        }
    }
}
