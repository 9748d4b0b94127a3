package app.savepoint.storage.s3;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Says in words what an answer, or none, means for the bucket.
final class S3Errors {
    /// What a proxy answers itself, and S3 never without a word on why.
    private static final Set<Integer> BY_PROXIES = Set.of(403, 407, 502, 503, 504);

    /// As in *The authorization header is malformed; the region 'us-east-1' is wrong; expecting
    /// 'eu-west-1'*.
    private static final Pattern REGION = Pattern.compile("expecting '([A-Za-z0-9-]{1,64})'");

    private final S3Address address;
    private final InstantSource clock;

    S3Errors(S3Address address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /// What was being done, since a person allows each by itself.
    enum Doing {
        LISTING,
        READING,
        WRITING,
        DELETING
    }

    StorageException translate(SdkException e, Doing doing) {
        if (e instanceof S3Exception answer && answer.statusCode() > 0)
            return answered(answer, doing);
        return unanswered(e);
    }

    static ChangedMeanwhile changed(String key, @Nullable Throwable cause) {
        return new ChangedMeanwhile(
                Saying.of("s3.moved", key).inEnglish("it is no longer what it was: " + key), cause);
    }

    private StorageException answered(S3Exception e, Doing doing) {
        String code = S3Codes.code(e);
        int status = e.statusCode();
        URI proxy = address.proxy();
        if (proxy != null && code.isEmpty() && BY_PROXIES.contains(status))
            return unavailable(
                    Saying.of("s3.proxy.refuses", address.server(), proxy.getAuthority()), e);
        if (code.equals("NoSuchBucket"))
            return person(
                    Reason.NOT_FOUND,
                    Saying.of("s3.no-bucket", address.bucket(), address.server()),
                    e);
        if (S3Codes.ELSEWHERE.contains(code) || status == 301) return elsewhere(e);
        if (S3Codes.FULL.contains(code) || status == 507 || says(e, "cap exceeded"))
            return person(Reason.FULL, Saying.of("s3.full", address.bucket()), e);
        // What was sent of it is lost; the next sync begins anew.
        if (code.equals("NoSuchUpload")) return busy(e);
        if (S3Codes.BUSY.contains(code) || status == 429 || status == 408) return busy(e);
        return switch (code) {
            case "RequestTimeTooSkewed", "RequestExpired" -> skewed(e);
            case "InvalidAccessKeyId" ->
                    person(Reason.DENIED, Saying.of("s3.key-unknown", address.server()), e);
            case "SignatureDoesNotMatch" ->
                    person(Reason.DENIED, Saying.of("s3.secret-wrong", address.server()), e);
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                    person(Reason.DENIED, Saying.of("s3.session-over", address.server()), e);
            case "EntityTooLarge" ->
                    person(Reason.UNSUPPORTED, Saying.of("s3.too-large", address.server()), e);
            default -> byStatus(e, doing);
        };
    }

    private StorageException byStatus(S3Exception e, Doing doing) {
        int status = e.statusCode();
        if (status == 401 || status == 403) return person(Reason.DENIED, denied(doing), e);
        if (status == 501 || status == 405)
            return person(
                    Reason.UNSUPPORTED, Saying.of("s3.unsupported", address.server(), words(e)), e);
        if (status == 503) return busy(e);
        if (status >= 500)
            return unavailable(Saying.of("s3.broken", address.server(), words(e)), e);
        // A page that is not S3's: another program, a portal that wants a log-in first.
        if (S3Codes.code(e).isEmpty())
            return unavailable(Saying.of("s3.not-s3", address.server(), status), e);
        return person(Reason.UNSUPPORTED, Saying.of("s3.refused", address.server(), words(e)), e);
    }

    private Saying denied(Doing doing) {
        return switch (doing) {
            case LISTING -> Saying.of("s3.denied.list", address.bucket());
            case READING -> Saying.of("s3.denied.read", address.bucket());
            case WRITING -> Saying.of("s3.denied.write", address.bucket());
            case DELETING -> Saying.of("s3.denied.delete", address.bucket());
        };
    }

    private StorageException busy(S3Exception e) {
        return new Unavailable(
                Saying.of("s3.busy", address.server()).inEnglish(message(e)),
                header(e, "Retry-After").flatMap(this::pause).orElse(null),
                e);
    }

    /// In seconds, or a time by the server's clock.
    private Optional<Duration> pause(String said) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(said.strip())));
        } catch (NumberFormatException e) {
            return offset(said.strip());
        }
    }

    private StorageException elsewhere(S3Exception e) {
        String told = header(e, "x-amz-bucket-region").or(() -> regionInWords(e)).orElse("");
        return person(
                Reason.NOT_FOUND,
                told.isEmpty() || told.equals(address.region())
                        ? Saying.of("s3.region", address.bucket(), address.region())
                        : Saying.of("s3.region.told", address.bucket(), told),
                e);
    }

    /// Of the answer's body, AWS's client hands on the message alone.
    private static Optional<String> regionInWords(S3Exception e) {
        Matcher region = REGION.matcher(String.valueOf(e.getMessage()));
        return region.find() ? Optional.of(region.group(1)) : Optional.empty();
    }

    private StorageException skewed(S3Exception e) {
        Optional<Duration> offset = header(e, "Date").flatMap(this::offset);
        return person(
                Reason.DENIED,
                offset.isPresent()
                        ? Saying.of("s3.clock.by", address.server(), offset.get().abs().toMinutes())
                        : Saying.of("s3.clock", address.server()),
                e);
    }

    /// How far a server's clock is ahead of this device's.
    Optional<Duration> offset(String date) {
        try {
            Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Optional.of(Duration.between(clock.instant(), there));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(S3Exception e, String name) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader(name);
    }

    private StorageException unanswered(SdkException e) {
        Optional<LateKeys.Missing> keys = Causes.first(e, LateKeys.Missing.class);
        if (keys.isPresent()) return keys.get().why();
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException)
            return unavailable(Saying.of("s3.slow", address.server()), e);
        // Also where a portal stands between, so it may pass by itself.
        Optional<Saying> certificate = Unfit.in(e, address);
        if (certificate.isPresent()) return unavailable(certificate.get(), e);
        URI proxy = address.proxy();
        if (proxy != null) {
            // Nothing else was to be connected to.
            if (Patience.isOffline(e) || Causes.any(e, ConnectException.class))
                return unavailable(
                        Saying.of("s3.proxy", address.server(), proxy.getAuthority()), e);
        }
        Optional<IOException> network = Causes.first(e, IOException.class);
        if (network.isPresent() || Causes.any(e, SSLException.class))
            return unavailable(Saying.of("s3.offline", address.server()), e);
        if (says(e, "credentials"))
            return person(Reason.DENIED, Saying.of("s3.no-keys", address.server()), e);
        return unavailable(Saying.of("s3.broken", address.server(), words(e)), e);
    }

    /// What was to be stored could not be read, which is not the bucket's fault.
    Unavailable unreadable(Exception e) {
        return new Unavailable(
                Saying.of("s3.source").inEnglish("what was to be stored could not be read"), e);
    }

    /// What the client throws while it sends a content: of any kind if the content is at fault.
    /// Returns what it was given if it is not.
    RuntimeException unlessUnreadable(RuntimeException e) throws StorageException {
        if (UploadSource.isAtFault(e)) throw unreadable(e);
        return e;
    }

    /// An answer that lacks what each answer of S3 has, whatever its status: a page of something
    /// that stands between.
    Unavailable notS3(int status) {
        return new Unavailable(
                Saying.of("s3.not-s3", address.server(), status)
                        .inEnglish(address.server() + " does not answer as S3 does"),
                null);
    }

    /// A body that came to its end is not what was stored.
    Unavailable garbled(String key) {
        return new Unavailable(
                Saying.of("s3.garbled", address.server())
                        .inEnglish("what came of " + key + " is not what was stored"),
                null);
    }

    /// A body broke off while it was read.
    Unavailable brokeOff(IOException e) {
        return new Unavailable(
                Saying.of("s3.offline", address.server())
                        .inEnglish("the answer of " + address.server() + " broke off"),
                e);
    }

    private NeedsPerson person(Reason reason, Saying saying, SdkException e) {
        return new NeedsPerson(reason, saying.inEnglish(message(e)), e);
    }

    private Unavailable unavailable(Saying saying, SdkException e) {
        return new Unavailable(saying.inEnglish(message(e)), e);
    }

    private String message(SdkException e) {
        return "the bucket " + address.bucket() + " at " + address.server() + ": " + words(e);
    }

    private static String words(SdkException e) {
        if (!(e instanceof S3Exception answer) || answer.statusCode() == 0)
            return String.valueOf(e.getMessage());
        String code = S3Codes.code(answer);
        return code.isEmpty() ? "HTTP " + answer.statusCode() : code;
    }

    private static boolean says(SdkException e, String words) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }
}
