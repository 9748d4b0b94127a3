package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

class QuickDnsTest {
    private static DnsResolver system(InetAddress... found) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void of_many_addresses_the_first_of_each_kind_is_tried() throws Exception {
        InetAddress six = address("2001:db8::1");
        InetAddress four = address("192.0.2.1");
        var dns =
                new QuickDns(
                        system(six, address("2001:db8::2"), four, address("192.0.2.2")),
                        QuickDns.LONGEST);
        assertThat(dns.resolve("bucket.example.org")).containsExactly(six, four);
        assertThat(dns.resolve("bucket.example.org", 443)).hasSize(2);
    }

    @Test
    void a_name_server_that_does_not_answer_is_not_waited_for() {
        var never = new CountDownLatch(1);
        var silent =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
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
        assertThatThrownBy(() -> new QuickDns(silent, Duration.ofMillis(20)).resolve("host"))
                .isInstanceOf(UnknownHostException.class);
        never.countDown();
    }

    /// What each attempt may take at most; that there is one only is shown in [OfflineTest].
    @Test
    void what_is_offline_is_known_within_five_seconds() {
        Duration longest =
                QuickDns.LONGEST.plus(S3Address.Timeouts.STANDARD.connect().multipliedBy(2));
        assertThat(longest).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
}
