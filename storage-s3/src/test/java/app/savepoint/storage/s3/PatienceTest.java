package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

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

    @Test
    void what_broke_off_is_repeated() {
        assertThatCode(() -> again(new IOException("reset"))).doesNotThrowAnyException();
        assertThatCode(() -> again(new ConnectException("refused"))).doesNotThrowAnyException();
    }
}
