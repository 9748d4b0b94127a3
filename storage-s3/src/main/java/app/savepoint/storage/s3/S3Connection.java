package app.savepoint.storage.s3;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.address.Trust;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/// AWS's client, set up for one address and one set of keys.
///
/// @param client what asks
/// @param wire what sees each request
record S3Connection(S3Client client, Wire wire) implements AutoCloseable {
    /// Twice what is ever stored at once, since a body that is read holds its connection.
    private static final int CONNECTIONS = 64;

    /// Servers and routers cut connections that nobody used for a minute, some without a word.
    private static final Duration IDLE = Duration.ofSeconds(20);

    /// @param checksums whether uploads carry a CRC that the server checks
    /// @param retries says what is repeated, and when
    static S3Connection open(
            S3Address address, S3Credentials credentials, boolean checksums, RetryStrategy retries)
            throws StorageException {
        return open(address, credentials, checksums, retries, SystemDefaultDnsResolver.INSTANCE);
    }

    /// @param names looks hosts up, and may take its time
    static S3Connection open(
            S3Address address,
            S3Credentials credentials,
            boolean checksums,
            RetryStrategy retries,
            DnsResolver names)
            throws StorageException {
        var wire = new Wire();
        var builder =
                S3Client.builder()
                        .region(Region.of(address.region()))
                        .forcePathStyle(address.pathStyle())
                        .credentialsProvider(provider(address, credentials))
                        .httpClient(http(address, names))
                        .disableS3ExpressSessionAuth(true)
                        .requestChecksumCalculation(
                                checksums
                                        ? RequestChecksumCalculation.WHEN_SUPPORTED
                                        : RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(
                                checksums
                                        ? ResponseChecksumValidation.WHEN_SUPPORTED
                                        : ResponseChecksumValidation.WHEN_REQUIRED)
                        // Small servers store the framing of a body that comes in signed chunks.
                        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(checksums))
                        .overrideConfiguration(about ->
                                about.retryStrategy(retries)
                                        .addExecutionInterceptor(wire)
                                        .apiCallTimeout(address.timeouts().call()));
        URI endpoint = address.endpoint();
        if (endpoint != null) builder.endpointOverride(endpoint);
        return new S3Connection(builder.build(), wire);
    }

    private static SdkHttpClient http(S3Address address, DnsResolver names)
            throws StorageException {
        Apache5HttpClient.Builder builder =
                Apache5HttpClient.builder()
                        .connectionTimeout(address.timeouts().connect())
                        .socketTimeout(address.timeouts().read())
                        .connectionMaxIdleTime(IDLE)
                        .maxConnections(CONNECTIONS)
                        .tcpKeepAlive(true)
                        .dnsResolver(new QuickDns(names, QuickDns.LONGEST));
        if (address.proxy() != null)
            builder.proxyConfiguration(
                    ProxyConfiguration.builder()
                            .endpoint(address.proxy())
                            // A person named it: what this machine makes an exception of, or adds,
                            // is for other programs.
                            .useSystemPropertyValues(false)
                            .useEnvironmentVariableValues(false)
                            .build());
        if (address.caFile() != null)
            builder.tlsTrustManagersProvider(new Trust(address.caFile())::managers);
        return new WholeAnswers(new WatchedClient(builder.build(), address.timeouts().read()));
    }

    /// What gives the keys for each request.
    static AwsCredentialsProvider provider(S3Address address, S3Credentials credentials) {
        return switch (credentials) {
            case S3Credentials.Keys keys -> StaticCredentialsProvider.create(aws(keys));
            case S3Credentials.Kept(var source) -> new LateKeys(source);
            case S3Credentials.Anonymous() -> AnonymousCredentialsProvider.create();
            case S3Credentials.OfTheMachine() ->
                    address.endpoint() == null
                            ? DefaultCredentialsProvider.builder().build()
                            // Who runs a server of their own is not in AWS's data centre, where
                            // alone the rest of the chain finds something after some seconds.
                            : AwsCredentialsProviderChain.of(
                                    EnvironmentVariableCredentialsProvider.create(),
                                    ProfileCredentialsProvider.create());
        };
    }

    static AwsCredentials aws(S3Credentials.Keys keys) {
        return keys.sessionToken() == null
                ? AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())
                : AwsSessionCredentials.create(
                        keys.accessKey(), keys.secretKey(), keys.sessionToken());
    }

    @Override
    public void close() {
        client.close();
    }
}
