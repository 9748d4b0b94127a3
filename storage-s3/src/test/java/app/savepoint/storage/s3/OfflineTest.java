package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;

/// Where nobody answers, that is known at the first attempt and nothing is repeated: how long it
/// takes is then how long one attempt may.
class OfflineTest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private void isOffline(String host, String options, DnsResolver names) throws StorageException {
        S3Address address =
                S3Address.parse("s3://bucket?endpoint=http://" + host + options, Path.of(""));
        var patience =
                new Patience(pause -> {
                    pauses.add(pause);
                    return Duration.ZERO;
                });
        var keys = new S3Credentials.Keys("AK", "secret", null);
        try (S3ObjectStore store =
                new S3ObjectStore(
                        address,
                        S3Connection.open(address, keys, false, patience, names),
                        Capabilities.assumed(address),
                        InstantSource.system(),
                        UUID::randomUUID,
                        S3Uploads.Sizes.STANDARD)) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            e -> assertThat(e.saying().key()).isEqualTo("s3.offline"));
            assertThat(store.requests().total()).as("attempts").isEqualTo(1);
            assertThat(pauses).isEmpty();
        }
    }

    /// A host that is there and takes no more connections: what is sent to it goes nowhere.
    @Test
    void a_connection_that_does_not_come_about_is_not_tried_again() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) full.getLocalSocketAddress();
            fill(address, waiting);
            isOffline(
                    "127.0.0.1:" + address.getPort(),
                    "&connect-timeout=300ms",
                    SystemDefaultDnsResolver.INSTANCE);
        } finally {
            for (SocketChannel one : waiting) one.close();
        }
    }

    private static void fill(InetSocketAddress address, List<SocketChannel> waiting)
            throws IOException {
        for (int i = 0; i < 8; i++) {
            SocketChannel one = SocketChannel.open();
            one.setOption(StandardSocketOptions.SO_LINGER, 0);
            one.configureBlocking(false);
            one.connect(address);
            waiting.add(one);
        }
    }

    @Test
    void a_name_server_that_does_not_answer_is_asked_once() throws Exception {
        var never = new CountDownLatch(1);
        var asked = new AtomicInteger();
        DnsResolver silent =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        asked.incrementAndGet();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        throw new UnknownHostException(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        isOffline("bucket.example.org", "&call-timeout=60s", silent);
        assertThat(asked).hasValue(1);
        never.countDown();
    }

    @Test
    void a_name_that_nobody_knows_is_asked_for_once() throws Exception {
        var asked = new AtomicInteger();
        DnsResolver none =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        asked.incrementAndGet();
                        throw new UnknownHostException(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        isOffline("bucket.example.org", "", none);
        assertThat(asked).hasValue(1);
    }
}
