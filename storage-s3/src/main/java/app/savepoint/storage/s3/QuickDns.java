package app.savepoint.storage.s3;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/// Looks a host up within a bound, so that being offline is known soon: a system whose name server
/// does not answer asks for half a minute, and a host with eight addresses that are all out of
/// reach would be tried eight times.
final class QuickDns implements DnsResolver {
    /// With two addresses that are tried for a second and a half each: five seconds.
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final DnsResolver system;
    private final Duration longest;

    /// @param system asks without a bound
    /// @param longest how long to wait for it
    QuickDns(DnsResolver system, Duration longest) {
        this.system = system;
        this.longest = longest;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return oneOfEachKind(found(host));
    }

    /// The first address of each kind in the order of the system, for networks where only one kind
    /// works.
    private static InetAddress[] oneOfEachKind(InetAddress[] found) {
        List<InetAddress> chosen = new ArrayList<>();
        for (InetAddress address : found)
            if (chosen.stream().noneMatch(one -> isSix(one) == isSix(address))) chosen.add(address);
        return chosen.toArray(InetAddress[]::new);
    }

    private static boolean isSix(InetAddress address) {
        return address instanceof Inet6Address;
    }

    private InetAddress[] found(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> asking = new FutureTask<>(() -> system.resolve(host));
        // The system's look-up holds on to its thread, so it gets one that may be held.
        Thread.ofPlatform().daemon().name("name look-up").start(asking);
        try {
            return asking.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, e.getCause());
        } catch (TimeoutException e) {
            throw unknown(host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        }
    }

    private static UnknownHostException unknown(String host, @Nullable Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return system.resolveCanonicalHostname(host);
    }
}
