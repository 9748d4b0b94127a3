package app.savepoint.storage.romm;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.address.AddressOptions;
import app.savepoint.core.storage.address.Hosts;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a RomM server is and how it is reached, as a person writes it:
/// `romm:https://host[:port][/path][?ca-file=…]`. Holds no secret.
///
/// @param server the server with the path it is found under, without a `/` at its end
/// @param caFile certificates (PEM) to be trusted besides those of the system
/// @param connect how long a connection may take to stand
/// @param call how long an answer may take; lists and contents get more, in proportion
public record RommAddress(URI server, @Nullable Path caFile, Duration connect, Duration call) {
    /// Short enough that being offline is known within five seconds.
    static final Duration USUAL_CONNECT = Duration.ofMillis(2_500);

    static final Duration USUAL_CALL = Duration.ofSeconds(60);

    private static final String START = "romm:";
    private static final String EXAMPLE = "romm:https://host";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /// Reads an address; what makes no sense is a [RequestException]. A host without a scheme is
    /// taken for one that is reached by https.
    ///
    /// @param directory the folder that a relative path of a file starts from
    public static RommAddress parse(String typed, Path directory) {
        if (!typed.regionMatches(true, 0, START, 0, START.length())) throw refused(typed);
        String all = typed.substring(START.length()).strip();
        int question = all.indexOf('?');
        String rest = question < 0 ? all : all.substring(0, question);
        AddressOptions options =
                AddressOptions.parse(question < 0 ? "" : all.substring(question + 1));
        String whole = rest.contains("://") ? rest : "https://" + rest.replaceFirst("^/+", "");
        try {
            URI uri = new URI(whole).normalize();
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (!SCHEMES.contains(scheme) || host == null || uri.getRawUserInfo() != null)
                throw refused(typed);
            if (uri.getRawFragment() != null) throw refused(typed);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            RommAddress address =
                    new RommAddress(
                            URI.create(
                                    scheme
                                            + "://"
                                            + host.toLowerCase(Locale.ROOT)
                                            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                                            + withoutSlash(path)),
                            options.file("ca-file", directory),
                            options.time("connect-timeout", USUAL_CONNECT),
                            options.time("call-timeout", USUAL_CALL));
            options.requireAllKnown();
            return address;
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
        var out = new AddressOptions.Writer(START + server, "");
        if (caFile != null) out.add("ca-file", caFile.toString());
        out.add("connect-timeout", connect, USUAL_CONNECT);
        out.add("call-timeout", call, USUAL_CALL);
        return out.text();
    }

    /// Which server it is, however it is reached.
    public String place() {
        return START + server;
    }

    /// The host, as a person knows it.
    public String host() {
        return server.getAuthority();
    }

    /// Whether saves and the sign-in would cross a network for all on it to read. A person has to
    /// say yes to that.
    public boolean isOpenToListeners() {
        return server.getScheme().equals("http") && !Hosts.isHere(server.getHost());
    }

    /// The address of something on that server.
    ///
    /// @param path below the server, beginning with a `/`, with its query; encoded
    URI at(String path) {
        return URI.create(server + path);
    }
}
