package app.savepoint.storage.romm;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a RomM server is, as a person writes it: `romm:https://host[:port][/path]`. Holds no
/// secret.
///
/// @param server the server with the path it is found under, without a `/` at its end
public record RommAddress(URI server) {
    private static final String START = "romm:";
    private static final String EXAMPLE = "romm:https://host";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> HERE = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");

    /// Reads an address; what makes no sense is a [RequestException]. A host without a scheme is
    /// taken for one that is reached by https.
    public static RommAddress parse(String typed) {
        if (!typed.regionMatches(true, 0, START, 0, START.length())) throw refused(typed);
        String rest = typed.substring(START.length()).strip();
        String whole = rest.contains("://") ? rest : "https://" + rest.replaceFirst("^/+", "");
        try {
            URI uri = new URI(whole).normalize();
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (!SCHEMES.contains(scheme) || host == null || uri.getRawUserInfo() != null)
                throw refused(typed);
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) throw refused(typed);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return new RommAddress(
                    URI.create(
                            scheme
                                    + "://"
                                    + host.toLowerCase(Locale.ROOT)
                                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                                    + withoutSlash(path)));
        } catch (URISyntaxException e) {
            throw refused(typed);
        }
    }

    private static String withoutSlash(String path) {
        String short_ = path;
        while (short_.endsWith("/")) short_ = short_.substring(0, short_.length() - 1);
        // What people copy from their browser is often a page of it, and its API lies beside
        return short_.endsWith("/api") ? short_.substring(0, short_.length() - 4) : short_;
    }

    private static RequestException refused(String typed) {
        return new RequestException("storage.uri", Saying.of("romm.address", typed, EXAMPLE));
    }

    /// As it is shown and kept.
    public String text() {
        return START + server;
    }

    /// The host, as a person knows it.
    public String host() {
        return server.getAuthority();
    }

    /// Whether saves and the sign-in would cross a network for all on it to read. A person has to
    /// say yes to that.
    public boolean isOpenToListeners() {
        String host = server.getHost();
        return server.getScheme().equals("http")
                && !HERE.contains(host)
                && !LOOPBACK.matcher(host).matches();
    }

    /// The address of something on that server.
    ///
    /// @param path below the server, beginning with a `/`, with its query; encoded
    URI at(String path) {
        return URI.create(server + path);
    }
}
