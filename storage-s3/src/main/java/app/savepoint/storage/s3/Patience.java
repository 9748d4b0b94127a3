package app.savepoint.storage.s3;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// Repeats what is worth it: AWS's standard strategy (full jitter, four attempts, a budget that all
/// requests of a store share, `Retry-After` obeyed), less what keeps a person waiting for nothing.
///
/// Without a network each attempt would only fail again, and a server that wants to be left alone
/// for longer than [#LONGEST] is asked again by the next sync.
final class Patience implements RetryStrategy {
    /// The longest pause that is waited for within a request.
    static final Duration LONGEST = Duration.ofSeconds(20);

    private final StandardRetryStrategy standard;
    private final UnaryOperator<Duration> pauses;

    Patience() {
        this(pause -> pause);
    }

    /// @param pauses gives, for the pause that is due, the one that is made
    Patience(UnaryOperator<Duration> pauses) {
        this.pauses = pauses;
        this.standard = AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(4).build();
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        return standard.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        Throwable failure = request.failure();
        if (isOffline(failure) || Unfit.isMeant(failure) || UploadSource.isAtFault(failure))
            throw new TokenAcquisitionFailedException(
                    "not worth repeating", request.token(), failure);
        if (request.suggestedDelay().filter(d -> d.compareTo(LONGEST) > 0).isPresent())
            throw new TokenAcquisitionFailedException(
                    "asked to wait too long", request.token(), failure);
        RefreshRetryTokenResponse again = standard.refreshRetryToken(request);
        return RefreshRetryTokenResponse.create(again.token(), pauses.apply(again.delay()));
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return standard.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return standard.maxAttempts();
    }

    /// Otherwise the client would take the strategy inside apart and leave this one out.
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return standard.toBuilder();
    }

    /// Whether nobody was found, or nobody answered.
    static boolean isOffline(Throwable failure) {
        return Causes.any(failure, UnknownHostException.class)
                || Causes.any(failure, ConnectTimeoutException.class);
    }
}
