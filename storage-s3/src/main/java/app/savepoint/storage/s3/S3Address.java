package app.savepoint.storage.s3;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.address.AddressOptions;
import app.savepoint.core.storage.address.Hosts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a bucket is and how it is reached, as a person writes it:
/// `s3://bucket/prefix?endpoint=https://…&region=…`. Holds no secret.
///
/// @param bucket the bucket's name
/// @param prefix what stands before every key, without a `/` at its ends; empty for the whole
///   bucket
/// @param endpoint the server; null for AWS
/// @param region what requests are signed for; `us-east-1` where nothing was said, which servers
///   other than AWS take as it is
/// @param pathStyle whether the bucket stands in the path and not in the host's name; most servers
///   other than AWS want that
/// @param anonymous whether to ask without any keys, as of a shared bucket that all may read
/// @param caFile certificates (PEM) to be trusted besides those of the system
/// @param proxy a proxy to go through, `http://host:port`; null for what the system says
/// @param timeouts how long to wait
/// @param create whether the bucket is to be made if it is missing; said once, and not kept
public record S3Address(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        boolean anonymous,
        @Nullable Path caFile,
        @Nullable URI proxy,
        Timeouts timeouts,
        boolean create) {

    /// How long to wait before an attempt has failed.
    ///
    /// @param connect for a connection to stand
    /// @param read for the next bytes of an answer
    /// @param call for a request with all its repetitions; an upload gets more by its size
    public record Timeouts(Duration connect, Duration read, Duration call) {
        /// Short enough to connect that being offline is known within five seconds.
        public static final Timeouts STANDARD =
                new Timeouts(
                        Duration.ofMillis(1500), Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    private static final String START = "s3://";
    private static final String EXAMPLE = "s3://bucket/prefix?endpoint=https://host&region=name";
    static final String STANDARD_REGION = "us-east-1";
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Set<String> NEVER_IN_PREFIX = Set.of("", ".", "..");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /// Reads an address; what makes no sense is a [RequestException] that says what and why.
    ///
    /// @param directory the folder that a relative path of a file starts from
    public static S3Address parse(String typed, Path directory) {
        if (!typed.regionMatches(true, 0, START, 0, START.length()))
            throw refused(Saying.of("s3.address", EXAMPLE));
        String rest = typed.substring(START.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        AddressOptions options =
                AddressOptions.parse(question < 0 ? "" : rest.substring(question + 1));
        int slash = place.indexOf('/');
        String bucket = slash < 0 ? place : place.substring(0, slash);
        if (!BUCKET.matcher(bucket).matches())
            throw refused(
                    bucket.isEmpty()
                            ? Saying.of("s3.address", EXAMPLE)
                            : Saying.of("s3.bucket-name", bucket));
        URI endpoint = options.uri("endpoint", SCHEMES);
        S3Address address =
                new S3Address(
                        bucket,
                        prefix(slash < 0 ? "" : AddressOptions.decoded(place.substring(slash + 1))),
                        endpoint,
                        region(options.text("region")),
                        // A dot in the bucket's name fits no certificate of `bucket.host`.
                        options.truth("path-style", endpoint != null || bucket.contains(".")),
                        options.truth("anonymous", false),
                        options.file("ca-file", directory),
                        options.uri("proxy", Set.of("http")),
                        new Timeouts(
                                options.time("connect-timeout", Timeouts.STANDARD.connect()),
                                options.time("read-timeout", Timeouts.STANDARD.read()),
                                options.time("call-timeout", Timeouts.STANDARD.call())),
                        options.truth("create", false));
        options.requireAllKnown();
        return address;
    }

    private static String prefix(String typed) {
        String prefix = typed.replaceFirst("/$", "");
        if (prefix.isEmpty()) return "";
        if (List.of(prefix.split("/", -1)).stream().anyMatch(NEVER_IN_PREFIX::contains))
            throw refused(Saying.of("s3.prefix", prefix));
        return prefix;
    }

    private static String region(@Nullable String typed) {
        if (typed == null) return STANDARD_REGION;
        if (!REGION.matcher(typed).matches()) throw AddressOptions.wrong("region", typed);
        return typed;
    }

    static RequestException refused(Saying saying) {
        return new RequestException("storage.uri", saying);
    }

    /// Whether saves and their names would cross a network for all on it to read: plain http to
    /// another machine. A person has to say yes to that.
    public boolean isOpenToListeners() {
        return endpoint != null
                && "http".equalsIgnoreCase(endpoint.getScheme())
                && !Hosts.isHere(endpoint.getHost());
    }

    /// Where the server is, for people: its host, or AWS and the region.
    public String server() {
        return endpoint == null ? "AWS " + region : endpoint.getAuthority();
    }

    /// The same, as it is remembered: without what is said once.
    public S3Address kept() {
        return new S3Address(
                bucket, prefix, endpoint, region, pathStyle, anonymous, caFile, proxy, timeouts,
                false);
    }

    /// The address in one spelling: what is as usual is left out, the rest in a fixed order.
    public String text() {
        AddressOptions.Writer out = new AddressOptions.Writer(START + bucket, prefix);
        if (endpoint != null) out.add("endpoint", endpoint.toString());
        if (!region.equals(STANDARD_REGION)) out.add("region", region);
        if (pathStyle != (endpoint != null || bucket.contains(".")))
            out.add("path-style", Boolean.toString(pathStyle));
        if (anonymous) out.add("anonymous", "true");
        if (caFile != null) out.add("ca-file", caFile.toString());
        if (proxy != null) out.add("proxy", proxy.toString());
        out.add("connect-timeout", timeouts.connect(), Timeouts.STANDARD.connect());
        out.add("read-timeout", timeouts.read(), Timeouts.STANDARD.read());
        out.add("call-timeout", timeouts.call(), Timeouts.STANDARD.call());
        if (create) out.add("create", "true");
        return out.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
