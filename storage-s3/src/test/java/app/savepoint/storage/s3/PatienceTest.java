package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class PatienceTest {
    private static void again(IOException cause) {
        var patience = new Patience();
        var token = patience.acquireInitialToken(AcquireInitialTokenRequest.create("s3")).token();
        patience.refreshRetryToken(
                RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(SdkClientException.create("failed", cause))
                        .build());
    }

    @Test
    void without_a_network_nothing_is_repeated() {
        assertThatThrownBy(() -> again(new UnknownHostException("host")))
                .isInstanceOf(TokenAcquisitionFailedException.class);
        assertThatThrownBy(() -> again(new ConnectTimeoutException("no answer")))
                .isInstanceOf(TokenAcquisitionFailedException.class);
    }

    /// Otherwise a thousand saves that fail would be four thousand requests to a server in trouble.
    @Test
    void all_requests_of_a_store_share_one_budget_of_repetitions() {
        var patience = new Patience();
        int repeated = 0;
        try {
            for (; repeated < 1000; repeated++) {
                var token =
                        patience.acquireInitialToken(AcquireInitialTokenRequest.create("s3"))
                                .token();
                patience.refreshRetryToken(
                        RefreshRetryTokenRequest.builder()
                                .token(token)
                                .failure(
                                        SdkClientException.create(
                                                "failed", new IOException("reset")))
                                .build());
            }
        } catch (TokenAcquisitionFailedException e) {
            assertThat(repeated).isBetween(20, 500);
            return;
        }
        fail("it never says no");
    }

    private static List<Duration> pauses(Exception failure) {
        List<Duration> pauses = new ArrayList<>();
        var patience =
                new Patience(pause -> {
                    pauses.add(pause);
                    return pause;
                });
        RetryToken token =
                patience.acquireInitialToken(AcquireInitialTokenRequest.create("s3")).token();
        for (int again = 1; again < patience.maxAttempts(); again++)
            token =
                    patience.refreshRetryToken(
                                    RefreshRetryTokenRequest.builder()
                                            .token(token)
                                            .failure(failure)
                                            .build())
                            .token();
        return pauses;
    }

    private static List<Arguments> failures() {
        var busy =
                S3Exception.builder()
                        .statusCode(503)
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode("SlowDown").build())
                        .build();
        return List.of(
                Arguments.of(SdkClientException.create("failed", new IOException("reset")), 100),
                Arguments.of(busy, 1000));
    }

    /// Full jitter: a thousand devices that were cut off at once do not come back at once.
    @ParameterizedTest
    @MethodSource("failures")
    void pauses_are_anywhere_below_a_bound_that_doubles(Exception failure, int first) {
        List<List<Duration>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) all.add(pauses(failure));
        for (int pause = 0; pause < 3; pause++) {
            int which = pause;
            double bound = first << which;
            List<Long> millis = all.stream().map(one -> one.get(which).toMillis()).toList();
            assertThat(millis).allMatch(one -> one >= 0 && one <= bound);
            // By chance not once in 10^38
            assertThat(millis).anyMatch(one -> one > 0.8 * bound);
            assertThat(millis).anyMatch(one -> one < 0.2 * bound);
            assertThat(Set.copyOf(millis)).hasSizeGreaterThan(50);
        }
    }

    @Test
    void what_broke_off_is_repeated() {
        assertThatCode(() -> again(new IOException("reset"))).doesNotThrowAnyException();
        assertThatCode(() -> again(new ConnectException("refused"))).doesNotThrowAnyException();
    }
}
